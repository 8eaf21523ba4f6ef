"""What is measured of conversions of chlor-alkali plants, each in a process of its own: Almaden and numpy by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from almaden.sectors.chloralkali.conversion import convert
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant, defaults
from almaden.sectors.numbers import LogitNormal

Array = NDArray[np.float64]
Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
YEAR = 2023
TAILS = (0.025, 0.975)
COUNTRIES = ("BRA", "IND", "RUS", "MEX")


def prepare(program: str, plants: float = 100, draws: float = 10_000) -> Prepared:
    members = [
        ConvertingPlant(f"made-up {k}", COUNTRIES[k % len(COUNTRIES)], 40_000.0 + 1_000.0 * k)
        for k in range(int(plants))
    ]
    return PROGRAMS[program](members, int(draws))


def almaden(members: Sequence[ConvertingPlant], draws: int) -> Prepared:
    # Tables are read once in the life of a process.
    convert(members[:1], money_year=YEAR, draws=100)

    def check(found: Any) -> Answer:
        return {
            "npv": [found.total.npv.low, found.total.npv.high],
            "rates": [(one.internal_rate.low, one.internal_rate.high) for one in found.plants],
        }

    return lambda: convert(members, money_year=YEAR, draws=draws), check


def by_hand(members: Sequence[ConvertingPlant], draws: int) -> Prepared:
    """The same numbers drawn at random; yearly savings discounted year by year; the internal rate of each draw."""
    inputs = defaults(YEAR)

    def ratio(spread: Any, z: Array) -> Array:
        if isinstance(spread, LogitNormal):
            logit = math.log(spread.share / (1 - spread.share)) + np.where(z > 0, spread.above, spread.below) * z
            return np.asarray(1 / (1 + np.exp(-logit)) / spread.share)
        return np.asarray(np.exp(np.where(z > 0, spread.above, spread.below) * z))

    def compute() -> Answer:
        rng = np.random.default_rng(1)
        shared: dict[str, Array] = {}
        total = np.zeros(draws)
        rates = []
        for plant in members:
            v: dict[str, Any] = {}
            for key, one in inputs.items():
                if one.kind == "choice":
                    v[key] = one.value
                    continue
                name = f"{key} {plant.country}" if one.scope == "country" else ""
                if name in shared:
                    v[key] = shared[name]
                    continue
                z = rng.standard_normal(draws)
                if one.shared_key:
                    if one.shared_key not in shared:
                        shared[one.shared_key] = rng.standard_normal(draws)
                    z = math.sqrt(1 - one.shared_share) * z + math.sqrt(one.shared_share) * shared[one.shared_key]
                v[key] = one.value * ratio(one.number.spread, z)
                if name:
                    shared[name] = v[key]
            npv, rate = figures(v, plant.capacity_t)
            total += npv
            rates.append(rate)
        return {"npv": list(np.quantile(total, TAILS)), "rates": rates}

    return compute, lambda found: {"npv": [float(one) for one in found["npv"]], "rates": found["rates"]}


def figures(v: dict[str, Any], size: float) -> tuple[Array, tuple[float, float]]:
    """Net present values of a plant, and the range of its internal rate; the other ranges are made and left."""
    saved = (
        (v["power_mercury"] - v["power_membrane"]) / 1000 * v["power_price"]
        - v["steam"] * v["steam_price"]
        + v["staff_mercury"] * (1 - v["staff_share"])
        + v["maintenance_mercury"] * (1 - v["maintenance_share"])
        - v["membranes"]
        - v["brine"]
        + v["mercury_use"] / 1000 * v["mercury_price"]
        + v["mercury_control"]
    )
    made = size * v["utilisation"]
    saving = made * saved
    capital = size * v["capital"]
    change = (
        made * v["lost_months"] / 12 * v["margin"]
        + size * v["surplus_mercury"] / 1000 * v["surplus_cost"]
        + size * v["waste"]
    )
    building, life = int(v["building_years"]), int(v["life"])

    def value(rate: Any) -> Any:
        found = -capital - change / (1 + rate) ** building
        for year in range(building + 1, building + life + 1):
            found = found + saving / (1 + rate) ** year
        return found

    npv = value(v["discount"])
    years = sum(1.07**-year for year in range(building + 1, building + life + 1))
    saved_mwh = made * (v["power_mercury"] - v["power_membrane"]) / 1000
    with np.errstate(divide="ignore", invalid="ignore"):
        for one in (
            npv,
            saving,
            capital,
            capital + change,
            (capital + change) / saving,
            -npv / (made * years),
            v["power_price"] - npv / (saved_mwh * years),
        ):
            np.quantile(one, TAILS)
        low, high = np.full_like(npv, -0.5), np.full_like(npv, 4.0)
        for _ in range(24):
            middle = 0.5 * (low + high)
            below = value(middle) < 0
            low, high = np.where(below, low, middle), np.where(below, middle, high)
    ends = np.quantile(0.5 * (low + high), TAILS)
    return npv, (float(ends[0]), float(ends[1]))


PROGRAMS: dict[str, Callable[[Sequence[ConvertingPlant], int], Prepared]] = {
    "almaden": almaden,
    "numpy by hand": by_hand,
}
