"""Mercury of the small-scale gold of a country: hand arithmetic, balance, and what must hold for any input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import estimate, work
from almaden.sectors.gold.fate import Practised, flows
from almaden.sectors.gold.records import (
    AboutRecord,
    FigureRecord,
    MercuryRecord,
    PracticeRecord,
    RatioRecord,
    ShopsRecord,
    SiteRecord,
    StratumRecord,
)

ABOUT = AboutRecord(country="GHA", year=2018)
CONCENTRATE = PracticeRecord(practice="concentrate", share=1.0)


def figure(quantity: str, value: float, **told: object) -> FigureRecord:
    return FigureRecord.model_validate({"quantity": quantity, "value": value, "unit": "kg", "source": "made up"} | told)


def country(*practices: PracticeRecord, figures: tuple[FigureRecord, ...] = (), **told: object) -> GoldData:
    gold = figure("small-scale gold", 1000.0, low=800.0, high=1250.0, source="made up, gold")
    return replace(GoldData(ABOUT, figures=(gold, *figures), practices=practices), **told)  # type: ignore[arg-type]


def regions() -> GoldData:
    """Made-up sites of two regions: alluvial ones, and a hard-rock one with whole ore and retorts."""
    north = [
        SiteRecord(id=f"N{k}", stratum="n", miners=20 + k, gold_per_miner=0.4 + 0.05 * k, days_per_year=200,
                   concentrate_share=1.0 - 0.1 * (k % 3), mercury_free_share=0.1 * (k % 3), retort_share=0.1 * k,
                   residential_burning=k % 2 == 0)
        for k in range(6)
    ]  # fmt: skip
    south = [
        SiteRecord(id=f"S{k}", stratum="s", miners=30, gold_per_miner=0.2 + 0.1 * k, days_per_year=250,
                   whole_ore_share=0.5, concentrate_share=0.5, retort_share=0.0)
        for k in range(5)
    ]  # fmt: skip
    strata = (StratumRecord(id="n", region="North", sites=40), StratumRecord(id="s", region="South", sites=20))
    return GoldData(ABOUT, strata=strata, sites=(*north, *south))


def test_half_the_amalgam_in_retorts_of_90_percent_leaves_55_percent() -> None:
    """Case A04: 1.0 kg/kg burnt, adoption 50 %, efficiency 90 %: 0.55 kg/kg to air."""
    found = flows(1.0, Practised(1.0, 1.0, 0.5, 0.9, 0.0, 0.0, 0.0, 0.8, 0.5))
    assert found.pathways["air_burning"] == pytest.approx(0.55)
    assert found.bought == pytest.approx(0.55)


def test_ghana_by_the_toolkit_stands_beside_what_was_published() -> None:
    """1.5 million troy ounces, all from concentrate, ratio 1; the national assessment published 45,150 kg."""
    figures = (figure("small-scale gold", 46655.0, source="a"), figure("mercury used", 45150.0, source="b"))
    found = estimate(GoldData(ABOUT, figures=figures, practices=(CONCENTRATE,)), ratio_set="toolkit-2019", draws=200)
    assert found.mercury_kg.value == pytest.approx(46655.0)
    # The Toolkit sends 75 % to air, 13 % to water, 12 % to land.
    ways = {name: one.value for name, one in found.pathways.items()}
    assert ways["air_burning"] + ways["air_shops"] == pytest.approx(0.75 * 46655.0)
    assert (ways["water"], ways["land"]) == pytest.approx((0.13 * 46655.0, 0.12 * 46655.0))
    assert [(one.what, one.value) for one in found.beside] == [("mercury used", 45150.0)]
    assert any("retorts" in question for question in found.questions)


def test_a_country_with_retorts_shops_and_two_practices_by_hand() -> None:
    rows = (
        PracticeRecord(practice="concentrate", share=0.6, retort_share=0.5, retort_efficiency=0.9),
        PracticeRecord(practice="whole_ore", share=0.4, retort_share=0.0),
    )
    shops = (ShopsRecord(sponge_mercury_percent=5.0, capture_share=0.5, capture_efficiency=0.8),)
    found = estimate(country(*rows, shops=shops), draws=200)
    # Concentrate, 600 kg: 1.3 added, 0.975 in the amalgam, sponge 1/19, burnt 0.92237, given back 0.41507.
    given_back = 600.0 * (0.975 - 1.0 / 19.0) * 0.45
    assert found.mercury_kg.value == pytest.approx(600.0 * 1.3 - given_back + 400.0 * 5.0)
    assert found.recovered_kg.value == pytest.approx(given_back)
    assert found.pathways["captured"].value == pytest.approx(1000.0 / 19.0 * 0.4)
    assert found.pathways["air_shops"].value == pytest.approx(1000.0 / 19.0 * 0.6)
    burnt = 600.0 * (0.975 - 1.0 / 19.0) + 400.0 * (1.25 - 1.0 / 19.0)
    assert found.pathways["air_burning"].value == pytest.approx(burnt - given_back)
    assert found.worst["whole_ore"] == pytest.approx(0.4)
    assert found.worst["open_burning"] == pytest.approx(1.0 - 0.5 * 600.0 * (0.975 - 1.0 / 19.0) / burnt)
    assert found.worst["residential_burning"] is None


def test_pathways_and_parts_add_up_in_every_draw() -> None:
    worked = work(regions(), draws=300)
    whole, parts = worked.parts.whole, worked.parts
    assert np.allclose(sum(whole.pathways.values()), whole.bought, rtol=1e-12)
    assert np.allclose(whole.gold, worked.together.gold, rtol=1e-12)
    for several in (parts.regions, parts.practices):
        sums = tuple(several.values())
        assert np.allclose(sum(one.bought for one in sums), whole.bought, rtol=1e-12)
        assert np.allclose(sum(one.gold for one in sums), whole.gold, rtol=1e-12)
    assert set(parts.regions) == {"North", "South"}


def test_burning_where_people_live_counts_by_the_gold_of_the_sites_that_tell() -> None:
    gold = [(20 + k) * (0.4 + 0.05 * k) for k in range(6)]
    share = estimate(regions(), draws=100).worst["residential_burning"]
    assert share == pytest.approx(sum(gold[::2]) / sum(gold))


def test_a_ratio_of_the_table_stands_above_what_sites_bought_and_says_so() -> None:
    mercury = tuple(MercuryRecord(site=f"N{k}", mercury=2.0, period="month") for k in (0, 3))
    ratios = (RatioRecord(practice="concentrate", value=1.1),)
    notes = estimate(replace(regions(), mercury=mercury, ratios=ratios), draws=100).notes
    assert any("2 sites added" in note and "takes 1.1" in note for note in notes)


def test_the_order_of_rows_changes_no_digit() -> None:
    data = regions()
    turned = replace(data, sites=tuple(reversed(data.sites)), strata=tuple(reversed(data.strata)))
    assert numbers(estimate(data, draws=200).as_dict()) == numbers(estimate(turned, draws=200).as_dict())


def numbers(record: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in record.items() if name not in ("meta", "unverified", "questions")}


def test_every_route_is_multiplied_by_the_same_ratio() -> None:
    found = estimate(
        country(CONCENTRATE, figures=(figure("national gold", 3000.0), figure("formal gold", 1800.0))), draws=200
    )
    told = [one for one in found.routes if one.applies]
    assert len(told) == 1  # a figure of small-scale gold counts only where nothing else is told
    for one in told:
        assert one.gold_kg is not None
        assert one.mercury_kg is not None
        assert one.mercury_kg.value == pytest.approx(1.3 * one.gold_kg.value)
    assert [one.what for one in found.beside] == ["small-scale gold"]
    assert all(one.told for one in found.routes if not one.applies)


@settings(max_examples=10, deadline=None)
@given(st.floats(0, 0.45), st.floats(0, 0.5), st.sampled_from(["concentrate", "whole_ore"]))
def test_more_retorts_never_raise_air_or_purchases(share: float, more: float, practice: str) -> None:
    def told(retorts: float) -> PracticeRecord:
        return PracticeRecord.model_validate({"practice": practice, "share": 1.0, "retort_share": retorts})

    few, many = (work(country(told(one)), draws=50).parts.whole for one in (share, share + more))
    assert np.all(many.bought <= few.bought * (1 + 1e-12))
    assert np.all(many.pathways["air_burning"] <= few.pathways["air_burning"] * (1 + 1e-12))


def test_twice_the_gold_is_twice_the_mercury() -> None:
    once, twice = country(CONCENTRATE), country(CONCENTRATE)
    doubled = tuple(
        one.model_copy(update={"value": 2 * one.value, "low": 1600.0, "high": 2500.0}) for one in twice.figures
    )
    first, second = (estimate(data, draws=200).mercury_kg for data in (once, replace(twice, figures=doubled)))
    assert (second.value, second.low, second.high) == pytest.approx((2 * first.value, 2 * first.low, 2 * first.high))


def test_supply_is_tested_against_use() -> None:
    figures = (
        figure("mercury imports", 60.0, unit="flask", low=55.0, high=65.0),
        figure("mercury other uses", 500.0, low=400.0, high=600.0),
    )
    supply = estimate(country(CONCENTRATE, figures=figures), draws=500).supply
    assert supply is not None
    # 60 flasks of 34.5 kg, less 500 kg; 1,300 kg are used.
    assert supply.supply_kg.value == pytest.approx(60 * 34.5 - 500)
    assert supply.gap_kg.value == pytest.approx(1300 - (60 * 34.5 - 500))
    assert supply.p_disagree > 0.05
    little = (figure("mercury imports", 100.0, low=90.0, high=110.0),)
    lacking = estimate(country(CONCENTRATE, figures=little), draws=500).supply
    assert lacking is not None
    assert lacking.p_disagree < 0.05
    assert "without a supply that is told" in lacking.told
    assert estimate(country(CONCENTRATE), draws=100).supply is None


def test_what_looks_wrong_is_asked() -> None:
    data = regions()
    odd = SiteRecord(id="X", stratum="n", miners=3, gold_per_miner=40, days_per_year=200, children=2,
                     concentrate_share=1.0)  # fmt: skip
    mercury = (MercuryRecord(site="lost", mercury=1.0, period="month"),)
    found = " ".join(estimate(replace(data, sites=(*data.sites, odd), mercury=mercury), draws=100).questions)
    for words in ("outside 0.05 to 5 g at X", "Children work at X", "not in the table of sites: lost"):
        assert words in found


def test_a_range_of_no_use_is_told_and_asked_about() -> None:
    """Two of 60 made-up sites, one of which stands still: no spread of two tells that of sixty."""
    sites = (SiteRecord(id="1", stratum="n", miners=0, gold_per_miner=0.4, days_per_year=200),
             SiteRecord(id="2", stratum="n", miners=30, gold_per_miner=0.4, days_per_year=200))  # fmt: skip
    frame = (StratumRecord(id="n", region="North", sites=60),)
    found = estimate(GoldData(ABOUT, strata=frame, sites=sites, practices=(CONCENTRATE,)), draws=1000)
    extraction = next(one for one in found.routes if one.route == "extraction")
    assert extraction.gold_kg is not None
    # 60 x 15 miners x 0.4 g x 200 days: the value stays.
    assert extraction.gold_kg.value == pytest.approx(72.0)
    assert extraction.gold_kg.high > 50 * extraction.gold_kg.value
    assert any("give no useful range" in one for one in extraction.told)
    assert any("more than 50 times its value" in one for one in found.questions)
    usual = estimate(regions(), draws=1000)
    assert not any("no useful range" in one for route in usual.routes for one in route.told)


def test_no_route_is_a_fault_that_says_what_each_needs() -> None:
    with pytest.raises(InputError, match="no route tells the gold"):
        estimate(GoldData(ABOUT, practices=(CONCENTRATE,)))
