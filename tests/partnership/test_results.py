"""Results are summed by grade, and nothing counts twice."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from almaden.demo.registry import demo_registry
from almaden.partnership.figures import contribution_weights
from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.results import GradeSum, by_area, by_grade, results
from almaden.reference.tables import read_table
from tests.partnership.small import activity, registry, result


def kg(*records: ActivityRecord | ResultRecord) -> dict[str, float]:
    return {one.grade: one.value for one in by_grade(results(registry(*records)).mercury)}


def why(*records: ActivityRecord | ResultRecord) -> dict[str, tuple[str, str]]:
    return {one.result: (one.why, one.instead) for one in results(registry(*records)).left_out}


def test_grades_are_summed_by_themselves_with_their_ranges() -> None:
    found = results(
        registry(
            activity("A"), activity("B", area="COAL"), activity("C"),
            result("R1", "A", 100, mercury_low_kg_per_year=80, mercury_high_kg_per_year=150),
            result("R2", "B", 50, contribution="minor"),
            result("R3", "C", 1000, grade="D", contribution="major"),
        )
    )  # fmt: skip
    # By hand: 100 + 50; weighted 100 x 1 + 50 x 0.2; 80 + 50; 150 + 50. Claimed: 1000, of which 0.6.
    assert by_grade(found.mercury) == (
        GradeSum("A", 2, 150, 110, 130, 200, 1),
        GradeSum("D", 1, 1000, 600, 1000, 1000, 1),
    )
    assert {area: [one.value for one in sums] for area, sums in by_area(found.mercury).items()} == {
        "ASGM": [100, 1000],
        "COAL": [50],
    }
    content = found.to_json()
    assert [one["grade"] for one in content["mercury_kg_per_year"]] == ["A", "D"]
    assert "total" not in str(content)


def test_the_weights_say_that_they_are_a_choice() -> None:
    assert dict(contribution_weights()) == {"sole": 1, "major": 0.6, "minor": 0.2, "": 0.2}
    for row in read_table("partnership/contribution_weights"):
        assert (row["source"], row["status"]) == ("Almaden, own choice", "unverified")


def test_a_part_is_inside_its_whole() -> None:
    records = (activity("W"), activity("P", parent="W"), activity("Q", parent="P"), result("R1", "W", 100))
    assert kg(*records, result("R2", "P", 60), result("R3", "Q", 30, grade="B")) == {"A": 100}
    assert why(*records, result("R2", "Q", 60)) == {"R2": ("inside its whole", "R1")}


def test_parts_of_a_whole_without_a_figure_are_added() -> None:
    records = (activity("W"), activity("P", parent="W"), activity("Q", parent="W"))
    assert kg(*records, result("R1", "P", 10), result("R2", "Q", 20)) == {"A": 30}


def test_parts_that_state_more_than_their_whole_are_told() -> None:
    records = (activity("W"), activity("P", parent="W"), activity("Q", parent="W"), result("R1", "W", 25))
    found = results(registry(*records, result("R2", "P", 10), result("R3", "Q", 20)))
    assert found.larger_than_whole == ("W",)
    assert results(registry(*records, result("R2", "P", 10), result("R3", "Q", 15))).larger_than_whole == ()


def test_a_second_telling_adds_nothing_unless_it_alone_has_the_figure() -> None:
    records = (activity("A"), activity("B", same_as="A"), result("R2", "B", 7))
    assert kg(*records) == {"A": 7}
    assert results(registry(*records)).mercury[0].activity == "A"
    assert kg(*records, result("R1", "A", 5)) == {"A": 5}
    assert why(*records, result("R1", "A", 5)) == {"R2": ("told once more", "R1")}


def test_a_later_value_takes_the_place_of_an_earlier_one() -> None:
    early, late = result("R1", "A", 50, on="2019"), result("R2", "A", 80, on="2020-06")
    assert kg(activity("A"), early, late) == {"A": 80}
    assert why(activity("A"), early, late) == {"R1": ("replaced", "R2")}
    # Of one date: the better evidence, then the smaller value; another indicator is another thing.
    assert kg(activity("A"), late, result("R3", "A", 10, on="2020-06", grade="C")) == {"A": 80}
    assert kg(activity("A"), late, result("R3", "A", 70, on="2020-06")) == {"A": 70}
    assert kg(activity("A"), late, result("R3", "A", 70, on="2020-06", indicator="Lamps")) == {"A": 150}


@pytest.mark.parametrize(
    ("status", "fields"),
    [("planned", {}), ("pipeline", {}), ("cancelled", {}), ("ongoing", {"target": 300.0})],
)
def test_what_is_expected_is_not_reached(status: str, fields: dict[str, Any]) -> None:
    found = results(registry(activity("A", status=status), result("R1", "A", 40, **fields)))
    assert found.mercury == ()
    assert [(one.grade, one.value) for one in by_grade(found.expected)] == [("A", 40)]
    assert [one.why for one in found.left_out] == ["expected"]


def test_other_indicators_are_summed_by_unit_and_grade() -> None:
    def miners(key: str, of: str, count: float, **fields: Any) -> ResultRecord:
        return result(key, of, indicator="Miners", unit="people", actual=count, **fields)

    found = results(
        registry(
            activity("A"), activity("B"), activity("C", parent="A"),
            miners("R1", "A", 30, actual_low=20, actual_high=40), miners("R2", "B", 5, grade="B"),
            miners("R3", "C", 10), result("R4", "B"),
        )
    )  # fmt: skip
    (sums,) = found.by_indicator().values()
    assert [(one.grade, one.value, one.low, one.high) for one in sums] == [("A", 30, 20, 40), ("B", 5, 5, 5)]
    assert {one.result: one.why for one in found.left_out} == {"R3": "inside its whole", "R4": "no figure"}
    assert found.to_json()["indicators"][0]["indicator"] == "Miners"


def test_two_activities_that_claim_one_row_or_plant_are_told() -> None:
    found = results(
        registry(
            activity("A"), activity("B"), activity("C"),
            result("R1", "A", 30, facilities=("gem:L1",), inventory_rows=("GHA-2020:12",)),
            result("R2", "B", 20, facilities=("gem:L1",)),
            result("R3", "C", 10, facilities=("gem:L2",)),
        )
    )  # fmt: skip
    (claim,) = found.claims
    assert claim.to_json() == {
        "kind": "facility", "name": "gem:L1", "activities": ["A", "B"], "results": ["R1", "R2"], "doubtful": 20,
    }  # fmt: skip
    assert found.to_json()["figures"][0]["rows"] == ["GHA-2020:12"]


def test_the_demonstration_states_no_results() -> None:
    found = results(demo_registry())
    assert (found.mercury, found.indicators, found.expected, found.left_out) == ((), (), (), ())


def test_a_range_holds_its_value() -> None:
    with pytest.raises(ValidationError, match="between the lower and the upper end"):
        result("R", "A", 5, mercury_low_kg_per_year=6)
    with pytest.raises(ValidationError, match="between the lower and the upper end"):
        result("R", "A", actual=5, actual_high=4)


@st.composite
def worlds(draw: st.DrawFn) -> list[ActivityRecord | ResultRecord]:
    """Activities in families, some told twice, with results."""
    count = draw(st.integers(1, 6))
    made: list[ActivityRecord | ResultRecord] = []
    for number in range(count):
        link = draw(st.sampled_from(("", "parent", "same_as"))) if number else ""
        other = f"A{draw(st.integers(0, number - 1))}" if link else ""
        made.append(
            activity(f"A{number}", area=draw(st.sampled_from(("ASGM", "COAL"))), **({link: other} if link else {}))
        )
    for number in range(draw(st.integers(0, 8))):
        made.append(
            result(
                f"R{number}", f"A{draw(st.integers(0, count - 1))}", float(draw(st.integers(0, 1000))),
                grade=draw(st.sampled_from(("A", "B", "C", "D", ""))), on=draw(st.sampled_from(("", "2019", "2020"))),
                indicator=draw(st.sampled_from(("one", "other"))),
            )
        )  # fmt: skip
    return made


@given(worlds(), st.integers(0, 9))
def test_the_order_of_the_records_does_not_matter(made: Sequence[ActivityRecord | ResultRecord], seed: int) -> None:
    mixed = list(made)
    random.Random(seed).shuffle(mixed)
    assert results(registry(*made)).to_json() == results(registry(*mixed)).to_json()


@given(worlds())
def test_the_grades_of_the_areas_add_up_to_those_of_all(made: Sequence[ActivityRecord | ResultRecord]) -> None:
    found = results(registry(*made))
    for one in by_grade(found.mercury):
        parts = [part for sums in by_area(found.mercury).values() for part in sums if part.grade == one.grade]
        assert sum(part.value for part in parts) == one.value
        assert sum(part.count for part in parts) == one.count
        assert one.low <= one.value <= one.high
        assert one.weighted <= one.value
    counted = sum(one.count for one in by_grade(found.mercury))
    told = sum(isinstance(record, ResultRecord) for record in made)
    assert counted + len(found.left_out) == told


@given(worlds(), st.integers(0, 1000))
def test_a_part_never_adds_to_what_its_whole_states(made: Sequence[ActivityRecord | ResultRecord], amount: int) -> None:
    whole = (activity("W", area="COAL"), result("RW", "W", 500))
    part = (activity("P", parent="W"), result("RP", "P", float(amount)))
    assert kg(*made, *whole) == kg(*made, *whole, *part)
