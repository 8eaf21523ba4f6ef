"""One made-up unit with one train, by programs that know uncertain numbers but no coal.

Both draw the normal number behind each number of the unit; the share of an error that other units have too means
nothing for one unit alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from almaden.quantity.spread import Fixed
from almaden.sectors.coal.behaviour import behaviour
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.records import CoalUnitRecord
from almaden.sectors.numbers import LogitNormal, Number
from benchmarks.coal_by_hand import TAILS, normal_cdf

Ends = tuple[float, float]


def made_up() -> CoalUnit:
    record = CoalUnitRecord(id="made up", country="IDN", capacity_mw=660.0, start_year=2011, controls="CS-ESP + wFGD")
    return fill(record, year=2024)


def numbers(unit: CoalUnit) -> dict[str, Number]:
    """All numbers of the unit that spread, by a word for each."""
    known = behaviour(unit.conditions[0])
    found = {
        "load": unit.capacity_factor, "rate": unit.heat_rate, "mercury": unit.mercury, "heat": unit.heating_value,
        "washing": unit.washing, "bottom": known.bottom_ash, "particulate": known.particulate,
        "oxidised": known.oxidised,
    }  # fmt: skip
    found |= {f"{one.device} {name}": number for one in known.devices for name, number in one.shares.items()}
    return found


def kilograms(unit: CoalUnit, drawn: Mapping[str, Any]) -> Any:
    """The emission of a year from one value, or one object, for each number."""
    heat = unit.full_mw * 8760.0 * drawn["load"] * drawn["rate"]
    burned = heat * drawn["mercury"] / drawn["heat"] / 1000.0 * (1.0 - drawn["washing"])
    particulate = drawn["particulate"]
    oxidised = (1.0 - particulate) * drawn["oxidised"]
    elemental = 1.0 - particulate - oxidised
    for device in unit.conditions[0].train.devices:
        up, down = (drawn.get(f"{device} {name}", 0.0) for name in ("oxidised", "reduced"))
        elemental, oxidised = (
            elemental * (1.0 - up) + oxidised * down,
            oxidised * (1.0 - down) + elemental * up,
        )
        elemental = elemental * (1.0 - drawn.get(f"{device} captured_elemental", 0.0))
        oxidised = oxidised * (1.0 - drawn.get(f"{device} captured_oxidised", 0.0))
        particulate = particulate * (1.0 - drawn.get(f"{device} captured_particulate", 0.0))
    return burned * (elemental + oxidised + particulate) * (1.0 - drawn["bottom"])


def value_at(number: Number, z: Any, exp: Callable[[Any], Any], positive: Callable[[Any], Any]) -> Any:
    """A number from a standard normal one, with the functions of a program."""
    spread: Any = number.spread
    if isinstance(spread, Fixed):
        return number.value
    z = -z if number.falling else z
    shape = getattr(spread, "shape", spread)
    moved = shape.below * z + (shape.above - shape.below) * positive(z)
    if isinstance(spread, LogitNormal):
        odds = (1.0 - spread.share) / spread.share * math.exp(-spread.shift)
        return number.value / spread.share / (1.0 + odds * exp(-moved))
    if shape is spread:
        return number.value * exp(moved)
    above, below = shape.above, shape.below
    mean = math.exp(above**2 / 2) * normal_cdf(above) + math.exp(below**2 / 2) * normal_cdf(-below)
    return number.value / mean * exp(moved)


def streams(unit: CoalUnit) -> list[str]:
    """Names of the normal numbers: numbers of one device have one in common."""
    return sorted({number.name for number in numbers(unit).values() if not isinstance(number.spread, Fixed)})


def mcerp(unit: CoalUnit, draws: int) -> Callable[[], Ends]:
    import mcerp as mc
    import mcerp.umath as umath

    mc.npts = draws

    def compute() -> Ends:
        np.random.seed(1)
        normals = {name: mc.N(0.0, 1.0) for name in streams(unit)}
        drawn = {
            # The greater of a number and zero is half of it and its absolute value.
            word: value_at(number, normals.get(number.name, 0.0), umath.exp, lambda z: (z + abs(z)) / 2.0)
            for word, number in numbers(unit).items()
        }
        low, high = kilograms(unit, drawn).percentile(TAILS)
        return float(low), float(high)

    return compute


def monaco(unit: CoalUnit, draws: int) -> Callable[[], Ends]:
    import monaco as mo
    from scipy import stats

    names = streams(unit)

    def run(normals: list[float]) -> tuple[float]:
        given = dict(zip(names, normals, strict=True))
        drawn = {
            word: value_at(number, given.get(number.name, 0.0), math.exp, lambda z: max(z, 0.0))
            for word, number in numbers(unit).items()
        }
        return (kilograms(unit, drawn),)

    def compute() -> Ends:
        functions = {
            "preprocess": lambda case: ([value.val for value in case.invals.values()],),
            "run": run,
            "postprocess": lambda case, kg: case.addOutVal("kg", float(kg)),
        }
        sim = mo.Sim("unit", draws, functions, seed=1, singlethreaded=True, verbose=False, debug=True)
        for name in names:
            sim.addInVar(name, stats.norm, {"loc": 0.0, "scale": 1.0})
        sim.runSim()
        low, high = np.quantile(np.array(sim.outvars["kg"].nums), TAILS)
        return float(low), float(high)

    return compute
