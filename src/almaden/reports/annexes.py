"""The tables at the end: every row, every unverified number, every number with its origin."""

from __future__ import annotations

from almaden.inventory.result import Result
from almaden.reports.document import Column, Row, Table
from almaden.reports.numbers import exact
from almaden.reports.summary_tables import in_order, rounding_note
from almaden.reports.words import STATUSES, Words, outputs, text


def rows_table(result: Result, words: Words) -> Table:
    """Every row of the inventory with its input, its outputs, and its flags."""
    _ = words._
    columns = (
        Column(_("Row")),
        Column(_("Code")),
        Column(_("Source category")),
        Column(_("Present"), "mark"),
        Column(_("Year"), "number"),
        Column(_("Activity rate"), "number"),
        Column(_("Unit")),
        Column(_("Mercury input, kg/y"), "number"),
        Column(_("95 % range"), "number"),
        Column(_("Outputs, kg/y"), "number"),
        Column(_("Flags")),
    )
    rows = []
    for row in in_order(result.rows):
        put_in = row.amounts["input_kg"] if row.amounts else None
        rows.append(
            Row(
                (
                    text(row.id),
                    text(row.code),
                    text(words.row_name(row)),
                    text(row.present),
                    text(str(row.year)),
                    words.given(row.activity_rate) if row.present != "N" else text(""),
                    text(_(row.unit)),
                    words.amount(put_in),
                    words.span(put_in),
                    words.amount(outputs(row.amounts) if row.amounts else None),
                    text("; ".join(_(flag) for flag in row.flags)),
                )
            )
        )
    return Table(
        _("All rows of the inventory"), columns, tuple(rows), notes=(rounding_note(words),), sheet=_("All rows")
    )


def unverified_table(result: Result, words: Words) -> Table:
    """Every number that the result rests on and that nobody has checked in the official document."""
    _ = words._
    columns = (
        Column(_("Code")),
        Column(_("Number")),
        Column(_("Value"), "number"),
        Column(_("Unit")),
        Column(_("Layer")),
        Column(_("Source")),
        Column(_("Where it was read")),
        Column(_("Doubt")),
        Column(_("Rows")),
    )
    rows = tuple(
        Row(
            (
                text(one.code),
                text(_(one.quantity)),
                words.given(one.value),
                text(one.unit),
                text(one.layer),
                text(one.source),
                text(_(one.seen)),
                text(_(one.doubt)),
                text(", ".join(one.rows)),
            )
        )
        for one in result.unverified
    )
    return Table(_("Unverified numbers that the result rests on"), columns, rows, sheet=_("Unverified numbers"))


def origins_table(result: Result, words: Words) -> Table:
    """Every number that was used, with its source and status."""
    _ = words._
    columns = (
        Column(_("Row")),
        Column(_("Number")),
        Column(_("Value"), "number"),
        Column(_("Range")),
        Column(_("Unit")),
        Column(_("Layer")),
        Column(_("Status")),
        Column(_("Source")),
        Column(_("Place")),
    )
    rows = []
    for row in in_order(result.rows):
        for one in row.origins:
            span = ""
            if one.low is not None and one.high is not None:
                span = f"{exact(one.low, words.lang)}–{exact(one.high, words.lang)}"
            rows.append(
                Row(
                    (
                        text(row.id),
                        text(_(one.quantity)),
                        words.given(one.value),
                        text(span),
                        text(one.unit),
                        text(one.layer),
                        text(words.known(STATUSES, one.status)),
                        text("; ".join(part for part in (one.source, _(one.seen)) if part)),
                        text(one.place),
                    )
                )
            )
    return Table(_("Numbers used and where they come from"), columns, tuple(rows), sheet=_("Origins"))


def sources(result: Result) -> tuple[str, ...]:
    """Every citation that a number of the result was read in, once, in alphabetical order."""
    found = {origin.source for row in result.rows for origin in row.origins if origin.source}
    return tuple(sorted(found, key=str.casefold))
