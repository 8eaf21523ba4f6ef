"""The tables that sum an inventory up: totals, inputs, outputs, groups, source types present."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from almaden.inventory.result import Amount, Result, RowResult
from almaden.reference.categories import categories, sort_key
from almaden.reference.pathways import AMOUNTS, PATHWAYS
from almaden.reports.document import Cell, Column, Row, Span, Table
from almaden.reports.words import AMOUNT_NAMES, AMOUNT_TITLES, TOTAL_NAMES, Words, outputs, text

#: Codes of the potential hot spots, which are named and not quantified.
HOT_SPOTS = "5.11"
#: Key of their group.
HOT_SPOT_GROUP = "hot_spots"


def in_order(rows: Iterable[RowResult]) -> list[RowResult]:
    """Rows in the order of the Toolkit, rows of one category as they came."""
    return sorted(rows, key=lambda row: sort_key(row.code))


def main_code(code: str) -> str:
    """The main category of a code: 5.10 of 5.10.2."""
    return ".".join(code.split(".")[:2])


def is_hot_spot(code: str) -> bool:
    """Whether a code is of a potential hot spot."""
    return main_code(code) == HOT_SPOTS


def main_name(code: str) -> str:
    """English name of a main category, empty for one that the reference table does not have."""
    return categories()[code].name if code in categories() else ""


def nothing_known(result: Result) -> bool:
    """Whether no source that may be there has an amount: the sums are then not known, which is not zero."""
    may_be = [row for row in result.rows if row.present != "N" and not is_hot_spot(row.code)]
    return bool(may_be) and all(row.amounts is None for row in may_be)


def rounding_note(words: Words) -> str:
    """Said below tables of amounts."""
    return words._(
        "Numbers are rounded to what their 95 % range supports; sums were made before rounding. ? is not known, "
        "which is not zero."
    )


def totals_table(result: Result, words: Words) -> Table:
    """The three totals side by side, each with its range."""
    _ = words._
    names = [name for name in TOTAL_NAMES if name in result.totals]
    columns = [Column(_("Amount, kg of mercury per year"))]
    for name in names:
        columns += [Column(words.known(TOTAL_NAMES, name), "number"), Column(_("95 % range"), "number")]
    rows = []
    for amount in AMOUNTS:
        cells = [text(words.known(AMOUNT_TITLES, amount))]
        for name in names:
            found = None if nothing_known(result) else result.totals[name].amounts.get(amount)
            cells += [words.amount(found), words.span(found)]
        rows.append(Row(tuple(cells), strong=amount == "input_kg"))
    return Table(
        _("The three totals"), tuple(columns), tuple(rows), notes=(rounding_note(words),), sheet=_("Three totals")
    )


def inputs_table(result: Result, words: Words) -> Table:
    """Summary of mercury inputs to society."""
    _ = words._
    columns = (
        Column(_("Code")),
        Column(_("Source category")),
        Column(_("Present"), "mark"),
        Column(_("Activity rate"), "number"),
        Column(_("Unit")),
        Column(_("Mercury input, kg/y"), "number"),
        Column(_("95 % range"), "number"),
    )

    def cells(row: RowResult) -> tuple[Cell, ...]:
        amount = row.amounts["input_kg"] if row.amounts else None
        return (
            text(row.code),
            text(words.row_name(row)),
            text(row.present),
            words.given(row.activity_rate) if row.present != "N" else text(""),
            text(_(row.unit)),
            words.amount(amount),
            words.span(amount),
        )

    footer = [
        Row(
            (text(""), text(words.known(TOTAL_NAMES, name)), *[text("")] * 3, words.amount(a), words.span(a)),
            strong=True,
        )
        for name, a in _totals(result, "input_kg")
    ]
    return Table(
        _("Summary of mercury inputs to society"),
        columns,
        tuple(_with_chapters(result.rows, words, cells)),
        tuple(footer),
        (rounding_note(words),),
        _("Inputs"),
    )


def outputs_table(result: Result, words: Words) -> Table:
    """Summary of mercury outputs: six pathways, total by source and its share."""
    _ = words._
    names = [f"{pathway}_kg" for pathway in PATHWAYS]
    if any(row.amounts and row.amounts["unallocated_kg"].value for row in result.rows):
        names.append("unallocated_kg")
    columns = (
        Column(_("Code")),
        Column(_("Source category")),
        *(Column(words.known(AMOUNT_NAMES, name), "number") for name in names),
        Column(_("Total outputs by source"), "number"),
        Column(_("Share"), "number"),
    )
    everything = sum(outputs(row.amounts).value for row in result.rows if row.amounts)

    def cells(row: RowResult) -> tuple[Cell, ...]:
        amounts = row.amounts
        total = outputs(amounts) if amounts else None
        share = words.share(total.value / everything) if total and everything else text("")
        return (
            text(row.code),
            text(words.row_name(row)),
            *(words.amount(amounts[name] if amounts else None) for name in names),
            words.amount(total),
            share,
        )

    footer = []
    for name, total in result.totals.items():
        known = None if nothing_known(result) else total.amounts
        amounts = [words.amount(known[amount] if known else None) for amount in names]
        label = text(words.known(TOTAL_NAMES, name))
        footer.append(
            Row((text(""), label, *amounts, words.amount(outputs(known) if known else None), text("")), strong=True)
        )
    notes = (
        _("All amounts in kg of mercury per year. The share is of the outputs of all sources before corrections."),
        rounding_note(words),
    )
    rows = tuple(_with_chapters(result.rows, words, cells))
    return Table(_("Summary of mercury outputs"), columns, rows, tuple(footer), notes, _("Outputs"))


def groups_table(result: Result, words: Words) -> Table:
    """Inputs and outputs by the groups of the executive table."""
    _ = words._
    columns = (
        Column(_("Source group")),
        Column(_("Mercury input, kg/y"), "number"),
        Column(_("95 % range"), "number"),
        *(Column(words.known(AMOUNT_NAMES, f"{pathway}_kg"), "number") for pathway in PATHWAYS),
        Column(_("Activities"), "number"),
        Column(_("of these not known"), "number"),
    )
    rows = []
    for group in result.groups:
        if not group.rows or group.key == HOT_SPOT_GROUP:
            continue
        known = group.unknown_rows < group.rows
        amounts = [group.amounts[f"{pathway}_kg"] if known else None for pathway in PATHWAYS]
        put_in = group.amounts["input_kg"] if known else None
        rows.append(
            Row(
                (
                    text(_(group.name)),
                    words.amount(put_in),
                    words.span(put_in),
                    *map(words.amount, amounts),
                    words.given(group.rows),
                    words.given(group.unknown_rows),
                )
            )
        )
    notes = (
        _("kg of mercury per year, row values before corrections. Activities that are not known are not summed."),
        rounding_note(words),
    )
    return Table(_("Inputs and outputs by source group"), columns, tuple(rows), (), notes, _("Groups"))


def presence_table(result: Result, words: Words) -> Table:
    """Which source types are present, absent, not known, or not in the inventory at all."""
    _ = words._
    states: dict[str, set[str]] = {}
    for row in result.rows:
        states.setdefault(row.code, set()).add(row.present)
    asked = {code for code, one in categories().items() if _asked(code, one.level1, result.level, states)}
    rows: list[Row | Span] = []
    chapter = ""
    for code in sorted(states.keys() | asked, key=sort_key):
        if main_code(code) != chapter:
            chapter = main_code(code)
            rows.append(Span(f"{chapter} {_(main_name(chapter))}".strip()))
        named = [row.name for row in result.rows if row.code == code]
        name = categories()[code].name if code in categories() else named[0]
        rows.append(Row((text(code), text(_(name)), text(_state(states.get(code, set()))))))
    columns = (Column(_("Code")), Column(_("Source type")), Column(_("Present"), "mark"))
    note = _("Y present, N absent, ? not known, – not in the inventory (treat as not known).")
    return Table(_("Source types present in the country"), columns, tuple(rows), (), (note,), _("Source types"))


def _asked(code: str, level1: bool, level: int, states: dict[str, set[str]]) -> bool:
    """Whether a category without a row is to be shown: asked for at this level, and not covered by another row."""
    one = categories()[code]
    if (level == 1 and not level1) or code.count(".") < 2 or not (one.quantified or is_hot_spot(code)):
        return False
    return not any(code.startswith(f"{known}.") or known.startswith(f"{code}.") for known in states)


def _state(found: set[str]) -> str:
    """One state for a category with several rows: present if any is, absent only if all are."""
    return next((state for state in ("Y", "?", "N") if state in found), "–")


def _with_chapters(
    rows: Iterable[RowResult], words: Words, cells: Callable[[RowResult], tuple[Cell, ...]]
) -> Iterator[Row | Span]:
    """A row for each activity, with a heading row before each main category; hot spots left out."""
    chapter = ""
    for row in in_order(rows):
        if is_hot_spot(row.code):
            continue
        if main_code(row.code) != chapter:
            chapter = main_code(row.code)
            yield Span(f"{chapter} {words._(main_name(chapter))}".strip())
        yield Row(cells(row))


def _totals(result: Result, amount: str) -> Iterator[tuple[str, Amount | None]]:
    for name in TOTAL_NAMES:
        if name in result.totals:
            yield name, None if nothing_known(result) else result.totals[name].amounts[amount]
