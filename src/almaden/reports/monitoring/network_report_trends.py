"""Trends of the report of a network: of each series, with their forest, and of all sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from almaden.monitoring.network_study import NetworkStudy, RegionalMean
from almaden.monitoring.series import SeriesKey
from almaden.monitoring.trends.result import VERDICT_NAMES, Trend, Verdict
from almaden.reference.numerals import exact
from almaden.reports.document import Block, Cell, Column, Figure, Heading, Paragraph, Row, Span, Table
from almaden.reports.drawings import Forest, Interval
from almaden.reports.monitoring.network_report_means import short
from almaden.reports.monitoring.network_report_tables import count, series_name
from almaden.reports.numbers import figures
from almaden.reports.palette import COLOURS, GREY, INK
from almaden.reports.words import UNKNOWN, Words, text

_COLOURS: dict[Verdict, str] = {
    "increasing": COLOURS[5], "decreasing": COLOURS[0], "no trend": INK, "cannot tell": GREY,
}  # fmt: skip
#: Lines that a page has room for.
_ON_A_PAGE = 36
#: Smaller ones say no more.
_SMALL = 0.001

_Group = tuple[str, str, str]
_Trended = tuple[SeriesKey, Trend, float | None]


def trend_blocks(study: NetworkStudy, words: Words) -> Iterator[Block]:
    """Verdicts with their reasons, the forest of the slopes, and the mean trends."""
    _ = words._
    yield Heading(_("Trends"))
    if not study.keys:
        yield Paragraph(_("There is no series of mercury."))
        return
    yield Paragraph(_(study.trends.summary()) + ".")
    groups: dict[_Group, list[_Trended]] = defaultdict(list)
    for one in zip(study.keys, study.trends.trends, study.trends.q, strict=True):
        groups[one[0].matrix, one[0].species, one[0].unit].append(one)
    for group, found in groups.items():
        yield from _forest(study, group, found, words)
    yield _table(study, groups, words)
    if study.regional:
        yield Heading(_("Mean trend of the network"), 2)
        yield _regional(study, words)


def regional_text(one: RegionalMean, words: Words) -> str:
    """The mean trend of a substance as a sentence."""
    found, _ = one.trend, words._
    if found.slope_per_year is None or found.low is None or found.high is None:
        return _("{what}: {reason}.").format(what=one.species, reason=_(found.reason))
    text = _("{what}: {verdict}, {slope} {unit} a year ({low} to {high}) over {sites} series.")
    return text.format(
        what=one.species, verdict=_(VERDICT_NAMES[found.verdict]), slope=figures(found.slope_per_year, 3, words.lang),
        unit=one.unit, low=figures(found.low, 3, words.lang), high=figures(found.high, 3, words.lang),
        sites=found.sites,
    )  # fmt: skip


def _forest(study: NetworkStudy, group: _Group, found: list[_Trended], words: Words) -> Iterator[Figure]:
    _ = words._
    lines = [line for key, one, _q in found if (line := _interval(series_name(key, study), one, words)) is not None]
    if not lines:
        return
    _matrix, species, unit = group
    mean = next((one.trend for one in study.regional if (one.matrix, one.species, one.unit) == group), None)
    kinds = tuple((_(VERDICT_NAMES[verdict]), colour) for verdict, colour in _COLOURS.items())
    axis = _("{what}, {unit} a year").format(what=species, unit=unit)
    parts = [lines[begin : begin + _ON_A_PAGE] for begin in range(0, len(lines), _ON_A_PAGE)]
    if mean is not None and mean.slope_per_year is not None and mean.low is not None and mean.high is not None:
        all_sites = _slope_text(mean.slope_per_year, mean.low, mean.high, words)
        parts[-1].append(
            Interval(_("Mean of the network"), mean.slope_per_year, mean.low, mean.high, all_sites,
                     _COLOURS[mean.verdict], True)
        )  # fmt: skip
    for part in parts:
        caption = _("Slopes with their 95 % intervals: {what}").format(what=f"{species}, {unit}")
        alt = _("Slopes of {count} series; the table of trends has the numbers.").format(count=len(part))
        yield Figure(Forest(tuple(part), kinds, axis, words.lang), caption, alt)


def _interval(label: str, one: Trend, words: Words) -> Interval | None:
    if one.slope_per_year is None or one.low is None or one.high is None:
        return None
    told = _slope_text(one.slope_per_year, one.low, one.high, words)
    return Interval(label, one.slope_per_year, one.low, one.high, told, _COLOURS[one.verdict])


def _slope_text(slope: float, low: float, high: float, words: Words) -> str:
    return "{} ({} … {})".format(*(figures(value, 2, words.lang) for value in (slope, low, high)))


def _table(study: NetworkStudy, groups: dict[_Group, list[_Trended]], words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("Series")), Column(_("Years")), Column(_("n"), "number"), Column(_("Slope a year"), "number"),
        Column(_("95 % interval"), "number"), Column(_("% a year"), "number"), Column("q", "number"),
        Column(_("Verdict and reason")),
    )  # fmt: skip
    body: list[Row | Span] = []
    for (_matrix, species, unit), found in groups.items():
        body.append(Span(f"{species}, {unit}"))
        body.extend(_row(series_name(key, study), one, q, words) for key, one, q in found)
    return Table(_("Trends"), columns, tuple(body), sheet=_("Trends"))


def _row(name: str, one: Trend, q: float | None, words: Words) -> Row:
    _ = words._
    years = UNKNOWN if one.first is None or one.last is None else f"{int(one.first)}–{int(one.last)}"
    verdict = words.pair(_(VERDICT_NAMES[one.verdict]), _(one.reason)) if one.reason else _(VERDICT_NAMES[one.verdict])
    return Row(
        (
            text(name), text(years), count(one.n, words), short(one.slope_per_year, words),
            _span(one.low, one.high, words), short(one.percent_per_year, words), _q(q, words), text(verdict),
        )
    )  # fmt: skip


def _q(value: float | None, words: Words) -> Cell:
    if value is None or value >= _SMALL:
        return short(value, words)
    return Cell(f"< {exact(_SMALL, words.lang)}", value, "0.000")


def _span(low: float | None, high: float | None, words: Words) -> Cell:
    if low is None or high is None:
        return Cell(UNKNOWN)
    return Cell(" … ".join(figures(end, 3, words.lang) for end in (low, high)))


def _regional(study: NetworkStudy, words: Words) -> Table:
    _ = words._
    columns = (
        Column(_("What")), Column(_("Series"), "number"), Column(_("Worth"), "number"),
        Column(_("Slope a year"), "number"), Column(_("95 % interval"), "number"),
        Column(_("One more site"), "number"), Column(_("Verdict and reason")),
    )  # fmt: skip
    rows = [
        Row(
            (
                text(f"{one.species}, {one.unit}"), count(one.trend.sites, words),
                short(one.trend.effective_sites, words), short(one.trend.slope_per_year, words),
                _span(one.trend.low, one.trend.high, words),
                _span(one.trend.predicted_low, one.trend.predicted_high, words),
                text(words.pair(_(VERDICT_NAMES[one.trend.verdict]), _(one.trend.reason))),
            )
        )
        for one in study.regional
    ]  # fmt: skip
    notes = (_("Worth: as how many sites far from each other they count. One more site: where its slope would lie."),)
    return Table(_("Mean trend of the network"), columns, tuple(rows), notes=notes)
