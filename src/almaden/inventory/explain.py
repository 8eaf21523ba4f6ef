"""Any number of a result explained: formula, sources, rules and uncertainty, down to the row of the input file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from almaden.inventory.activities import Activity, activities
from almaden.inventory.calculation import calculate
from almaden.inventory.contributions import TOTALS, LinkState, TotalName, by_leaving, counted, kilograms, link_states
from almaden.inventory.explanation import Explanation, Finding, RowExplanation, Step, flag_words
from almaden.inventory.flows import Flow, ResolvedRow
from almaden.inventory.layers import factors_of
from almaden.inventory.moments import moments, share_square
from almaden.inventory.question import Question, read_question
from almaden.inventory.records import ActivityRow, InventoryData
from almaden.inventory.resolve import resolve
from almaden.inventory.result import Amount, Correction, Result, RowResult, VarianceShare
from almaden.inventory.rules import counts_as_source, toolkit_rules
from almaden.reference.pathways import AMOUNTS
from almaden.wording import Exact, Text, joined, n_, place_of_row

#: The amounts in words, after "kg of mercury".
WORDS: Mapping[str, str] = {
    "input_kg": n_("input"),
    "air_kg": n_("emission to air"),
    "water_kg": n_("release to water"),
    "land_kg": n_("release to land"),
    "products_kg": n_("transfer to products (by-products and impurities)"),
    "general_waste_kg": n_("transfer to general waste"),
    "sector_treatment_kg": n_("transfer to sector-specific waste treatment"),
    "unallocated_kg": n_("unallocated"),
}


def explain(result: Result, data: InventoryData, query: str) -> Explanation:
    """Explain a number of a result.

    Args:
        result: the result.
        data: the inventory that it was computed from.
        query: a code (``5.1.1``), the id of a row, a group (``waste_water``) or a total (``gross``, ``toolkit``,
            ``linked``); with the name of an amount after it (``5.1.1 air_kg``), otherwise its input.

    Raises:
        InputError: nothing has this name; the fault names what comes near.
    """
    question = read_question(result, query)
    resolved = {row.id: row for row in resolve(data, factors_of(data), result.year).rows}
    lines = [row for row in data.rows if not data.header.years or row.year in (None, result.year)]
    grouped = {activity.id: activity for activity in activities(lines)}
    states = link_states(result.rows)
    rows = [
        _row(row, resolved[row.id], grouped[row.id], question.amount, states, result)
        for row in _largest_first(question)
    ]
    return Explanation(
        query=query,
        title=Text("{title}: {amount}", title=question.title, amount=Text(WORDS[question.amount])),
        place=f"{result.country_name} {result.year}",
        meta=result.meta,
        amount=question.amount,
        total=question.key if question.kind == "total" else "gross",
        value=_value(question, resolved, result),
        rows=tuple(rows),
        path=_path(question, states, result),
        variance=_variance(question, resolved, states),
    )


def _largest_first(question: Question) -> list[RowResult]:
    def size(row: RowResult) -> float:
        return row.amounts[question.amount].value if row.amounts is not None else -1.0

    return sorted(question.rows, key=lambda row: -size(row))


def _value(question: Question, resolved: Mapping[str, ResolvedRow], result: Result) -> Amount | None:
    if question.kind == "total":
        return result.totals[question.key].amounts[question.amount]
    if question.kind == "group":
        return next(group.amounts[question.amount] for group in result.groups if group.key == question.key)
    known = [row for row in question.rows if row.amounts is not None]
    if len(known) < 2:
        return known[0].amounts[question.amount] if known and known[0].amounts is not None else None
    together = calculate([resolved[row.id] for row in known], result.meta.draws, result.meta.seed)
    return together.totals["gross"][question.amount]


def _row(
    row: RowResult,
    resolved: ResolvedRow,
    activity: Activity,
    amount: str,
    states: Sequence[LinkState],
    result: Result,
) -> RowExplanation:
    added: dict[str, float] = {}
    if row.amounts is not None:
        added = {total: by_leaving(row, total, states)[amount] for total in TOTALS}
    return RowExplanation(
        id=row.id,
        code=row.code,
        name=row.name,
        variant=row.variant,
        phase=row.phase,
        facility=row.facility,
        present=row.present,
        formula=row.formula,
        leaving=_leaving(row, resolved.flows or (), amount),
        amount=row.amounts[amount] if row.amounts is not None else None,
        added=added,
        origins=row.origins,
        flags=tuple(flag_words(flag) for flag in row.flags),
        findings=tuple(
            Finding(check.severity, check.message, check.advice) for check in result.checks if check.row == row.id
        ),
        others=tuple(_other(line) for line in activity.candidates),
        places=tuple(place_of_row(place) for place in resolved.places),
    )


def _leaving(row: RowResult, flows: Iterable[Flow], amount: str) -> str:
    flows = tuple(flows)
    if amount == AMOUNTS[0] or row.amounts is None or not flows:
        return ""
    terms = joined(
        (Text("{kg} kg x {share}", kg=Exact(flow.point_kg), share=Exact(_share(flow, amount))) for flow in flows),
        " + ",
    )
    kg = Exact(row.amounts[amount].value)
    return Text("{terms} = {kg} kg {amount}", terms=terms, kg=kg, amount=Text(WORDS[amount]))


def _share(flow: Flow, amount: str) -> float:
    if amount == "input_kg":
        return 1.0
    return (*flow.shares, flow.unallocated)[AMOUNTS.index(amount) - 1]


def _other(line: ActivityRow) -> str:
    rate = Text("not known")
    if line.activity_rate is not None:
        rate = Text("{value} {unit}", value=Exact(line.activity_rate), unit=Text(line.unit))
    return joined(filter(None, (rate, line.source, place_of_row(line.place))), "; ")


def _path(question: Question, states: Sequence[LinkState], result: Result) -> tuple[Step, ...]:
    amount = question.amount
    if question.kind == "total":
        return tuple(
            Step(
                name,
                result.totals[name].amounts[amount].value,
                tuple(one for one in result.totals[name].corrections if one.amount == amount),
            )
            for name in TOTALS
            if name in ("gross", question.key)
        )
    return tuple(
        Step(
            total,
            sum(by_leaving(row, total, states)[amount] for row in question.rows),
            tuple(_reasons(question.rows, total, amount, states)),
        )
        for total in TOTALS
    )


def _reasons(
    rows: Sequence[RowResult], total: TotalName, amount: str, states: Sequence[LinkState]
) -> Iterable[Correction]:
    """Why some rows add something else to a total than their amounts, one entry for each code."""
    changes: dict[str, float] = {}
    for row in rows:
        change = by_leaving(row, total, states)[amount] - kilograms(row)[amount]
        if change:
            changes[row.code] = changes.get(row.code, 0.0) + change
    for code, change in changes.items():
        if total == "toolkit":
            rule = toolkit_rules()[code]
            yield Correction(rule.rule, (code,), amount, change, rule.explanation)
        else:
            yield Correction("linked", (code,), amount, change, _why_linked(code, amount, states))


def _why_linked(code: str, amount: str, states: Sequence[LinkState]) -> str:
    if counts_as_source(code):
        links = [one.link for one in states if one.link.amount == amount and one.link.takes_from(code)]
        return joined(
            (Text("flows on to {group}: {note}", group=Text(link.group_name), note=Text(link.note)) for link in links),
            "; ",
        )
    if amount == "input_kg":
        return Text("what enters here comes from the sources, whose input is counted")
    state = next((one for one in states if code in one.link.to_codes), None)
    if state is None:
        return Text("no source sends anything here")
    return Text(
        "per kg of rate x factor {kg} kg flows in from the sources: {note}",
        kg=state.filled,
        note=Text(state.link.note),
    )


def _variance(
    question: Question, resolved: Mapping[str, ResolvedRow], states: Sequence[LinkState]
) -> tuple[VarianceShare, ...]:
    flows, weights, squares = [], [], []
    codes: dict[str, dict[str, None]] = {}
    for row in question.rows:
        for flow in resolved[row.id].flows or ():
            weight = _weight(flow, row.code, question, states)
            if not weight:
                continue
            flows.append(flow)
            weights.append(weight)
            share = _share(flow, question.amount)
            drawn = question.amount != "input_kg" and question.key != "linked"
            squares.append(share_square(flow, share) if drawn else 1.0)
            for key in (*(key for one in flow.uncertain for key in one.keys), flow.distribution_key):
                codes.setdefault(key, {})[row.code] = None
    exact = moments(flows, weights, squares)
    shares = [
        VarianceShare(key, exact.labels[key], tuple(codes[key]), share)
        for key, share in sorted(exact.number_shares.items(), key=lambda item: (-item[1], item[0]))
        if share > 0.0
    ]
    if shares:
        rest = 1.0 - sum(one.share for one in shares)
        shares.append(VarianceShare("interactions", Text("only several of them together"), (), max(rest, 0.0)))
    return tuple(shares)


def _weight(flow: Flow, code: str, question: Question, states: Sequence[LinkState]) -> float:
    """What one kg of input of a flow adds to the amount that is explained; linked as at the point values."""
    share = _share(flow, question.amount)
    if question.key == "toolkit":
        return share * counted(code, question.amount)
    if question.key != "linked":
        return share
    if not counts_as_source(code):
        return 0.0
    if question.amount == "input_kg":
        return 1.0
    weight = share
    for state in states:
        if state.moved and state.link.takes_from(code):
            moved = _share(flow, state.link.amount) * state.moved
            weight += moved * state.mix[question.amount] - (moved if state.link.amount == question.amount else 0.0)
    return weight
