"""The model of coal-fired units written straight down with numpy, without structure: what Almaden is measured beside.

It takes the same numbers, draws each of them at random, follows mercury by the chain of devices, and asks the measured
totals.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from almaden.sectors.coal.behaviour import behaviour
from almaden.sectors.coal.emission import methods_of
from almaden.sectors.coal.methods import answers
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.numbers import LogitNormal, Number

Array = NDArray[np.float64]
TAILS = (0.025, 0.975)


def normal_cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2.0))


def ratios(spread: Any, z: Array) -> Array:
    """Ratios to the value of record of the two shapes that filled units have."""
    if isinstance(spread, LogitNormal):
        middle = math.log(spread.share / (1.0 - spread.share)) + spread.shift
        logit = middle + np.where(z > 0.0, spread.above, spread.below) * z
        return np.asarray(1.0 / (1.0 + np.exp(-logit)) / spread.share)
    shape = getattr(spread, "shape", spread)
    drawn = np.exp(np.where(z > 0.0, shape.above, shape.below) * z)
    if shape is not spread:
        above, below = shape.above, shape.below
        drawn /= math.exp(above**2 / 2) * normal_cdf(above) + math.exp(below**2 / 2) * normal_cdf(-below)
    return np.asarray(drawn)


def fleet(units: Sequence[CoalUnit], draws: int) -> dict[str, Any]:
    """Ranges of every unit, of countries by state, and of the world's units that operate."""
    rng = np.random.default_rng(1)
    shared: dict[str, Array] = {}
    found: dict[str, dict[str, list[float]]] = {}
    sums: dict[tuple[str, str], Array] = defaultdict(lambda: np.zeros(draws))
    everywhere = np.arange(draws)
    for unit in units:
        own: dict[str, Array] = {}

        def drawn(number: Number, at: Any = everywhere, own: dict[str, Array] = own) -> Any:
            if not hasattr(number.spread, "above") and not hasattr(number.spread, "shape"):
                return number.value
            if number.name not in own:
                own[number.name] = rng.standard_normal(draws)
            z = own[number.name][at]
            if number.shared_key:
                if number.shared_key not in shared:
                    shared[number.shared_key] = rng.standard_normal(draws)
                share = number.shared_share
                z = math.sqrt(share) * shared[number.shared_key][at] + math.sqrt(1.0 - share) * z
            return number.value * ratios(number.spread, -z if number.falling else z)

        heat = unit.full_mw * 8760.0 * drawn(unit.capacity_factor) * drawn(unit.heat_rate)
        burned = heat * drawn(unit.mercury) / drawn(unit.heating_value) / 1000.0 * (1.0 - drawn(unit.washing))
        train = rng.choice(len(unit.trains), size=draws, p=np.array([share for share, _ in unit.trains]))
        names = methods_of(unit.conditions)
        passing = {name: np.zeros(draws) for name in ("chain", *names)}
        for place, conditions in enumerate(unit.conditions):
            at = np.flatnonzero(train == place)
            known = behaviour(conditions)
            bottom, particulate = drawn(known.bottom_ash, at), drawn(known.particulate, at)
            oxidised = (1.0 - particulate) * drawn(known.oxidised, at)
            elemental = 1.0 - particulate - oxidised
            for device in known.devices:
                do = {name: drawn(number, at) for name, number in device.shares.items()}
                bound = do.get("bound", 0.0)
                particulate = particulate + (elemental + oxidised) * bound
                elemental, oxidised = elemental * (1.0 - bound), oxidised * (1.0 - bound)
                up, down = elemental * do.get("oxidised", 0.0), oxidised * do.get("reduced", 0.0)
                elemental, oxidised = elemental - up + down, oxidised + up - down
                elemental = elemental * (1.0 - do.get("captured_elemental", 0.0))
                oxidised = oxidised * (1.0 - do.get("captured_oxidised", 0.0))
                particulate = particulate * (1.0 - do.get("captured_particulate", 0.0))
            passing["chain"][at] = (elemental + oxidised + particulate) * (1.0 - bottom)
            for answer in answers(conditions):
                if answer.passing is not None and answer.method in names:
                    passing[answer.method][at] = answer.passing.reaching(1.0, functools.partial(drawn, at=at))
        air = {name: burned * share for name, share in passing.items()}
        sums[unit.country, unit.status] += air["chain"]
        found[unit.id] = {name: np.quantile(kg, TAILS).tolist() for name, kg in air.items()}
    states: dict[str, Array] = defaultdict(lambda: np.zeros(draws))
    for (_, status), total in sums.items():
        states[status] += total
    ranges = {name: np.quantile(total, TAILS).tolist() for name, total in sums.items()}
    return {"units": found, "sums": ranges, "world": np.quantile(states["operating"], TAILS).tolist()}
