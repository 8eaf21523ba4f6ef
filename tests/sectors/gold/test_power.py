"""Whether a reduction can be told, against the formula reckoned by hand with tables of the normal distribution."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.power import power, power_of
from almaden.sectors.gold.records import AboutRecord, FigureRecord, SiteRecord, StratumRecord
from almaden.sectors.gold.routes import routes_of
from almaden.sectors.gold.triangulation import triangulate


def test_power_by_hand() -> None:
    """-ln 0.7 = 0.3567; / (0.1 sqrt 2) = 2.522; - 1.645 = 0.877: 0.810. Least: 1 - exp(-2.4865 x 0.14142) = 29.6 %."""
    found = power(0.3, 0.1)
    assert found.later_error == 0.1
    assert found.power == pytest.approx(0.810, abs=0.001)
    assert found.least_reduction == pytest.approx(0.2964, abs=0.0005)
    assert "can be told" in found.told
    assert found.sites_needed is None


def test_without_a_reduction_the_test_says_so_in_5_of_100() -> None:
    assert power(1e-9, 0.2).power == pytest.approx(0.05, abs=1e-6)


def test_sites_that_are_needed() -> None:
    """20 of very many sites with cv 1: s = 0.2236 in each survey.

    ln 2 / 2.4865 = 0.27876; squared less 0.05 leaves 0.02771 for the later survey: 1 / 0.02771 = 36.1 sites.
    With 60 sites in the frame s^2 = 1/20 - 1/60 = 1/30: 0.07771 - 0.03333 = 0.04438; 1 / (0.04438 + 1/60) = 16.4.
    """
    few = power(0.5, 0.05**0.5, sites_now=20, cv_between_sites=1.0)
    assert few.sites_needed == 37
    assert power(0.5, 0.05**0.5, sites_now=37, later_error=37**-0.5, cv_between_sites=1.0).power > 0.8
    assert power(0.5, 30**-0.5, sites_now=20, cv_between_sites=1.0, population=60).sites_needed == 17


def test_no_later_survey_is_enough_for_a_poor_baseline() -> None:
    """ln(1 / 0.9) / 2.4865 = 0.0424 is less than the error of the baseline alone."""
    found = power(0.1, 0.2, sites_now=20, cv_between_sites=0.9)
    assert found.sites_needed is None
    assert "No later survey" in found.told
    assert "rests on no sample" in power(0.1, 0.2).told


@settings(max_examples=40)
@given(st.floats(0.05, 0.9), st.floats(0.01, 0.5), st.floats(0.0, 0.5), st.floats(0.3, 2.0), st.integers(2, 200))
def test_more_is_told_of_more(reduction: float, error: float, later: float, cv: float, sites: int) -> None:
    found = power(reduction, error, later, sites_now=sites, cv_between_sites=cv, population=400)
    assert 0.0 < found.power <= 1.0
    assert power(min(0.95, reduction + 0.02), error, later).power >= found.power
    assert power(reduction, error + 0.05, later).power <= found.power
    assert power(found.least_reduction, error, later).power == pytest.approx(0.8, abs=1e-6)
    if found.sites_needed is not None:
        assert 1 <= found.sites_needed <= 400


@pytest.mark.parametrize(("reduction", "error"), [(0.0, 0.1), (1.0, 0.1), (0.3, -0.1)])
def test_what_cannot_be(reduction: float, error: float) -> None:
    with pytest.raises(ValueError, match="reduction"):
        power(reduction, error)


def test_power_of_an_estimate() -> None:
    """Miners 0.5, 1.0 and so on: the cv of the sample is that of its sites; a figure's own source cancels by half."""
    sites = [
        SiteRecord(id=str(at), stratum="a", miners=at, gold_per_miner=1, gold_period="year") for at in (1, 2, 3, 4)
    ]
    about, draws = AboutRecord(country="XXX", year=2024, made_up=True), FleetDraws(2000, 1)
    frame = (StratumRecord(id="a", region="North", sites=100),)
    surveyed = GoldData(about, strata=frame, sites=tuple(sites))
    found = power_of(surveyed, triangulate(routes_of(surveyed, draws), draws), draws, 0.9)
    assert found.sites_now == 4
    figure = FigureRecord(quantity="gold traded", value=9, unit="kg", source="x", data_class=4)
    told = GoldData(about, figures=(figure,))
    alone = power_of(told, triangulate(routes_of(told, draws), draws), draws, 0.3)
    assert alone.error == pytest.approx(math.sqrt(0.5 * math.log(1.09)), rel=0.05)
    assert (alone.sites_now, alone.sites_needed) == (0, None)
