"""What reports on coal-fired units have in common: amounts in cells, the cover, the table of unverified numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.languages import n_
from almaden.reference.numerals import exact
from almaden.reference.origin import Origin
from almaden.reports.coal import names
from almaden.reports.document import Block, Callout, Cell, Column, Document, Row, Table
from almaden.reports.front import assemble_sector
from almaden.reports.numbers import figures, rounded
from almaden.reports.words import Words, text
from almaden.sectors.coal.result import Meta

#: Kilograms in a tonne.
KG_PER_T: Final = 1000.0
ROUNDED: Final = n_(
    "Numbers are rounded to what their 95 % range supports; sums were made before rounding. The ends of ranges of "
    "units do not add to those of a sum, since not all units err to the same side."
)


def amount_cells(amount: Amount | None, words: Words) -> tuple[Cell, Cell]:
    """The value of an amount and its 95 % range, as two cells; empty where there is none."""
    if amount is None:
        return text(""), text("")
    return words.amount(amount), words.span(amount)


def amount_columns(name: str, words: Words) -> tuple[Column, Column]:
    """The columns of :func:`amount_cells`."""
    return Column(name, "number"), Column(words._("95 % range"), "number")


def counted(number: float, words: Words) -> Cell:
    """A whole number, or one that was given."""
    return Cell(exact(number, words.lang), number, "#,##0.##")


def short(value: float, words: Words, count: int = 3) -> Cell:
    """A number without a range of its own, with few figures."""
    decimals = max(0, count - 1 - math.floor(math.log10(abs(value)))) if value else 0
    return Cell(figures(value, count, words.lang), value, "#,##0" + ("." + "0" * decimals if decimals else ""))


def scaled(amount: Amount, factor: float) -> Amount:
    """An amount in another unit."""
    return Amount(amount.value * factor, amount.low * factor, amount.high * factor)


def span_text(low: float, high: float, words: Words) -> str:
    """Two ends as they were given."""
    return f"{exact(low, words.lang)}–{exact(high, words.lang)}"


def money_note(year: int, words: Words) -> str:
    """In which money costs are told."""
    return words._("Costs are in USD of {year}.").format(year=year)


def tonnes(amount: Amount, words: Words) -> str:
    """Kilograms told in tonnes, with the range."""
    one = scaled(amount, 1.0 / KG_PER_T)
    return rounded(one.value, one.low, one.high, words.lang).text


def assembled(
    title: str,
    subtitle: str,
    meta: Meta,
    about: Iterable[tuple[str, str]],
    warnings: Iterable[Callout],
    blocks: Iterable[Block],
    words: Words,
    short: bool = False,
) -> Document:
    """A document with the cover that all reports on coal-fired units have."""
    _ = words._
    told = (*about, (_("Year"), str(meta.state_year)), (_("End of life"), _(meta.lifetime_rule)))
    return assemble_sector(title, subtitle, meta, told, warnings, blocks, words, short=short)


def origins_table(caption: str, origins: Iterable[Origin], words: Words, sheet: str = "") -> Table:
    """Numbers with the place where they were read."""
    _ = words._
    columns = (
        Column(_("Number")),
        Column(_("Value"), "number"),
        Column(_("Range"), "number"),
        Column(_("Unit")),
        Column(_("Source")),
    )
    return Table(caption, columns, tuple(_origin(one, words) for one in origins), sheet=sheet)


def _origin(one: Origin, words: Words) -> Row:
    _ = words._
    told = dict.fromkeys(_(part) for part in (one.source, one.seen, one.note) if part)
    return Row(
        (
            text(quantity_of(one, words)),
            *number_cells(one, words),
            text(_(one.unit)),
            text(words.listed(told)),
        )
    )


def number_cells(one: Origin, words: Words) -> tuple[Cell, Cell]:
    """The value of a number and its range, at most four figures of each."""
    low, high = one.low, one.high
    none = low is None or high is None or low == high
    span = "" if none else f"{four_figures(low or 0.0, words)}–{four_figures(high or 0.0, words)}"
    return Cell(four_figures(one.value, words), one.value, "General"), text(span)


def quantity_of(one: Origin, words: Words) -> str:
    """What a number is, with the device or the table that it belongs to."""
    quantity = words._(one.quantity)
    if one.place:
        return words.pair(words.known(names.PLACES, one.place), quantity)
    table = one.layer.rpartition("/")[2]
    return words._("{quantity} (table {name})").format(quantity=quantity, name=table) if table else quantity


def four_figures(value: float, words: Words) -> str:
    """A number as it is, but with no more than four figures."""
    return exact(float(f"{value:.4g}"), words.lang)
