"""Passive samplers of the MerPAS kind: the rate at which they sample, and what their masses mean."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields

from almaden.monitoring.table_numbers import constants, origins
from almaden.reference.origin import Origin

_REFERENCES = ("reference_temperature", "reference_wind")


@dataclass(frozen=True)
class PassiveSettings:
    """Numbers of a passive sampler.

    Attributes:
        rate: sampling rate in m3/d, at the reference temperature and wind.
        rate_sd: its standard deviation.
        per_kelvin: change of the rate in m3/d by degree C.
        per_wind: change of the rate in m3/d by m/s of wind.
        calm_wind: wind in m/s below which the rate is not known; the rate there is that at this wind.
        reference_temperature: in degrees C.
        reference_wind: in m/s.
        replicate_precision: spread among replicates in %.
        shortest_days: exposures that are shorter are marked.
        largest_rpd: replicates that differ by more %, are marked.
        blank_factor: a sample must exceed its blank by so many standard deviations of the blanks.
    """

    rate: float
    rate_sd: float
    per_kelvin: float
    per_wind: float
    calm_wind: float
    reference_temperature: float
    reference_wind: float
    replicate_precision: float
    shortest_days: float
    largest_rpd: float
    blank_factor: float


def default_settings() -> PassiveSettings:
    """The numbers of the table."""
    found = constants("merpas")
    return PassiveSettings(**{one.name: found[one.name] for one in fields(PassiveSettings)})


def settings_origins(settings: PassiveSettings, adjusted: bool) -> Iterator[Origin]:
    """Where those numbers were read that are as in the table; the references only where a rate was adjusted."""
    default = constants("merpas")
    wanted = {name for name, value in default.items() if getattr(settings, name) == value}
    yield from origins("merpas", wanted if adjusted else wanted - set(_REFERENCES))


def sampling_rate(settings: PassiveSettings, temperature_c: float | None, wind_m_s: float | None) -> float:
    """The rate in m3/d at a temperature and a wind; one that is not known leaves the rate as it is."""
    rate = settings.rate
    if temperature_c is not None:
        rate += settings.per_kelvin * (temperature_c - settings.reference_temperature)
    if wind_m_s is not None:
        rate += settings.per_wind * (max(wind_m_s, settings.calm_wind) - settings.reference_wind)
    return rate


def concentration_ng_per_m3(mass_ng: float, blank_ng: float, days: float, rate_m3_per_d: float) -> float:
    """Concentration over the exposure: what was sampled less the blank, by the air that was sampled."""
    return (mass_ng - blank_ng) / (rate_m3_per_d * days)


def relative_error(
    settings: PassiveSettings, mass_ng: float, blank_ng: float, rate_m3_per_d: float, blank_sd: float
) -> float:
    """Standard error of a concentration as share of it: by the rate, the spread of replicates and that of blanks."""
    net = mass_ng - blank_ng
    mass_sd = math.hypot(settings.replicate_precision / 100 * mass_ng, blank_sd)
    return math.hypot(settings.rate_sd / rate_m3_per_d, mass_sd / net) if net > 0 else math.nan


def relative_difference(values: list[float]) -> float:
    """Largest less smallest of replicates, by their mean, in %; of two it is the relative percent difference."""
    return 100 * (max(values) - min(values)) / (sum(values) / len(values))
