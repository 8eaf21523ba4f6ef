"""Treatment routes and the informal market, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.supply.data import SupplyData, example
from almaden.supply.informal import informal_market
from almaden.supply.records import WasteStreamRecord
from almaden.supply.treatment import routes, treat


def test_mercury_sulphide_weighs_more_than_its_mercury() -> None:
    found = treat(10.0, "stabilisation")
    # Hg 200.59 and S 32.07: 10 x 232.66 / 200.59.
    assert found.product_t is not None
    assert found.product_t.value == pytest.approx(11.5988, abs=1e-4)
    assert (found.recovered_t.value, found.bound_t.value, found.residue_t.value) == (0.0, 10.0, 0.0)


def test_a_retort_recovers_most() -> None:
    found = treat(100.0, "recovery", draws=5_000)
    assert found.recovered_t.value == pytest.approx(97.0)
    assert (found.recovered_t.low, found.recovered_t.high) == pytest.approx((95.0, 99.0), abs=0.1)
    assert found.residue_t.value == pytest.approx(3.0)
    assert found.product_t is None


@settings(max_examples=30)
@given(st.sampled_from([one.key for one in routes()]), st.floats(0.0, 1e4))
def test_masses_close(route: str, tonnes: float) -> None:
    found = treat(tonnes, route, tonnes * 0.5, tonnes * 2.0, draws=100)
    parts = found.recovered_t.value + found.bound_t.value + found.residue_t.value
    assert parts == pytest.approx(tonnes, abs=1e-9)
    assert found.mercury_t.value == tonnes
    assert found.residue_t.low >= -1e-9
    if found.product_t is not None:
        assert found.product_t.value >= found.bound_t.value


def test_a_route_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no treatment route"):
        treat(1.0, "stabilization")
    with pytest.raises(InputError, match="not within a range"):
        treat(1.0, "recovery", 2.0, 3.0)
    with pytest.raises(InputError, match="not within a range"):
        treat(1.0, "recovery", 0.5)


def waste(**told: object) -> WasteStreamRecord:
    usual = {"area": "IDN", "year": 2024, "stream": "oil and gas", "amount": 10.0}
    return WasteStreamRecord.model_validate(usual | told)


def test_what_reaches_the_informal_market_by_hand() -> None:
    (found,) = informal_market(SupplyData(wastes=(waste(disposed_share=0.6, informal_share=0.25),))).streams
    # 10 t, of which 6 are documented; a quarter of the other 4.
    assert found.disposed_t is not None
    assert found.undocumented_t is not None
    assert found.informal_t is not None
    assert found.disposed_t.value == pytest.approx(6.0)
    assert found.undocumented_t.value == pytest.approx(4.0)
    assert found.informal_t.value == pytest.approx(1.0)


def test_without_a_share_there_are_only_bounds() -> None:
    result = informal_market(SupplyData(wastes=(waste(disposed_share=0.6),)))
    (found,) = result.streams
    assert found.informal_t is None
    assert (found.least_t, found.most_t) == pytest.approx((0.0, 4.0))
    assert any("only bounds are given" in note for note in result.notes)


def test_nothing_documented_and_nothing_known() -> None:
    result = informal_market(SupplyData(wastes=(waste(), waste(stream="smelting", amount=None))))
    oil, smelting = result.streams
    assert oil.disposed_t is None
    assert oil.most_t == pytest.approx(10.0)
    assert smelting.generated_t is None
    assert smelting.most_t is None
    (total,) = result.sums
    assert total.most_t == pytest.approx(10.0)


def test_the_sum_of_wastes_keeps_what_is_not_told_as_a_bound() -> None:
    (total,) = informal_market(example(), draws=200).sums
    oil, smelting = informal_market(example(), draws=200).streams
    assert total.informal_t is None
    assert oil.informal_t is not None
    assert total.least_t == oil.least_t
    assert smelting.undocumented_t is not None
    assert total.undocumented_t is not None
    assert total.undocumented_t.value == pytest.approx(4.0 + 15.0)


def test_an_endless_amount_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        treat(float("inf"), "recovery")
    assert caught.value.faults[0].problem == "the amount, or an end of its range, is no number that ends"
