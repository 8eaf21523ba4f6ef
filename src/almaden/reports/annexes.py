"""The tables at the end: every row, every unverified number, every number with its origin."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.result import Result, RowResult, Unverified
from almaden.reference.numerals import exact
from almaden.reference.origin import Origin
from almaden.reports.citations import citations, cite
from almaden.reports.document import Block, Column, Heading, Paragraph, Row, Table
from almaden.reports.phrases import flag
from almaden.reports.summary_tables import in_order, rounding_note
from almaden.reports.words import STATUSES, Words, isolated, text
from almaden.wording import place_of_row


def annex_blocks(result: Result, words: Words) -> Iterator[Block]:
    """The annexes of every report: rows, unverified numbers, origins, references."""
    _ = words._
    yield Heading(_("Annex: all rows"))
    yield rows_table(result, words)
    yield Heading(_("Annex: unverified numbers"))
    if result.unverified:
        yield unverified_table(result, words)
    else:
        yield Paragraph(_("Every number that the result rests on was verified."))
    yield Heading(_("Annex: numbers used and where they come from"))
    if any(row.origins for row in result.rows):
        yield origins_table(result, words)
    yield Heading(_("References"))
    cited = citations(result)
    if not cited:
        yield Paragraph(_("No source was named."))
    for source, number in cited.items():
        yield Paragraph(source, label=f"[{number}]", small=True)


def rows_table(result: Result, words: Words) -> Table:
    """Every row of the inventory with its input and its flags."""
    _ = words._
    columns = (
        Column(_("Row")),
        Column(_("Code")),
        Column(_("Source category")),
        Column(_("Present"), "mark"),
        Column(_("Activity rate"), "number"),
        Column(_("Unit")),
        Column(_("Mercury input, kg/y"), "number"),
        Column(_("95 % range"), "number"),
        Column(_("Flags")),
    )
    return Table(
        _("All rows of the inventory"),
        columns,
        tuple(_whole_row(row, words) for row in in_order(result.rows)),
        notes=(rounding_note(words),),
        sheet=_("All rows"),
    )


def _whole_row(row: RowResult, words: Words) -> Row:
    put_in = row.amounts["input_kg"] if row.amounts else None
    return Row(
        (
            text(row.id),
            text(row.code),
            text(words.row_name(row)),
            text(row.present),
            words.given(row.activity_rate) if row.present != "N" else text(""),
            text(words._(row.unit)),
            words.amount(put_in),
            words.span(put_in),
            text(words.listed(flag(key, words) for key in row.flags)),
        )
    )


def unverified_table(result: Result, words: Words) -> Table:
    """Every number that the result rests on and that nobody has checked in the official document."""
    _ = words._
    cited = citations(result)

    def row(one: Unverified) -> Row:
        told = (cite(one.source, cited), _(one.seen), _(one.doubt))
        return Row(
            (
                text(one.code),
                text(words._(one.quantity)),
                text(number_with_unit(one.value, one.unit, words)),
                text(words._(one.layer)),
                text(words.listed(told)),
                text(", ".join(one.rows)),
            )
        )

    columns = (
        Column(_("Code")),
        Column(_("Number")),
        Column(_("Value")),
        Column(_("Layer")),
        Column(_("Source, and doubts")),
        Column(_("Rows")),
    )
    rows = tuple(row(one) for one in result.unverified)
    return Table(_("Unverified numbers that the result rests on"), columns, rows, sheet=_("Unverified numbers"))


def origins_table(result: Result, words: Words) -> Table:
    """Every number that was used, with its source and status."""
    _ = words._
    cited = citations(result)

    def row(name: str, one: Origin) -> Row:
        told = (cite(one.source, cited), _(one.seen), _(place_of_row(one.place)))
        return Row(
            (
                text(name),
                text(words._(one.quantity)),
                text(origin_number(one, words)),
                text(f"{words.known(STATUSES, one.status)} ({words._(one.layer)})" if one.layer else one.status),
                text(words.listed(isolated(part) for part in told)),
            )
        )

    columns = (
        Column(_("Row")),
        Column(_("Number")),
        Column(_("Value")),
        Column(_("Status (layer)")),
        Column(_("Source")),
    )
    rows = tuple(row(one.id, origin) for one in in_order(result.rows) for origin in one.origins)
    return Table(_("Numbers used and where they come from"), columns, rows, sheet=_("Origins"))


def origin_number(origin: Origin, words: Words) -> str:
    """A number as it was given, with its unit and its range."""
    shown = number_with_unit(origin.value, origin.unit, words)
    if origin.low is None and origin.high is None:
        return shown
    ends = ("?" if end is None else exact(end, words.lang) for end in (origin.low, origin.high))
    return f"{shown} ({'–'.join(ends)})"


def number_with_unit(value: float, unit: str, words: Words) -> str:
    """A number and its unit. A sum of distribution factors says nothing that the factors do not."""
    return "" if unit == "sum of shares" else f"{exact(value, words.lang)} {words._(unit)}".strip()
