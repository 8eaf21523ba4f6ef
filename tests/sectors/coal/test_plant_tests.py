"""Test results as flows of mercury: hand arithmetic on the made-up unit of 5,000 GJ/h and 200 t/h of dry coal."""

from __future__ import annotations

import dataclasses
import math

import pytest

from almaden.errors import InputError
from almaden.quantity.spread import TwoPieceLognormal
from almaden.sectors.coal.plant_test_units import gas_m3_per_gj, unit_word
from almaden.sectors.coal.plant_tests import prepared
from almaden.sectors.coal.reconcile import reconcile
from almaden.sectors.coal.records import Place, PlantTestRecord
from almaden.sectors.coal.train import Train
from tests.sectors.coal.made_up_plants import number, unit


def record(**told: object) -> PlantTestRecord:
    return PlantTestRecord.model_validate({"unit": "U1", "stream": "stack", "error_percent": 10, **told})


@pytest.mark.parametrize(
    ("told", "grams"),
    [
        ({"stream": "coal", "value": 0.1, "unit_of_value": "mg/kg"}, 20.0),  # 0.1 g/t in 200 t/h
        ({"stream": "coal", "value": 0.1, "unit_of_value": "ppm", "flow": 150, "flow_unit": "t/h"}, 15.0),
        # 876,000 t in 8,760 * 0.6 hours are 166.67 t/h
        ({"stream": "coal", "value": 0.09, "unit_of_value": "mg/kg", "flow": 876000, "flow_unit": "t/y"}, 15.0),
        ({"stream": "stack", "value": 2.0, "unit_of_value": "ug/m3", "flow": 1.5e6, "flow_unit": "m3/h"}, 3.0),
        ({"stream": "FGD water", "value": 20, "unit_of_value": "ug/l", "flow": 50, "flow_unit": "m3/h"}, 1.0),
        ({"stream": "FGD water", "value": 20, "unit_of_value": "ug/l", "flow": 50000, "flow_unit": "l/h"}, 1.0),
        ({"stream": "stack", "value": 1.0, "unit_of_value": "mg/GJ"}, 5.0),
        ({"stream": "stack", "value": 1.0, "unit_of_value": "lb/TBtu"}, 5.0 * 0.429923),
        ({"stream": "stack", "value": 5.256, "unit_of_value": "kg/y"}, 1.0),
        # 343.07 m3/GJ at 6 % oxygen (9,780 dscf/MMBtu): 1 lb/TBtu is 1.2532 ug/Nm3
        ({"stream": "stack", "value": 1.2532, "unit_of_value": "µg/Nm3", "oxygen_percent": 6}, 5.0 * 0.429923),
    ],
)
def test_results_become_grams_an_hour(told: dict[str, object], grams: float) -> None:
    tests = prepared([record(**told)], unit())
    assert tests.data[0].grams_per_hour == pytest.approx(grams, rel=1e-4)


def test_the_volume_of_flue_gas() -> None:
    assert gas_m3_per_gj("bituminous", 0.0) == pytest.approx(244.58, abs=0.01)
    assert gas_m3_per_gj("bituminous", 6.0) == pytest.approx(343.07, abs=0.01)


def test_errors_of_value_and_flow_combine() -> None:
    told = record(stream="fly ash", value=0.2, unit_of_value="mg/kg", flow=20, flow_unit="t/h", flow_error_percent=5)
    assert prepared([told], unit()).data[0].error == pytest.approx(math.hypot(0.10, 0.05))
    heat = unit(heating_value=dataclasses.replace(number("hhv", 25.0), spread=TwoPieceLognormal(0.03, 0.03)))
    coal = prepared([record(stream="coal", value=0.1, unit_of_value="mg/kg")], heat).data[0]
    assert coal.error == pytest.approx(math.hypot(0.10, 0.03), rel=1e-3)
    assert coal.leaning == "heat input"


def test_errors_that_are_not_stated_are_those_of_the_method() -> None:
    told = [
        PlantTestRecord.model_validate(
            {"unit": "U1", "stream": "stack", "method": method, "value": 1, "unit_of_value": "g/h"}
        )
        for method in ("sorbent trap", "manual method")
    ]
    trap, manual = prepared(told, unit()).data
    assert trap.class_of_method
    assert manual.class_of_method
    assert trap.error < manual.error


@pytest.mark.parametrize(
    ("told", "column", "accepted"),
    [
        ({"unit": "U2", "unit_of_value": "g/h"}, "unit", "U1"),
        ({"unit_of_value": "ng/m3"}, "unit_of_value", "ug/m3"),
        ({"unit_of_value": "mg/kg"}, "unit_of_value", "ug/m3"),
        ({"stream": "fly ash", "unit_of_value": "mg/kg"}, "flow", "t/h"),
        ({"stream": "fly ash", "unit_of_value": "mg/kg", "flow": 3, "flow_unit": "m3/h"}, "flow_unit", "t/h, t/y"),
        ({"stream": "fly ash", "unit_of_value": "mg/kg", "flow": 0, "flow_unit": "t/h"}, "flow", "above 0"),
        ({"unit_of_value": "ug/m3"}, "oxygen_percent", "20.8"),
        ({"unit_of_value": "g/h", "value": 0}, "value", "above 0"),
        ({"stream": "before device", "unit_of_value": "g/h"}, "device", "CS-ESP"),
        ({"stream": "after device", "device": "FF", "unit_of_value": "g/h"}, "device", "CS-ESP"),
        ({"stream": "spent sorbent", "unit_of_value": "g/h"}, "stream", "FGD solid"),
        ({"stream": "fly ash", "species": "Hg0", "unit_of_value": "g/h"}, "species", "total"),
    ],
)
def test_results_that_cannot_be_used_say_why(told: dict[str, object], column: str, accepted: str) -> None:
    with pytest.raises(InputError) as raised:
        prepared([record(**{"value": 1.0, **told})], unit(), [Place("tests.csv", "", 7)])
    fault = raised.value.faults[0]
    assert (fault.file, fault.row, fault.column) == ("tests.csv", 7, column)
    assert accepted in fault.accepted


def test_every_fault_is_told_at_once() -> None:
    told = [
        record(value=0, unit_of_value="g/h"),
        record(value=1, unit_of_value="oz"),
        record(value=1, unit_of_value="g/h"),
    ]
    with pytest.raises(InputError) as raised:
        prepared(told, unit(), [Place("a.xlsx", "tests", row) for row in (7, 8, 12)])
    assert [(fault.file, fault.sheet, fault.row) for fault in raised.value.faults] == [
        ("a.xlsx", "tests", 7),
        ("a.xlsx", "tests", 8),
    ]


def test_a_flow_per_year_needs_a_unit_that_runs() -> None:
    idle = unit(capacity_factor=number("cf", 0.0))
    with pytest.raises(InputError, match="capacity factor"):
        prepared([record(value=1, unit_of_value="kg/y")], idle)
    assert prepared([record(value=1, unit_of_value="g/h")], idle).data


def test_a_unit_whose_train_is_not_known_has_no_balance() -> None:
    made = unit()
    with pytest.raises(InputError, match="control train"):
        prepared([], unit(trains=((0.5, made.trains[0][1]), (0.5, Train()))))


def test_no_results_are_no_tests() -> None:
    with pytest.raises(InputError, match="no test results"):
        prepared([], unit())


def test_spellings_of_units() -> None:
    assert [unit_word(text) for text in ("µg/Nm³", "MG/KG", "lb/tbtu", "bushel")] == [
        "ug/m3",
        "mg/kg",
        "lb/TBtu",
        "bushel",
    ]


def test_names_of_results_can_be_told_apart() -> None:
    told = [
        record(stream="before device", device="CS-ESP", species="Hg0", value=1, unit_of_value="g/h", test="2024-06"),
        record(stream="stack", value=1.9, unit_of_value="g/h"),
    ]
    assert [str(one.name) for one in prepared(told, unit()).data] == [
        "before device CS-ESP Hg0, laboratory, 1 g/h (2024-06)",
        "stack, laboratory, 1.9 g/h",
    ]


def test_the_balance_of_a_plant_as_fractions() -> None:
    """Cheng et al. 2009, Table 11: outputs 0.2 + 0.1, 16, 64, 8 and 4.09; SCR, precipitator, scrubber."""
    outputs = {"bottom ash": 0.3, "fly ash": 16.0, "FGD solid": 64.0, "FGD water": 8.0, "stack": 4.09}
    told = [record(stream=stream, value=value, unit_of_value="g/h") for stream, value in outputs.items()]
    balance = reconcile(prepared(told, unit())).balance
    percent = {stream: 100 * balance.share(stream).value for stream in outputs}
    expected = {"bottom ash": 0.3, "fly ash": 17.3, "FGD solid": 69.3, "FGD water": 8.7, "stack": 4.4}
    assert percent == pytest.approx(expected, abs=0.1)


def test_removal_between_places_in_the_gas() -> None:
    """Lee et al. 2006, Table 2: 2.63 before and 1.77 after the precipitator, 1.70 ug/m3 in the stack."""
    gas = {"value": 2.63, "unit_of_value": "ug/m3", "oxygen_percent": 6, "device": "CS-ESP", "error_percent": 2}
    told = [
        record(**{**gas, "stream": "before device"}),
        record(**{**gas, "stream": "after device", "value": 1.77}),
        record(**{**gas, "stream": "stack", "value": 1.70, "device": ""}),
    ]
    balance = reconcile(prepared(told, unit("CS-ESP + wFGD"))).balance
    before, after = balance.flow("before device", "CS-ESP").value, balance.flow("after device", "CS-ESP").value
    assert 100 * (1 - after / before) == pytest.approx(32.7, abs=2.0)
    assert 100 * (1 - balance.flow("stack").value / before) == pytest.approx(35.4, abs=2.0)
