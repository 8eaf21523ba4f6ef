"""Runs with emission histories and tables: published results, tags that add up, budgets and closures."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.fate import boxmodel
from almaden.fate.boxmodel.budget import budget, pulse_closure
from almaden.fate.boxmodel.comparison import compare
from almaden.fate.boxmodel.constraints import constraints
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.forcing_parts import by_era, joined, only_from, only_until, straight
from almaden.fate.boxmodel.laying import lay_history, lay_table
from almaden.fate.boxmodel.legacy_share import legacy_share
from almaden.fate.boxmodel.readers.emissions import read_emissions
from almaden.fate.boxmodel.scenarios import constant, hold, scale, stop
from almaden.fate.boxmodel.series import values_at
from almaden.fate.boxmodel.simulation import Question, Simulation, simulate

GEYMAN = boxmodel.load("geyman2025")


@pytest.fixture(scope="module")
def record() -> Simulation:
    return simulate(GEYMAN, Question("ssp1-26"))


def reference(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "knowledge/science/reference" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_p11_the_present_of_geyman(record: Simulation) -> None:
    found = record.run.at(2010)
    expected = {"atm": 4067.5478, "tf": 16325.2159, "ocs": 2359.4191, "oci": 102520.4135, "wf": 4229.2035}
    for key, mass in expected.items():
        assert found[key] == pytest.approx(mass, rel=1e-6), key


def test_whole_run_of_geyman(record: Simulation, shared: Path) -> None:
    # The authors' solver differs by up to 1e-5 in reservoirs that fill over centuries.
    for row in reference(shared, "geyman2025_10box_SSP1-26.csv"):
        if float(row["Year"]) in (-2000, 0, 1500, 1850, 1950, 2010, 2050, 2100, 2300):
            masses = record.run.at(float(row["Year"]))
            for key, mass in masses.items():
                assert mass == pytest.approx(float(row[key]), rel=1e-5, abs=2e-5), (row["Year"], key)


def test_p12_ratios_and_concentrations(record: Simulation) -> None:
    run = record.run
    natural = np.array(list(GEYMAN.steady_state().masses.values()))[None]
    found = {
        one.key: float(one.value(run.total[None], run.years.tolist(), natural, run.reservoirs)[0])
        for one in constraints()
    }
    assert found["since_1850"] == pytest.approx(3.4494, rel=1e-4)
    assert found["since_natural"] == pytest.approx(7.3986, rel=1e-4)
    assert found["upper_ocean"] == pytest.approx(1.0671, rel=1e-4)
    assert found["deep_ocean"] == pytest.approx(1.1212, rel=1e-4)


def test_p13_nothing_emitted_after_2010(shared: Path) -> None:
    found = simulate(GEYMAN, Question("ssp1-26", stop=2010.0, last=2300.0)).run
    for year, mass in ((2015, 2454), (2050, 1757), (2100, 1347)):
        assert found.at(year)["atm"] == pytest.approx(mass, abs=0.51)
    for row in reference(shared, "geyman2025_zero_anthro_after_2010.csv"):
        assert found.at(float(row["year"]))["atm"] == pytest.approx(float(row["atm"]), rel=1e-6)


def test_p17_sectors_add_to_the_whole(record: Simulation, shared: Path) -> None:
    path = shared / "data/cumulative_anthropogenic_hg/emissions/SSP1-26_sector_1510_2300.csv"
    table = read_emissions(path)
    told = simulate(GEYMAN, Question(table, before="ssp1-26", tag="sector"))
    assert len(told.run.tags) == 6
    assert told.run.total == pytest.approx(simulate(GEYMAN, Question(table, before="ssp1-26")).run.total, rel=1e-9)
    # The table of the package is the sum of this one, to eight figures.
    late = told.run.years >= 1520
    assert told.run.total[late] == pytest.approx(record.run.total[late], rel=1e-7)
    alone = [GEYMAN.run(lay_table(GEYMAN.model, table, tag="sector").forcing)]
    gold = alone[0].tags.index("Gold and Silver Production")
    at = int(np.searchsorted(told.run.years, 2010))
    same = told.run.tags.index("Gold and Silver Production")
    assert alone[0].at(2010, alone[0].tags[gold])["atm"] == pytest.approx(told.run.values[same, at, 0], rel=1e-6)


def test_budget_of_2010(record: Simulation, shared: Path) -> None:
    found = budget(GEYMAN.model, record.run, record.forcing, 2010)
    flows = {flow.key: flow.mg_per_year for flow in found.flows}
    rows = reference(shared, "geyman2025_budget_2010.csv")
    assert len(rows) == 46
    for row in rows:
        assert flows[row["name"]] == pytest.approx(float(row["flux [Mg/yr]"]), abs=0.051), row["name"]
    assert abs(found.closure_mg_per_year) < 1e-9
    # Knowledge of the same run: 1,565 Mg/yr buried; 12.3 % of the air natural.
    assert found.out_mg_per_year == pytest.approx(1565, abs=0.5)
    shares = legacy_share(GEYMAN.model, record.run, record.forcing, 2010)
    assert shares.shares["natural"] == pytest.approx(0.123, abs=0.001)
    assert shares.primary_mg_per_year == pytest.approx(2209.4, abs=0.1)
    assert sum(shares.shares.values()) == pytest.approx(1.0, abs=1e-12)


def test_attribution_of_amos(shared: Path) -> None:
    # The reference is of Euler steps of 0.2 years, and so is this run; the exact one differs by up to 1 %.
    question = Question("horowitz2014", tag="era", eras=(1450.0, 1850.0, 1950.0, 1990.0))
    found = simulate(boxmodel.load("amos2014", compat=True), question, "euler").run
    rows = reference(shared, "amos2014_attribution_2008.csv")
    for tag, row in zip((*found.tags[1:-1], "natural", "rivers"), rows, strict=False):
        for key, mass in found.at(2008.8, tag).items():
            assert mass == pytest.approx(float(row[key]), rel=1e-4), (tag, key)


@pytest.mark.parametrize(
    ("model", "method", "question"),
    [
        ("geyman2025", "exact", Question("ssp5-85", scale=(2025.0, 0.5))),
        ("amos2014", "exact", Question("streets2019", last=2050.0)),
        ("amos2014", "euler", Question("horowitz2014")),
        ("selin2014", "exact", Question("ssp1-26", first=2012.0, hold=2012.0, last=2100.0)),
    ],
)
def test_runs_close(model: str, method: boxmodel.laboratory.Method, question: Question) -> None:
    found = simulate(boxmodel.load(model), question, method)
    assert abs(found.closure.closure_mg) < 1e-11 * found.closure.input_mg
    assert len(found.caveats) == 3
    assert "closure" in found.to_json()


def test_a_pulse_closes() -> None:
    assert abs(pulse_closure(GEYMAN.model, GEYMAN.pulse("atm", 100.0, [1.0, 1000.0]))) < 1e-9


def test_what_a_model_has_no_place_for_is_told() -> None:
    (note,) = simulate(boxmodel.load("amos2014"), Question("streets2019")).notes
    assert "no place for releases" in note


@settings(max_examples=30)
@given(
    values=st.lists(st.floats(0, 1e4), min_size=4, max_size=8),
    at=st.floats(0.05, 0.95),
    between=st.sampled_from(["linear", "constant", "pchip"]),
)
def test_parts_of_inputs_add_up(values: list[float], at: float, between: str) -> None:
    knots = np.arange(1900.0, 1900.0 + 10.0 * len(values), 10.0)
    forcing = Forcing(knots, ("a",), np.array(values)[None, :, None], between)
    border = float(np.round(knots[0] + at * (knots[-1] - knots[0])))
    whole = straight(forcing)
    years = np.concatenate((np.arange(knots[0], knots[-1]), [border - 0.3e-6]))
    again = joined(only_until(forcing, border), only_from(forcing, border))
    eras = by_era(forcing, [border])
    for parts in (again, eras):
        assert values_at(parts, years).sum(axis=0) == pytest.approx(values_at(whole, years).sum(axis=0), rel=1e-9)
    assert (values_at(eras, np.array([border - 1.0]))[1] == 0).all()
    assert (values_at(eras, np.array([border]))[0] == 0).all()


def test_scenarios() -> None:
    forcing = Forcing(np.array([2000.0, 2010.0]), ("a",), np.array([[[10.0], [20.0]]]), "linear")
    years = np.array([2004.0, 2005.0, 2010.0, 2050.0])

    def amounts(made: Forcing) -> list[float]:
        return [round(float(one), 9) for one in values_at(made, years)[0, :, 0]]

    assert amounts(stop(forcing, 2005, 2050)) == [14, 0, 0, 0]
    assert amounts(hold(forcing, 2005, 2050)) == [14, 15, 15, 15]
    assert amounts(scale(forcing, 2005, 0.5)) == [14, 7.5, 10, 10]
    assert amounts(constant(np.array([[3.0]]), ("a",), 2000, 2050)) == [3, 3, 3, 3]


@pytest.mark.parametrize(
    "question",
    [
        Question("nothing"), Question("ssp1-26", tag="sector"), Question("ssp1-26", tag="era"),
        Question("ssp1-26", tag="era", eras=(1900.0, 1850.0)), Question("ssp1-26", stop=3000.0),
        Question("ssp1-26", stop=2020.0, hold=2030.0), Question("ssp1-26", scale=(2020.0, -1.0)),
        Question("ssp1-26", hold=2020.0, last=2010.0), Question("ssp1-26", first=2400.0),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(question: Question) -> None:
    with pytest.raises(InputError) as error:
        simulate(GEYMAN, question)
    assert error.value.faults[0].problem


def test_a_table_of_one_country_after_the_history_of_the_world_is_told(tmp_path: Path) -> None:
    path = tmp_path / "country.csv"
    path.write_text("Year,Air\n2000,20\n2010,20\n", encoding="utf-8")
    table = read_emissions(path)
    notes = simulate(GEYMAN, Question(table, before="ssp1-26")).notes
    assert "not of the same part of the world" in notes[-1]
    assert simulate(GEYMAN, Question(table)).notes == ()


def test_models_beside_each_other() -> None:
    question = Question("ssp1-26", stop=2030.0, first=2000.0, last=2060.0)
    found = {one.model: one for one in compare(question)}
    assert list(found) == ["amos2014", "geyman2025", "selin2014"]
    assert found["geyman2025"].years[0] == 2000
    # Its published runs begin in 2012 with 5,000 Mg in the air.
    assert found["selin2014"].years[0] == 2012
    assert found["selin2014"].air_mg[0] == pytest.approx(5000, rel=1e-12)
    own = simulate(GEYMAN, question).run
    assert found["geyman2025"].air_mg == pytest.approx(own.total[:, 0], rel=1e-12)
    assert [one.model for one in compare(Question("horowitz2014"))] == ["amos2014", "geyman2025"]


def test_histories_before_people() -> None:
    model = GEYMAN.model
    early = lay_history(model, "ssp1-26").forcing
    # Rises in proportion to the time since 2000 BC; 17.5 Gg to air and 50.5 Gg to land and water before 1510.
    years = np.arange(-2000.0, 1510.0)
    given_mg = values_at(early, years)[0].sum(axis=0)
    assert given_mg[0] == pytest.approx(17_504.99, rel=1e-6)
    assert given_mg[1:].sum() == pytest.approx(50_514.39, rel=1e-6)
