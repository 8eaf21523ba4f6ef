"""The national balance of mercury against arithmetic by hand; it closes, and order changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.inventory.result import Amount
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.national.balance import national_balance
from almaden.sectors.products.national.data import NationalData, example
from almaden.sectors.products.national.progress import progress
from almaden.sectors.products.national.public import public
from almaden.sectors.products.national.records import (
    CompoundRecord,
    MercuryRecord,
    NationalAboutRecord,
    ProcessRecord,
    ProductRecord,
    ReporterRecord,
    WasteRecord,
)
from almaden.sectors.products.national.trade_stock import as_trade_stock
from almaden.sectors.products.national.words import categories, category_of_kind
from almaden.sectors.products.records import SalesRecord

POUND = 0.45359237


def reported(**tables: tuple[object, ...]) -> NationalData:
    reporters = tuple(ReporterRecord(id=one) for one in "ABCD")
    about = NationalAboutRecord(country="XXA", years="2020;2021", title="Made up")
    return NationalData(about, reporters, **tables)  # type: ignore[arg-type]


def metal(reporter: str, activity: str, quantity: float | None, unit: str = "kg", **more: object) -> MercuryRecord:
    return MercuryRecord.model_validate(
        {"reporter": reporter, "year": 2021, "activity": activity, "quantity": quantity, "unit": unit, **more}
    )


def product(reporter: str, activity: str, category: str, **more: object) -> ProductRecord:
    told = {"reporter": reporter, "year": 2021, "activity": activity, "category": category, "unit": "kg", **more}
    return ProductRecord.model_validate(told)


def whole() -> NationalData:
    return reported(
        mercury=(
            metal("A", "import", 1000, "lb"), metal("A", "sale", 300), metal("B", "import", 100),
            metal("B", "import", 100, partner="XXB", same_as="A"), metal("C", "manufacture", 50),
            metal("C", "export", 2, "flask"), metal("A", "store", 80, start=100.0), metal("B", "store", 40, year=2020),
            metal("B", "store", 70), metal("D", "store", 5),
        ),
        compounds=(
            CompoundRecord(reporter="D", year=2021, activity="import", compound="chloride", mercury_share=0.5,
                           quantity=40, unit="kg"),
            CompoundRecord(reporter="D", year=2021, activity="export", compound="chloride", mercury_share=0.5,
                           state="withheld"),
        ),
        products=(
            product("A", "manufacture", "lighting", quantity=200), product("B", "import", "lighting", quantity=30),
            product("A", "export", "lighting", quantity=150),
            product("C", "manufacture", "switches", items=2000, mercury_per_item=3, item_unit="g/item"),
        ),
        processes=(ProcessRecord(reporter="D", year=2021, process="vcm", quantity=90, recycled=12, unit="kg"),),
        waste=(
            WasteRecord(reporter="C", year=2021, way="recovery", material="waste", quantity=60, recovered=45,
                        unit="kg"),
            WasteRecord(reporter="B", year=2021, way="disposal", material="mercury", quantity=25, unit="kg"),
        ),
    )  # fmt: skip


def test_the_balance_by_hand() -> None:
    found = national_balance(whole(), draws=100).of(2021)
    expected = {
        "import_mercury": 1000 * POUND + 100, "import_compounds": 20, "production": 50, "recovery": 45 + 12,
        # A: 100 - 80; B put 70 - 40 into its store; of D nothing is known of the start.
        "stock_draw": 20, "stock_build": 30, "products/lighting": 200, "products/switches": 6, "products": 206,
        "processes/vcm": 90, "export_mercury": 69, "waste": 25, "product_import/lighting": 30,
        "product_export/lighting": 150, "market/lighting": 80, "market/switches": 6, "market": 86, "passed_on": 300,
        "stored": 155, "waste_recovery": 60,
    }  # fmt: skip
    assert {key: found.value(key) for key in expected} == pytest.approx(expected)
    supply = 1000 * POUND + 100 + 20 + 50 + 57 + 20
    demand = 206 + 90 + 69 + 30 + 25
    assert found.value("supply") == pytest.approx(supply)
    assert found.value("unexplained") == pytest.approx(supply - demand)


def test_zero_not_reported_and_withheld_stay_apart() -> None:
    data = replace(whole(), products=(product("A", "export", "batteries", quantity=0),
                                      product("B", "manufacture", "batteries", state="not reported")))  # fmt: skip
    result = national_balance(data, draws=100)
    found = result.of(2021)
    zero, unknown, withheld = (found.of(key) for key in ("product_export", "products/batteries", "export_compounds"))
    assert (zero.kg, zero.reporters, zero.contributors) == (Amount(0, 0, 0), ("A",), ())
    assert (unknown.kg, unknown.not_reported, unknown.is_complete) == (None, 1, False)
    assert (withheld.kg, withheld.withheld) == (None, 1)
    assert found.of("stock_draw").not_reported == 1
    assert any("exported in compounds: 0 amounts are not reported and 1 are withheld" in note for note in result.notes)
    with pytest.raises(KeyError):
        found.of("processes/chlor_alkali")


def test_the_usual_content_stands_for_items_and_its_range_is_kept() -> None:
    row = product("A", "import", "lighting", kind="cfl", items=1e6, year=2020)
    result = national_balance(reported(products=(row,)), draws=2000)
    kg = result.of(2020).of("product_import/lighting").kg
    # Table mercury_per_item: 2.5 mg in 2020, from 1 to 5; 1 million items.
    assert kg is not None
    assert [kg.value, kg.low, kg.high] == pytest.approx([2.5, 1, 5], rel=0.02)
    assert result.unverified


def test_coverage_and_progress() -> None:
    found = national_balance(whole(), draws=100)
    assert (len(found.of(2020).expected), found.of(2020).answered) == (4, ("B",))
    series = [one for one in progress(found) if one.indicator == "stored"]
    assert [(one.kg, one.change_kg, one.answered_share) for one in series] == [(40, None, 0.25), (155, 115, 1.0)]
    assert series[1].change_share == pytest.approx(115 / 40)
    shared = {(one.indicator, one.year): one.kg for one in progress(public(found))}
    assert (shared["stored", 2020], shared["stored", 2021]) == (None, 155)


amounts = st.floats(0, 1e6, allow_nan=False)


@given(
    st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(("import", "manufacture", "export", "store", "sale")),
                       st.sampled_from(("XXB", "XXC")), amounts, amounts), max_size=12,
             unique_by=lambda one: one[:3]),
    st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(sorted(categories())), amounts), max_size=8,
             unique_by=lambda one: one[:2]),
    st.randoms(),
)  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_every_balance_closes_and_order_changes_no_digit(
    metals: list[tuple[str, str, str, float, float]], made: list[tuple[str, str, float]], shuffle: random.Random
) -> None:
    mercury = [metal(who, what, kg, partner=place, low=0.5 * kg, high=2 * kg,
                     start=start if what == "store" else None)
               for who, what, place, kg, start in metals]  # fmt: skip
    products = [product(who, "manufacture", category, quantity=kg) for who, category, kg in made]
    result = national_balance(reported(mercury=tuple(mercury), products=tuple(products)), draws=50)
    found = result.of(2021)
    supply = sum(found.value(key) for key in ("import_mercury", "production", "stock_draw"))
    demand = sum(kg for _who, _category, kg in made) + found.value("export_mercury") + found.value("stock_build")
    assert found.value("supply") == pytest.approx(supply)
    assert found.value("unexplained") == pytest.approx(supply - demand, abs=1e-6)
    moved = sum(start - kg for _who, what, _place, kg, start in metals if what == "store")
    assert found.value("stock_draw") - found.value("stock_build") == pytest.approx(moved, abs=1e-6)
    shuffle.shuffle(mercury)
    shuffle.shuffle(products)
    again = national_balance(reported(mercury=tuple(mercury), products=tuple(products)), draws=50)
    assert again.years == result.years


def test_products_become_sales_of_the_stock_model() -> None:
    data = reported(
        products=(
            product("A", "manufacture", "lighting", kind="lfl", quantity=200), product("B", "manufacture", "lighting"),
            product("B", "import", "lighting", kind="lfl", items=1000, mercury_per_item=8),
            product("A", "export", "lighting", kind="lfl", quantity=50),
            product("C", "import", "lighting", kind="cfl", items=5e5),
            product("D", "distribute", "lighting", kind="cfl", items=4e5),
            product("D", "distribute", "measuring", kind="gauge", quantity=3),
            product("A", "export", "batteries", kind="battery_button", quantity=3),
            product("A", "import", "lighting", kind="cfl", state="withheld", quantity=None),
        )
    )  # fmt: skip
    found = as_trade_stock(data)
    told: dict[str, Any] = {"country": "XXA", "year": 2021, "source": "national balance: Made up"}
    assert found.sales == (
        SalesRecord(kind="cfl", imports=5e5, unit="items", **told),
        SalesRecord(kind="gauge", sold=3, unit="kg Hg", **told),
        SalesRecord(kind="lfl", production=200, imports=0.008, exports=50, unit="kg Hg", **told),
    )
    assert [note for note in found.notes if "more was exported" in note]
    assert [note for note in found.notes if "1 rows of products have no amount" in note]


def test_every_kind_has_a_category_and_the_example_runs() -> None:
    assert set(category_of_kind()) == set(product_kinds())
    assert set(category_of_kind().values()) <= set(categories())
    result = national_balance(example(), draws=100)
    assert [one.year for one in result.years] == [2018, 2021]
    assert result.meta.notice
