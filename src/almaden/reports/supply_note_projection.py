"""The chapter of a note on supply about what is to come: surplus, storage need, what moves it, published studies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.numerals import exact
from almaden.reports.chloralkali.shared import amount_cells, amount_columns, number_text, read_in, short
from almaden.reports.document import Block, Column, Figure, Heading, Paragraph, Row, Table
from almaden.reports.drawings import Line, LineChart, Swing, Tornado
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words, text
from almaden.supply.projection_result import Bar, Projection, ProjectionYear
from almaden.supply.published import RegionalStudy

#: Every so many years are told; a workbook has all.
_STEP: Final = 5
#: Bars of the tornado.
_BARS: Final = 10
#: The definition that is drawn and moved by single numbers.
_BASE_CASE: Final = "all surplus"


def projection_blocks(found: Projection, words: Words) -> Iterator[Block]:
    """Surplus and storage need to come."""
    _ = words._
    yield Heading(_("Surplus to come and storage need"))
    told = _("Scenario {scenario}, from {first} to {last}.").format(
        scenario=_(found.scenario), first=found.base_year, last=found.until
    )
    yield Paragraph(f"{told} {_balance(found, words)}")
    yield _flows_figure(found, words)
    yield _years_table(found, words)
    yield Heading(_("To be stored by the end of {year}").format(year=found.until), 2)
    yield _need_figure(found, words)
    yield _need_table(found, words)
    if found.tornado:
        yield _tornado_figure(found, words)
    if found.published:
        yield _published_table(found, words)


def _balance(found: Projection, words: Words) -> str:
    _, first = words._, found.balance
    after = _("after {year}").format(year=found.until)
    year, low, high = (after if one is None else str(one) for one in (first.year, first.low, first.high))
    told = _("First year of surplus: {year} (95 % range {low} to {high}); not reached in {share} % of the draws")
    return told.format(year=year, low=low, high=high, share=f"{100 * first.never:.0f}") + "."


def _line(name: str, colour: str, years: tuple[ProjectionYear, ...], amounts: tuple[Amount, ...]) -> Line:
    return Line(
        name, colour, tuple(float(one.year) for one in years), tuple(one.value for one in amounts),
        tuple(one.low for one in amounts), tuple(one.high for one in amounts),
    )  # fmt: skip


def _flows_figure(found: Projection, words: Words) -> Figure:
    _, years = words._, found.years
    lines = (
        _line(_("Supply without closures"), COLOURS[0], years, tuple(one.supply_t for one in years)),
        _line(_("Demand"), COLOURS[5], years, tuple(one.demand_t for one in years)),
    )
    chart = LineChart(lines, "", _("t of mercury a year"), words.lang, years=True)
    last = years[-1]
    alt = _("Two lines from {first} to {last}; at the end supply {supply} t, demand {demand} t.").format(
        first=years[0].year,
        last=last.year,
        supply=words.with_span(last.supply_t),
        demand=words.with_span(last.demand_t),
    )
    return Figure(chart, _("Supply and demand of each year. Bands are 95 % ranges."), alt)


def _need_figure(found: Projection, words: Words) -> Figure:
    _, years = words._, found.years
    stored = tuple(one.storage_t[_BASE_CASE] for one in years)
    chart = LineChart(
        (_line("", COLOURS[0], years, stored),), "", _("t of mercury to be stored"), words.lang, years=True
    )
    alt = _("Line from {first} to {last}; at its end {t} t.").format(
        first=years[0].year, last=years[-1].year, t=words.with_span(stored[-1])
    )
    name = next(one.name for one in found.definitions if one.key == _BASE_CASE)
    caption = _("To be stored at the end of each year. {definition}. The band is the 95 % range.")
    return Figure(chart, caption.format(definition=_(name)), alt)


def _years_table(found: Projection, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Year")), *amount_columns(_("Supply, t"), words), *amount_columns(_("Closures, t"), words),
        *amount_columns(_("Demand, t"), words), *amount_columns(_("Surplus, t"), words),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                text(str(one.year)), *amount_cells(one.supply_t, words), *amount_cells(one.closures_t, words),
                *amount_cells(one.demand_t, words), *amount_cells(one.surplus_t, words),
            )
        )
        for one in found.years
        if (one.year - found.base_year) % _STEP == 0 or one.year == found.until or one.closures_t.high > 0.0
    )  # fmt: skip
    notes = (_("Closures: mercury of chlor-alkali plants that close, in its year."),)
    return Table(_("Surplus by year"), columns, rows, (), notes, _("Surplus by year"))


def _need_table(found: Projection, words: Words) -> Table:
    _ = words._
    columns = (Column(_("Definition")), Column(_("What it means")), *amount_columns(_("t"), words))
    last = found.years[-1]
    rows = tuple(
        Row((text(_(one.name)), text(_(one.meaning)), *amount_cells(last.storage_t[one.key], words)))
        for one in found.definitions
    )
    caption = _("To be stored by the end of {year}, by each definition in use").format(year=found.until)
    return Table(caption, columns, rows, sheet=_("To be stored"))


def _bar_name(bar: Bar, words: Words) -> str:
    low, high = (number_text(end, bar.unit, words) for end in (bar.low, bar.high))
    return words._("{name}: {low} to {high} {unit}").format(
        name=words._(bar.name), low=low, high=high, unit=words._(bar.unit)
    )


def _tornado_figure(found: Projection, words: Words) -> Figure:
    _ = words._
    swings = tuple(
        Swing(
            _bar_name(bar, words),
            bar.need_at_low_t, bar.need_at_high_t,
        )
        for bar in found.tornado[:_BARS]
    )  # fmt: skip
    answer = found.years[-1].storage_t[_BASE_CASE].value
    ends = (_("number at its low end"), _("number at its high end"))
    chart = Tornado(swings, answer, ends, _("t of mercury to be stored"), words.lang)
    alt = _("Bars around {t} t, the widest first: {told}.").format(
        t=exact(round(answer), words.lang), told=words.listed(one.label for one in swings)
    )
    caption = _("What moves the storage need of {year} most, all other numbers at their values.")
    return Figure(chart, caption.format(year=found.until), alt)


def _published_table(found: Projection, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Study")), Column(_("Years")), Column(_("Low, t"), "number"), Column(_("Value, t"), "number"),
        Column(_("High, t"), "number"), Column(_("Source")),
    )  # fmt: skip
    rows = tuple(_study(one, words) for one in found.published)
    return Table(_("Published beside it"), columns, rows, sheet=_("Published figures"))


def _study(one: RegionalStudy, words: Words) -> Row:
    years = "–".join(str(year) for year in (one.from_year, one.to_year) if year is not None)
    amounts = (text("") if t is None else short(t, words, 4) for t in (one.low_t, one.value_t, one.high_t))
    return Row((text(words._(one.name)), text(years), *amounts, read_in(one.source, one.seen, one.status, words)))
