"""Series with suspect values as the browser draws them, and their marks in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from almaden.monitoring.quality.marks import FINDINGS, message
from almaden.monitoring.quality.rules import titles
from almaden.monitoring.series import FLAGS, Series, SeriesKey
from almaden.store.models import LogbookEntry, QualityMark
from almaden.store.models.quality import LogbookKind
from almaden.store.observations.series import Decimated
from almaden.store.quality.stretches import Suspect, Suspects
from almaden.store.quality.view import Part, View
from almaden.web.language import translate
from almaden.web.monitoring_asked import FLAG_WORDS
from almaden.wording import Text


@dataclass(frozen=True)
class MarkLine:
    """A mark as the page lists it.

    Attributes:
        mark: the mark.
        title: of its rule, in English.
        text: what was found and what is expected.
        value: of the point; None for the whole series, and where there is none.
        flag: that the network gave; empty for the whole series.
    """

    mark: QualityMark
    title: str
    text: Text
    value: float | None
    flag: str


def marks_of(one: Suspect, unit: str, series: Series) -> list[MarkLine]:
    """The marks of a stretch, with the values and flags of their points."""
    inner = slice(one.stretch.first, one.stretch.last + 1)
    times: list[datetime] = series.start[inner].tolist()
    values, flags = series.value[inner].tolist(), series.flag[inner].tolist()
    points = {time.replace(tzinfo=UTC): pair for time, *pair in zip(times, values, flags, strict=True)}
    lines = []
    for mark in one.marks:
        value, flag = points.get(mark.start, (None, None)) if mark.start is not None else (None, None)
        numbers = (_number(number) for number in (mark.value, mark.low, mark.high))
        text = message(mark.finding, unit, *numbers) if mark.finding in FINDINGS else Text(mark.finding)
        shown = value if value is not None and value == value else None
        lines.append(MarkLine(mark, titles().get(mark.rule, ""), text, shown, "" if flag is None else FLAGS[flag]))
    return lines


def around(view: View, found: Suspects, one: Suspect | None) -> dict[str, Any]:
    """What is drawn around a stretch."""
    key = found.series.key
    return {
        "label": translate(Text("{species} around the stretch", species=key.species)),
        "start": _time(view.start),
        "end": _time(view.end),
        "parts": [_part(part) for part in (view.part, *view.companions)],
        "stretches": [_span(other, other == one) for other in found.stretches if _inside(other, view)],
        "logbook": [_entry(entry) for entry in view.logbook],
        "words": {flag: translate(FLAG_WORDS[flag]) for flag in FLAGS},
    }


def whole(thinned: Decimated, found: Suspects, one: Suspect | None) -> dict[str, Any]:
    """All of a series, with its stretches."""
    return {
        "label": translate(Text("{species}, all of the series", species=thinned.key.species)),
        "unit": thinned.key.unit,
        "band": _band(thinned),
        "stretches": [_span(other, other == one) for other in found.stretches if other.marks[0].start is not None],
    }


def _part(part: Part) -> dict[str, Any]:
    points = [
        {"t": _time(point.start), "v": point.value, "f": point.flag, "m": point.marked}
        for point in part.points
        if point.value is not None
    ]
    return {
        "name": _named(part.key),
        "unit": part.key.unit,
        "points": points,
        "band": _band(part.thinned) if part.thinned is not None else [],
    }


def _named(key: SeriesKey) -> str:
    return " · ".join(one for one in (key.species, key.method, key.instrument) if one)


def _band(thinned: Decimated) -> list[dict[str, Any]]:
    times = [_time(one.replace(tzinfo=UTC)) for one in thinned.start.tolist()]
    columns = (thinned.minimum.tolist(), thinned.maximum.tolist(), thinned.mean.tolist())
    return [
        {"t": time, "low": low, "high": high, "mean": mean if mean == mean else None}
        for time, low, high, mean in zip(times, *columns, strict=True)
        if low == low
    ]


def _inside(other: Suspect, view: View) -> bool:
    times = [mark.start for mark in (other.marks[0], other.marks[-1])]
    first, last = times
    return first is not None and last is not None and first < view.end and last >= view.start


def _span(one: Suspect, current: bool) -> dict[str, Any]:
    first, last = (time.astype("datetime64[s]").item().replace(tzinfo=UTC) for time in one.stretch[2:4])
    return {"start": _time(first), "end": _time(last), "current": current, "open": one.decision is None}


def _entry(entry: LogbookEntry) -> dict[str, Any]:
    kind = translate(str(LogbookKind(entry.kind).label))
    return {"start": _time(entry.first), "end": _time(entry.last or entry.first), "text": kind}


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
