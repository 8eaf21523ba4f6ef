"""What the result says: corrections, key sources, uncertainty, balance, checks, published figures."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.corrections import group_names
from almaden.inventory.records import PublishedRow
from almaden.inventory.result import Amount, Check, KeySource, Result
from almaden.reference.pathways import AMOUNTS
from almaden.reports.document import Block, Bullets, Column, Paragraph, Row, Table
from almaden.reports.numbers import figures
from almaden.reports.phrases import advice, finding
from almaden.reports.summary_tables import HOT_SPOT_GROUP
from almaden.reports.words import AMOUNT_TITLES, SEVERITIES, TOTAL_NAMES, Words, outputs, text
from almaden.wording import place_of_row

#: Lines of the table of variance shares; the rest is added up in one line.
_VARIANCE_ROWS = 12


def correction_blocks(result: Result, words: Words) -> Iterator[Block]:
    """Each step from the gross total to the corrected ones, in numbers, and what stays unexplained."""
    _ = words._
    for name in ("toolkit", "linked"):
        total = result.totals.get(name)
        if total is None or not total.corrections:
            yield Paragraph(_("Nothing to correct: {total}.").format(total=words.known(TOTAL_NAMES, name)))
            continue
        rows = tuple(
            Row(
                (
                    text(", ".join(step.codes)),
                    text(words.known(AMOUNT_TITLES, step.amount)),
                    words.amount(Amount(step.change_kg, step.change_kg, step.change_kg)),
                    text(_(step.explanation)),
                )
            )
            for step in total.corrections
        )
        columns = (
            Column(_("Codes")),
            Column(_("Amount")),
            Column(_("Change, kg/y"), "number"),
            Column(_("Explanation")),
        )
        caption = _("From the gross total to: {total}").format(total=words.known(TOTAL_NAMES, name))
        yield Table(caption, columns, rows, sheet=_("Corrections") + f" {name}")
    yield from _unexplained(result, words)


def _unexplained(result: Result, words: Words) -> Iterator[Block]:
    _ = words._
    linked = result.totals.get("linked")
    if linked is None or not linked.unexplained_kg:
        return
    names = group_names()
    rows = tuple(
        Row((text(_(names.get(key, key))), words.amount(amount), words.span(amount)))
        for key, amount in linked.unexplained_kg.items()
    )
    columns = (
        Column(_("Waste group")),
        Column(_("Unexplained, kg/y"), "number"),
        Column(_("95 % range"), "number"),
    )
    note = _(
        "What activity rate times input factor gives beyond the mercury that flows into the group from the sources. "
        "Below zero: more flows in than the factor gives."
    )
    yield Table(_("Mercury in waste that no source explains"), columns, rows, notes=(note,), sheet=_("Unexplained"))


def key_source_blocks(result: Result, words: Words) -> Iterator[Block]:
    """The categories that together make 95 % of the input, and of each pathway."""
    _ = words._
    ranked: dict[str, list[KeySource]] = {}
    for source in result.key_sources:
        ranked.setdefault(source.quantity, []).append(source)
    if not ranked:
        yield Paragraph(_("There is no ranking, because no amount is known."))
        return
    for name in ("input_kg", "air_kg"):
        if name in ranked:
            yield _ranking(name, ranked[name], words)
    rows = []
    for name in AMOUNTS:
        keys = [source for source in ranked.get(name, []) if source.key]
        if name not in ("input_kg", "air_kg") and keys:
            told = words.listed(f"{one.code} {_(one.name)} ({words.share(one.share).text})" for one in keys)
            rows.append(Row((text(words.known(AMOUNT_TITLES, name)), text(told))))
    if rows:
        columns = (Column(_("Pathway")), Column(_("Key sources and their shares")))
        yield Table(_("Key sources of the other pathways"), columns, tuple(rows), sheet=_("Key sources, other"))


def _ranking(name: str, sources: list[KeySource], words: Words) -> Table:
    _ = words._
    # The first that is no longer key shows where the line was drawn.
    shown = [one for i, one in enumerate(sources) if one.key or (i and sources[i - 1].key)]
    trend = any(one.trend_share is not None for one in shown)
    columns = [
        Column(_("Code")),
        Column(_("Source category")),
        Column(_("kg/y"), "number"),
        Column(_("Share"), "number"),
        Column(_("Added up"), "number"),
        Column(_("Key"), "mark"),
        Column(_("Share of the variance"), "number"),
    ]
    if trend:
        columns.append(Column(_("Share of the trend"), "number"))
    rows = []
    for one in shown:
        cells = [
            text(one.code),
            text(_(one.name)),
            text(figures(one.value_kg, 2, words.lang)),
            words.share(one.share),
            words.share(one.cumulative),
            text("●" if one.key else ""),
            words.share(one.uncertainty_share),
        ]
        if trend:
            cells.append(text("") if one.trend_share is None else words.share(one.trend_share))
        rows.append(Row(tuple(cells)))
    title = words.known(AMOUNT_TITLES, name)
    return Table(
        _("Key sources: {amount}").format(amount=title),
        tuple(columns),
        tuple(rows),
        notes=(_("Of the Toolkit total. Key sources together make 95 % of it."),),
        sheet=_("Key sources") + f" {title}",
    )


def variance_table(result: Result, words: Words) -> Table | None:
    """Which uncertain numbers make the range of the total input as wide as it is."""
    _ = words._
    if not result.variance:
        return None
    rest = [one for one in result.variance if one.key == "interactions"]
    single = sorted((one for one in result.variance if one.key != "interactions"), key=lambda one: -one.share)
    rows = [
        Row((text(_(one.input)), text(", ".join(one.codes)), words.share(one.share))) for one in single[:_VARIANCE_ROWS]
    ]
    others = sum(one.share for one in single[_VARIANCE_ROWS:])
    if single[_VARIANCE_ROWS:]:
        rows.append(Row((text(_("all other numbers")), text(""), words.share(others))))
    rows += [Row((text(_("several numbers together")), text(""), words.share(one.share))) for one in rest]
    columns = (Column(_("Uncertain number")), Column(_("Codes")), Column(_("Share of the variance"), "number"))
    note = _("Shares of the variance of the gross total input. To make the range narrower, start at the top.")
    return Table(_("What the uncertainty comes from"), columns, tuple(rows), notes=(note,), sheet=_("Variance"))


def balance_table(result: Result, words: Words) -> Table:
    """Test of input against outputs, by group."""
    _ = words._
    rows = []
    for group in result.groups:
        if not group.rows or group.key == HOT_SPOT_GROUP or group.unknown_rows == group.rows:
            continue
        put_in, out = group.amounts["input_kg"], outputs(group.amounts)
        left = group.amounts["unallocated_kg"]
        gap = put_in.value - out.value - left.value
        closed = abs(gap) <= 1e-6 * max(1.0, abs(put_in.value))
        rows.append(
            Row(
                (
                    text(_(group.name)),
                    words.amount(put_in),
                    words.amount(out),
                    words.amount(left),
                    text(_("closed") if closed else figures(gap, 2, words.lang)),
                )
            )
        )
    columns = (
        Column(_("Source group")),
        Column(_("Mercury input, kg/y"), "number"),
        Column(_("Six pathways, kg/y"), "number"),
        Column(_("Not allocated, kg/y"), "number"),
        Column(_("Balance"), "number"),
    )
    note = _(
        "Not allocated is mercury that a later stage counts (crude oil), that stays where it is (landfills), or for "
        "which the distribution is not known; the checks say which."
    )
    return Table(
        _("Test of input against outputs"), columns, tuple(rows), notes=(note,), sheet=_("Input against outputs")
    )


def check_blocks(checks: tuple[Check, ...], words: Words) -> Iterator[Block]:
    """Every finding with its advice, the gravest first."""
    _ = words._
    if not checks:
        yield Paragraph(_("The checks found nothing."))
        return
    order = list(SEVERITIES)
    counts = {name: sum(check.severity == name for check in checks) for name in order}
    yield Bullets(tuple(words.pair(words.known(SEVERITIES, name), str(n)) for name, n in counts.items() if n))
    rows = tuple(
        Row(
            (
                text(words.known(SEVERITIES, check.severity)),
                text(" ".join(part for part in (check.code, _(place_of_row(check.row))) if part)),
                text(finding(check, words)),
                text(advice(check, words)),
            )
        )
        for check in sorted(checks, key=lambda check: order.index(check.severity))
    )
    columns = (Column(_("Severity")), Column(_("Code and row")), Column(_("Finding")), Column(_("What to do")))
    yield Table(_("Findings of the checks"), columns, rows, sheet=_("Findings"))


def published_blocks(result: Result, published: tuple[PublishedRow, ...], words: Words) -> Iterator[Block]:
    """Figures that others published, beside the totals of this inventory where they are of the same thing."""
    _ = words._
    if not published:
        yield Paragraph(_("No published figures were given to compare with (table published.csv)."))
        return
    rows = tuple(
        Row((text(row.quantity), words.given(row.value), text(row.unit), text(row.source))) for row in published
    )
    columns = (Column(_("Quantity")), Column(_("Published"), "number"), Column(_("Unit")), Column(_("Source")))
    totals = words.listed(
        words.pair(words.known(TOTAL_NAMES, name), words.with_span(result.totals[name].amounts["input_kg"]))
        for name in TOTAL_NAMES
        if name in result.totals
    )
    note = _("Mercury input of this inventory, kg/y: {totals}.").format(totals=totals)
    yield Table(_("Figures published by others"), columns, rows, notes=(note,), sheet=_("Published"))
    told = [check for check in result.checks if "publish" in check.id]
    if told:
        yield Bullets(tuple(finding(check, words) for check in told))
