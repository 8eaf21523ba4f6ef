"""Figures of a fleet: concentration, the first units with their ranges, the years to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from almaden.reports.coal import names
from almaden.reports.coal.shared import tonnes
from almaden.reports.document import Figure
from almaden.reports.drawings import Bar, BarChart, Line, LineChart, Mark
from almaden.reports.palette import COLOURS
from almaden.reports.words import Words, isolated
from almaden.sectors.coal.projection import Projection
from almaden.sectors.coal.ranked import RankedUnit, RankResult

#: Units drawn as bars.
_BARS: Final = 20
#: Bands of more lines than this would lie over each other.
_BANDS: Final = 3
#: The words of a description are cut here.
_TOLD: Final = 5


def concentration(ranking: RankResult, words: Words) -> Figure:
    """What share the first units carry together."""
    _ = words._
    half = ranking.k_for_half
    count = len(ranking.units)
    shares = (0.0, *(100.0 * unit.cumulative_share for unit in ranking.units))
    line = Line("", COLOURS[0], tuple(map(float, range(count + 1))), shares)
    told = _("{count} units carry half").format(count=half.value)
    chart = LineChart(
        (line,),
        _("units, the largest first"),
        _("share of mercury, %"),
        words.lang,
        (Mark(float(half.value), shares[half.value], told, to_axes=True),),
    )
    what = words._(names.RANKED_BY[ranking.by])
    caption = _("Concentration: share of {what} that the first units carry together, values of record.").format(
        what=what
    )
    alt = _("Rising curve over {units} units; {told} of {what}.").format(units=count, told=told, what=what)
    return Figure(chart, caption, alt)


def first_units(ranking: RankResult, words: Words) -> Figure:
    """The first units as bars."""
    _ = words._
    bars = tuple(_bar(unit, ranking, words) for unit in ranking.units[:_BARS])
    axes = {"lifetime": _("kg of mercury over the remaining life"), "rate": "g/GWh", "kg": _("kg of mercury per year")}
    chart = BarChart(bars, axes[ranking.by], COLOURS[4], words.lang)
    told = words.listed(words.pair(bar.label, bar.text) for bar in bars[:_TOLD])
    caption = _(
        "The first {count} units. Bars are values of record, lines their 95 % ranges; an arrow says that the range "
        "goes further."
    ).format(count=len(bars))
    return Figure(chart, caption, _("Bar chart of units. Largest: {told}.").format(told=told))


def _bar(unit: RankedUnit, ranking: RankResult, words: Words) -> Bar:
    amount = {"lifetime": unit.lifetime_kg, "rate": unit.g_per_gwh, "kg": unit.kg_per_year}[ranking.by]
    label = isolated(unit.name)
    return Bar(label, amount.value, amount.low, amount.high, words.with_span(amount))


def outlook(projections: Sequence[Projection], words: Words) -> Figure:
    """Mercury year by year under each scenario."""
    _ = words._
    banded = len(projections) <= _BANDS
    lines = tuple(
        Line(
            words._(one.scenario.name or one.scenario.scenario),
            COLOURS[place % len(COLOURS)],
            tuple(map(float, one.years)),
            tuple(amount.value for amount in one.total),
            tuple(amount.low for amount in one.total) if banded else (),
            tuple(amount.high for amount in one.total) if banded else (),
        )
        for place, one in enumerate(projections)
    )
    chart = LineChart(lines, "", _("kg of mercury per year"), words.lang, years=True)
    bands = _("Bands are 95 % ranges.") if banded else _("Ranges are in the table.")
    caption = _("Mercury to air of the fleet, year by year, under each scenario. {bands}").format(bands=bands)
    told = words.listed(
        words.pair(line.label, _("{tonnes} t in all").format(tonnes=tonnes(one.sum_kg, words)))
        for line, one in zip(lines, projections, strict=True)
    )
    return Figure(chart, caption, _("Lines of mercury per year. {told}.").format(told=told))
