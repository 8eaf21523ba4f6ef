"""Made-up plants with known truth, for the tests of reconciliation; made without the code that is tested."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from almaden.reference.origin import Origin
from almaden.sectors.coal.plant import CoalUnit, Conditions, Fuel
from almaden.sectors.coal.records import PlantTestRecord
from almaden.sectors.coal.terms import FATES, Fate
from almaden.sectors.coal.train import Train, parse_devices
from almaden.sectors.numbers import Number, fixed

#: Trains, and for each what leaves where: bottom ash first, air last.
TRAINS = {
    "CS-ESP": (("", "bottom ash"), ("CS-ESP", "fly ash"), ("", "stack")),
    "SCR + CS-ESP + wFGD": (
        ("", "bottom ash"),
        ("CS-ESP", "fly ash"),
        ("wFGD", "FGD solid"),
        ("wFGD", "FGD water"),
        ("", "stack"),
    ),
    "FF + wFGD": (("", "bottom ash"), ("FF", "fly ash"), ("wFGD", "FGD solid"), ("", "stack")),
}


def number(name: str, value: float, unit: str = "") -> Number:
    """A number without a spread."""
    return fixed(name, value, Origin(name, value, unit, None, None, "made up", "made up", "", "user"))


def unit(controls: str = "SCR + CS-ESP + wFGD", **changes: Any) -> CoalUnit:
    """A made-up unit of 5,000 GJ/h at full load: 200 t/h of dry coal with 0.1 mg/kg, so 20 g of mercury an hour."""
    train = Train(parse_devices(controls))
    fuel = Fuel("bituminous", 500.0, 10.0, 1.0, 10.0, 8.0)
    made = CoalUnit(
        id="U1", plant="Made-up", name="1", country="IDN", subdivision="", status="operating", kind="power",
        capacity_mw=500.0, thermal_mw=1388.9, latitude=None, longitude=None, start_year=2010, retired_year=None,
        planned_retirement=None, mercury=number("mercury", 0.1, "mg/kg"), heating_value=number("hhv", 25.0),
        washing=number("washing", 0.0), heat_rate=number("heat rate", 10.0), capacity_factor=number("cf", 0.6),
        trains=((1.0, train),), conditions=(Conditions(fuel, "pulverised", train, 5.0),),
    )  # fmt: skip
    return dataclasses.replace(made, **changes)


@dataclasses.dataclass
class Plant:
    """One made-up plant: true flows in g/h by stream and device, and results."""

    controls: str
    truth: dict[tuple[str, str], float]
    records: list[PlantTestRecord]
    model: dict[Fate, float]


def true_flows(controls: str, rng: np.random.Generator) -> dict[tuple[str, str], float]:
    """True flows of every stream that can be measured."""
    outputs = TRAINS[controls]
    shares = rng.dirichlet([0.6] + [2.0] * (len(outputs) - 1)) * 0.95 + 0.05 / len(outputs)
    leaving = 20.0 * np.exp(rng.normal(0.0, 0.3)) * shares
    flows = {("coal", ""): float(leaving.sum())}
    flows |= {(stream, ""): float(flow) for (_, stream), flow in zip(outputs, leaving, strict=True)}
    left = float(leaving.sum() - leaving[0])
    for device in dict.fromkeys(device for device, _ in outputs if device):
        flows["before device", device] = left
        left -= sum(float(flow) for (at, _), flow in zip(outputs, leaving, strict=True) if at == device)
    return flows


def result(place: tuple[str, str], value: float, error: float) -> PlantTestRecord:
    """A result as a rate."""
    stream, device = place
    told = {"unit": "U1", "stream": stream, "device": device, "value": value, "unit_of_value": "g/h"}
    return PlantTestRecord.model_validate({**told, "error_percent": 100.0 * error})


def plant(
    rng: np.random.Generator, shape: str, results: tuple[int, int] = (1, 3), always: tuple[str, ...] = ("stack",)
) -> Plant:
    """A plant with 4 to 7 measured streams, each with results of 5 to 30 % standard error."""
    controls = str(rng.choice(list(TRAINS)))
    truth = true_flows(controls, rng)
    others = [place for place in truth if place[0] not in always and place[0] != "stack"]
    count = min(int(rng.integers(4, 8)) - len(always), len(others))
    chosen = [place for place in truth if place[0] in always]
    chosen += [others[at] for at in rng.choice(len(others), count, replace=False)]
    records = []
    for place in chosen:
        for _ in range(int(rng.integers(results[0], results[1] + 1))):
            error = float(rng.uniform(0.05, 0.30))
            records.append(result(place, truth[place] * noise(rng, shape, error), error))
    coal = truth["coal", ""]
    weak = {place[0]: flow / coal for place, flow in truth.items() if place[0] not in ("coal", "before device")}
    weak = {stream: share * float(np.exp(rng.normal(0.0, 0.8))) for stream, share in weak.items()}
    fates = {fate: "stack" if fate == "air" else fate for fate in FATES}
    model = {fate: weak[stream] / sum(weak.values()) for fate, stream in fates.items() if stream in weak}
    return Plant(controls, truth, records, model)


def noise(rng: np.random.Generator, shape: str, error: float) -> float:
    """A factor with a relative standard error."""
    if shape == "normal":
        return max(1.0 + error * float(rng.normal()), 0.02)
    deviation = np.sqrt(np.log1p(error**2))
    return float(np.exp(deviation * rng.normal()))
