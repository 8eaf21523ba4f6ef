"""What happens to a tonne: shares that add up, ranges, points anywhere, questions that cannot be answered."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from almaden.errors import InputError
from almaden.fate.atmosphere.areas import Areas
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import default_atmosphere
from almaden.fate.atmosphere.receptors import region_keys
from almaden.fate.tonne import regional_ensemble, tonne, tonne_of
from almaden.fate.tonne_near import within_km
from almaden.fate.tonne_result import TonneResult
from almaden.fate.tonne_source import tonne_source
from almaden.quantity.sphere import EARTH_KM

COARSE = Grid(20.0)


def quick(source: str | tuple[float, float], species: str | None = "hg0") -> TonneResult:
    return tonne(source, species, members=40, grid=COARSE)


@pytest.fixture(scope="module")
def asia() -> TonneResult:
    return tonne("Southeast Asia", "hg0", members=40)


def test_shares_add_up_and_lie_in_their_ranges(asia: TonneResult) -> None:
    assert sum(one.share.value for one in asia.deposition) == pytest.approx(1, abs=1e-10)
    assert sum(one.share.value for one in asia.bands) == pytest.approx(1, abs=1e-10)
    assert float((asia.field_ug_per_m2 * asia.grid.area_m2).sum()) == pytest.approx(1e12, rel=1e-10)
    values = [one.share.value for one in asia.deposition]
    assert values == sorted(values, reverse=True)
    shares = [one.share for one in (*asia.deposition, *asia.bands)] + [one.share for one in asia.near]
    assert all(0 <= one.low < one.value < one.high <= 1 for one in shares)
    # Published lifetimes of total gaseous mercury are 5.2 and 5.3 months (Horowitz 2017, CAM6-Chem/Hg).
    assert 4 < asia.world_lifetime_months < 8
    assert asia.lifetime_months.low < asia.lifetime_months.value < asia.lifetime_months.high
    assert asia.kept < asia.drawn == 40


def test_json(asia: TonneResult) -> None:
    told = json.loads(asia.to_json())
    assert {"deposition", "lifetime_months", "legacy", "caveats", "meta"} <= set(told)
    assert {"receptor", "share", "share_low", "share_high"} <= set(told["deposition"][0])
    assert {"model", "years", "reservoir", "share", "share_low", "share_high"} <= set(told["legacy"][0])
    assert told["meta"]["draws"] == 40
    assert any("screening model" in one for one in told["caveats"])
    assert any("never for countries" in one for one in told["caveats"])
    assert {one["status"] for one in told["unverified"]} == {"unverified"}
    assert len(asia.to_frame()) == len(told["deposition"]) + 6
    assert "Southeast Asia (elemental vapour)" in asia.summary()


def test_oxidised_mercury_falls_nearer_to_every_region() -> None:
    air = default_atmosphere(Grid(10.0))
    for key in region_keys():
        source = tonne_source(key)
        sources = np.stack([source.emission(air.grid, species) for species in ("hg0", "hg2")])
        state = air.steady(sources)
        near = state.onto_mg_per_year(air.surface.share(key), "land").sum(axis=-1)
        assert near[1] > 2 * near[0], key
        assert state.lifetime_months[1] < state.lifetime_months[0]


def test_the_same_question_has_the_same_answer() -> None:
    one, other = quick("usa", None), quick("USA", None)
    assert one.to_json() == other.to_json()
    changed = tonne("usa", members=40, seed=2, grid=COARSE)
    assert [row["share"] for row in one.rows()] == [row["share"] for row in changed.rows()]
    assert [row["share_low"] for row in one.rows()] != [row["share_low"] for row in changed.rows()]
    assert sum(one.mixture.values()) == pytest.approx(1)
    assert min(one.mixture.values()) > 0


def test_points_on_the_date_line_and_the_poles() -> None:
    emitted = [tonne_source((10.0, east)).emission(COARSE, "hg2") for east in (180.0, -180.0)]
    assert np.array_equal(emitted[0], emitted[1])
    assert tonne_source((90.0, 0.0)).emission(COARSE, "hg2")[1, -1].sum() == 1.0
    assert tonne_source("\u221233.9; 18.4").point == (-33.9, 18.4)
    found = quick((-90.0, 0.0), "hg2")
    assert sum(one.share.value for one in found.deposition) == pytest.approx(1, abs=1e-10)
    near = [one.share.value for one in found.near]
    assert near == sorted(near)
    assert near[2] > 0.3


@pytest.mark.parametrize("place", [(-33.9, 18.4), (10.0, 180.0), (90.0, 0.0)])
def test_what_lies_near_a_point(place: tuple[float, float]) -> None:
    for km in (500.0, 2500.0):
        # A cap of the sphere.
        known = 2 * np.pi * (1000 * EARTH_KM) ** 2 * (1 - np.cos(km / EARTH_KM))
        grid = Grid(5.0)
        assert float((within_km(grid, place, km) * grid.area_m2).sum()) == pytest.approx(known, rel=0.03)


def test_winds_and_areas_of_the_users_own() -> None:
    halves = Areas(("West", "East"), (shapely.box(-180, -90, 0, 90), shapely.box(0, -90, 180, 90)), "")
    found = tonne((45.0, 90.0), "hg2", members=40, atmosphere=default_atmosphere(COARSE), areas=halves)
    assert [one.name for one in found.areas] == ["West", "East"]
    assert sum(one.share.value for one in found.areas) == pytest.approx(1, abs=1e-9)
    assert found.areas[1].share.value > 0.6
    assert any("Winds and rain are the user's" in one for one in found.caveats)
    with pytest.raises(InputError, match="without meteorology of your own"):
        tonne("japan", areas=halves)


@pytest.mark.parametrize(
    ("source", "species", "told"),
    [
        ("Atlantis", "hg0", "no region of this name"),
        ("Atlantis", "hg0", "Southeast Asia, Oceania, Japan"),
        ("arctic-ocean", "hg0", "known for regions and points"),
        ("95,10", "hg0", "Then write 10,95"),
        ("-139.7,35.7", "hg0", "Then write 35.7,-139.7"),
        ("10,400", "hg0", "no place on the earth"),
        ((float("nan"), 3.0), "hg0", "no place on the earth"),
        ("10,20", None, "species that a point emits"),
        ("Japan", "hg7", "hg0, hg2 or hgp"),
    ],
)
def test_questions_that_cannot_be_answered(source: str | tuple[float, float], species: str | None, told: str) -> None:
    with pytest.raises(InputError, match=told):
        tonne(source, species)


def test_too_few_members() -> None:
    with pytest.raises(InputError, match="too few members"):
        tonne("japan", members=5, grid=COARSE)


def test_members_of_many_regions_at_once_are_those_of_each_alone() -> None:
    two = [tonne_source("japan"), tonne_source("usa")]
    together = regional_ensemble(two, "hg2", members=40).of_source(1)
    alone = tonne_of(two[1], "hg2", members=40)
    beside = tonne_of(two[1], "hg2", ensemble=together)
    for one, other in zip(beside.deposition, alone.deposition, strict=True):
        ends = [[share.low, share.high] for share in (one.share, other.share)]
        assert ends[0] == pytest.approx(ends[1])
    assert beside.kept == alone.kept
    assert beside.lifetime_months.high == pytest.approx(alone.lifetime_months.high)
