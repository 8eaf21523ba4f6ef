"""Every check is listed, worded and sourced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import almaden.inventory.checks as checks
from almaden.inventory import lookup_checks
from almaden.inventory.checks import CHECKS
from almaden.inventory.checks.thresholds import overlaps, rate_bounds, thresholds
from almaden.inventory.result import Check
from almaden.reference.categories import categories
from almaden.reference.tables import read_table
from almaden.wording import Text, Translate, n_, shown
from tests.inventory.folders import inventory, run, worked_example

#: An inventory with most of the things that can be wrong.
FAULTY = """code,variant,present,activity_rate,unit,input_factor,factor_unit,scenario,note
5.1.1,,Y,26000000000,t,,,,
5.1.2,,Y,5000000,t,150,g/t,,
5.1.4.3,,Y,3.9,Nm3,,,,
5.2.2,"from whole ore, no retort",Y,20000,kg,9,kg/kg,,
5.2.4,,Y,720000,t,,,,CAPACITY
5.3.1,,Y,20000000,t,,,lignum,
5.5.1.2,other glass thermometers; ambient air type,Y,1000,items,,,,
5.5.4.1,,?,,t,,,,
5.6.1,,Y,,inhabitants,,,,
5.8.5,,Y,?,t,,,,
5.10.2,,Y,51805,corpses,,,,
"""


def _found() -> list[Check]:
    faulty = inventory(
        FAULTY,
        {"population": 28_481_947.0, "electrification_rate": 79.3, "national_gold_kg": 1000.0, "coal_power_mwh": 1.0},
    )
    data = (faulty, worked_example("ghana"), worked_example("philippines"))
    return [check for one in data for check in run(one).checks]


def test_every_finding_is_of_a_kind_that_is_listed() -> None:
    found = _found()
    assert {check.id for check in found} - set(CHECKS) == set()
    assert len({check.id for check in found}) > 25


def test_a_finding_has_numbers_advice_and_no_open_braces() -> None:
    looked_up = {kind.id for kind in lookup_checks.KINDS}
    for check in _found():
        assert check.advice
        assert "{" not in check.message + check.advice
        if check.id not in looked_up:
            assert re.search(r"\d", check.message), check


def test_a_finding_about_a_row_says_where_the_row_stands() -> None:
    rows = [check for check in _found() if check.row.startswith("gha-")]
    assert rows
    for check in rows:
        assert re.search(r"\(activity_rates\.csv, row \d+\)$", check.message)
        assert check.values["place"]


def test_the_most_severe_come_first() -> None:
    order = [check.severity for check in run(worked_example("philippines")).checks]
    assert order == sorted(order, key=["error", "warning", "info"].index)
    assert set(order) == {"error", "warning", "info"}


def test_a_finding_can_be_said_in_another_language() -> None:
    for check in _found():
        for told, template in ((check.message, CHECKS[check.id].message), (check.advice, CHECKS[check.id].advice)):
            assert isinstance(told, Text)
            assert told.say(n_, shown) == told
            assert told.say(_in_other_words(template), shown).startswith("in other words")


def _in_other_words(english: str) -> Translate:
    return lambda text: "in other words" if text == english else text


@pytest.mark.parametrize("id", CHECKS)
def test_a_kind_is_described(id: str) -> None:
    kind = CHECKS[id]
    assert kind.id == id
    assert re.fullmatch(r"[a-z_]+", id)
    for text in (kind.title, kind.meaning, kind.message, kind.advice):
        assert text.strip()
    assert kind.meaning.endswith(".")
    assert kind.severity in {"error", "warning", "info"}


@pytest.mark.parametrize("name", ["checks", "checks_rates", "checks_overlaps"])
def test_a_table_of_thresholds_says_where_each_comes_from(name: str) -> None:
    rows = read_table(name)
    assert rows
    for row in rows:
        assert row["source"]
        assert row["seen"]
        assert row["status"] in {"verified", "unverified"}


def test_every_threshold_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(checks.__file__).parent.glob("*.py"))
    assert [name for name in thresholds() if f'"{name}"' not in code] == []


def test_rate_bounds_are_in_the_unit_of_their_category() -> None:
    for code, bounds in rate_bounds().items():
        assert bounds.unit == categories()[code].unit
        assert bounds.most_per_person or bounds.least


def test_overlaps_name_categories_that_have_a_rate() -> None:
    for pair in overlaps():
        assert categories()[pair.first].quantified
        assert categories()[pair.second].quantified
        assert 0.0 < pair.low <= pair.high
