"""What the visited sites are like. Sites are made up."""

from __future__ import annotations

import json

import pytest

from almaden.sectors.gold.blur import blurred
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import AboutRecord, SiteRecord, StratumRecord
from almaden.sectors.gold.sites import Told, months_of, sites_result

DATA = GoldData(
    about=AboutRecord(country="GHA", year=2024, made_up=True),
    strata=(StratumRecord(id="n", region="North", sites=60), StratumRecord(id="e", region="East", sites=5)),
    sites=(
        SiteRecord(id="S1", stratum="n", miners=40, men=26, women=12, children=2, equipment="Sluice; pump",
                   ore="alluvial", season="11-2", whole_ore_share=0.2, retort_share=0.4, latitude=5.9123,
                   longitude=-2.0321),
        SiteRecord(id="S2", region="North", miners=10, men=4, equipment="sluice", season="1", retort_share=0.0),
        SiteRecord(id="S3", region="South", season="rains"),
    ),
)  # fmt: skip


def test_counts_by_region_beside_the_frame() -> None:
    result = sites_result(DATA)
    east, north, south = result.by_region
    # A region of the frame that nobody visited is there, and one without a frame says that it has none.
    assert [(one.region, one.frame, one.visited) for one in (east, north, south)] == [
        ("East", 5, 0), ("North", 60, 2), ("South", None, 1),
    ]  # fmt: skip
    assert (result.whole.frame, result.whole.visited) == (65, 3)
    # 40 + 10 miners; of the ten only four men are told.
    assert (north.miners, north.men, north.women, north.children, north.sex_not_told) == (50, 30, 12, 2, 6)
    assert (south.miners, south.miners_told) == (0, 0)
    assert north.equipment == {"sluice": 2, "pump": 1}
    assert north.ore == {"": 1, "alluvial": 1}
    assert north.practices["whole_ore"] == Told(0.2, 1)
    assert north.retorts == Told(0.2, 2)
    # November to February, and January.
    assert north.months == (2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    assert (north.months_told, south.months_told) == (2, 0)
    assert "rains" in result.questions[0]


def test_only_the_cell_of_a_site_gets_out_and_an_example_says_so() -> None:
    told = sites_result(DATA).to_json() + sites_result(DATA).to_frame().to_csv()
    (cell,) = sites_result(DATA).cells
    assert (cell.latitude, cell.longitude, cell.sites) == (*blurred(5.9123, -2.0321), 1)
    assert "5.91" not in told
    assert "2.03" not in told
    assert "made up" in json.loads(sites_result(DATA).to_json())["meta"]["notice"]


@pytest.mark.parametrize(
    ("season", "months"),
    [("3-5; 9-11", {3, 4, 5, 9, 10, 11}), ("12", {12}), ("", None), ("0-3", None), ("May", None)],
)
def test_months(season: str, months: set[int] | None) -> None:
    assert months_of(season) == months
