"""Runs the rules of quality control over series, one after another, so that memory stays small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from almaden.monitoring.diagnostics import Diagnostics
from almaden.monitoring.quality.instrument import additions, calibration, cartridges, state
from almaden.monitoring.quality.laboratory import laboratory
from almaden.monitoring.quality.marks import WHOLE, Found, Marks, marks_of
from almaden.monitoring.quality.methods import biased
from almaden.monitoring.quality.result import QcResult, SeriesQc
from almaden.monitoring.quality.rules import Circumstances, RuleRecord, Rules, bundled_rules
from almaden.monitoring.quality.setting import Points, QcSite, Setting, circumstances
from almaden.monitoring.quality.spikes import spikes
from almaden.monitoring.quality.times import duplicates, gaps, overlaps, stuck
from almaden.monitoring.quality.values import dates, in_range, lognormal, unit, zeros
from almaden.monitoring.quality.wet import Rain, wet
from almaden.monitoring.series import Series, SeriesKey
from almaden.reference.meta import meta
from almaden.wording import Text

#: Told what is done of what.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Beside:
    """What is known beside series, by their keys; nothing has to be.

    Attributes:
        sites: what is known of sites, by their identifiers.
        diagnostics: what instruments and laboratories told with the values.
        companions: series such as CO or SO2 of the same site, for spikes.
        rain: gauge and collector, for concentrations in precipitation.
    """

    sites: Mapping[str, QcSite] = field(default_factory=dict)
    diagnostics: Mapping[SeriesKey, Diagnostics] = field(default_factory=dict)
    companions: Mapping[SeriesKey, Series] = field(default_factory=dict)
    rain: Mapping[SeriesKey, Rain] = field(default_factory=dict)


def check(
    series: Iterable[Series],
    today: date,
    rules: Rules | None = None,
    beside: Beside | None = None,
    input_sha256: str = "",
    progress: Progress | None = None,
) -> QcResult:
    """Check series by the automatic rules: no value and no flag is changed.

    Args:
        series: the series, which may be made as they are asked for.
        today: the day of the check; later dates are marked.
        rules: the rules; those of the program where none are told.
        beside: what is known beside the series.
        input_sha256: of what the series were read from.
        progress: told how many series are done; of how many where ``series`` has a length.
    """
    rules, beside = rules or bundled_rules(), beside or Beside()
    done: list[SeriesQc] = []
    used: dict[RuleRecord, None] = {}
    skipped: dict[Text, None] = {}
    looked_up: dict[Circumstances, dict[tuple[str, str, str], RuleRecord | None]] = {}
    of = len(series) if isinstance(series, tuple | list) else 0
    for one in series:
        site = beside.sites.get(one.key.site, QcSite())
        found = looked_up.setdefault(circumstances(one.key, site), {})
        setting = Setting(one, rules, site, today, found=found)
        done.append(_checked(setting, beside))
        used |= setting.used
        skipped |= dict.fromkeys(_skipped(setting, beside))
        if progress is not None:
            progress(len(done), of)
    return QcResult(tuple(done), tuple(row.origin for row in used), tuple(skipped), today, meta(0, 0, input_sha256))


def check_one(series: Series, today: date, rules: Rules | None = None, beside: Beside | None = None) -> Marks:
    """The marks of one series; as :func:`check`."""
    return check((series,), today, rules, beside).series[0].marks


def _checked(setting: Setting, beside: Beside) -> SeriesQc:
    one, order = _settled(setting.series)
    inner = replace(setting, series=one)
    points = inner.points()
    found = _found(points, inner, beside)
    if order is not None:
        found = (part._replace(places=_back(part, order)) for part in found)
    marks = marks_of(setting.series, found)
    return SeriesQc(setting.series.key, len(one), len(points.value), marks)


def _found(points: Points, setting: Setting, beside: Beside) -> Iterator[Found]:
    key = setting.series.key
    for rule in (in_range, zeros, dates, unit, lognormal, stuck, duplicates, overlaps):
        yield from rule(points, setting)
    yield from gaps(setting)
    yield from biased(setting)
    yield from spikes(points, setting, beside.companions.get(key))
    told = beside.diagnostics.get(key)
    if told:
        for diagnosed in (cartridges, calibration, state, additions, laboratory):
            yield from diagnosed(points, setting, told)
    yield from wet(points, setting, beside.rain.get(key, Rain()))


def _settled(series: Series) -> tuple[Series, np.ndarray[tuple[int], np.dtype[np.int64]] | None]:
    """The series in the order of time and value, and the places that its points had; None where they stay."""
    if len(series) < 2 or not (series.start[1:] == series.start[:-1]).any():
        return series, None
    order = np.lexsort((series.value, series.start))
    sorted_ = {
        name: getattr(series, name)[order] for name in ("start", "end", "value", "flag", "detection_limit", "row")
    }
    return replace(series, **sorted_), order


def _back(
    found: Found, order: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    index = np.atleast_1d(np.asarray(found.places, dtype=np.int64))
    return np.where(index == WHOLE, WHOLE, order[np.maximum(index, 0)])


def _skipped(setting: Setting, beside: Beside) -> Iterator[Text]:
    """Which rules could not be used on a series, and why."""
    key = setting.series.key
    for rule in setting.misfits:
        yield Text(
            "rule {rule}: no threshold for the unit {unit} of {species}", rule=rule, unit=key.unit, species=key.species
        )
    if setting.limit("R3", "window") is not None and key not in beside.diagnostics:
        yield Text("rules R3 to R6 need what the instrument told with its values, which {site} lacks", site=key.site)
    if setting.limit("R10", "catch_below") is not None and key not in beside.rain:
        yield Text("rule R10: the catch needs the gauge and the collector, which {site} lacks", site=key.site)
    if setting.site.latitude is None and setting.limit("R2", "window") is not None:
        yield Text("{site}: without its latitude no polar spring is spared", site=key.site)
