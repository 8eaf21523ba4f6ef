"""Figures of an estimate and of a plan: routes, where the mercury goes, figures beside, the years to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from almaden.inventory.result import Amount
from almaden.reports.document import Figure
from almaden.reports.drawings import Bar, BarChart, Line, LineChart, Mark, Node, Sankey
from almaden.reports.gold.shared import largest_first, part_name, told_number, told_span
from almaden.reports.numbers import percent
from almaden.reports.palette import COLOURS, GREY, INK
from almaden.reports.words import Words, isolated
from almaden.sectors.gold.plan_result import MeasureResult, PlanYear, TargetResult
from almaden.sectors.gold.result import Beside, GoldEstimate
from almaden.sectors.gold.terms import PATHWAYS, Pathway
from almaden.sectors.gold.told import PATHWAY_NAMES

#: One colour for each pathway; air and water are those of all reports.
_COLOURS: Final[dict[Pathway, str]] = {
    "air_burning": COLOURS[4],
    "air_shops": COLOURS[3],
    "captured": COLOURS[1],
    "stored": GREY,
    "water": COLOURS[0],
    "land": COLOURS[2],
}
#: What the figures of others for the mercury used are called.
MERCURY_USED: Final = "mercury used"


def routes_figure(found: GoldEstimate, words: Words) -> Figure:
    """The gold of every route with data, and of all together."""
    _ = words._
    bars = [_bar(_(route.title), route.gold_kg, words) for route in found.routes if route.gold_kg is not None]
    if len(bars) > 1:
        bars.append(_bar(_("all routes together"), found.gold_kg, words))
    return _bars(
        bars,
        _("kg of gold per year"),
        COLOURS[1],
        _("Gold by route. Bars are values, lines their 95 % ranges; an arrow says that the range goes further."),
        words,
    )


def beside_figure(found: GoldEstimate, words: Words) -> Figure | None:
    """The mercury used beside the figures of others; None where nobody else tells one."""
    _ = words._
    others = [one for one in found.beside if str(one.what) == MERCURY_USED]
    if not others:
        return None
    bars = [_bar(words.pair(str(found.year), _("this estimate")), found.mercury_kg, words)]
    bars += [_other(one, words) for one in others]
    caption = _(
        "Mercury used, beside the figures of others. Lines are ranges; an arrow says that the range goes further."
    )
    return _bars(bars, _("kg of mercury per year"), COLOURS[0], caption, words)


def _other(one: Beside, words: Words) -> Bar:
    name = isolated(words._(one.source))
    label = name if one.year is None else words.pair(str(one.year), name)
    low, high = (one.value if end is None else end for end in (one.low, one.high))
    told, span = told_number(one.value, words), told_span(one.low, one.high, words)
    return Bar(label, one.value, low, high, f"{told} ({span})" if span else told)


def _bar(label: str, amount: Amount, words: Words) -> Bar:
    return Bar(label, amount.value, amount.low, amount.high, words.with_span(amount))


def _bars(bars: Sequence[Bar], axis: str, colour: str, caption: str, words: Words) -> Figure:
    told = words.listed(words.pair(bar.label, bar.text) for bar in bars)
    return Figure(
        BarChart(tuple(bars), axis, colour, words.lang), caption, words._("Bar chart. {told}.").format(told=told)
    )


def pathways_figure(found: GoldEstimate, words: Words) -> Figure | None:
    """Where the mercury goes: from several practices as flows, of one alone as bars; None where none is used."""
    _ = words._
    parts = [part for part in largest_first(found.by_practice) if part.mercury_kg.value > 0.0]
    pathways = [one for one in PATHWAYS if found.pathways[one].value > 0.0]
    if not parts or not pathways:
        return None
    if len(parts) == 1:
        bars = [_bar(_(PATHWAY_NAMES[one]), found.pathways[one], words) for one in pathways]
        caption = _("Where the mercury goes. Lines are 95 % ranges; an arrow says that the range goes further.")
        return _bars(bars, _("kg of mercury per year"), COLOURS[4], caption, words)
    whole = found.mercury_kg.value
    left = tuple(Node(part_name(part.name, words), _kg(part.mercury_kg, whole, words), INK) for part in parts)
    right = tuple(
        Node(_(PATHWAY_NAMES[one]), _kg(found.pathways[one], whole, words), _COLOURS[one]) for one in pathways
    )
    flows = tuple(tuple(max(0.0, part.pathways[one].value) for one in pathways) for part in parts)
    told = words.listed(words.pair(node.name, node.text) for node in (*left, *right))
    return Figure(
        Sankey(left, right, flows),
        _("Where the mercury goes: from the practice (left) to the pathway (right), values without their ranges."),
        _("Flow diagram from practices to pathways, in kg of mercury per year. {told}.").format(told=told),
    )


def _kg(amount: Amount, whole: float, words: Words) -> str:
    share = percent(amount.value / whole, words.lang) if whole else ""
    return f"{words.amount(amount).text} kg · {share}"


def trajectory_figure(years: Sequence[PlanYear], targets: Iterable[TargetResult], words: Words) -> Figure:
    """Mercury year by year under the measures, with the targets for all mercury used."""
    _ = words._
    used = tuple(one.mercury_kg for one in years)
    air = tuple(one.air_kg for one in years)
    lines = (_line(_("mercury used"), COLOURS[0], years, used), _line(_("of it to air"), COLOURS[5], years, air))
    marks = tuple(
        Mark(float(one.year), one.allowed_kg.value, _("target {year}").format(year=one.year))
        for one in targets
        if not one.practice
    )
    chart = LineChart(lines, "", _("kg of mercury per year"), words.lang, marks, years=True)
    told = words.listed(words.pair(str(one.year), words.with_span(one.mercury_kg)) for one in (years[0], years[-1]))
    caption = _(
        "Mercury used and emitted to air, year by year, under all measures. Bands are 95 % ranges; what reaches above "
        "the figure stands in the table."
    )
    if marks:
        caption += " " + _("Points are what the targets leave of the baseline.")
    return Figure(chart, caption, _("Lines of mercury per year. Used: {told}.").format(told=told))


def _line(label: str, colour: str, years: Sequence[PlanYear], amounts: Sequence[Amount]) -> Line:
    return Line(
        label,
        colour,
        tuple(float(one.year) for one in years),
        tuple(one.value for one in amounts),
        tuple(one.low for one in amounts),
        tuple(one.high for one in amounts),
    )


def measures_figure(measures: Sequence[MeasureResult], words: Words) -> Figure | None:
    """What each measure keeps out of air, water and land by itself; None where none keeps anything out."""
    _ = words._
    acting = [one for one in measures if one.alone.released_less_kg.value > 0.0]
    if not acting:
        return None
    bars = [_bar(isolated(one.name), one.alone.released_less_kg, words) for one in acting]
    caption = _(
        "Mercury that each measure by itself keeps out of air, water and land over all years of the plan, the "
        "cheapest for each kg first. Lines are 95 % ranges; an arrow says that the range goes further."
    )
    return _bars(bars, _("kg of mercury, all years"), COLOURS[2], caption, words)
