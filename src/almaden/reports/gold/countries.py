"""The table of countries: mercury of small-scale gold mining with range, class, year, source, history, and the sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from almaden.reference.numerals import exact
from almaden.reports.coal.shared import amount_cells, amount_columns
from almaden.reports.document import Block, Bullets, Callout, Cell, Column, Document, Heading, Paragraph, Row, Table
from almaden.reports.gold.shared import assembled, country, told_number, told_span
from almaden.reports.words import STATUSES, Words, isolated, text
from almaden.sectors.gold.country_table import Anchor, CountryTable, CountryValue


def countries_report(found: CountryTable, words: Words) -> Document:
    """The table of countries, for any format.

    Args:
        found: the table.
        words: the language.
    """
    _ = words._
    told = _("Values that were remembered or read second-hand: {count}. A user's own values take their place.").format(
        count=exact(len(found.unverified), words.lang)
    )
    warning = Callout(_("Unverified numbers"), told, "warning")
    return assembled(
        _("Small-scale gold mining by country"),
        _(found.total_title),
        found.meta,
        (),
        len(found.unverified),
        (warning,) if found.unverified else (),
        _blocks(found, words),
        words,
        short=True,
    )


def _blocks(found: CountryTable, words: Words) -> Iterator[Block]:
    _ = words._
    yield Heading(_("Countries"))
    yield Paragraph(
        _(
            "The sum is that of the countries in the table, never that of the world. Classes tell the quality of a "
            "value: 4 recent field data, 3 quantitative, 2 some indication, 1 presence alone."
        )
    )
    footer = Row(
        (
            text(_(found.total_title)),
            text(""),
            *amount_cells(found.total_kg, words),
            *(text(""), text(""), text("")),
        ),
        strong=True,
    )
    cited = _cited(found, words)
    rows = tuple(_value(line.country, line.shown, cited, words) for line in found.lines)
    caption = _("Mercury used, the value of each country that counts")
    yield Table(caption, _columns(words), rows, (footer,), sheet=_("Countries"))
    older = tuple(
        _value(line.country, value, cited, words)
        for line in found.lines
        for value in line.history
        if value is not line.shown
    )
    if older:
        yield Table(_("Other values of the same countries"), _columns(words), older, sheet=_("History"))
    yield Paragraph("", label=_("Sources:"))
    yield Bullets(tuple(f"[{number}] {source}" for source, number in cited.items()))
    yield Heading(_("Beside it, the world as studies tell it"))
    columns = (
        Column(_("Study")),
        Column(_("Year"), "number"),
        Column(_("kg a year"), "number"),
        Column(_("Range"), "number"),
        Column(_("Status")),
        Column(_("Source")),
    )
    yield Table(_("The world"), columns, tuple(_anchor(one, words) for one in found.anchors), sheet=_("World"))


def _columns(words: Words) -> tuple[Column, ...]:
    _ = words._
    return (
        Column(_("Country")),
        Column(_("Year"), "number"),
        *amount_columns(_("kg a year"), words),
        Column(_("Class"), "number"),
        Column(_("Status")),
        Column(_("Source")),
    )


def _cited(found: CountryTable, words: Words) -> Mapping[str, int]:
    """The number of every source, in the order in which the table names them."""
    values = [line.shown for line in found.lines] + [value for line in found.lines for value in line.history]
    sources = dict.fromkeys(_source(one, words) for one in values)
    return {source: number for number, source in enumerate(sources, start=1)}


def _value(code: str, one: CountryValue, cited: Mapping[str, int], words: Words) -> Row:
    return Row(
        (
            text(country(code, words)),
            text(str(one.year)),
            *amount_cells(one.mercury_kg, words),
            text("?" if one.data_class is None else str(one.data_class)),
            text(words.known(STATUSES, one.status)),
            text(f"[{cited[_source(one, words)]}]"),
        )
    )


def _source(one: CountryValue | Anchor, words: Words) -> str:
    return words.listed(isolated(words._(part)) for part in (one.source, one.seen, one.note) if part)


def _anchor(one: Anchor, words: Words) -> Row:
    return Row(
        (
            text(words._(one.title)),
            text(str(one.year)),
            Cell(told_number(one.value_kg, words), one.value_kg, "#,##0.##"),
            text(told_span(one.low_kg, one.high_kg, words)),
            text(words.known(STATUSES, one.status)),
            text(_source(one, words)),
        )
    )
