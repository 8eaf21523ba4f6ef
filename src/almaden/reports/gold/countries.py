"""The table of countries: mercury of small-scale gold mining with range, class, year, source, history, and the sum."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.reports.coal.shared import amount_cells, amount_columns, short
from almaden.reports.document import Block, Callout, Cell, Column, Document, Heading, Paragraph, Row, Table
from almaden.reports.gold.shared import assembled, country
from almaden.reports.gold.summary import unverified_text
from almaden.reports.words import STATUSES, Words, isolated, text
from almaden.sectors.gold.country_table import Anchor, CountryTable, CountryValue


def countries_report(found: CountryTable, words: Words) -> Document:
    """The table of countries, for any format.

    Args:
        found: the table.
        words: the language.
    """
    _ = words._
    warning = Callout(_("Unverified numbers"), unverified_text(len(found.unverified), words), "warning")
    return assembled(
        _("Mercury of small-scale gold mining, country by country"),
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
    rows = tuple(_value(line.country, line.shown, words) for line in found.lines)
    caption = _("Mercury used, the value of each country that counts")
    yield Table(caption, _columns(words), rows, (footer,), sheet=_("Countries"))
    older = tuple(
        _value(line.country, value, words) for line in found.lines for value in line.history if value is not line.shown
    )
    if older:
        yield Table(_("Other values of the same countries"), _columns(words), older, sheet=_("History"))
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


def _value(code: str, one: CountryValue, words: Words) -> Row:
    return Row(
        (
            text(country(code, words)),
            text(str(one.year)),
            *amount_cells(one.mercury_kg, words),
            text("?" if one.data_class is None else str(one.data_class)),
            text(words.known(STATUSES, one.status)),
            _source((one.source, one.seen, one.note), words),
        )
    )


def _source(parts: tuple[str, ...], words: Words) -> Cell:
    return text(words.listed(isolated(words._(part)) for part in parts if part))


def _anchor(one: Anchor, words: Words) -> Row:
    none = one.low_kg is None or one.high_kg is None
    span = "" if none else f"{short(one.low_kg or 0.0, words).text}–{short(one.high_kg or 0.0, words).text}"
    return Row(
        (
            text(words._(one.title)),
            text(str(one.year)),
            short(one.value_kg, words),
            text(span),
            text(words.known(STATUSES, one.status)),
            _source((one.source, one.seen, one.note), words),
        )
    )
