"""The short report on mercury in products: what was sold, what is in use, what was thrown away and where it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

from almaden.inventory.result import Amount
from almaden.reports.build import rendered
from almaden.reports.chloralkali.shared import amount_cells, amount_columns, origins_table, sentence
from almaden.reports.coal.names import country
from almaden.reports.document import Block, Bullets, Callout, Column, Document, Figure, Heading, Paragraph, Row, Table
from almaden.reports.drawings import Line, LineChart, StackedBar, StackedBars
from almaden.reports.front import assemble_sector
from almaden.reports.palette import COLOURS, GREY
from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.words import Words, isolated, text
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.result import QUANTITY_NAMES, StockResult, StockSeries
from almaden.sectors.products.stock import ENDS, FATES
from almaden.wording import n_

#: Most bars of the figure of fates, and most series of the table: the sums stand below these.
_BARS, _SERIES = 12, 40
_FATE_COLOURS: Final = (*COLOURS, GREY)
#: Columns of the tables.
_SHOWN: Final = {"inflow": n_("sold"), "stock": n_("in use"), "discards": n_("leaving use"), "air": n_("to air")}


def render_products_stock(found: StockResult, format: str, lang: str) -> bytes:
    """The report in a format.

    Args:
        found: stock and flow of mercury in products.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``; a workbook also gets every year unrounded.
        lang: language code.

    Raises:
        InputError: there is no such format.
    """
    return rendered(products_stock_report(found, Words.of(lang)), format, _sheets(found) if format == "xlsx" else ())


def products_stock_report(found: StockResult, words: Words) -> Document:
    """The report, for any format."""
    _ = words._
    years = f"{found.years[0]}–{found.years[-1]}"
    countries = sorted({country(one.country, words) for one in found.series})
    about = (
        (_("Countries"), words.listed(countries) if len(countries) <= _BARS else str(len(countries))),
        (_("Years"), years),
    )
    subtitle = words.listed((isolated(found.title), years))
    return assemble_sector(
        _("Mercury in products"), subtitle, found.meta, about, _warnings(found, words), _blocks(found, words), words,
        short=True,
    )  # fmt: skip


def _warnings(found: StockResult, words: Words) -> Iterator[Callout]:
    _ = words._
    if found.unverified:
        yield Callout(
            _("This rests on {count} unverified numbers").format(count=len(found.unverified)),
            _("Nobody has yet checked them in the documents that they come from. The last table marks every one."),
            "warning",
        )


def _blocks(found: StockResult, words: Words) -> Iterator[Block]:
    _, whole, last = words._, found.sums[-1], found.years[-1]
    yield Heading(_("Sold, in use, thrown away"))
    told = _("At the end of {year} products in use hold {stock} kg of mercury; {gone} kg left use in that year.")
    yield Paragraph(
        told.format(
            year=last, stock=words.with_span(whole.amounts["stock"][-1]),
            gone=words.with_span(whole.amounts["discards"][-1]),
        )
    )  # fmt: skip
    yield _lines(found, ("inflow", "discards"), _("kg of mercury a year"), _("Sold and leaving use."), words)
    yield _lines(found, ("stock",), _("kg of mercury"), _("In use at the end of each year."), words)
    yield _series_table(found, words)
    yield _years_table(found, words)
    yield Heading(_("Where it goes"))
    yield _fates_figure(found, words)
    yield _ends_table(found, words)
    yield Heading(_("What this rests on"))
    balanced = _("Every year balances: what is left over is at most {share} of the largest stock").format(
        share=f"{max(found.imbalance, found.unplaced):.0e}"
    )
    yield Bullets((*dict.fromkeys(sentence(_(note)) for note in found.notes), sentence(balanced)))
    if found.origins:
        yield origins_table(_("Numbers and their sources"), found.origins, words)


def _line(name: str, colour: str, years: Sequence[int], amounts: Sequence[Amount]) -> Line:
    return Line(
        name, colour, tuple(map(float, years)), tuple(one.value for one in amounts), tuple(one.low for one in amounts),
        tuple(one.high for one in amounts),
    )  # fmt: skip


def _lines(found: StockResult, names: tuple[str, ...], axis: str, caption: str, words: Words) -> Figure:
    """Quantities of all products over the years."""
    _, whole = words._, found.sums[-1]
    lines = tuple(
        _line(_(QUANTITY_NAMES[name]), COLOURS[place * 5], found.years, whole.amounts[name])
        for place, name in enumerate(names)
    )
    told = words.listed(words.pair(_(QUANTITY_NAMES[name]), words.with_span(whole.amounts[name][-1])) for name in names)
    alt = _("Lines from {first} to {last}; at the end, kg: {told}.").format(
        first=found.years[0], last=found.years[-1], told=told
    )
    chart = LineChart(lines, "", axis, words.lang, years=True)
    return Figure(chart, f"{caption} {_('Bands are 95 % ranges.')}", alt)


def _name(one: StockSeries, words: Words) -> str:
    place = country(one.country, words) if one.country else words._("all countries")
    return words.pair(place, words._(product_kinds()[one.kind].name) if one.kind else words._("all products"))


def _series_table(found: StockResult, words: Words) -> Table:
    """Each product of the last year, and the sums."""
    _ = words._
    columns = (
        Column(_("Country and product")),
        *(column for head in _SHOWN.values() for column in amount_columns(_(head), words)),
    )
    series = found.series if len(found.series) <= _SERIES else ()
    caption = _("Mercury in products in {year}, kg").format(year=found.years[-1])
    rows = tuple(_series(one, words) for one in series)
    sums = tuple(_series(one, words) for one in found.sums)
    return Table(caption, columns, rows or sums, sums if rows else (), sheet=_("Products"))


def _series(one: StockSeries, words: Words) -> Row:
    cells = (cell for name in _SHOWN for cell in amount_cells(one.amounts[name][-1], words))
    return Row((text(_name(one, words)), *cells), strong=not one.kind)


def _places(found: StockResult, most: int) -> list[int]:
    """Places of years at even steps that end with the last, at most so many."""
    step = -(-len(found.years) // most)
    return list(range(len(found.years) - 1, -1, -step))[::-1]


def _years_table(found: StockResult, words: Words) -> Table:
    _, whole = words._, found.sums[-1]
    columns = (
        Column(_("Year")), *(column for head in _SHOWN.values() for column in amount_columns(_(head), words)),
    )  # fmt: skip
    rows = tuple(
        Row((text(str(found.years[at])), *(c for name in _SHOWN for c in amount_cells(whole.amounts[name][at], words))))
        for at in _places(found, _BARS)
    )
    return Table(_("All products over the years, kg"), columns, rows, sheet=_("Years"))


def _fates_figure(found: StockResult, words: Words) -> Figure:
    """Where what leaves use goes, year by year, at values of record."""
    _, whole = words._, found.sums[-1]
    parts = [name for name in FATES if any(one.high > 0.0 for one in whole.amounts[name])]
    colours = dict(zip(FATES, _FATE_COLOURS, strict=False))
    bars = tuple(
        StackedBar(str(found.years[at]), tuple(whole.amounts[name][at].value for name in parts))
        for at in _places(found, _BARS)
    )
    chart = StackedBars(
        bars, tuple((_(QUANTITY_NAMES[name]), colours[name]) for name in parts), _("kg of mercury a year"), words.lang
    )
    told = words.listed(words.pair(_(QUANTITY_NAMES[name]), words.with_span(whole.amounts[name][-1])) for name in parts)
    alt = _("Bars made of parts; in {year}, kg: {told}.").format(year=found.years[-1], told=told)
    return Figure(chart, _("What happens to products that leave use, all products, values of record."), alt)


def _ends_table(found: StockResult, words: Words) -> Table:
    """Fates and ends of the mercury in the last year."""
    _, whole = words._, found.sums[-1]
    columns = (Column(_("Where")), *amount_columns(_("kg"), words))
    rows = tuple(Row((text(_(QUANTITY_NAMES[name])), *amount_cells(whole.amounts[name][-1], words))) for name in ENDS)
    total = Row((text(_(QUANTITY_NAMES["discards"])), *amount_cells(whole.amounts["discards"][-1], words)), strong=True)
    caption = _("Where the mercury that left use in {year} ends").format(year=found.years[-1])
    return Table(caption, columns, rows, (total,), sheet=_("Where it ends"))


def _sheets(found: StockResult) -> tuple[DataSheet, ...]:
    sheets = (
        sheet_of("products", found.rows()),
        sheet_of("origins", map(asdict, found.origins)),
        sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(found.meta).items())),
    )
    return tuple(sheet for sheet in sheets if sheet.rows)
