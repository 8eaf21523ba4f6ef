"""How gold is won: told, seen at sites, or asked for."""

from __future__ import annotations

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import (
    AboutRecord,
    BuyerRecord,
    PracticeRecord,
    ShopsRecord,
    SiteRecord,
    StratumRecord,
)
from almaden.sectors.gold.ways import ways_in, ways_of

ABOUT = AboutRecord(country="GHA", year=2024)


def practice(name: str, share: float, **told: object) -> PracticeRecord:
    return PracticeRecord.model_validate({"practice": name, "share": share} | told)


def site(number: int, share: float, **told: object) -> SiteRecord:
    """A made-up site of 1 kg of gold: 10 miners, 0.5 g a day, 200 days."""
    return SiteRecord.model_validate(
        {"id": f"S{number:02}", "miners": 10, "gold_per_miner": 0.5, "days_per_year": 200, "region": "North"}
        | {"concentrate_share": share, "mercury_free_share": 1.0 - share}
        | told
    )


def test_the_split_is_asked_for_with_its_bounds() -> None:
    with pytest.raises(InputError, match=r"how the gold is won.*\n.*\n.*1,000 kg of gold .* 1,300 kg.* 5,000 kg"):
        ways_of(GoldData(ABOUT), "field", 1000.0)


def test_shares_that_do_not_add_are_a_fault_with_the_region() -> None:
    with pytest.raises(InputError, match=r"do not add to 1.*0.9(.|\n)*North"):
        ways_of(GoldData(ABOUT, practices=(practice("concentrate", 0.9, region="North"),)), "field")


def test_a_region_stands_above_the_country() -> None:
    data = GoldData(ABOUT, practices=(practice("concentrate", 1.0), practice("whole_ore", 1.0, region="North")))
    ways = ways_of(data, "field")
    assert {region: tuple(found) for region, found in ways.items()} == {"": ("concentrate",), "North": ("whole_ore",)}


def test_gold_of_no_region_needs_a_split_of_the_country() -> None:
    data = GoldData(ABOUT, practices=(practice("concentrate", 1.0, region="North"),))
    with pytest.raises(InputError, match="some gold is of no region"):
        ways_in(ways_of(data, "field"), "", data, "field")


def test_shares_seen_at_few_sites_are_uncertain_and_always_add_to_one() -> None:
    shares = (practice("concentrate", 0.7, observations=24), practice("whole_ore", 0.3, observations=24))
    way = ways_of(GoldData(ABOUT, practices=shares), "field")[""]["whole_ore"]
    drawn = way.split.draw(FleetDraws(2000, 1))
    # Beta with 24 observations: sqrt(0.3 x 0.7 / 25) = 0.0917.
    assert np.std(drawn["whole_ore"][1:]) == pytest.approx(0.0917, rel=0.03)  # type: ignore[index]
    assert np.allclose(sum(np.asarray(one) for one in drawn.values()), 1.0)
    assert not way.split.exact_told
    exact = ways_of(GoldData(ABOUT, practices=(practice("concentrate", 0.7), practice("whole_ore", 0.3))), "field")
    assert exact[""]["whole_ore"].split.concentration is None
    assert exact[""]["whole_ore"].split.exact_told


def test_sites_tell_the_split_weighted_by_their_gold() -> None:
    # 6 sites of 1 kg without mercury, 4 of 4 kg from concentrate: 16 of 22 kg.
    sites = [site(k, 0.0) for k in range(6)] + [site(k, 1.0, miners=40) for k in range(6, 10)]
    way = ways_of(GoldData(ABOUT, sites=tuple(sites)), "field")["North"]["concentrate"]
    assert way.share == pytest.approx(16 / 22)
    # By hand: sum of (w (v - 16/22))^2 = 6 x (16/22)^2 + 4 x (4 x 6/22)^2 = 7.934; x 10/9, root, / 22: 0.135.
    shown = np.std(np.asarray(way.split.draw(FleetDraws(2000, 1))["concentrate"])[1:])
    assert shown == pytest.approx(0.135, rel=0.03)


def test_regions_with_few_sites_take_the_split_of_the_country() -> None:
    sites = [site(k, 1.0, region="North") for k in range(5)] + [site(5, 0.0, region="South")]
    assert set(ways_of(GoldData(ABOUT, sites=tuple(sites)), "field")) == {"", "North"}


def test_retorts_that_nobody_tells_are_none_and_asked() -> None:
    told = ways_of(GoldData(ABOUT, practices=(practice("concentrate", 1.0),)), "field")[""]["concentrate"]
    assert (told.retort_share.value, told.retorts_told, told.retort_efficiency.value) == (0.0, False, 0.85)
    assert next(one for one in told.origins if one.value == 0.0).status == "unverified"


def test_retorts_with_a_range_and_from_sites() -> None:
    row = practice("concentrate", 1.0, retort_share=0.2, retort_share_low=0.1, retort_share_high=0.35)
    way = ways_of(GoldData(ABOUT, practices=(row,)), "field")[""]["concentrate"]
    shown = amount(FleetDraws(2000, 1).of("x")(way.retort_share))
    assert (shown.value, shown.low, shown.high) == pytest.approx((0.2, 0.1, 0.35), rel=0.03)
    sites = tuple(site(k, 1.0, retort_share=0.1 * k) for k in range(6))
    seen = ways_of(GoldData(ABOUT, sites=sites), "field")["North"]["concentrate"]
    assert seen.retort_share.value == pytest.approx(0.25)
    assert seen.retorts_told


def test_shops_of_a_table_stand_above_shops_that_were_visited() -> None:
    buyers = tuple(
        BuyerRecord(id=f"B{k}", kind="shop", gold=k, gold_unit="kg", sponge_mercury_percent=10.0, capture_system=k == 3)
        for k in (1, 3)
    )
    data = GoldData(ABOUT, practices=(practice("concentrate", 1.0),), buyers=buyers)
    seen = ways_of(data, "field")[""]["concentrate"]
    # 10 % of the mass is 0.1 / 0.9 kg for each kg of gold; 3 of 4 kg pass the shop with a system.
    assert (seen.sponge.value, seen.capture_share.value) == pytest.approx((0.1 / 0.9, 0.75))
    row = ShopsRecord(sponge_mercury_percent=5.0, capture_share=0.1)
    told = ways_of(GoldData(ABOUT, practices=data.practices, buyers=buyers, shops=(row,)), "field")[""]["concentrate"]
    assert (told.sponge.value, told.capture_share.value) == pytest.approx((0.05 / 0.95, 0.1))
    assert told.capture_efficiency.value == 0.8


def test_shops_stand_for_those_of_their_stratum() -> None:
    """100 shops, of which two were visited, have no system; both of the other stratum have one: 2 of 102."""
    strata = (StratumRecord(id="many", region="N", buyers=100), StratumRecord(id="few", region="S", buyers=2))
    shops = tuple(
        BuyerRecord(id=f"{stratum} {number}", stratum=stratum, kind="shop", gold=1.0, gold_period="year",
                    capture_system=stratum == "few")
        for stratum in ("many", "few")
        for number in (1, 2)
    )  # fmt: skip
    data = GoldData(ABOUT, strata=strata, buyers=shops, practices=(practice("concentrate", 1.0),))
    way = ways_of(data, "field")[""]["concentrate"]
    assert way.capture_share.value == pytest.approx(2 / 102)
