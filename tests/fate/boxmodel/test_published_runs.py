"""Published runs of the model of Amos and others, its histories and its two defects: cases P3 to P7."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from almaden.fate import boxmodel
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.rivers import amos_rivers
from tests.fate.boxmodel.published import numbers, row_of


def test_p3_run_with_products(shared: Path) -> None:
    lab = boxmodel.load("amos2014", compat=True)
    run = lab.run(lab.history(), "euler")
    expected = (5298.7067, 18472.561, 88655.972, 133025.430, 3476.0233, 159744.478, 123887.895)
    assert list(run.at(2008.8).values()) == pytest.approx(expected, rel=1e-7)
    table = numbers(shared, "amos2014_horowitz.csv")
    assert run.total[:1][0] == pytest.approx(table[0, 1:8], rel=1e-7)
    found = [list(run.at(year).values()) for year in table[:, 0]]
    # From 1850 on the rivers of the file have four decimals.
    assert found == pytest.approx(table[:, 1:8], rel=2e-7)


def test_p4_run_of_streets2011(shared: Path) -> None:
    lab = boxmodel.load("amos2014", compat=True)
    run = lab.run(lab.history("streets2011"), "euler")
    last = run.at(2008.8)
    assert (last["atm"], last["oci"]) == pytest.approx((4446.7212, 127069.180), rel=1e-7)
    assert last["atm"] / 213.63106 == pytest.approx(20.8150, rel=1e-5)
    expected = row_of(shared, "amos2014_py_streets_mid_norivers.csv", 2008)
    without = lab.run(lab.history("streets2011"), "euler", rivers=False)
    assert list(without.at(2008).values()) == pytest.approx(expected, rel=1e-7)


def test_p5_history_of_emissions(shared: Path) -> None:
    lab = boxmodel.load("amos2014")
    history = lab.history("streets2011")
    air = history.values[0, :, 0]
    assert air.sum() == pytest.approx(348_963, rel=1e-4)
    assert air[history.years < 1850].sum() / air.sum() == pytest.approx(0.3837, rel=1e-4)
    assert (air.max(), history.years[air.argmax()], air[-1]) == pytest.approx((2617.4, 1890, 1964.9), rel=1e-6)
    table = numbers(shared, "amos2014_emissions_annual.csv")
    assert history.years == pytest.approx(table[:, 0])
    for scenario, column in (("mid", 1), ("low", 2), ("high", 3)):
        assert lab.history("streets2011", scenario).values[0, :, 0] == pytest.approx(table[:, column], abs=6e-6)
    assert lab.history().values[0, :, 0] == pytest.approx(table[:, 6], abs=6e-6)


def test_p6_rivers() -> None:
    rivers = amos_rivers()
    found = rivers.dissolved_mg_per_year[-1], rivers.particulate_mg_per_year[-1]
    assert found == pytest.approx((175.04, 5331.64), rel=1e-4)
    assert sum(found) == pytest.approx(5506.7, rel=1e-4)


def test_p7_no_emission_from_2016(shared: Path) -> None:
    lab = boxmodel.load("amos2014", compat=True)
    past = lab.history("streets2011")
    # The published future rises by 55.91 Mg/yr each year until 2015.
    rise = past.values[0, -1, 0] + 55.91 * np.arange(1, 8)
    values = np.zeros((1, len(past.years) + 41, 7))
    values[0, :, 0] = np.concatenate([past.values[0, :, 0], rise, np.zeros(34)])
    future = Forcing(np.arange(-2000.0, 2050.0), ("streets2011",), values, "constant")
    run = lab.run(future, "euler")
    found = [run.at(year)["atm"] for year in (2016, 2020, 2030, 2049)]
    assert found == pytest.approx([4467.891, 3106.311, 2973.446, 2879.361], rel=1e-6)
    table = numbers(shared, "amos2014_fut_zero.csv")
    late = table[table[:, 0] >= 2009]
    assert [list(run.at(year).values()) for year in late[:, 0]] == pytest.approx(late[:, 1:8], rel=1e-6)


def test_without_compat_the_rivers_are_corrected() -> None:
    lab = boxmodel.load("amos2014")
    run = lab.run(lab.history(), "euler")
    assert run.at(2008.8)["atm"] == pytest.approx(5500.1, abs=0.05)
    assert run.at(2008.8)["atm"] / 213.63106 == pytest.approx(25.75, abs=0.005)


def test_low_and_high_reach_the_run_unless_the_defect_is_asked_for() -> None:
    lab, compat = boxmodel.load("amos2014"), boxmodel.load("amos2014", compat=True)
    # The published numbers were made with the published rivers and with each series really used.
    for scenario, mass, enrichment in (("low", 3783.6, 17.71), ("high", 6533.6, 30.58)):
        found = compat.run(lab.history("streets2011", scenario), "euler").at(2008.8)["atm"]
        assert found == pytest.approx(mass, abs=0.05)
        assert found / 213.63106 == pytest.approx(enrichment, abs=0.005)
        assert (compat.history("streets2011", scenario).values == compat.history("streets2011").values).all()
        assert (lab.history("streets2011", scenario).values != lab.history("streets2011").values).any()


def test_tags_of_eras_and_rivers_are_those_of_the_published_attribution(shared: Path) -> None:
    lab = boxmodel.load("amos2014", compat=True)
    whole = lab.history()
    edges = (-2000, 1450, 1850, 1950, 1990, 2009)
    eras = np.array([(whole.years >= a) & (whole.years < b) for a, b in pairwise(edges)])
    tags = tuple(str(edge) for edge in edges[:-1])
    run = lab.run(Forcing(whole.years, tags, whole.values * eras[:, :, None], "constant"), "euler")
    table = numbers(shared, "amos2014_attribution_2008.csv", skipped=1)
    assert run.tags == ("natural", *tags, "rivers")
    found = [list(run.at(2008.8, tag).values()) for tag in (*tags, "natural", "rivers", "")]
    assert found == pytest.approx(table, rel=1e-5, abs=1e-3)
    one = lab.run(whole, "euler")
    assert run.total == pytest.approx(one.total, rel=1e-9)
