"""Ratios of mercury to gold: the country's own, those of its sites, those of a set."""

from __future__ import annotations

import pytest

from almaden.errors import InputError
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.ratios import ratio_of
from almaden.sectors.gold.records import AboutRecord, MercuryRecord, RatioRecord, SiteRecord
from almaden.sectors.gold.site_means import seen_sites
from almaden.sectors.gold.terms import Practice, RatioSet
from almaden.sectors.numbers import Number

ABOUT = AboutRecord(country="GHA", year=2024)


def ratio(data: GoldData, practice: Practice = "concentrate", ratio_set: RatioSet = "field") -> Number:
    return ratio_of(practice, data, ratio_set, seen_sites(data))


@pytest.mark.parametrize(
    ("ratio_set", "practice", "value"),
    [
        ("field", "concentrate", 1.3),  # Artisanal Gold Council, without a retort
        ("field", "whole_ore", 5.0),  # Telmer & Veiga 2009
        ("toolkit-2019", "concentrate", 1.0),
        ("toolkit-2019", "whole_ore", 3.0),
        ("field", "mercury_free", 0.0),
    ],
)
def test_ratio_of_a_set(ratio_set: RatioSet, practice: Practice, value: float) -> None:
    found = ratio(GoldData(ABOUT), practice, ratio_set)
    assert found.value == value
    assert found.origin.status == ("unverified" if value else "user")


def test_the_range_of_whole_ore_is_that_of_the_source() -> None:
    shown = amount(FleetDraws(2000, 1).of("a")(ratio(GoldData(ABOUT), "whole_ore")))
    assert (shown.value, shown.low, shown.high) == pytest.approx((5.0, 3.0, 20.0), rel=0.03)


@pytest.mark.parametrize(("value", "unit"), [(1.2, "g/g"), (1.2, "kg/kg"), (1200.0, "g/kg"), (1200.0, "kg/t")])
def test_an_own_ratio_in_any_unit(value: float, unit: str) -> None:
    record = RatioRecord.model_validate(
        {"practice": "concentrate", "value": value, "low": value / 2, "high": value * 2, "unit": unit}
    )
    origin = ratio(GoldData(ABOUT, ratios=(record,))).origin
    assert (origin.value, origin.low, origin.high) == pytest.approx((1.2, 0.6, 2.4))


def test_two_ratios_of_one_practice_are_a_fault() -> None:
    with pytest.raises(InputError, match=r"several ratios.*\n.*\n.*1\.3 kg/kg, 1\.1 kg/kg"):
        ratio(
            GoldData(
                ABOUT,
                ratios=(RatioRecord(practice="concentrate", value=1.3), RatioRecord(practice="concentrate", value=1.1)),
            )
        )


def sites(bought_kg: list[float], retort_share: float | None = None) -> GoldData:
    """Made-up sites of 10 miners with 0.5 g a day on 200 days: 1 kg of gold each, all from concentrate."""
    found = [
        SiteRecord(id=f"S{k}", miners=10, gold_per_miner=0.5, days_per_year=200, concentrate_share=1.0,
                   retort_share=retort_share, retort_efficiency=0.9)
        for k in range(len(bought_kg))
    ]  # fmt: skip
    mercury = [MercuryRecord(site=f"S{k}", mercury=kg, period="year") for k, kg in enumerate(bought_kg)]
    return GoldData(ABOUT, sites=tuple(found), mercury=tuple(mercury))


def test_what_sites_bought_is_a_ratio_with_the_error_of_few_sites() -> None:
    # 1, 1.2, 1.4, 1.6, 1.8: mean 1.4, standard error sqrt(0.1 / 5) = 0.1414, Student t of 4 degrees 2.776.
    found = ratio(sites([1.0, 1.2, 1.4, 1.6, 1.8]))
    assert found.value == pytest.approx(1.4)
    assert found.origin.high == pytest.approx(1.4 * 2.718281828 ** (2.776 * 0.1414 / 1.4), rel=1e-3)


def test_four_sites_are_too_few_for_a_ratio_of_their_own() -> None:
    assert ratio(sites([1.0, 1.2, 1.4, 1.6])).value == 1.3


def test_what_retorts_of_the_sites_give_back_is_added_again() -> None:
    # bought = r - (0.75 r - s) 0.5 x 0.9 with s = 0.05 / 0.95; bought 1: r = (1 - 0.45 s) / (1 - 0.3375).
    expected = (1.0 - 0.45 * 0.05 / 0.95) / (1.0 - 0.3375)
    assert ratio(sites([1.0] * 5, retort_share=0.5)).value == pytest.approx(expected)
