"""One made-up inventory calculated twice: by the program, and here in plain numpy from the factor tables.

Nothing of the calculation is used here: the tables are read as CSV, the distributions are written out by hand,
and the draws come from a generator of numpy. The inventory has what can go wrong: a default shared by plants,
a plant split over two practices, an own factor, drawn shares, context values shared by rows, every shape of
range, a factor without a usable range, and waste rows that receive from the sources.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping
from importlib import resources
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from almaden.inventory import Inventory
from almaden.inventory.activities import with_ids
from almaden.inventory.records import ActivityRow, ContextEntry, FactorRow, Header, InventoryData

Array = NDArray[np.float64]
#: Standard normal numbers by name; every name is one uncertain number.
Normals = Mapping[str, Array]

CONCENTRATION = 30.0
CEMENT_SHARES = {"air": 0.6, "products": 0.2, "sector_treatment": 0.2}


def inventory() -> Inventory:
    """The inventory for the program."""
    rows = [
        ActivityRow(id="p1", code="5.1.1", present="Y", activity_rate=1.2e6, unit="t", low=1.0e6, high=1.5e6),
        ActivityRow(id="p2", code="5.1.1", present="Y", activity_rate=8e5, unit="t", scenario="esp", share=0.4),
        ActivityRow(id="p2", code="5.1.1", present="Y", activity_rate=8e5, unit="t", scenario="ff", share=0.6),
        ActivityRow(
            id="p3",
            code="5.1.1",
            present="Y",
            activity_rate=5e5,
            unit="t",
            distribution="fixed",
            input_factor=0.2,
            factor_low=0.15,
            factor_high=0.3,
            factor_unit="g/t",
        ),
        ActivityRow(
            id="iron",
            code="5.2.9",
            present="Y",
            activity_rate=2e6,
            unit="t",
            low=1.5e6,
            high=2.8e6,
            distribution="triangular",
        ),
        ActivityRow(id="cement", code="5.3.1", present="Y", activity_rate=3e6, unit="t", status="verified"),
        ActivityRow(id="switches", code="5.5.2", present="Y", unit="inhabitants"),
        ActivityRow(
            id="tubes",
            code="5.5.3.1",
            present="Y",
            activity_rate=2e6,
            unit="items",
            low=1.5e6,
            high=3e6,
            distribution="uniform",
        ),
        ActivityRow(id="chemicals", code="5.6.3.1", present="Y", unit="inhabitants"),
        ActivityRow(
            id="burning", code="5.8.5", present="Y", activity_rate=1e5, unit="t", low=0, high=2e5, distribution="normal"
        ),
        ActivityRow(id="landfill", code="5.9.1", present="Y", activity_rate=2e5, unit="t"),
        ActivityRow(id="sewage", code="5.9.5", present="Y", activity_rate=3e7, unit="m3"),
    ]
    context = {
        "population": ContextEntry(10e6, low=9.5e6, high=10.8e6),
        "electrification_rate": ContextEntry(0.8),
    }
    shares = FactorRow(kind="distribution", code="5.3.1", concentration=CONCENTRATION, **CEMENT_SHARES)
    header = Header(country="PHL", year=2020, level=2, context=context)
    return Inventory(InventoryData(header, with_ids(rows), layers=(("own", (shares,)),)))


#: The uncertain numbers of the model, with the stream of the program that draws the same.
STREAMS = {
    "rate p1": "PHL/activity/p1",
    "rate p2": "PHL/activity/p2",
    "coal shared": "factor/toolkit-2019/5.1.1/coal, all ranks",
    "coal p1": "PHL/scatter/p1/coal, all ranks",
    "coal p2": "PHL/scatter/p2/coal, all ranks",
    "coal p3": "PHL/factor/p3/",
    "rate iron": "PHL/activity/iron",
    "factor iron": "PHL/scatter/iron/pig iron",
    "rate cement": "PHL/activity/cement",
    "factor cement": "PHL/scatter/cement/cement without co-incineration of waste",
    "population": "PHL/context/population",
    "electrification": "PHL/context/electrification_rate",
    "factor switches": "PHL/scatter/switches/per inhabitant and year",
    "rate tubes": "PHL/activity/tubes",
    "factor tubes": "PHL/scatter/tubes/fluorescent tubes, double end",
    "factor chemicals": "PHL/scatter/chemicals/laboratory chemicals, per inhabitant",
    "rate burning": "PHL/activity/burning",
    "factor burning": "PHL/scatter/burning/open burning of general waste",
    "rate landfill": "PHL/activity/landfill",
    "factor landfill": "PHL/scatter/landfill/general waste to controlled landfill",
    "rate sewage": "PHL/activity/sewage",
    "factor sewage": "PHL/scatter/sewage/waste water",
}

SOURCES = ("p1", "p2", "p3", "iron", "cement", "switches", "tubes", "chemicals")
CODES = {
    **dict.fromkeys(("p1", "p2", "p3"), "5.1.1"),
    "iron": "5.2.9",
    "cement": "5.3.1",
    "switches": "5.5.2",
    "tubes": "5.5.3.1",
    "chemicals": "5.6.3.1",
    "burning": "5.8.5",
    "landfill": "5.9.1",
    "sewage": "5.9.5",
}
OUTPUTS = ("air", "water", "land", "products", "general_waste", "sector_treatment", "unallocated")


def _read(name: str) -> list[dict[str, str]]:
    path = resources.files("almaden.reference").joinpath("tables", *f"{name}.csv".split("/"))
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _factor(code: str) -> tuple[float, float, float]:
    """Default, low and high of the factor that Level 1 uses, as printed."""
    (row,) = (r for r in _read("sets/toolkit-2019/input_factors") if r["code"] == code and r["level1"] == "y")
    return float(row["default"]), float(row["low"]), float(row["high"])


def _shares(code: str, scenario: str = "") -> dict[str, float]:
    """Shares of the scenario, or of the one that Level 1 uses, with what they leave over."""
    # Where a code has no rows of its own, those of the code above it hold.
    table = _read("sets/toolkit-2019/distribution_factors")
    while not (rows := [r for r in table if r["code"] == code]):
        code = code.rpartition(".")[0]
    (row,) = (r for r in rows if (r["scenario"] == scenario if scenario else r["level1"] == "y"))
    shares = {name: float(row[name]) for name in OUTPUTS[:-1]}
    return {**shares, "unallocated": 1.0 - sum(shares.values())}


def deviate(quantile: float) -> float:
    return NormalDist().inv_cdf(quantile)


def two_piece(z: Array, median: float, low: float, high: float, quantile: float = 0.975) -> Array:
    """A lognormal of its own on each side of the median."""
    below, above = math.log(median / low) / deviate(quantile), math.log(high / median) / deviate(quantile)
    return median * np.exp(np.where(z < 0.0, below * z, above * z))


def within_factor(z: Array, median: float, upper: float) -> Array:
    return two_piece(z, median, median / upper, median * upper)


def _uniform(z: Array, low: float, high: float) -> Array:
    """Flat, with 2.5 and 97.5 % quantiles ``low`` and ``high``."""
    whole = (high - low) / 0.95
    return np.asarray(low - 0.025 * whole + whole * ndtr(z))


def _triangular(z: Array, low: float, mode: float, high: float) -> Array:
    """Triangle with 2.5 and 97.5 % quantiles ``low`` and ``high``; its ends are found by bisection on both."""
    left, right = low, high
    for _ in range(500):
        width = right - left
        # (x - left)^2 / (width (mode - left)) = 0.025 at x = low, and the same from the right.
        left = low - math.sqrt(0.025 * width * (mode - left))
        right = high + math.sqrt(0.025 * width * (right - mode))
    probability = ndtr(z)
    width, turn = right - left, (mode - left) / (right - left)
    rising = left + np.sqrt(probability * width * (mode - left))
    falling = right - np.sqrt((1.0 - probability) * width * (right - mode))
    return np.asarray(np.where(probability < turn, rising, falling))


def draw(size: int, seed: int) -> dict[str, Array]:
    """Independent standard normal numbers for every uncertain number of the model."""
    generator = np.random.default_rng(seed)
    return {name: generator.standard_normal(size) for name in STREAMS}


def cement_shares(size: int, seed: int) -> dict[str, Array]:
    """Draws of the shares of cement after Dirichlet."""
    generator = np.random.default_rng(seed)
    drawn = generator.dirichlet([CONCENTRATION * share for share in CEMENT_SHARES.values()], size)
    return dict(zip(CEMENT_SHARES, drawn.T, strict=True))


def inputs(z: Normals) -> dict[str, Array]:
    """Input of every row in kg per year."""

    def default(code: str, name: str, shared: str = "") -> Array:
        """A default: its range are extremes at 0.5 and 99.5 %; half of its error is common to all who use it."""
        value, low, high = _factor(code)
        normal = math.sqrt(0.5) * z[shared] + math.sqrt(0.5) * z[name] if shared else z[name]
        if low == high:
            return within_factor(normal, value, 2.0)
        return two_piece(normal, value, low, high, 0.995)

    people = two_piece(z["population"], 10e6, 9.5e6, 10.8e6)
    electrified = people * within_factor(z["electrification"], 0.8, 1.1)
    burnt = np.maximum(1e5 + np.where(z["rate burning"] < 0, 1e5, 1e5) * z["rate burning"] / deviate(0.975), 0.0)
    return {
        "p1": 1e-3 * two_piece(z["rate p1"], 1.2e6, 1.0e6, 1.5e6) * default("5.1.1", "coal p1", "coal shared"),
        "p2": 1e-3 * within_factor(z["rate p2"], 8e5, 1.3) * default("5.1.1", "coal p2", "coal shared"),
        "p3": 1e-3 * 5e5 * two_piece(z["coal p3"], 0.2, 0.15, 0.3),
        "iron": 1e-3 * _triangular(z["rate iron"], 1.5e6, 2e6, 2.8e6) * default("5.2.9", "factor iron"),
        "cement": 1e-3 * within_factor(z["rate cement"], 3e6, 1.1) * default("5.3.1", "factor cement"),
        "switches": 1e-3 * electrified * default("5.5.2", "factor switches"),
        "tubes": 1e-6 * _uniform(z["rate tubes"], 1.5e6, 3e6) * default("5.5.3.1", "factor tubes"),
        "chemicals": 1e-3 * electrified * default("5.6.3.1", "factor chemicals"),
        "burning": 1e-3 * burnt * default("5.8.5", "factor burning"),
        "landfill": 1e-3 * within_factor(z["rate landfill"], 2e5, 1.3) * default("5.9.1", "factor landfill"),
        "sewage": 1e-6 * within_factor(z["rate sewage"], 3e7, 1.3) * default("5.9.5", "factor sewage"),
    }


def row_outputs(kg: Mapping[str, Array], cement: Mapping[str, Array | float]) -> dict[str, dict[str, Array]]:
    """Outputs of every row in kg per year."""
    esp, ff = _shares("5.1.1", "esp"), _shares("5.1.1", "ff")
    rows: dict[str, dict[str, Array]] = {}
    for name, input_kg in kg.items():
        shares: Mapping[str, Array | float] = _shares(CODES[name])
        if name == "p2":
            shares = {output: 0.4 * esp[output] + 0.6 * ff[output] for output in OUTPUTS}
        if name == "cement":
            shares = cement
        rows[name] = {output: input_kg * shares.get(output, 0.0) for output in OUTPUTS}
    return rows


def totals(kg: Mapping[str, Array], rows: Mapping[str, Mapping[str, Array]]) -> dict[str, dict[str, Array]]:
    """The three totals, each with the input and the seven outputs, in kg per year."""

    def add(parts: Callable[[str], Array]) -> Array:
        return np.asarray(np.sum([parts(name) for name in kg], axis=0))

    gross = {"input": add(lambda name: kg[name])}
    gross |= {output: add(lambda name, output=output: rows[name][output]) for output in OUTPUTS}  # type: ignore[misc]
    # Of general waste 10 % of the input counts; of waste water neither the input nor the release to water.
    toolkit = {
        **gross,
        "input": gross["input"] - 0.9 * (kg["burning"] + kg["landfill"]) - kg["sewage"],
        "water": gross["water"] - rows["sewage"]["water"],
    }
    linked = {output: np.sum([rows[name][output] for name in SOURCES], axis=0) for output in OUTPUTS}
    waste = linked["general_waste"]
    own = kg["burning"] + kg["landfill"]
    for name in ("burning", "landfill"):
        for output in OUTPUTS:
            linked[output] = linked[output] + rows[name][output] * waste / own
    linked["general_waste"] = linked["general_waste"] - waste
    to_water = rows["switches"]["water"] + rows["tubes"]["water"] + rows["chemicals"]["water"]
    moved = np.minimum(to_water, kg["sewage"])
    for output in OUTPUTS:
        linked[output] = linked[output] + rows["sewage"][output] * moved / kg["sewage"]
    linked["water"] = linked["water"] - moved
    linked["input"] = np.sum([kg[name] for name in SOURCES], axis=0)
    return {"gross": gross, "toolkit": toolkit, "linked": linked}
