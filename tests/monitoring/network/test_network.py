"""Gaps of networks: what is counted, where one more site tells most, what a plan needs."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.monitoring.network.coverage import Measured, coverage
from almaden.monitoring.network.placement import Field, placement
from almaden.monitoring.network.plan import plan
from almaden.monitoring.network.readers.network import read_network
from almaden.monitoring.network.records import PlannedSiteRecord
from almaden.monitoring.network.regions import area_km2, points_of, regions, regions_of, zones_of

MACE_HEAD = Measured("MHD", 53.33, -9.9, "air", "GEM", 1996, 2025, 30)
CAPE_POINT = Measured("CPT", -34.35, 18.49, "air", "GEM", 1995, 2010, 16)


def test_known_places_lie_in_their_regions() -> None:
    # Mace Head, Cape Point, Alert, Mauna Loa, Amsterdam Island, Manaus, Ushuaia, Dome C, Minamata; 350 degrees is -10.
    latitude = np.array([53.33, -34.35, 82.5, 19.54, -37.8, -3.1, -54.8, -75.1, 32.2, 53.33])
    longitude = np.array([-9.9, 18.49, -62.3, -155.58, 77.55, -60.0, -68.3, 123.3, 130.4, 350.0])
    assert list(regions_of(latitude, longitude)) == [
        "Europe", "Sub-Saharan Africa", "Arctic", "North Pacific", "Indian Ocean", "South America", "South America",
        "Antarctica", "East Asia", "Europe",
    ]  # fmt: skip
    assert list(zones_of(np.array([0.0, 30.0, -40.0, 60.0, -90.0]))) == [
        "tropical", "subtropical", "temperate", "boreal", "polar",
    ]  # fmt: skip


def test_regions_cover_the_earth_once() -> None:
    # Surface of the earth: 510.1 million km2. South of 60 degrees: 2 pi R^2 (1 - sin 60) = 34.17 million km2.
    assert sum(area_km2(one) for one in regions()) == pytest.approx(510.1e6, rel=1e-3)
    assert area_km2("Antarctica") == pytest.approx(34.17e6, rel=1e-3)
    assert all(points_of(one).share.sum() == pytest.approx(1.0) for one in regions())


def test_groups_without_sites_are_told() -> None:
    found = coverage([MACE_HEAD, CAPE_POINT], 2026)
    groups = {one.group: one for one in found.groups}
    assert set(regions()) == set(groups)
    assert (groups["Europe"].running, groups["Europe"].verdict) == (1, "few")
    africa = groups["Sub-Saharan Africa"]
    assert (africa.sites, africa.running, africa.long, africa.verdict) == (1, 0, 1, "none")
    assert groups["South Asia"].first_year is None
    by_biome = coverage([MACE_HEAD], 2026, "biome")
    assert by_biome.groups[0].group == "boreal"
    assert by_biome.notes
    assert len(found.to_frame()) == len(found.groups) == len(found.as_dict()["groups"])


def test_a_site_with_two_methods_is_one_site() -> None:
    other = Measured("MHD", 53.33, -9.9, "air", "GEM", 2001, 2025, 25, method="other")
    europe = next(one for one in coverage([MACE_HEAD, other], 2026).groups if one.group == "Europe")
    assert (europe.sites, europe.long) == (1, 1)


def direct_error(region: str, sites: list[tuple[float, float]], assumed: Field) -> float:
    """Standard error of a region's mean by the formula of block kriging, written out."""
    points = points_of(region)
    lat = np.radians([*points.latitude, *(one[0] for one in sites)])
    lon = np.radians([*points.longitude, *(one[1] for one in sites)])
    unit = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    km = 6371.0088 * np.arccos(np.clip(unit.T @ unit, -1.0, 1.0))
    covariance = assumed.spread**2 * np.exp(-km / assumed.length_km)
    n = len(points.share)
    prior = points.share @ covariance[:n, :n] @ points.share
    with_sites = points.share @ covariance[:n, n:]
    among = covariance[n:, n:] + assumed.measurement**2 * np.eye(len(sites))
    return math.sqrt(prior - with_sites @ np.linalg.inv(among) @ with_sites)


@given(st.lists(st.tuples(st.integers(-80, 80), st.integers(-179, 179)), max_size=6, unique=True))
def test_errors_are_those_of_block_kriging(places: list[tuple[int, int]]) -> None:
    assumed = Field(0.2, 1000.0, 0.1)
    sites = [Measured(str(at), *place, "air", "GEM", 2000, 2025, 9) for at, place in enumerate(places)]
    found = placement(sites, "air", "GEM", 2026, region="South Asia", count=2, assumed=assumed)
    told = [(float(a), float(b)) for a, b in places]
    assert found.errors[0][1] == pytest.approx(direct_error("South Asia", told, assumed), abs=1e-6)
    one, two = found.places
    added = [(one.latitude, one.longitude), (two.latitude, two.longitude)]
    assert one.error_after == pytest.approx(direct_error("South Asia", told + added[:1], assumed), abs=1e-6)
    assert two.error_after == pytest.approx(direct_error("South Asia", told + added, assumed), abs=1e-6)
    assert one.error_before > one.error_after > two.error_after


def test_no_other_place_is_better() -> None:
    assumed = Field(0.2, 1000.0, 0.1)
    best = placement([MACE_HEAD], "air", "GEM", 2026, region="Central Asia", assumed=assumed).places[0]
    points = points_of("Central Asia")
    others = [
        direct_error("Central Asia", [(53.33, -9.9), (float(a), float(b))], assumed)
        for a, b in zip(points.latitude, points.longitude, strict=True)
    ]
    assert best.error_after == pytest.approx(min(others), abs=1e-9)
    # A site that stopped tells nothing any more.
    assert placement([CAPE_POINT], "air", "GEM", 2026, region="Europe").sites == 0


def test_unknown_regions_and_too_many_sites_are_refused() -> None:
    with pytest.raises(InputError, match="no such region"):
        placement([], "air", "GEM", 2026, region="Erope")
    with pytest.raises(InputError, match="cannot be proposed"):
        placement([], "air", "GEM", 2026, count=51)


def planned(**told: object) -> PlannedSiteRecord:
    usual = {"site": "Hill", "latitude": 13.0, "longitude": -59.0, "country": "BRB", "sampling": "passive",
             "first_year": 2027, "last_year": 2028}  # fmt: skip
    return PlannedSiteRecord.model_validate({**usual, **told})


def test_what_a_plan_needs() -> None:
    # By hand: 4 quarters, as many duplicates, a tenth of 8 blanks rounded up: 4 + 4 + 1 = 9 analyses at 90 USD.
    found = plan([planned(setup_usd=3000.0, year_usd=1500.0, sample_usd=90.0)])
    first, second = found.years
    assert (first.samples, first.duplicates, first.blanks, first.analyses) == (4, 4, 1, 9)
    assert (first.usd, second.usd, found.usd) == (3000 + 1500 + 810, 1500 + 810, 5310 + 2310)
    assert any("side by side at 0 sites" in str(one) for one in found.checks)
    # Weekly samples of rain have no duplicates: 52 and 6 blanks. Costs that are not told give no total.
    wet = plan([planned(sampling="wet")])
    assert (wet.years[0].analyses, wet.usd) == (58, None)
    assert len(found.to_frame()) == len(found.as_dict()["years"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("site,latitude,longitude,matrix,first_year,last_year\nA,1,2,air,2000,1999\n", "last year lies before"),
        ("site,latitude,longitude,matrix,first_year,last_year\nA,95,2,air,2000,2001\n", "latitude"),
        (
            "site,latitude,longitude,matrix,first_year,last_year\nA,1,2,air,2000,2001\nA,1,2,air,2000,2001\n",
            "2 times",
        ),
        ("site,latitude,longitude,matrix,first_year,last_year\n", "no site is told"),
    ],
)
def test_faults_of_a_network_are_told(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_network(io.BytesIO(text.encode()), "made-up.csv")
    assert told in str(caught.value)


def test_a_network_is_read() -> None:
    text = "site,latitude,longitude,matrix,species,first_year,last_year\nA,1.5,2,air,GEM,2000,2009\n"
    found = read_network(io.BytesIO(text.encode()), "made-up.csv")
    assert found.measured == (Measured("A", 1.5, 2.0, "air", "GEM", 2000, 2009, 10),)


def test_a_region_that_is_like_none_is_told_without_a_guess() -> None:
    with pytest.raises(InputError) as caught:
        placement([], "air", "GEM", 2025, region="Xyz")
    assert "did you mean" not in caught.value.faults[0].advice
