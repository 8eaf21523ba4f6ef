"""What everybody may know of an estimate: no region of fewer than ten miners, nor what is left when one is not told."""

from __future__ import annotations

from dataclasses import replace

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import estimate
from almaden.sectors.gold.few_persons import for_all, hidden_regions
from almaden.sectors.gold.records import AboutRecord, BuyerRecord, PracticeRecord, SiteRecord, StratumRecord


def data(**miners: float) -> GoldData:
    sites = tuple(
        SiteRecord(id=name, region=name, miners=count, gold_per_miner=0.4, days_per_year=200, source="made up")
        for name, count in miners.items()
    )
    split = (PracticeRecord(practice="concentrate", share=1.0),)
    return GoldData(AboutRecord(country="GHA", year=2024, made_up=True), sites=sites, practices=split)


def test_regions_with_ten_miners_and_more_are_told() -> None:
    assert hidden_regions(data(a=10, b=30), ["a", "b"]) == frozenset()


def test_a_small_region_takes_the_next_along() -> None:
    # Nine could be reckoned back from the whole and the other two; nine and fifteen together cannot.
    assert hidden_regions(data(a=9, b=30, c=15), ["a", "b", "c"]) == {"a", "c"}
    # Six and five are eleven.
    assert hidden_regions(data(a=6, b=30, c=5), ["a", "b", "c"]) == {"a", "c"}


def test_a_site_lies_in_the_region_of_its_stratum() -> None:
    strata = (StratumRecord(id="one", region="a", sites=4), StratumRecord(id="two", region="b", sites=9))
    sites = (SiteRecord(id="S1", stratum="one", region="", miners=3), SiteRecord(id="S2", stratum="two", miners=40))
    told = replace(data(), strata=strata, sites=(sites[0], sites[1].model_copy(update={"region": ""})))
    assert hidden_regions(told, ["a", "b"]) == {"a", "b"}


def test_a_region_that_only_documents_tell_is_told() -> None:
    assert hidden_regions(data(b=30), ["a", "b"]) == frozenset()


def test_a_buyer_is_one_person() -> None:
    bought = BuyerRecord(id="B1", region="a", kind="shop", gold=2.0, source="made up")
    alone = replace(data(b=30), buyers=(bought,))
    assert hidden_regions(alone, ["a", "b"]) == {"a", "b"}
    beside = replace(data(a=30), buyers=(bought,))
    assert hidden_regions(beside, ["a"]) == frozenset()
    # What the trade of the region tells would be what the one buyer bought.
    assert hidden_regions(beside, ["a"], "trade") == {"a"}


def test_neither_sites_nor_small_regions_are_in_what_all_see() -> None:
    told = data(a=9, b=30, c=15)
    shown = for_all(estimate(told, draws=200), told)
    assert [one.name for one in shown.by_region] == ["b"]
    assert all(set(route.by_region) <= {"b"} for route in shown.routes)
    assert shown.questions == ()
    assert "fewer than ten" in str(shown.notes)
