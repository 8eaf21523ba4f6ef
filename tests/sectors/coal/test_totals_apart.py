"""Measured totals stay apart on every way in and out: changes, results, text, files. See also ``test_methods``."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from pydantic import ValidationError

from almaden.errors import InputError
from almaden.sectors.coal.changes import Change, apply, standard
from almaden.sectors.coal.emission import emission
from almaden.sectors.coal.fleet import compute_fleet
from almaden.sectors.coal.methods import MeasuredTotal, answers
from almaden.sectors.coal.methods.device_removal import DeviceRemoval, combined
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.readers.fleet import read_fleet
from almaden.sectors.coal.records import CoalUnitRecord
from almaden.sectors.coal.result import Meta
from almaden.sectors.coal.unit import compute_unit
from almaden.sectors.coal.unit_json import unit_as_dict
from almaden.sectors.draws import FleetDraws, point
from almaden.sectors.numbers import Number, fixed
from tests.sectors.coal.made_up import unit

META = Meta("almaden", "test", 200, 1, "latin hypercube", "", 2024, "age 40")
PLANT = unit()


def total_of(plant: CoalUnit, method: str = "icr1999") -> MeasuredTotal:
    found = next(one.passing for one in answers(plant.conditions[0]) if one.method == method)
    assert found is not None
    return found


TOTAL: Any = total_of(PLANT)
SHARE: Any = TOTAL.reaching(1.0, point)
DRAWS = FleetDraws(200, 1).of(PLANT.id)


def emitted(**numbers: object) -> object:
    """The emission by all methods of a unit one of whose numbers is not what it should be."""
    told = {name: fixed(name, cast(float, value), PLANT.mercury.origin) for name, value in numbers.items()}
    return emission(replace(PLANT, **cast(Any, told))).methods


def washed_by(removal: Any) -> object:
    change = replace(standard()["wash"], washed_share=1.0, washing_removal=removal, washing_low=None, washing_high=None)
    return emission(cast(CoalUnit, apply(PLANT, change))).methods


PATHS: dict[str, Callable[[], object]] = {
    "as the mercury of a coal": lambda: emitted(mercury=TOTAL),
    "as washing": lambda: emitted(washing=TOTAL),
    "as a capacity factor": lambda: emitted(capacity_factor=TOTAL),
    "what it gave, as the mercury of a coal": lambda: emitted(mercury=SHARE),
    "what it gave, as washing": lambda: emitted(washing=1.0 - SHARE),
    "what it gave, as a heat rate": lambda: emitted(heat_rate=SHARE),
    "a change that washes": lambda: washed_by(TOTAL),
    "a change that washes by what it gave": lambda: washed_by(1.0 - SHARE),
    "a device by what it gave": lambda: DeviceRemoval(("CS-ESP",), 1.0 - SHARE),
    "devices by results": lambda: combined(
        [cast(Any, one.removal) for one in compute_unit(PLANT, META, date(2024, 1, 1)).methods if one.removal]
    ),
    "a device by a result": lambda: DeviceRemoval(
        ("CS-ESP",), cast(Any, compute_unit(PLANT, META, date(2024, 1, 1)).methods[1].removal)
    ),
    "the draws of two methods": lambda: math.prod(cast(Any, list(emission(PLANT, DRAWS).methods.values()))),
    "the totals of a fleet": lambda: np.multiply.reduce(
        cast(Any, list(compute_fleet([PLANT], META).total("IDN").methods.values()))
    ),
    "as text": lambda: json.dumps(TOTAL),
}


@pytest.mark.parametrize("path", PATHS)
def test_no_way_leads_to_a_product(path: str) -> None:
    with pytest.raises(TypeError):
        PATHS[path]()


def test_a_change_looks_the_new_train_up() -> None:
    """The averages of 1999, bituminous: a cold-side precipitator 36 %, with a wet scrubber 75 %."""
    after = apply(PLANT, standard()["wFGD"])
    assert isinstance(after, CoalUnit)
    assert after.trains[0][1].devices == ("CS-ESP", "wFGD")
    burned = emission(PLANT).burned_kg
    assert emission(PLANT).methods["icr1999"] == pytest.approx(burned * 0.64)
    assert emission(after).methods["icr1999"] == pytest.approx(burned * 0.25)


def test_a_change_holds_no_total() -> None:
    assert not any(isinstance(value, (MeasuredTotal, Number)) for value in vars(standard()["wFGD"]).values())
    assert not {"removal", "passing", "factor"} & set(Change.__dataclass_fields__)


def test_results_tell_each_method_by_itself() -> None:
    result = compute_unit(PLANT, META, date(2024, 1, 1))
    told = {one.method: one for one in result.methods if one.kg_per_year is not None and one.removal is not None}
    for name, one in told.items():
        assert one.kg_per_year is not None
        assert one.removal is not None
        alone = result.burned_kg_per_year.value * (1.0 - one.removal.value)
        assert one.kg_per_year.value == pytest.approx(alone), name
    # As JSON there are numbers alone, which no reader of the program takes back.
    assert json.loads(json.dumps(unit_as_dict(result)))["methods"]


@pytest.mark.parametrize("name", ["removal", "removal_percent", "icr1999", "methods", "passing"])
def test_no_record_and_no_file_takes_a_removal(name: str, tmp_path: Path) -> None:
    told = {"id": "U1", "country": "IDN", "capacity_mw": 660, name: 0.64}
    with pytest.raises(ValidationError):
        CoalUnitRecord.model_validate(told)
    file = tmp_path / "units.csv"
    file.write_text(f"{','.join(told)}\n{','.join(map(str, told.values()))}\n", encoding="utf-8")
    with pytest.raises(InputError, match=name):
        read_fleet(file)
