"""Article 8: new or existing, its deadlines, the guidance's levels, and the fewest units with three quarters."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.sectors.coal.article8 import level, levels, measures, position
from almaden.sectors.coal.relevance import coverage, relevance
from almaden.sectors.coal.train import Train, parse_devices

#: Entry into force for the first Parties.
ENTRY = date(2017, 8, 16)


def train(text: str) -> Train:
    return Train(parse_devices(text))


def test_an_old_unit_is_existing_and_has_ten_years() -> None:
    found = position("power", train("CS-ESP"), ENTRY, date(2025, 1, 1), construction=date(1990, 1, 1), measure="elv")
    assert (found.category, found.source, found.certain, found.measure) == ("D1", "existing", True, "elv")
    assert (found.deadline, found.passed) == (date(2027, 8, 16), False)


def test_a_new_one_begins_a_year_after_entry_into_force() -> None:
    day = date(2025, 1, 1)
    before = position("power", train(""), ENTRY, day, construction=date(2018, 8, 15))
    found = position("industrial", train(""), ENTRY, day, construction=date(2018, 8, 16), measure="goal")
    assert (before.source, found.source, found.new_from) == ("existing", "new", date(2018, 8, 16))
    # A new source owes best available techniques whatever the Party chose for its existing ones, within five years.
    assert (found.category, found.measure) == ("D2", "bat_bep")
    assert (found.deadline, found.passed) == (date(2022, 8, 16), True)


def test_a_substantial_modification_makes_an_old_unit_new() -> None:
    found = position("power", train(""), ENTRY, ENTRY, construction=date(1990, 1, 1), modification=date(2020, 1, 1))
    assert found.source == "new"


@pytest.mark.parametrize(
    ("year", "source", "certain"),
    [(1990, "existing", True), (2021, "existing", False), (2024, "new", False), (2026, "new", True)],
)
def test_from_the_first_year_of_operation(year: int, source: str, certain: bool) -> None:
    # Four years of construction, two to seven: begun by 2018 or not.
    found = position("power", train(""), ENTRY, ENTRY, start_year=year)
    assert (found.source, found.certain) == (source, certain)


def test_nothing_known_is_existing_and_not_certain() -> None:
    found = position("power", train(""), date(2020, 2, 29), ENTRY)
    assert (found.source, found.certain, found.new_from) == ("existing", False, date(2021, 2, 28))


def test_a_measure_that_article_8_does_not_have() -> None:
    with pytest.raises(ValueError, match="trading"):
        position("power", train(""), ENTRY, ENTRY, measure="trading")
    assert len(measures()) == 5


@pytest.mark.parametrize(
    ("devices", "best"),
    [
        ("SCR + CS-ESP + wFGD", "BAT1"), ("ACI + FF", "BAT2"), ("SCR + ACI + FF + wFGD", "BAT1"),
        ("ACI + CS-ESP", "BAT3"), ("CS-ESP + wFGD", "BAT4"), ("CYC", None), ("", None),
    ],
)  # fmt: skip
def test_the_level_of_a_train(devices: str, best: str | None) -> None:
    found = level(train(devices))
    assert (found.id if found else None) == best
    assert all(row.status == "unverified" for row in levels())


def test_the_fewest_units_with_three_quarters() -> None:
    # 40 + 30 + 5 = 75 of 100 in the value of record; in the last draw the small ones are the large ones.
    emissions = np.array([[30.0, 30, 30, 1], [40, 40, 40, 1], [5, 5, 5, 40], [25, 24, 24, 58]])
    found = relevance(["b", "a", "c", "d"], emissions)
    assert found.units == ("a", "b", "d")
    assert found.share == pytest.approx(0.95)
    assert found.probability == {"b": 2 / 3, "a": 2 / 3, "c": 1 / 3, "d": 1.0}


def test_three_quarters_met_exactly_need_no_unit_more() -> None:
    found = relevance(["a", "b", "c"], np.array([[50.0], [25.0], [25.0]]))
    assert (found.units, found.share) == (("a", "b"), 0.75)


def test_a_fleet_without_emissions_has_no_set() -> None:
    assert relevance(["a"], np.zeros((1, 3))).units == ()


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_the_order_of_units_changes_nothing(seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    emissions = random.lognormal(size=(count, 300))
    names = [f"unit {number}" for number in range(count)]
    turned = random.permutation(count)
    found, other = relevance(names, emissions), relevance([names[one] for one in turned], emissions[turned])
    assert found.units == other.units
    assert found.share == pytest.approx(other.share)
    assert found.probability == other.probability
    assert found.share >= 0.75
    within = [name in found.units for name in names]
    assert coverage(emissions, within).share == pytest.approx(found.share)


def test_what_a_criterion_covers() -> None:
    emissions = np.array([[80.0, 80, 70, 60], [20, 20, 30, 40]])
    found = coverage(emissions, [True, False])
    assert found.share == pytest.approx(0.8)
    assert found.low < 0.7 < found.high
    assert found.probability == pytest.approx(1 / 3)
