"""Mercury in air: reference states, units, sums of species, blanks, dilution.

Arrays may stand wherever a number may.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np

from almaden.errors import AlmadenError
from almaden.monitoring.series import MISSING, VALID, Floats, Series
from almaden.monitoring.table_numbers import constants
from almaden.quantity.units import UnitError
from almaden.reference.tables import read_table
from almaden.wording import Exact, Text, n_

#: A number or an array of numbers.
N = TypeVar("N", float, Floats)

_ZERO_CELSIUS_K = 273.15
#: What is worth asking pint for, which would work out any power that stands in a text.
_MASS_BY_VOLUME = re.compile(r"[A-Za-zµμ]+/[A-Za-z]+\^?3?")


@dataclass(frozen=True)
class AirState:
    """Temperature in K and pressure in hPa of the air that a concentration is told for."""

    temperature_k: float
    pressure_hpa: float


def reference_state() -> AirState:
    """The state that networks report at: 273.15 K and 1013.25 hPa."""
    found = constants("air_constants")
    return AirState(found["temperature"], found["pressure"])


def at_reference_state(ambient: N, temperature_c: N, pressure_hpa: N) -> N:
    """A concentration by mass as measured, at the reference state.

    Args:
        ambient: concentration in the air as it was, any mass per volume.
        temperature_c: temperature of that air in degrees C.
        pressure_hpa: its pressure.

    Returns:
        In the unit of ``ambient``.
    """
    to = reference_state()
    return ambient * ((temperature_c + _ZERO_CELSIUS_K) / to.temperature_k) * (to.pressure_hpa / pressure_hpa)


def from_state(value: N, state: AirState) -> tuple[N, Text | None]:
    """A concentration that is told at another state, at the reference state.

    Args:
        value: concentration, any mass per volume.
        state: what it is told at, such as 293.15 or 298.15 K and 1013.25 hPa.

    Returns:
        The concentration, and a note where it was converted.
    """
    to = reference_state()
    if state == to:
        return value, None
    factor = (state.temperature_k / to.temperature_k) * (to.pressure_hpa / state.pressure_hpa)
    note = Text(
        "told at {temperature} K and {pressure} hPa; times {factor} for {to_temperature} K and {to_pressure} hPa",
        temperature=Exact(state.temperature_k),
        pressure=Exact(state.pressure_hpa),
        factor=factor,
        to_temperature=Exact(to.temperature_k),
        to_pressure=Exact(to.pressure_hpa),
    )
    return value * factor, note


def convert_air(value: N, unit: str, to: str) -> N:
    """A concentration in air in another unit; masses by volume are at the reference state.

    Args:
        value: the concentration in ``unit``.
        unit: such as ``ng/m3``, ``pg/m3``, ``ug/m3``, ``ppqv``, or what pint knows as a mass by volume.
        to: the same.

    Raises:
        UnitError: one of them is no unit of concentration in air.
    """
    return value if unit == to else value * (_ng_per_m3(unit) / _ng_per_m3(to))


@cache
def _ng_per_m3(unit: str) -> float:
    wanted = unit.strip()
    for row in read_table("monitoring/air_units"):
        if wanted in row["names"].split(";"):
            return float(row["ng_per_m3"]) if row["ng_per_m3"] else _ng_per_m3_of_ppqv()
    return _ask_pint(wanted)


def _ng_per_m3_of_ppqv() -> float:
    """Of one part in 10^15: 10^-15 mol in a mol of air, which takes the molar volume."""
    found = constants("air_constants")
    litres_per_m3, ng_per_g = 1e3, 1e9
    return 1e-15 * found["molar_mass"] * ng_per_g / found["molar_volume"] * litres_per_m3


def _ask_pint(unit: str) -> float:
    problem = Text("'{unit}' is no unit of mercury in air; write ng/m3, pg/m3, ug/m3 or ppqv", unit=unit)
    if not _MASS_BY_VOLUME.fullmatch(unit):
        raise UnitError(problem)
    import pint

    registry = pint.get_application_registry()  # type: ignore[no-untyped-call]
    try:
        found = registry.Quantity(1, unit).to("ng/m**3").magnitude
    except Exception as error:  # odd texts make pint raise whatever its tokenizer does
        raise UnitError(problem) from error
    return float(found)


def sum_of_species(species: str, *parts: Series) -> Series:
    """The sum of species at the times that all of them have, such as TGM of GEM and GOM.

    It is told only where every part is valid: a part that is missing, suspect or below detection is not a zero.

    Args:
        species: name of the sum.
        parts: two or more series of one site and one method; units may differ, that of the first is taken.

    Raises:
        AlmadenError: sites or methods differ; mercury of denuders, which is biased low, is added to none but its own.
    """
    first = parts[0].key
    if any(
        (part.key.site, part.key.matrix, part.key.method) != (first.site, first.matrix, first.method) for part in parts
    ):
        raise AlmadenError(n_("only species that were measured at one site by one method can be added"))
    spans = [list(zip(part.start.tolist(), part.end.tolist(), strict=True)) for part in parts]
    common = sorted(set(spans[0]).intersection(*spans[1:]))
    total = np.zeros(len(common))
    good = np.ones(len(common), dtype=bool)
    rows = np.zeros(len(common), dtype=np.int64)
    for place, (part, span) in enumerate(zip(parts, spans, strict=True)):
        where = {one: row for row, one in enumerate(span)}
        row = np.array([where[one] for one in common], dtype=np.int64)
        total += convert_air(part.value[row], part.key.unit, first.unit)
        good &= (part.flag[row] == VALID) & ~np.isnan(part.value[row])
        rows = part.row[row] if place == 0 else rows
    return Series(
        first._replace(species=species),
        start=np.array([start for start, _ in common], dtype="datetime64[s]"),
        end=np.array([end for _, end in common], dtype="datetime64[s]"),
        value=np.where(good, total, np.nan),
        flag=np.where(good, VALID, MISSING).astype(np.uint8),
        detection_limit=np.full(len(common), np.nan),
        row=rows,
    )


def concentration_of_sample(desorbed: N, blank: N, volume: N) -> N:
    """What a denuder, filter or trap held, less its blank, by the volume that was drawn through.

    Args:
        desorbed: mass found, such as pg.
        blank: mass of the blank, in the same unit.
        volume: volume of air at the reference state in m3.

    Returns:
        Mass per m3; below zero where the blank is larger, which is not cut off.
    """
    return (desorbed - blank) / volume


def undiluted(measured: N, sample_flow: float, dilution_flow: float, in_dilution_gas: float = 0.0) -> N:
    """The concentration before a sample was diluted.

    Args:
        measured: concentration after the dilution.
        sample_flow: flow of the sample.
        dilution_flow: flow of the gas that was added, in the same unit.
        in_dilution_gas: concentration in that gas, in the unit of ``measured``.
    """
    return (measured * (sample_flow + dilution_flow) - in_dilution_gas * dilution_flow) / sample_flow
