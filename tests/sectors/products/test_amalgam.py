"""The way out of dental amalgam: measures, lines, goals; and plans against mercury in products."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from almaden.demo.product_examples import product_example
from almaden.errors import InputError
from almaden.sectors.products.amalgam import follow_amalgam
from almaden.sectors.products.amalgam_records import AmalgamAboutRecord, AmalgamMeasureRecord, AmalgamValueRecord
from almaden.sectors.products.amalgam_result import AmalgamData
from almaden.sectors.products.product_plan import PlanStepRecord, check_plan
from almaden.sectors.products.readers.amalgam import read_amalgam
from almaden.sectors.products.readers.product_plan import read_product_plan
from almaden.sectors.products.straight_line import crossing, line_through

YEARS = (2016, 2018, 2020, 2022, 2024)


def told(values: dict[int, float], indicator: str = "amalgam_share") -> AmalgamData:
    records = tuple(AmalgamValueRecord(indicator=indicator, year=year, value=value) for year, value in values.items())
    return AmalgamData(AmalgamAboutRecord(), (), records)


def test_a_line_through_three_points_reaches_zero() -> None:
    line = line_through([2000, 2002, 2004], [10, 8, 6])
    assert line is not None
    assert line.slope == pytest.approx(-1)
    found = crossing(line, 0, rising=False, start=2004)
    assert [found.year, found.low, found.high] == pytest.approx([2010, 2010, 2010])
    assert crossing(line, 20, rising=True, start=2004).year is None
    assert line_through([2000, 2000], [1, 2]) is None


def test_the_slope_has_the_interval_of_an_independent_program() -> None:
    from scipy.stats import linregress, t

    values = [0.52, 0.46, 0.37, 0.31, 0.24]
    line = line_through(YEARS, values)
    other = linregress(YEARS, values)
    assert line is not None
    half = t.ppf(0.975, 3) * other.stderr
    assert (line.change.low, line.change.high) == pytest.approx((other.slope - half, other.slope + half))


@settings(max_examples=50)
@given(st.lists(st.floats(-0.03, 0.03), min_size=5, max_size=5), st.floats(-0.5, 0.3))
def test_at_the_ends_of_the_interval_the_goal_is_at_the_edge_of_the_line(noise: list[float], goal: float) -> None:
    line = line_through(YEARS, [1.0 - 0.15 * place + one for place, one in enumerate(noise)])
    assert line is not None
    found = crossing(line, goal, rising=False, start=-1e9)
    assume(line.scatter > 1e-6)
    if found.year is None or found.low is None or found.high is None:
        raise AssertionError("a line that falls so clearly reaches every goal below")
    assert found.low <= found.year + 1e-6
    assert found.year <= found.high + 1e-6
    assert line.at(found.low).low == pytest.approx(goal, abs=1e-6)
    assert line.at(found.high).high == pytest.approx(goal, abs=1e-6)


def test_whether_a_goal_is_reached_in_time() -> None:
    falling = dict(zip(YEARS, (0.50, 0.41, 0.30, 0.21, 0.10), strict=True))
    dates = {"COP-6": 2034, "soon": 2025}
    (trend,) = follow_amalgam(told(falling), dates).trends
    assert dict(trend.in_time) == {"COP-6": "yes", "soon": "no"}
    assert trend.at["COP-6"].value == 0  # a share is never below 0
    (trend,) = follow_amalgam(told(falling), goals={"amalgam_share": 0.1}).trends
    assert trend.reached
    (trend,) = follow_amalgam(told(falling, "dmft"), dates, [2040]).trends
    assert set(trend.at) == {"2040"}  # the end of amalgam is no goal for teeth
    (trend,) = follow_amalgam(told({2020: 0.3, 2024: 0.2}), dates).trends
    assert trend.in_time["COP-6"] == ""
    assert trend.crossing is not None
    assert trend.crossing.year == pytest.approx(2032)
    assert trend.crossing.high is None
    (trend,) = follow_amalgam(told(dict(zip(YEARS, (0.3, 0.2, 0.3, 0.2, 0.3), strict=True))), dates).trends
    assert trend.in_time["COP-6"] == "unsure"
    assert trend.crossing is not None
    assert trend.crossing.year is None


def test_two_of_the_nine_measures_are_needed_and_evidence_is_asked_for() -> None:
    measures = (
        AmalgamMeasureRecord(measure="capsules", status="taken", since=2020, evidence="made up"),
        AmalgamMeasureRecord(measure="no_bulk", status="taken"),
    )
    found = follow_amalgam(AmalgamData(AmalgamAboutRecord(), measures, ()))
    assert (found.taken_of_nine, found.needed) == (1, 2)
    assert sum(one.group == "nine" for one in found.measures) == 9
    assert [one.key for one in found.without_evidence] == ["no_bulk"]


def test_amalgam_is_read_with_every_fault_at_once(tmp_path: Path) -> None:
    (tmp_path / "about.csv").write_text("country\nBRA\n")
    (tmp_path / "measures.csv").write_text("measure,status\ncapsule,taken\n")
    (tmp_path / "values.csv").write_text(
        "indicator,year,value,low,high\namalgam_share,2020,34,,\ndmft,2020,2,3,4\ndmft,2020,2,,\n"
    )
    with pytest.raises(InputError) as error:
        read_amalgam(tmp_path)
    found = {(one.file, one.row, one.column): one.advice for one in error.value.faults}
    assert found["measures.csv", 2, "measure"] == "did you mean capsules?"
    assert "34 % is a share of 0.34" in found["values.csv", 2, "value"]
    assert found.keys() > {("values.csv", 3, "value"), ("values.csv", 4, "year")}
    with product_example("amalgam") as folder:
        data = read_amalgam(folder)
    assert follow_amalgam(data).meta.notice
    assert len(follow_amalgam(data).to_frame()) == len(data.values)


def test_a_plan_tells_what_it_lacks(tmp_path: Path) -> None:
    whole = PlanStepRecord(
        step="collection", kind="sphygmomanometer", what="collect", responsible="made up", by=date(2026, 1, 1),
        indicator="gauges", target="10", cost=5.0, currency="USD",
    )  # fmt: skip
    found = check_plan([whole], date(2026, 6, 1))
    # Nine of ten kinds of steps are missing; the five columns of the one step are told.
    assert found.complete == pytest.approx(1 - 9 / 15)
    assert found.steps[0].late
    assert found.costs == {"USD": 5}
    done = whole.model_copy(update={"status": "done", "kind": "", "step": "law"})
    found = check_plan([whole, done], date(2026, 6, 1))
    assert found.steps[1].lacks == ("evidence",)
    assert not found.steps[1].late
    assert "law" not in found.missing["sphygmomanometer"]
    (tmp_path / "steps.csv").write_text("step,kind,what,cost\ncollecting,gauges,x,5\n")
    with pytest.raises(InputError) as error:
        read_product_plan(tmp_path)
    assert {one.column for one in error.value.faults} == {"step", "kind", "currency"}
