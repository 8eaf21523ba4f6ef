"""Gold by every route from made-up records, against sums done by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import (
    AboutRecord,
    BuyerRecord,
    FigureRecord,
    MinerRecord,
    ProcessingRecord,
    SiteRecord,
    StratumRecord,
)
from almaden.sectors.gold.routes import RouteDraws, not_applied, routes_of
from almaden.sectors.gold.winnings import site_winnings

ABOUT = AboutRecord(country="XXX", year=2024, made_up=True)
FRAME = (
    StratumRecord(id="a", region="North", sites=10, units=6, buyers=5),
    StratumRecord(id="b", region="South", sites=20, units=4, buyers=4),
)


def site(name: str, stratum: str, miners: float, gold: float, **more: Any) -> SiteRecord:
    return SiteRecord(id=name, stratum=stratum, miners=miners, gold_per_miner=gold, **{"days_per_year": 200, **more})


def figure(quantity: Any, value: float, unit: str = "kg", source: str = "office", **more: Any) -> FigureRecord:
    return FigureRecord(quantity=quantity, value=value, unit=unit, source=source, **more)


def data(**tables: Any) -> GoldData:
    given: dict[str, Any] = {name: tuple(rows) for name, rows in tables.items()}
    return GoldData(ABOUT, **given)


def routes(told: GoldData) -> dict[str, RouteDraws]:
    return {one.route: one for one in routes_of(told, FleetDraws(1000, 1))}


def test_extraction_expands_sites_by_stratum_to_regions() -> None:
    """North: (50 x 0.4 + 30 x 0.6) x 200 g / 2 x 10 = 38 kg; South, all alike: 20 x 1 x 200 g x 20 = 80 kg."""
    sites = [site("1", "a", 50, 0.4), site("2", "a", 30, 0.6), site("3", "b", 20, 1.0), site("4", "b", 20, 1.0)]
    found = routes(data(strata=FRAME, sites=sites))["extraction"]
    assert {region: gold[0] for region, gold in found.regions.items()} == pytest.approx({"North": 38.0, "South": 80.0})
    assert found.gold[0] == pytest.approx(118.0)
    assert found.mean_unbiased
    assert "too few were visited" in found.told[0]


@pytest.mark.parametrize(
    ("gold", "unit", "period", "days", "kg"),
    [
        (0.5, "g", "day", 200, 100 * 0.5 * 200 / 1000),
        (0.002, "kg", "week", 210, 100 * 0.002 * 210 / 6),
        (1e-6, "t", "month", 365.25, 100 * 0.001 * 12),
        (2.0, "troy oz", "year", None, 100 * 2 * 0.0311034768),
    ],
)
def test_units_and_periods(gold: float, unit: Any, period: Any, days: float | None, kg: float) -> None:
    one = SiteRecord(id="1", miners=100, gold_per_miner=gold, gold_unit=unit, gold_period=period, days_per_year=days)
    assert site_winnings(data(sites=[one]))[0].kg == pytest.approx(kg)


def test_a_site_that_stood_still_wins_nothing() -> None:
    """50 x 0.4 g x 200 days are 4 kg, those of 0 days none; without days the mean of both, 100 days, stands in."""
    still, silent = site("2", "a", 50, 0.4, days_per_year=0), site("3", "a", 50, 0.4, days_per_year=None)
    found = site_winnings(data(sites=[site("1", "a", 50, 0.4), still, silent]))
    assert [one.kg for one in found] == pytest.approx([4.0, 0.0, 2.0])


def test_miners_who_were_asked_come_before_what_the_site_tells() -> None:
    """Mean 0.4 g of 0.3 and 0.5; variance 0.02; 10 of 40 asked: 40^2 x (1 - 2/40) x 0.02 / 2 x 0.2^2 kg^2."""
    asked = [MinerRecord(site="1", miner="1", gold=0.3), MinerRecord(site="1", miner="2", gold=0.5)]
    (found,) = site_winnings(data(sites=[site("1", "", 40, 9.0)], miners=asked))
    assert found.kg == pytest.approx(40 * 0.4 * 200 / 1000)
    assert found.within == pytest.approx(1600 * 0.95 * 0.01 * 0.04)


def test_a_list_of_all_sites_has_the_error_of_its_data_class() -> None:
    """Class 4: a standard error of 30 % for each site, half of the variance common to all."""
    sites = [site(str(at), "", 40, 0.5, region="North", data_class=4) for at in range(400)]
    found = routes(data(sites=sites))["extraction"]
    assert found.gold[0] == pytest.approx(400 * 40 * 0.5 * 0.2)
    assert np.log(found.gold[1:]).std() == pytest.approx((0.5 * np.log(1.09)) ** 0.5, rel=0.05)
    assert not found.mean_unbiased


def test_a_census_without_data_classes_is_told_what_narrows_its_range() -> None:
    found = routes(data(sites=[site(str(at), "", 40, 0.5, region="North") for at in range(3)]))["extraction"]
    assert "with an error of 75 %; telling the data class of recent measurements narrows" in found.told[-1]


def test_sites_that_do_not_tell_their_gold_are_stood_for_by_the_others() -> None:
    sites = [site(str(at), "", 40, 0.5, region="North") for at in range(3)] + [SiteRecord(id="9", region="North")]
    found = routes(data(sites=sites))["extraction"]
    assert found.gold[0] == pytest.approx(4 * 40 * 0.5 * 0.2)
    assert "1 of the sites do not tell" in found.told[0]


def test_a_stratum_that_nobody_visited_has_the_mean_of_the_others() -> None:
    sites = [site(str(at), "a", 40, 0.4 + 0.1 * at) for at in range(4)]
    found = routes(data(strata=FRAME, sites=sites))["extraction"]
    assert found.regions["South"][0] == pytest.approx(2.0 * found.regions["North"][0])
    assert any("none was visited" in told for told in found.told)


def test_processing_and_trade() -> None:
    """Units: 5 t/d x 6 g/t x 0.4 x 200 d = 2.4 kg, 6 of them. Exporters count, shops do not: 5 x (3 + 0) / 2."""
    units = [
        ProcessingRecord(id=str(at), stratum="a", ore_t_per_day=5, grade_g_per_t=6, recovery=0.4, days_per_year=200)
        for at in range(2)
    ]
    buyers = [
        BuyerRecord(id="1", stratum="a", kind="exporter", gold=3, gold_unit="kg", gold_period="year"),
        BuyerRecord(id="2", stratum="a", kind="shop", gold=9, gold_unit="kg", gold_period="year"),
    ]
    found = routes(data(strata=FRAME[:1], units=units, buyers=buyers))
    assert found["processing"].gold[0] == pytest.approx(6 * 2.4)
    assert found["trade"].gold[0] == pytest.approx(7.5)
    assert "exporters" in found["trade"].told[0]


def test_figures_make_extraction_trade_and_residual() -> None:
    """1,000 miners x 80 g; 2,000 troy ounces traded; 500 - 380 kg."""
    figures = [
        figure("miners", 1000, "persons"), figure("gold per miner", 80, "g"), figure("gold traded", 2000, "troy oz"),
        figure("national gold", 0.5, "t", low=0.45, high=0.55), figure("formal gold", 380, low=370, high=390),
    ]  # fmt: skip
    found = routes(data(figures=figures))
    assert {name: one.gold[0] for name, one in found.items()} == pytest.approx(
        {"extraction": 80.0, "trade": 62.2069536, "residual": 120.0}
    )
    assert not any(one.mean_unbiased for one in found.values())
    assert "data class 2" in found["trade"].told[0]
    assert [one.quantity for one in found["residual"].origins][:2] == ["national gold", "formal gold"]
    assert {one.status for one in found["trade"].origins} == {"user", "unverified"}
    # A range of 450 to 550 kg, and one of 10 kg to each side that errs with it by half.
    assert amount(found["residual"].gold).high - 120 == pytest.approx(48.0, abs=3.0)


def test_figures_of_one_source_err_together() -> None:
    def correlation(source: str) -> float:
        told = [figure("gold traded", 100, data_class=4), figure("miners", 1000, "persons", source, data_class=4)]
        found = routes(data(figures=[*told, figure("gold per miner", 80, "g", "other", low=79, high=81)]))
        return float(np.corrcoef(np.log(found["trade"].gold), np.log(found["extraction"].gold))[0, 1])

    assert correlation("office") == pytest.approx(0.5, abs=0.06)
    assert correlation("ministry") == pytest.approx(0.0, abs=0.1)


def test_days_at_the_same_sites_are_shared() -> None:
    days = [120, 160, 200, 240, 280, 320]
    sites = [site(str(at), "a", 40, 0.4 + 0.02 * (at % 2), days_per_year=one) for at, one in enumerate(days)]
    units = [
        ProcessingRecord(
            id=str(at), stratum="a", site=str(at), ore_t_per_day=5, grade_g_per_t=6 - at % 2, recovery=0.4,
            days_per_year=one,
        )
        for at, one in enumerate(days)
    ]  # fmt: skip
    frame = [StratumRecord(id="a", region="North", sites=40, units=40)]
    found = routes(data(strata=frame, sites=sites, units=units))
    assert np.corrcoef(np.log(found["extraction"].gold), np.log(found["processing"].gold))[0, 1] > 0.5


def test_one_of_several_figures_has_to_be_chosen() -> None:
    several = [figure("gold traded", 100, source="customs"), figure("gold traded", 150, source="buyers abroad")]
    with pytest.raises(InputError, match="customs") as caught:
        routes(data(figures=several))
    assert "buyers abroad" in str(caught.value)
    chosen = [several[0], several[1].model_copy(update={"chosen": True})]
    assert routes(data(figures=chosen))["trade"].gold[0] == 150.0
    with pytest.raises(InputError, match="unit"):
        routes(data(figures=[figure("gold traded", 100, "buckets")]))


def test_routes_without_data_say_what_they_need() -> None:
    assert set(not_applied(data())) == {"extraction", "processing", "trade", "residual"}
    too_much = data(figures=[figure("national gold", 100), figure("formal gold", 120)])
    assert "nothing is left" in not_applied(too_much)["residual"]
    alone = data(figures=[figure("small-scale gold", 90)])
    assert list(not_applied(alone)) == ["extraction", "processing", "residual"]
    assert "stands for the trade" in routes(alone)["trade"].told[0]


def test_the_order_of_rows_does_not_change_a_digit() -> None:
    sites = [site(str(at), "ab"[at % 2], 20 + at, 0.3 + 0.05 * at) for at in range(12)]
    one = routes(data(strata=FRAME, sites=sites))["extraction"].gold
    other = routes(data(strata=FRAME[::-1], sites=sites[::-1]))["extraction"].gold
    assert (one == other).all()
