"""What reports on small-scale gold mining have in common: the cover, parts of tables, numbers with their source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from almaden.errors import InputError
from almaden.inventory.result import Amount
from almaden.reference.countries import country_name
from almaden.reference.meta import Meta
from almaden.reference.numerals import exact
from almaden.reference.origin import Origin
from almaden.reports.coal.shared import amount_cells, amount_columns
from almaden.reports.document import Block, Callout, Cell, Column, Document, Row, Table
from almaden.reports.front import assemble_sector
from almaden.reports.numbers import percent
from almaden.reports.words import STATUSES, Words, isolated, text
from almaden.sectors.gold.result import PartResult
from almaden.sectors.gold.told import PRACTICE_NAMES
from almaden.wording import n_

ROUNDED: Final = n_(
    "Numbers are rounded to what their 95 % range supports; sums were made before rounding. The ends of ranges of "
    "parts do not add to those of the whole, since not all parts err to the same side."
)
#: Numbers with their sources listed in a document that is read on paper; a workbook has all of them.
_LISTED: Final = 60
#: From here on a told number is shown to the unit.
_WHOLE: Final = 1000.0
#: What a percentage ends in.
_SIGN: Final = "\N{NO-BREAK SPACE}%"
#: Unit of shares and ratios of like things, which needs no name in a table.
_NO_UNIT: Final = "1"
RATIO_SETS: Final[Mapping[str, str]] = {
    "field": n_("field work"),
    "toolkit-2019": n_("UN Environment Toolkit, 2019"),
}


def country(code: str, words: Words) -> str:
    """The name of a country; the code itself where it is none."""
    try:
        return country_name(code, words.lang)
    except InputError:
        return code


def part_name(name: str, words: Words) -> str:
    """A practice or a region, for people."""
    practice = next((told for one, told in PRACTICE_NAMES.items() if one == name), None)
    if practice is not None:
        return words._(practice)
    return isolated(name) or words._("of no region")


def largest_first(parts: Iterable[PartResult]) -> list[PartResult]:
    """Parts in the order of their mercury, then of their names."""
    return sorted(parts, key=lambda part: (-part.mercury_kg.value, part.name))


def amount_row(name: str, amount: Amount, words: Words, *, strong: bool = False) -> Row:
    """A name, a value and its range."""
    return Row((text(name), *amount_cells(amount, words)), strong)


def parts_table(caption: str, head: str, parts: Sequence[PartResult], sheet: str, words: Words) -> Table:
    """Gold and mercury of regions or practices.

    Args:
        caption: title of the table.
        head: what the parts are.
        parts: regions or practices; those with the most mercury stand first.
        sheet: name of its sheet in a workbook.
        words: the language.
    """
    _ = words._
    columns = (
        Column(head),
        *amount_columns(_("Gold, kg a year"), words),
        *amount_columns(_("Share of the gold"), words),
        *amount_columns(_("Mercury used, kg a year"), words),
    )
    rows = tuple(
        Row(
            (
                text(part_name(part.name, words)),
                *amount_cells(part.gold_kg, words),
                words.share(part.share.value),
                text(share_span(part.share, words)),
                *amount_cells(part.mercury_kg, words),
            )
        )
        for part in largest_first(parts)
    )
    return Table(caption, columns, rows, sheet=sheet)


def share_span(share: Amount, words: Words) -> str:
    """The range of a share, as percentages; empty where it has none."""
    return "" if share.low == share.high else between(share.low, share.high, words)


def share_with_span(share: Amount, words: Words) -> Cell:
    """A share with its range in brackets, in one cell."""
    cell, span = words.share(share.value), share_span(share, words)
    return Cell(f"{cell.text} ({span})", cell.value, cell.number_format) if span else cell


def between(low: float, high: float, words: Words) -> str:
    """Two shares as percentages, with one sign behind both."""
    first, second = percent(low, words.lang), percent(high, words.lang)
    return second if first == second else f"{first.removesuffix(_SIGN)}–{second}"


def told_number(value: float, words: Words) -> str:
    """A number as it was told: with at most four figures, and never less than to the unit."""
    return exact(round(value) if abs(value) >= _WHOLE else float(f"{value:.4g}"), words.lang)


def told_span(low: float | None, high: float | None, words: Words) -> str:
    """The ends of a range as they were told; empty where one is missing or both are alike."""
    if low is None or high is None or low == high:
        return ""
    return f"{told_number(low, words)}–{told_number(high, words)}"


def assembled(
    title: str,
    subtitle: str,
    meta: Meta,
    about: Iterable[tuple[str, str]],
    unverified: int,
    warnings: Iterable[Callout],
    blocks: Iterable[Block],
    words: Words,
    *,
    short: bool = False,
) -> Document:
    """A document with the cover that all reports on small-scale gold mining have."""
    _ = words._
    told = (*about, (_("Unverified numbers"), exact(unverified, words.lang)))
    return assemble_sector(title, subtitle, meta, told, warnings, blocks, words, short=short)


def origins_table(caption: str, origins: Sequence[Origin], words: Words, sheet: str = "") -> Table:
    """Numbers with the place where they were read, and whether anybody verified them."""
    _ = words._
    columns = (
        Column(_("Number")),
        Column(_("Value"), "number"),
        Column(_("Range"), "number"),
        Column(_("Unit")),
        Column(_("Status")),
        Column(_("Source")),
    )
    left = len(origins) - _LISTED
    notes = (_("{count} more are in the workbook.").format(count=exact(left, words.lang)),) if left > 0 else ()
    rows = tuple(_origin(one, words) for one in origins[:_LISTED])
    return Table(caption, columns, rows, notes=notes, sheet=sheet)


def number_cells(one: Origin, words: Words) -> tuple[Cell, Cell, Cell]:
    """Value, range and unit of a number."""
    unit = "" if one.unit == _NO_UNIT else words._(one.unit)
    return (
        Cell(told_number(one.value, words), one.value, "General"),
        text(told_span(one.low, one.high, words)),
        text(unit),
    )


def _origin(one: Origin, words: Words) -> Row:
    _ = words._
    told = dict.fromkeys(isolated(_(part)) for part in (one.source, one.seen, one.note) if part)
    return Row(
        (
            text(isolated(_(one.quantity))),
            *number_cells(one, words),
            text(words.known(STATUSES, one.status)),
            text(words.listed(told)),
        )
    )
