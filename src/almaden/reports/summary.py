"""The executive summary of an inventory, and the chapters that several kinds of report share."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.result import Amount, Result
from almaden.reports.charts import sankey_figure
from almaden.reports.document import Block, Bullets, Column, Heading, Paragraph, Row, Table
from almaden.reports.findings import variance_table
from almaden.reports.names import country
from almaden.reports.numbers import percent
from almaden.reports.phrases import flag
from almaden.reports.summary_tables import HOT_SPOTS, in_order, is_hot_spot, main_name, nothing_known, totals_table
from almaden.reports.words import AMOUNT_TITLES, Words, isolated, outputs, text

_LARGEST = 5


def summary_blocks(result: Result, words: Words) -> Iterator[Block]:
    """The main findings in sentences, the three totals, the largest sources, and the flow figure."""
    _ = words._
    yield Paragraph(_headline(result, words))
    where = _where(result, words)
    if where:
        yield Paragraph(where)
    yield Bullets(
        (
            _("The gross total adds up every row as it stands; mercury that passes several rows is counted in each."),
            _(
                "The Toolkit total takes off what its rules say is counted twice; use "
                "it to compare with other inventories made with the Toolkit."
            ),
            _(
                "The linked total follows the mercury: only sources add to the input, and waste, crematoria and "
                "cemeteries receive what flows to them."
            ),
        )
    )
    yield totals_table(result, words)
    yield from _largest(result, words)
    figure = sankey_figure(result, words)
    if figure:
        yield figure
    yield Paragraph(_gaps(result, words))


def _headline(result: Result, words: Words) -> str:
    _ = words._
    amount = _amount(result, "toolkit", "input_kg") or _amount(result, "gross", "input_kg")
    if amount is None or nothing_known(result):
        return _("No total is known.")
    return _(
        "In {year}, {amount} kg of mercury entered society in {country}, after the corrections of the Toolkit "
        "(95 % ranges in brackets). This is a Level {level} inventory with {rows} rows."
    ).format(
        year=result.year,
        amount=words.with_span(amount),
        country=country(result, words),
        level=result.level,
        rows=len(result.rows),
    )


def _where(result: Result, words: Words) -> str:
    total = result.totals.get("toolkit") or result.totals.get("gross")
    if total is None or nothing_known(result):
        return ""
    everything = outputs(total.amounts).value
    ranked = sorted(
        (name for name in AMOUNT_TITLES if name not in ("input_kg", "unallocated_kg")),
        key=lambda name: -total.amounts[name].value,
    )
    parts = [
        f"{words.known(AMOUNT_TITLES, name)} {words.with_span(total.amounts[name])} kg"
        + (f", {percent(total.amounts[name].value / everything, words.lang)}" if everything > 0 else "")
        for name in ranked
        if total.amounts[name].high > 0
    ]
    return words._("It left by these pathways: {parts}.").format(parts=words.listed(parts))


def _largest(result: Result, words: Words) -> Iterator[Block]:
    _ = words._
    top = [source for source in result.key_sources if source.quantity == "input_kg"][:_LARGEST]
    if top:
        yield Paragraph("", label=_("Largest sources of mercury input:"))
        yield Bullets(
            tuple(
                words.pair(f"{one.code} {isolated(_(one.name))}", percent(one.share, words.lang))
                for one in top
                if one.share > 0
            )
        )


def _gaps(result: Result, words: Words) -> str:
    unknown = sum(row.amounts is None and not is_hot_spot(row.code) for row in result.rows)
    grave = sum(check.severity == "error" for check in result.checks)
    warned = sum(check.severity == "warning" for check in result.checks)
    return words._(
        "Rows that are not known, and therefore in no total: {unknown}. Errors found by the checks: {errors}; "
        "warnings: {warnings}. Unverified numbers that the result rests on: {count}."
    ).format(unknown=unknown, errors=grave, warnings=warned, count=len(result.unverified))


def uncertainty_blocks(result: Result, words: Words) -> Iterator[Block]:
    """How the ranges were made, and where they come from."""
    _ = words._
    yield Paragraph(
        _(
            "Every number that is not certain was drawn many times from its range, and the inventory was computed "
            "with each draw. The value shown is the one that the point values give; low and high are the 2.5 and "
            "97.5 % quantiles of the draws. Numbers that have no range of their own got one by their quality, which "
            "is among the unverified numbers."
        )
    )
    table = variance_table(result, words)
    if table:
        yield table
    else:
        yield Paragraph(_("No number of this inventory has a range, so there is no uncertainty to share out."))


def hot_spot_blocks(result: Result, words: Words, level: int = 1) -> Iterator[Block]:
    """Potential hot spots: named, not quantified."""
    _ = words._
    yield Heading(f"{HOT_SPOTS} {_(main_name(HOT_SPOTS))}".strip(), level)
    yield Paragraph(_("Potential hot spots are identified by the inventory and are not quantified."))
    rows = tuple(
        Row(
            (
                text(row.code),
                text(words.row_name(row)),
                text(row.present),
                text(words.listed(flag(key, words) for key in row.flags)),
            )
        )
        for row in in_order(result.rows)
        if is_hot_spot(row.code)
    )
    if rows:
        columns = (Column(_("Code")), Column(_("Kind of site")), Column(_("Present"), "mark"), Column(_("Remarks")))
        yield Table(_("Potential hot spots"), columns, rows, sheet=_("Hot spots"))
    else:
        yield Paragraph(_("The inventory has no row for potential hot spots: whether there are any is not known."))


def _amount(result: Result, total: str, name: str) -> Amount | None:
    found = result.totals.get(total)
    return found.amounts[name] if found else None
