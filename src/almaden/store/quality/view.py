"""What a plot shows of a series: the points around a stretch, what was measured beside, and the whole at a glance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from almaden.monitoring.series import FLAGS, Series, SeriesKey
from almaden.store.models import LogbookEntry, Site
from almaden.store.observations.query import Filter
from almaden.store.observations.series import Decimated, decimated
from almaden.store.observations.series import series as series_of
from almaden.store.quality.lines import keys_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from almaden.store.models import User
    from almaden.store.quality.stretches import Suspect, Suspects

#: Points that are shown before and after a stretch.
BEFORE: Final = 120
#: More points than this are shown thinned out.
MOST_POINTS: Final = 1500
#: Pieces of time that the whole series is thinned out to.
PIECES: Final = 400
#: Other species that stand below.
COMPANIONS: Final = 2


class Shown(NamedTuple):
    """A value that a plot shows.

    Attributes:
        start: its time, UTC.
        value: in the unit of the series; None where there is none.
        flag: the flag of the network.
        marked: whether a rule marked it in the stretch that is looked at.
    """

    start: datetime
    value: float | None
    flag: str
    marked: bool


class Part(NamedTuple):
    """A part of a series: single points, or what is left of many.

    Attributes:
        key: the series.
        points: the points; empty where there are too many.
        thinned: what many points are thinned out to; None where the points are told.
    """

    key: SeriesKey
    points: tuple[Shown, ...]
    thinned: Decimated | None


@dataclass(frozen=True)
class View:
    """What stands around a stretch.

    Attributes:
        start: begin of what is shown, UTC.
        end: end of it.
        part: the series itself.
        companions: other series of the site at the same time.
        logbook: what happened at the site meanwhile.
    """

    start: datetime
    end: datetime
    part: Part
    companions: tuple[Part, ...]
    logbook: tuple[LogbookEntry, ...]


def view_of(user: User, found: Suspects, one: Suspect | None, site: Site | None) -> View:
    """The points around a stretch, and what was measured and written down meanwhile.

    Args:
        user: who looks.
        found: the series.
        one: the stretch; None where there is none: then all of the series is shown.
        site: where it was measured; None where nobody knows.
    """
    series = found.series
    first, last = (0, len(series) - 1) if one is None else (one.stretch.first, one.stretch.last)
    first, last = max(0, first - BEFORE), min(len(series) - 1, last + BEFORE)
    start, end = _moment(series.start[first]), _moment(series.start[last] + 1)
    marked = _marked(one)
    part = _part(user, found, series, (start, end), marked)
    companions = tuple(
        _part(user, found, one, (start, end), frozenset()) for one in _companions(user, found, start, end)
    )
    return View(start, end, part, companions, _logbook(site, start, end))


def whole_of(user: User, found: Suspects) -> Decimated:
    """All of a series, thinned out."""
    start, end = _moment(found.series.start[0]), _moment(found.series.start[-1] + 1)
    return decimated(user, found.series.key, start, end, PIECES, (found.dataset.pk,))


def logbook_of(site: Site | None) -> tuple[LogbookEntry, ...]:
    """The logbook of a site, the latest first."""
    if site is None:
        return ()
    return tuple(LogbookEntry.objects.filter(place=site).select_related("author").order_by("-first", "-pk"))


def _part(
    user: User, found: Suspects, series: Series, span: tuple[datetime, datetime], marked: frozenset[datetime]
) -> Part:
    first, last = (np.searchsorted(series.start, np.datetime64(one.replace(tzinfo=None), "s")) for one in span)
    if last - first > MOST_POINTS:
        return Part(series.key, (), decimated(user, series.key, *span, PIECES, (found.dataset.pk,)))
    return Part(series.key, tuple(_points(series, slice(int(first), int(last)), marked)), None)


def _points(series: Series, part: slice, marked: frozenset[datetime]) -> list[Shown]:
    times: list[datetime] = series.start[part].tolist()
    values, flags = series.value[part].tolist(), series.flag[part].tolist()
    moments = (time.replace(tzinfo=UTC) for time in times)
    return [
        Shown(moment, value if value == value else None, FLAGS[flag], moment in marked)
        for moment, value, flag in zip(moments, values, flags, strict=True)
    ]


def _marked(one: Suspect | None) -> frozenset[datetime]:
    return frozenset() if one is None else frozenset(mark.start for mark in one.marks if mark.start is not None)


def _companions(user: User, found: Suspects, start: datetime, end: datetime) -> list[Series]:
    """Other species of the site in the same matrix, which tell whether a peak is one of mercury alone."""
    key, dataset = found.series.key, found.dataset
    others = [one for one in keys_of(dataset).values() if one[:2] == key[:2] and one.species != key.species]
    species = list(dict.fromkeys(one.species for one in others))[:COMPANIONS]
    wanted = Filter((key.site,), matrix=key.matrix, start=start, end=end, flag="", datasets=(dataset.pk,))
    return [one for name in species for one in series_of(user, replace(wanted, species=name))]


def _logbook(site: Site | None, start: datetime, end: datetime) -> tuple[LogbookEntry, ...]:
    told = (one for one in logbook_of(site) if one.first <= end and (one.last or one.first) >= start)
    return tuple(told)


def _moment(time: NDArray[np.datetime64]) -> datetime:
    moment: datetime = time.astype("datetime64[s]").item()
    return moment.replace(tzinfo=UTC)
