"""What reports on chlor-alkali plants have in common: the cover, amounts in cells, numbers with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.reports.document import Block, Cell, Column, Document, Row, Table
from almaden.reports.front import assemble_sector
from almaden.reports.numbers import figures
from almaden.reports.words import Words, text
from almaden.sectors.chloralkali.conversion_result import Open

_MILLION: Final = 1e6


def assembled(
    title: str, subtitle: str, meta: Meta, about: Iterable[tuple[str, str]], blocks: Iterable[Block], words: Words
) -> Document:
    """A document with the cover that all reports on chlor-alkali plants have."""
    return assemble_sector(title, subtitle, meta, about, (), blocks, words, short=True)


def amount_cells(amount: Amount | None, words: Words) -> tuple[Cell, Cell]:
    """The value of an amount and its 95 % range, as two cells; a sign where it is not known."""
    return words.amount(amount), words.span(amount)


def amount_columns(name: str, words: Words) -> tuple[Column, Column]:
    """The columns of :func:`amount_cells`."""
    return Column(name, "number"), Column(words._("95 % range"), "number")


def millions(amount: Amount) -> Amount:
    """Money in millions."""
    return Amount(amount.value / _MILLION, amount.low / _MILLION, amount.high / _MILLION)


def in_percent(amount: Amount) -> Amount:
    """A share in percent."""
    return Amount(100.0 * amount.value, 100.0 * amount.low, 100.0 * amount.high)


def short(value: float | None, words: Words, count: int = 3) -> Cell:
    """A number without a range, with few figures; a sign where it is not known."""
    return words.given(None) if value is None else Cell(figures(value, count, words.lang), value, "General")


def open_cells(one: Open, words: Words) -> tuple[Cell, Cell]:
    """A value and its range of which each end may not exist."""
    value, low, high = (
        words._("never") if end is None else figures(end, 3, words.lang) for end in (one.value, one.low, one.high)
    )
    return Cell(value, one.value, "General"), text(f"{low}–{high}")


def read_in(source: str, seen: str, status: str, words: Words) -> Cell:
    """Where something was read, and whether it was verified."""
    told = [part for part in (words._(source), seen) if part]
    if status == "unverified":
        told.append(words._("not verified"))
    return text(words.listed(told))


def origins_table(caption: str, origins: Iterable[Origin], words: Words) -> Table:
    """Numbers with the place where they were read."""
    _ = words._
    columns = (
        Column(_("Number")), Column(_("Value"), "number"), Column(_("Range"), "number"), Column(_("Unit")),
        Column(_("Source")),
    )  # fmt: skip
    return Table(caption, columns, tuple(_origin(one, words) for one in origins), sheet=_("Numbers"))


def number_text(value: float, unit: str, words: Words) -> str:
    """A number without a range as text, with three figures; a year has all of them."""
    return f"{value:.0f}" if unit == "year" else figures(value, 3, words.lang)


def sentence(note: str) -> str:
    """A note as a sentence."""
    return f"{note[:1].upper()}{note[1:].rstrip('.')}."


def _origin(one: Origin, words: Words) -> Row:
    span = ""
    if one.low is not None and one.high is not None and one.low != one.high:
        between = " … " if one.low < 0.0 else "–"
        span = between.join(number_text(end, one.unit, words) for end in (one.low, one.high))
    value = Cell(number_text(one.value, one.unit, words), one.value, "General")
    return Row(
        (
            text(words._(one.quantity)), value, text(span), text(words._(one.unit)),
            read_in(one.source, one.seen, one.status, words),
        )
    )  # fmt: skip
