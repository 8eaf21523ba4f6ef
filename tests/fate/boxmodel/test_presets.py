"""The rates of published models, and what follows from them without running: cases P1, P2, P8 to P10, P14 to P16."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.fate import boxmodel
from almaden.fate.boxmodel.euler import spin_up
from almaden.fate.boxmodel.legacy import legacy_emission, legacy_of_history, legacy_response
from almaden.fate.boxmodel.presets import box_model, preset_names
from tests.fate.boxmodel.published import numbers, row_of, rows


@pytest.mark.parametrize(
    ("name", "period", "file"),
    [
        ("amos2014", "natural", "amos2014_A_preanthro.csv"),
        ("amos2014", "present", "amos2014_A_anthro.csv"),
        ("geyman2025", "present", "geyman2025_A.csv"),
    ],
)
def test_matrices_are_those_of_the_published_codes(shared: Path, name: str, period: str, file: str) -> None:
    expected = numbers(shared, file, skipped=1)
    assert box_model(name, period).matrix == pytest.approx(expected, rel=1e-10, abs=1e-15)


def test_each_rate_is_that_of_the_published_code(shared: Path) -> None:
    expected = {key: float(value) for key, value in rows(shared, "amos2014_rate_coefficients.csv")[1:]}
    model = box_model("amos2014")
    found = {rate.key: rate for rate in model.rates if rate.key in expected}
    assert len(found) >= 25
    assert {key: rate.per_year for key, rate in found.items()} == pytest.approx(
        {key: expected[key] for key in found}, rel=2e-9
    )
    # The formula is told, so that a reader can follow k = flux / reservoir.
    assert found["k_Oc_ev"].origin.note == "ev / m_ocs"


def test_rates_between_two_reservoirs_add_up_to_the_table_of_geyman2025(shared: Path) -> None:
    model = box_model("geyman2025")
    names = {
        "Atmosphere": "atm",
        "Terrestrial Fast": "tf",
        "Terrestrial Slow": "ts",
        "Terrestrial Protected": "ta",
        "Ocean Surface": "ocs",
        "Ocean Intermediate": "oci",
        "Ocean Deep": "ocd",
        "Waste Fast": "wf",
        "Waste Slow": "ws",
        "Waste Protected": "wa",
        "": "",
    }
    expected = {(names[a], names[b]): float(k) for a, b, k in rows(shared, "geyman2025_rate_table.csv")[1:]}
    found: dict[tuple[str, str], float] = {}
    for rate in model.rates:
        ends = (rate.from_reservoir, rate.to_reservoir)
        found[ends] = found.get(ends, 0.0) + rate.per_year
    assert found == pytest.approx(expected, rel=1e-12)


def test_p1_natural_state_of_amos2014() -> None:
    state = boxmodel.load("amos2014").steady_state({"atm": 90.0})
    expected = (213.62402, 1275.83327, 8922.54899, 87862.31019, 148.46107, 7629.62865, 26594.84386)
    assert list(state.masses) == ["atm", "tf", "ts", "ta", "ocs", "oci", "ocd"]
    assert list(state.masses.values()) == pytest.approx(expected, rel=1e-7)
    assert state.closure_mg_per_year == pytest.approx(0, abs=1e-10)
    assert state.masses == boxmodel.load("amos2014").steady_state().masses


def test_p2_spin_up_of_amos2014() -> None:
    state = spin_up(box_model("amos2014", "natural"), 0.2, 300_000)
    assert state["atm"] == pytest.approx(213.63106, rel=3e-8)
    assert state["ta"] == pytest.approx(87908.18660, rel=1e-8)
    assert state["ocd"] == pytest.approx(26596.01470, rel=1e-8)


def test_p8_pulse_of_amos2014(shared: Path) -> None:
    table = [row[1:] for row in rows(shared, "amos2014_pulse_response.csv") if row[0] == "atm"]
    expected = np.array(table, dtype=float)
    result = boxmodel.load("amos2014").pulse("atm", 1.0, expected[:, 0].tolist())
    assert result.shares == pytest.approx(expected[:, 1:], rel=2e-7, abs=1e-8)
    at = {year: place for place, year in enumerate(expected[:, 0])}
    assert result.shares[[at[1], at[10], at[100]], 0] == pytest.approx([0.28150, 0.01381, 0.00442], abs=1e-4)
    assert result.removed_mg[at[100]] == pytest.approx(0.25806, abs=1e-4)


def test_pulse_of_geyman2025(shared: Path) -> None:
    expected = np.array([[float(x) for x in row[1:]] for row in rows(shared, "geyman2025_pulse_response.csv")[1:]])
    result = boxmodel.load().pulse("atm", 5.0, expected[:, 0].tolist())
    assert result.shares == pytest.approx(expected[:, 1:], rel=2e-7, abs=1e-8)


def test_p9_relaxation_times_of_amos2014() -> None:
    expected = (0.198233, 0.840991, 7.37645, 72.6315, 225.037, 817.455, 6753.89)
    assert boxmodel.load("amos2014").timescales().relaxation_years == pytest.approx(expected, rel=1e-5)


def test_p10_natural_state_of_geyman2025(shared: Path) -> None:
    state = boxmodel.load("geyman2025").steady_state({"atm": 232.0, "ocd": 30.0})
    expected = (500.6876, 2217.2790, 17098.0422, 564301.695, 326.9284, 15909.4870, 93376.8006)
    assert list(state.masses.values()) == pytest.approx([*expected, 0, 0, 0], rel=1e-7)
    file = {row[0]: (float(row[1]), float(row[2])) for row in rows(shared, "geyman2025_natural_steady.csv")[1:]}
    for key, (mass, years) in file.items():
        assert state.masses[key] == pytest.approx(mass, rel=1e-8)
        assert state.residence_years[key] == pytest.approx(years, abs=1e-6)


def test_p13_no_emission_after_2010_in_geyman2025(shared: Path) -> None:
    table = numbers(shared, "geyman2025_zero_anthro_after_2010.csv")
    lab = boxmodel.load("geyman2025")
    run = lab.run({2010.0: 0.0}, start=dict(zip(lab.model.reservoirs, table[0, 1:], strict=True)), until=2300)
    assert run.tags == ("start", "natural", "emissions")
    found = [list(run.at(year).values()) for year in table[:, 0]]
    assert found == pytest.approx(table[:, 1:], rel=1e-6, abs=1e-5)
    assert [run.at(year)["atm"] for year in (2015, 2050, 2100)] == pytest.approx([2454, 1757, 1347], abs=0.6)


def test_p14_run_of_selin2014(shared: Path) -> None:
    run = boxmodel.load("selin2014").run({2012.0: 1900.0}, until=2300)
    expected = (5161.774, 119248.877, 866193.414, 4057.726, 174913.800, 272146.326)
    assert list(run.at(2030).values()) == pytest.approx(expected, rel=1e-6)
    assert run.at(2050)["atm"] == pytest.approx(5403.393, rel=1e-6)
    for emitted, file in ((1900.0, "constant1900"), (0.0, "zero")):
        run = boxmodel.load("selin2014").run({2012.0: emitted}, until=2300)
        table = numbers(shared, f"selin2014_sixbox_{file}_to2300.csv")
        assert run.total == pytest.approx(table[:, 1:7], rel=1e-6)


def test_p15_state_of_feinberg2022(shared: Path) -> None:
    masses = list(boxmodel.load("feinberg2022").steady_state().masses.values())
    assert masses == pytest.approx(row_of(shared, "feinberg2022_atm3box_BASE_steady.csv", 78.72), rel=1e-6)
    assert masses[0] == pytest.approx(2128.26928, rel=1e-7)
    slower = box_model("feinberg2022", "base", {"k_red_n": 40.0})
    state = boxmodel.Laboratory(slower, slower).steady_state()
    expected = row_of(shared, "feinberg2022_atm3box_BASE_steady.csv", 40.0)
    assert list(state.masses.values()) == pytest.approx(expected, rel=1e-6)
    obrist = list(boxmodel.load("feinberg2022", "obrist").steady_state().masses.values())
    assert obrist == pytest.approx([1931.2, 87.7, 1543.3, 108.3, 38.7, 628.7], abs=0.05)


def test_p16_legacy_response() -> None:
    emitted = dict.fromkeys(map(float, range(1900, 1950)), 500.0)
    assert legacy_emission(emitted, 1955) == pytest.approx(396.5522, rel=1e-6)
    assert legacy_response([0.0], "before 1849") == pytest.approx([0.02875 + 0.5268])
    with pytest.raises(InputError, match="no response 'other'"):
        legacy_response([1.0], "other")
    with pytest.raises(InputError, match="emission of 1900 is no number"):
        legacy_emission({1900.0: math.nan}, 1950)


def test_legacy_of_the_world_by_the_reduced_form() -> None:
    """Convolved with the yearly emissions of Streets and others (2019), by an independent program."""
    for year, expected in ((1900, 1886.4), (1970, 3039.0), (2000, 3138.9), (2010, 3209.3)):
        assert legacy_of_history("streets2019", year).legacy_mg_per_year == pytest.approx(expected, abs=0.05)
    with pytest.raises(InputError, match="no such year"):
        legacy_of_history("streets2019", 2300)
    with pytest.raises(InputError, match="no emission history"):
        legacy_of_history("nothing", 2000)


def test_every_number_of_the_models_tells_its_source() -> None:
    for name in preset_names():
        model = box_model(name)
        assert all(rate.origin.source and rate.origin.seen and rate.origin.status == "verified" for rate in model.rates)
        assert all(rate.per_year >= 0 for rate in model.rates)


def test_mineral_soil_of_selin2014_has_no_way_out() -> None:
    with pytest.raises(InputError, match=r"mercury gathers for ever in mineral \(Mineral soil\)"):
        boxmodel.load("selin2014").steady_state()
    times = boxmodel.load("selin2014").timescales()
    assert times.relaxation_years == pytest.approx([0.442, 1.376, 75.2, 270, 1033, math.inf], rel=2e-3)
    assert '"mineral": null' in times.to_json()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (lambda: boxmodel.load("amos"), "geyman2025"),
        (lambda: boxmodel.load("amos2014", "future"), "natural or present"),
        (lambda: boxmodel.load("geyman2025", compat=True), "no defects of geyman2025"),
        (lambda: boxmodel.load().steady_state({"air": 1.0}), "no reservoir 'air'"),
        (lambda: boxmodel.load().steady_state({"atm": -1.0, "ocd": math.nan}), "reservoir ocd is no number"),
        (lambda: boxmodel.load().pulse("atm", 0.0, [1.0]), "a pulse needs a mass"),
        (lambda: boxmodel.load().pulse("atm", 1.0, [2.0, 1.0]), "each once and in order"),
        (lambda: box_model("feinberg2022", "base", {"k": 1.0}), "no parameter 'k'"),
        (lambda: boxmodel.load("amos2014").history("streets"), "horowitz2014 or streets2011"),
    ],
)
def test_what_cannot_be_is_told(asked: object, told: str) -> None:
    assert callable(asked)
    with pytest.raises(InputError) as caught:
        asked()
    assert told in str(caught.value)
