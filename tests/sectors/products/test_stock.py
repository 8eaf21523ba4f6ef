"""The stock model of products: balance, phase-out, ranges, order of rows, the batch beside the single run."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.reference.tables import read_table
from almaden.sectors.products.as_inventory import as_inventory
from almaden.sectors.products.batch import run_batch
from almaden.sectors.products.data import StockData, example
from almaden.sectors.products.defaults import content_of, fates_of, life_of
from almaden.sectors.products.engine import run
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.lifetimes import LAWS, Law, Lifetime, survival
from almaden.sectors.products.records import (
    ContentRecord,
    FateFactorRecord,
    FateRecord,
    LifeRecord,
    PhaseOutRecord,
    SalesRecord,
    StockAboutRecord,
)
from almaden.sectors.products.stock import ENDS, FATES, after_phase_out, stock_and_discards

ABOUT = StockAboutRecord(before="zero", handling="informal")
#: 1 g in an item, and a life of 3 years: three years of sales are in use, for sales at the middle of the year.
ONE_GRAM = ContentRecord(kind="cfl", year=2000, value=1, unit="g/item")
THREE_YEARS = LifeRecord(kind="cfl", law="fixed", mean=3)


def sale(year: int, sold: float, **values: object) -> SalesRecord:
    told = {"country": "BRA", "kind": "cfl", "unit": "items", **values}
    return SalesRecord.model_validate({**told, "year": year, "sold": sold})


def data(*sales: SalesRecord, about: StockAboutRecord = ABOUT, ends: tuple[PhaseOutRecord, ...] = ()) -> StockData:
    return StockData(about, sales, (ONE_GRAM,), (THREE_YEARS,), phase_outs=ends)


def kg(found: object, name: str) -> list[float]:
    return [one.value for one in found.of("BRA", "cfl").amounts[name]]  # type: ignore[attr-defined]


def test_what_was_sold_leaves_after_its_life() -> None:
    found = run(data(sale(2000, 1000), sale(2001, 2000), sale(2002, 0), sale(2003, 0), sale(2004, 0)), draws=100)
    assert kg(found, "inflow") == pytest.approx([1, 2, 0, 0, 0])
    assert kg(found, "stock") == pytest.approx([1, 3, 3, 2, 0])
    assert kg(found, "discards") == pytest.approx([0, 0, 0, 1, 2])


def test_mercury_ends_by_the_shares_of_the_user() -> None:
    # Of 1 kg that leaves use in 2003: 0.2 breaks; of the other 0.8 a quarter is collected, the rest is incinerated.
    fates = FateRecord(kind="cfl", broken=0.2, collected=0.25, landfill=0, incineration=0.75, open_burning=0, sewer=0)
    ends = {"air_low": 0.2, "air_high": 0.6, "water": 0.1, "land": 0, "landfilled": 0.5, "recovered": 0, "air": 0.4}
    own = (
        FateFactorRecord(fate="incineration", **ends),
        FateFactorRecord(fate="incineration", country="BRA", **{**ends, "air": 0.3, "land": 0.1}),
        FateFactorRecord(fate="broken", air=1, water=0, land=0, landfilled=0, recovered=0),
        FateFactorRecord(fate="collected", air=0, water=0, land=0, landfilled=0.1, recovered=0.9),
    )
    both = [sale(year, sold, country=country) for country in ("BRA", "IDN")
            for year, sold in ((2000, 1000), (2001, 0), (2002, 0), (2003, 0))]  # fmt: skip
    told = dataclasses.replace(data(*both), fates=(fates,), fate_factors=own)
    found = run(told, draws=200)
    # Air: 0.2 + 0.6 x 0.3; water: 0.6 x 0.1; land: 0.6 x 0.1; landfilled: 0.6 x 0.5 + 0.2 x 0.1; recovered: 0.2 x 0.9.
    expected = {"air": 0.38, "water": 0.06, "land": 0.06, "landfilled": 0.32, "recovered": 0.18}
    assert {name: kg(found, name)[3] for name in ENDS} == pytest.approx(expected)
    assert found.of("IDN").amounts["air"][3].value == pytest.approx(0.2 + 0.6 * 0.4)
    assert found.of("BRA").amounts["air"][3].low < 0.35 < 0.41 < found.of("BRA").amounts["air"][3].high
    assert found.unplaced < 1e-12
    layers = {(one.place, one.value): one.layer for one in found.origins if one.quantity == "share to air"}
    assert layers[("incineration BRA", 0.3)] == layers[("incineration", 0.4)] == "inventory"
    assert layers[("landfill", 0.03)] == "products"
    # In an inventory what breaks goes to air now, and nothing of it to the bin.
    ((_, (line,)),) = as_inventory(found, "BRA", 2003).layers
    assert (line.air, line.sector_treatment, line.general_waste) == pytest.approx((0.2, 0.2, 0.6))


def test_sales_end_in_the_years_after_a_phase_out_and_some_go_on_illegally() -> None:
    # I_t = I_t0 max(0, 1 - (t - t0) / lag) with lag 4, and 0.1 of it illegal: 0.75, 0.5, 0.25, 0 and 0.1 on each.
    assert after_phase_out(np.arange(2024.0, 2031), 2025, 4, 0.1) == pytest.approx([1, 1, 0.85, 0.6, 0.35, 0.1, 0.1])
    assert after_phase_out(np.arange(2025.0, 2028), 2025, 0, 0.0) == pytest.approx([1, 0, 0])
    end = PhaseOutRecord(country="BRA", kind="cfl", year=2025, lag=4, illegal_share=0.1)
    found = run(data(sale(2024, 1000), sale(2026, 3000), about=ABOUT.model_copy(update={"between": "straight line"}),
                     ends=(end,)), draws=100, until=2028)  # fmt: skip
    assert kg(found, "inflow") == pytest.approx([1, 2, 3, 1.2, 0.7])
    assert any("phase-out of 2025" in note for note in found.notes)


def test_sales_before_the_first_year_told_are_those_that_were_asked_for() -> None:
    grown = StockAboutRecord(before="growth", since=1998, growth=1.0, handling="informal")
    assert kg(run(data(sale(2000, 1000), about=grown), draws=100), "inflow") == pytest.approx([0.25, 0.5, 1])
    constant = StockAboutRecord(before="constant", since=1999, handling="informal")
    found = run(data(sale(2000, 1000), about=constant), draws=100)
    assert kg(found, "inflow") == pytest.approx([1, 1])
    assert found.notes == ("BRA cfl: from 1999 to before 2000 sales are taken as those of 2000",)


def test_a_run_may_end_before_the_last_sales_told() -> None:
    told = (sale(2000, 1000), sale(2001, 500), sale(2003, 7, kind="lfl"))
    found = run(data(*told), draws=100, until=2001)
    assert found.years == (2000, 2001)
    assert [one.kind for one in found.series] == ["cfl"]


def test_mercury_per_item_falls_with_the_year_of_sale() -> None:
    years = np.array([1990.0, 2007.0, 2008.5, 2010.0, 2050.0])
    rows = {int(row["year"]): float(row["value"]) for row in read_table("products/mercury_per_item")
            if row["kind"] == "cfl"}  # fmt: skip
    expected = [rows[1990], rows[2007], (rows[2007] + rows[2010]) / 2, rows[2010], rows[max(rows)]]
    assert content_of("cfl", "BRA").drawn(years, lambda one: one.value) == pytest.approx([mg * 1e-6 for mg in expected])


def test_every_kind_has_its_content_life_and_fates() -> None:
    for kind, one in product_kinds().items():
        assert content_of(kind, "BRA").numbers
        assert life_of(kind, "BRA").law.mean > 0
        units = {number.origin.unit for number in content_of(kind, "BRA").numbers}
        assert units == {"mg/item" if one.per == "item" else "ppm"}
        for handling in ("controlled", "informal", "separate"):
            shares = fates_of(kind, "BRA", handling).drawn(lambda one: one.value, lambda one: one.value)
            assert sum(shares.values()) == pytest.approx(1.0)


def test_the_example_balances_and_all_that_leaves_use_ends_somewhere() -> None:
    found = run(example(), draws=200, until=2040)
    assert max(found.imbalance, found.unplaced) < 1e-12
    whole = found.balance("XXA")
    assert [row["before_kg"] for row in whole[1:]] == [row["stock_kg"] for row in whole[:-1]]
    assert max(abs(row["left_kg"]) for row in whole) < 1e-12 * max(row["stock_kg"] for row in whole)
    for one in (*found.series, *found.sums):
        for place, gone in enumerate(one.amounts["discards"]):
            for names in (FATES, ENDS):
                assert sum(one.amounts[name][place].value for name in names) == pytest.approx(gone.value)
            assert gone.low <= gone.value <= gone.high
    assert "Made-up" in found.meta.notice
    assert {one.quantity for one in found.unverified} >= {"mercury content", "mean life", "share to air"}
    assert found.as_dict()["series"][0]["amounts"]["stock"][0]["value"] > 0
    assert len(found.to_frame()) == len(found.years) * 5


def test_twice_the_sales_are_twice_everything_and_the_order_of_rows_changes_no_digit() -> None:
    one = example()
    rows = list(one.sales)
    random.Random(1).shuffle(rows)
    first, mixed = run(one, draws=100), run(dataclasses.replace(one, sales=tuple(rows)), draws=100)
    assert (mixed.series, mixed.sums) == (first.series, first.sums)
    twice = run(
        dataclasses.replace(one, sales=tuple(r.model_copy(update={"sold": 2 * (r.sold or 0)}) for r in one.sales)),
        draws=100,
    )
    for doubled, single in zip(twice.rows(), first.rows(), strict=True):
        for name, value in single.items():
            if name.startswith(("stock", "air", "recovered", "discards")):
                assert doubled[name] == pytest.approx(2 * value, rel=1e-12)


@settings(max_examples=40)
@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=40),
    st.sampled_from(LAWS),
    st.floats(0.3, 60),
    st.floats(0.3, 6),
)
def test_the_mass_balance_closes_every_year(inflow: list[float], law: Law, mean: float, spread: float) -> None:
    flow = stock_and_discards(np.array(inflow), survival(Lifetime(law, mean, spread), len(inflow)))
    assert flow.imbalance < 1e-12
    assert (flow.discards >= 0).all()
    assert float(flow.discards.sum() + flow.stock[-1]) == pytest.approx(sum(inflow), rel=1e-12)


def test_the_batch_gives_what_single_runs_give() -> None:
    kinds, countries = ["switch_relay", "cfl"], ["ZAF", "BRA", "IDN"]
    units = np.random.default_rng(1).uniform(1e3, 1e6, (2, 3, 30))
    found = run_batch(units, kinds, countries, 1990, handling="informal", units_ratio=1.5, draws=200)
    rows = tuple(
        SalesRecord(country=country, kind=kind, year=1990 + t, sold=u, low=u / 1.5, high=u * 1.5, unit="items")
        for k, kind in enumerate(kinds)
        for c, country in enumerate(countries)
        for t, u in enumerate(units[k, c].tolist())
    )
    single = run(StockData(ABOUT, rows), draws=200)
    for k, kind in enumerate(kinds):
        for c, country in enumerate(countries):
            for name, amounts in {"stock": found.stock, "discards": found.discards, **found.ends}.items():
                told = single.of(country, kind).amounts[name]
                for end in ("value", "low", "high"):
                    expected = [getattr(one, end) for one in told]
                    np.testing.assert_allclose(getattr(amounts, end)[k, c], expected, rtol=1e-9)
    turned = run_batch(units[:, ::-1], kinds, countries[::-1], 1990, handling="informal", units_ratio=1.5, draws=200)
    assert (turned.ends["air"].high[:, ::-1] == found.ends["air"].high).all()
    assert (turned.stock.low[:, ::-1] == found.stock.low).all()
