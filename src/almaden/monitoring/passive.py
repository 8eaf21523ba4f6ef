"""Concentrations from the masses of passive samplers, with blanks, replicates, marks and errors."""

from __future__ import annotations

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from almaden.monitoring.passive_rate import (
    PassiveSettings,
    concentration_ng_per_m3,
    default_settings,
    relative_difference,
    relative_error,
    sampling_rate,
    settings_origins,
)
from almaden.monitoring.passive_result import MARKS, PassiveResult, PassiveSample, Replicates
from almaden.reference.meta import meta
from almaden.reference.records import ObservationRecord
from almaden.wording import Text

#: What a laboratory tells of a sampler, in ng.
MASS: Final = "GEM mass"
#: Kinds of blanks, those that tell most first: opened at the site, travelled closed, never left the laboratory.
BLANKS: Final = ("field", "travel", "lab")
_SECONDS_PER_DAY: Final = 86_400


def passive_concentrations(
    records: Iterable[ObservationRecord], settings: PassiveSettings | None = None, *, input_sha256: str = ""
) -> PassiveResult:
    """Concentrations from what laboratories tell of samplers.

    Args:
        records: those of the species ``GEM mass`` in ng with start and end; others are left aside. The diagnostics
            may tell ``temperature_degc``, ``wind_speed_m_s`` and ``replicate``. A sample that is a blank itself has
            its kind under ``blank``: ``field``, ``travel`` or ``lab``; the mean of those of its site, of the first
            kind that the site has, is taken off all samples. A sample may tell its own ``blank`` and ``blank_sd`` in
            ng. Without ``blank_sd`` it is the spread of the different blanks of the site. Samples of one site and
            time are replicates; those that differ in the ``replicate`` they tell also if only their days are equal.
        settings: numbers of the sampler; None for those of the table.
        input_sha256: of what was read.
    """
    used = default_settings() if settings is None else settings
    given = [one for one in records if one.species == MASS and one.unit == "ng"]
    blanks = _blanks_of_sites(given)
    exposed = [one for one in given if told_diagnostics(one.diagnostics).get("blank") not in BLANKS]
    counted = [one for one in exposed if _counts(one)]
    samples: list[PassiveSample] = []
    replicates = []
    for group in _groups(_sample(one, used, blanks.get(one.site, ())) for one in counted):
        together = _replicates(group)
        if together is not None:
            replicates.append(together)
        samples += _marked(group, together, used)
    adjusted = any(one.temperature is not None or one.wind is not None for one in samples)
    unverified = tuple(one for one in settings_origins(used, adjusted) if one.status != "verified")
    notes = tuple(_notes(samples, len(exposed) - len(counted)))
    return PassiveResult(tuple(samples), tuple(replicates), used, notes, unverified, meta(0, 0, input_sha256))


def _counts(record: ObservationRecord) -> bool:
    """Whether a record has a mass, or a limit of it, and lasts."""
    known = record.value is not None if record.flag == "valid" else record.detection_limit is not None
    lasts = record.end is not None and record.end > record.start
    return known and lasts and record.flag in ("valid", "below_detection")


def told_diagnostics(text: str) -> dict[str, str]:
    """What stands in the diagnostics of a record, ``name=value`` separated by semicolons."""
    parts = (part.partition("=") for part in text.split(";") if "=" in part)
    return {name.strip(): value.strip() for name, _, value in parts}


def _number(told: dict[str, str], name: str) -> float | None:
    try:
        value = float(told[name])
    except (KeyError, ValueError):
        return None
    return value if math.isfinite(value) else None


def _blanks_of_sites(records: Sequence[ObservationRecord]) -> dict[str, tuple[float, ...]]:
    """The blanks of each site in ng: those measured, of the first kind there is; else those that samples tell."""
    measured: dict[tuple[str, str], list[float]] = defaultdict(list)
    told: dict[str, set[float]] = defaultdict(set)
    for one in records:
        text = told_diagnostics(one.diagnostics)
        if text.get("blank") in BLANKS and one.flag == "valid" and one.value is not None:
            measured[one.site, text["blank"]].append(one.value)
        blank = _number(text, "blank")
        if blank is not None:
            told[one.site].add(blank)
    found = {site: tuple(sorted(values)) for site, values in told.items()}
    for kind in reversed(BLANKS):
        found |= {site: tuple(values) for (site, other), values in measured.items() if other == kind}
    return found


def _sample(record: ObservationRecord, settings: PassiveSettings, blanks: tuple[float, ...]) -> PassiveSample:
    told = told_diagnostics(record.diagnostics)
    own, own_sd = _number(told, "blank"), _number(told, "blank_sd")
    blank = own if own is not None else statistics.fmean(blanks) if blanks else None
    spread = statistics.stdev(blanks) if len(blanks) > 1 else None
    sd = own_sd if own_sd is not None else spread
    temperature, wind = _number(told, "temperature_degc"), _number(told, "wind_speed_m_s")
    end = record.end or record.start
    days = (end - record.start).total_seconds() / _SECONDS_PER_DAY
    below = record.flag == "below_detection"
    mass = float((record.detection_limit if below else record.value) or 0.0)
    taken_off = blank or 0.0
    rate = sampling_rate(settings, temperature, wind)
    concentration = concentration_ng_per_m3(mass, taken_off, days, rate)
    error = abs(concentration) * relative_error(settings, mass, taken_off, rate, sd or 0.0)
    marks = {
        "below detection": below,
        "no blank": blank is None,
        "blank spread unknown": sd is None,
        "near blank": not below and sd is not None and mass < settings.blank_factor * sd + taken_off,
        "short exposure": days < settings.shortest_days,
        "calm": wind is not None and wind < settings.calm_wind,
        "not adjusted": temperature is None or wind is None,
    }
    return PassiveSample(
        record.site, record.sample, told.get("replicate", ""), record.start, end, days, mass, taken_off, temperature,
        wind, rate, None if below else concentration, concentration if below else None,
        None if below or math.isnan(error) else error, tuple(mark for mark, given in marks.items() if given),
    )  # fmt: skip


def _groups(samples: Iterable[PassiveSample]) -> list[list[PassiveSample]]:
    """Samplers that hung together; named replicates are put up and taken down one after another, on one day."""
    equal: dict[tuple[str, datetime, datetime], list[PassiveSample]] = defaultdict(list)
    for one in samples:
        equal[one.site, one.start, one.end].append(one)
    days: dict[tuple[str, date, date], list[list[PassiveSample]]] = defaultdict(list)
    for (site, start, end), group in sorted(equal.items()):
        days[site, start.date(), end.date()].append(group)
    found = []
    for groups in days.values():
        names = [one.replicate for group in groups for one in group]
        together = "" not in names and len(names) == len(set(names))
        found += [[one for group in groups for one in group]] if together else groups
    return found


def _replicates(samples: Sequence[PassiveSample]) -> Replicates | None:
    values = [one.concentration for one in samples if one.concentration is not None]
    if not values:
        return None
    mean = statistics.fmean(values)
    several = len(values) > 1 and mean > 0
    return Replicates(
        samples[0].site, min(one.start for one in samples), max(one.end for one in samples), len(values), mean,
        relative_difference(values) if several else None,
        100 * statistics.stdev(values) / mean if several else None,
    )  # fmt: skip


def _marked(
    samples: Sequence[PassiveSample], together: Replicates | None, settings: PassiveSettings
) -> Iterator[PassiveSample]:
    differ = together is not None and (together.difference or 0.0) > settings.largest_rpd
    for one in samples:
        yield replace(one, marks=(*one.marks, "replicates differ")) if differ else one


def _notes(samples: Sequence[PassiveSample], left_out: int) -> Iterator[Text]:
    if left_out:
        yield Text("{count} masses are not valid, or have no end, and are left out", count=float(left_out))
    for mark, count in Counter(mark for one in samples for mark in one.marks).items():
        what = Text(MARKS[mark])
        yield Text("{count} of {all} samples: {what}", count=float(count), all=float(len(samples)), what=what)
