"""What is measured of coal-fired units, each in a process of its own; ``ALMADEN_BENCH_TRACKER`` names the tracker.

Programs that get the same numbers: Almaden, numpy by hand, and for one unit with one train mcerp and monaco.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from almaden.sectors.amounts import amount
from almaden.sectors.coal.emission import emission
from almaden.sectors.coal.fleet import compute_fleet
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.points import point_values
from almaden.sectors.coal.prepared import prepare as prepared
from almaden.sectors.coal.ranked import rank_fleet
from almaden.sectors.coal.readers.fleet import read_fleet
from almaden.sectors.coal.result import Meta
from almaden.sectors.coal.unit import compute_unit
from almaden.sectors.coal.unit_json import unit_as_dict
from almaden.sectors.draws import FleetDraws
from benchmarks import coal_by_hand, coal_one_unit

YEAR = 2024
Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]


def prepare(program: str, draws: float = 10_000, every: float = 1, workers: float = 1) -> Prepared:
    return PROGRAMS[program](int(draws), int(every), int(workers))


def tracker() -> Path:
    return Path(os.environ["ALMADEN_BENCH_TRACKER"])


def units(every: int) -> list[CoalUnit]:
    return list(prepared(read_fleet(tracker()), YEAR).units[::every])


def meta(draws: int) -> Meta:
    return Meta("Almaden", "", draws, 1, "latin hypercube", "", YEAR, "planned or age 40")


def read(draws: int, every: int, workers: int) -> Prepared:
    return lambda: read_fleet(tracker()), lambda found: {"rows": len(found.units)}


def read_pandas(draws: int, every: int, workers: int) -> Prepared:
    import pandas

    read = lambda: pandas.read_excel(tracker(), sheet_name="Units", engine="calamine")  # noqa: E731
    return read, lambda found: {"rows": len(found)}


def filled(draws: int, every: int, workers: int) -> Prepared:
    found = read_fleet(tracker())
    return lambda: prepared(found, YEAR), lambda fleet: {"rows": len(fleet.units)}


def points(draws: int, every: int, workers: int) -> Prepared:
    members = units(every)
    return lambda: point_values(members), lambda found: {"kg": float(np.sum(found.methods["chain"]))}


def fleet(draws: int, every: int, workers: int) -> Prepared:
    members = units(every)

    def check(found: Any) -> Answer:
        world = found.total().kg_per_year
        return {
            "units": {unit.id: (unit.kg_per_year.low, unit.kg_per_year.high) for unit in found.units},
            "world": (world.low, world.high),
        }

    return lambda: compute_fleet(members, meta(draws), processes=workers), check


def by_hand(draws: int, every: int, workers: int) -> Prepared:
    members = units(every)

    def check(found: Any) -> Answer:
        return {"units": {name: ends["chain"] for name, ends in found["units"].items()}, "world": found["world"]}

    return lambda: coal_by_hand.fleet(members, draws), check


def ranked(draws: int, every: int, workers: int) -> Prepared:
    members = [unit for unit in units(every) if unit.status == "operating"]
    return lambda: rank_fleet(members, meta(draws)), lambda found: {"units": len(found.units)}


def workbench(draws: int, every: int, workers: int) -> Prepared:
    """All that a page shows of a unit; the answer tells the milliseconds of each."""
    members = [unit for unit in units(every) if unit.status == "operating"]
    day = date(YEAR, 7, 1)

    def compute() -> list[float]:
        found = []
        # The first reads tables, once in the life of a server.
        unit_as_dict(compute_unit(members[0], meta(draws), day))
        for unit in members:
            begin = time.perf_counter()
            unit_as_dict(compute_unit(unit, meta(draws), day))
            found.append(1000.0 * (time.perf_counter() - begin))
        return found

    return compute, lambda found: {
        "units": len(found),
        "median": statistics.median(found),
        "highest": max(found),
    }


def unit_almaden(draws: int, every: int, workers: int) -> Prepared:
    unit = coal_one_unit.made_up()

    def compute() -> tuple[float, float]:
        found = amount(emission(unit, FleetDraws(draws, 1).of(unit.id)).air_kg)
        return found.low, found.high

    return compute, lambda found: {"range": found}


def unit_with(program: Callable[[CoalUnit, int], Callable[[], tuple[float, float]]]) -> Callable[..., Prepared]:
    return lambda draws, every, workers: (program(coal_one_unit.made_up(), draws), lambda found: {"range": found})


PROGRAMS: dict[str, Callable[..., Prepared]] = {
    "read": read,
    "read, pandas": read_pandas,
    "fill": filled,
    "points": points,
    "fleet": fleet,
    "fleet, by hand": by_hand,
    "rank": ranked,
    "workbench": workbench,
    "unit": unit_almaden,
    "unit, mcerp": unit_with(coal_one_unit.mcerp),
    "unit, monaco": unit_with(coal_one_unit.monaco),
}
