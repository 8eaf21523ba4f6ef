"""Economics of ways to win gold. Expected values are arithmetic by hand; all numbers of operations are made up."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.gold.economics import economics
from almaden.sectors.gold.method_anchors import anchors
from almaden.sectors.gold.method_records import MethodRecord, PriceRecord
from almaden.sectors.gold.methods import methods, prices
from almaden.sectors.gold.miner_result import MinerResult

DRAWS = 200

#: Two methods of which every number is told: the first with mercury and a retort, the second without.
TOLD = {"paid_share": 0.8, "kept_share": 0.0, "other_usd_per_t": 10, "labour_days_per_t": 1, "life_years": 2}
WET = MethodRecord(method="wet", recovery=0.4, mercury_ratio=1.5, in_amalgam=0.8, retort_efficiency=0.5,
                   capital_usd=0, **TOLD)  # fmt: skip
DRY = MethodRecord(method="dry", recovery=0.5, mercury_ratio=0, in_amalgam=0, retort_efficiency=0,
                   capital_usd=600, **TOLD)  # fmt: skip


def made_up(gold: float = 50, mercury: float = 100, *records: MethodRecord) -> MinerResult:
    told = {"gold_usd_per_g": gold, "mercury_usd_per_kg": mercury, "wage_usd_per_day": 5, "ore_t_per_day": 2,
            "grade_g_per_t": 5, "days_per_year": 200, "miners": 4}  # fmt: skip
    rows = [PriceRecord(key=key, value=value) for key, value in told.items()]
    return economics(methods((WET, DRY, *records)), prices(rows), present="wet", draws=DRAWS)


def test_a_year_by_hand() -> None:
    # 2 t x 200 d x 5 g/t = 2000 g in the ore; wet wins 800 g, dry 1000 g, for four miners.
    result = made_up()
    wet, dry = result.of("wet"), result.of("dry")
    assert wet.yield_g_per_miner_day.value == pytest.approx(800 / 4 / 200)
    # added 0.8 kg x 1.5 = 1.2 kg; in the amalgam 0.96 kg, half of it comes back: 1.2 - 0.48 = 0.72 kg bought
    assert wet.mercury_kg.value == pytest.approx(0.72 / 4)
    # 800 g x 50 x 0.8 = 32 000; 72 for mercury + 400 t x (10 + 5) = 6 072
    assert wet.income_usd.value == pytest.approx(32_000 / 4)
    assert wet.net_usd.value == pytest.approx((32_000 - 6_072) / 4)
    # 1000 g x 40 = 40 000; 6 000 + 600 / 2 = 6 300
    assert dry.net_usd.value == pytest.approx((40_000 - 6_300) / 4)
    assert dry.difference_usd is not None
    assert dry.payback is not None
    assert dry.break_even_gold is not None
    assert dry.difference_usd.value == pytest.approx((33_700 - 25_928) / 4)
    # Nothing is uncertain: the ends are the value.
    assert dry.difference_usd.low == dry.difference_usd.high == dry.difference_usd.value
    assert dry.share_better == 1.0
    # 600 / (34 000 - 25 928) of a year
    assert dry.payback.months == pytest.approx(600 * 12 / 8_072)
    # a recovery r gives 2000 r x 40 - 6300 = 25 928
    assert dry.break_even_recovery == pytest.approx((25_928 + 6_300) / 80_000)
    # at price p: (1000 - 800) x 0.8 p = 6300 - 6072
    assert dry.break_even_gold.usd_per_g == pytest.approx(228 / 160)
    assert dry.break_even_gold.pays == "above"


@settings(max_examples=20)
@given(gold=st.floats(5, 200), more=st.floats(1, 100), mercury=st.floats(0, 500))
def test_prices_move_the_difference_as_they_should(gold: float, more: float, mercury: float) -> None:
    def difference(gold: float, mercury: float) -> float:
        found = made_up(gold, mercury).of("dry").difference_usd
        assert found is not None
        return found.value

    # A higher gold price favours the higher recovery, a higher mercury price the method without mercury.
    assert difference(gold + more, mercury) > difference(gold, mercury)
    assert difference(gold, mercury + more) > difference(gold, mercury)
    # Where mercury costs nothing, 200 g more and 300 USD of capital a year are all the difference.
    assert difference(gold, 0.0) == pytest.approx((200 * 0.8 * gold - 300) / 4)


def test_break_even_is_where_both_bring_the_same() -> None:
    dry = made_up().of("dry")
    assert dry.break_even_gold is not None
    assert dry.break_even_gold.usd_per_g is not None
    assert dry.break_even_recovery is not None
    at_price = made_up(dry.break_even_gold.usd_per_g).of("dry").difference_usd
    assert at_price is not None
    assert at_price.value == pytest.approx(0, abs=1e-6)
    record = DRY.model_copy(update={"recovery": dry.break_even_recovery})
    at_recovery = made_up(50, 100, record).of("dry").difference_usd
    assert at_recovery is not None
    assert at_recovery.value == pytest.approx(0, abs=1e-6)


def test_what_never_pays_says_so() -> None:
    worse = MethodRecord(method="worse", like="dry", recovery=0.4, other_usd_per_t=100)
    found = made_up(50, 0, worse).of("worse")
    assert found.payback is not None
    assert found.break_even_gold is not None
    assert found.payback.months is None
    assert found.payback.never == 1.0
    assert found.share_better == 0.0
    assert found.break_even_gold.pays == "never"
    assert found.break_even_gold.usd_per_g is None
    json.loads(made_up(50, 0, worse).to_json(), parse_constant=lambda name: pytest.fail(name))


def test_shared_errors_cancel_in_differences() -> None:
    result = economics(present="concentrate", draws=DRAWS)
    plain, retort = result.of("concentrate"), result.of("concentrate_retort")
    # The same ore and recovery: gold is the same in every draw, and the little difference is the mercury's.
    assert retort.yield_g_per_miner_day == plain.yield_g_per_miner_day
    assert retort.difference_usd is not None
    assert retort.difference_usd.high - retort.difference_usd.low < 0.05 * (plain.net_usd.high - plain.net_usd.low)
    assert retort.mercury_kg.value < plain.mercury_kg.value
    assert plain.net_usd.low < plain.net_usd.value < plain.net_usd.high


def test_an_own_recovery_holds_for_the_method_that_is_like_it() -> None:
    own = methods([MethodRecord(method="concentrate", recovery=0.55, recovery_low=0.5, recovery_high=0.6)])
    result = economics(own, present="concentrate", draws=DRAWS)
    one, other = result.of("concentrate"), result.of("concentrate_retort")
    assert one.yield_g_per_miner_day == other.yield_g_per_miner_day
    # 8 g/t x 1 t x 0.55 for five miners
    assert one.yield_g_per_miner_day.value == pytest.approx(8 * 0.55 / 5)


def test_defaults_are_said_to_be_defaults_and_unverified() -> None:
    result = economics(told=prices([PriceRecord(key="gold_usd_per_g", value=100)]), draws=DRAWS)
    told = {one.key: one.default for one in result.prices}
    assert not told.pop("gold_usd_per_g")
    assert all(told.values())
    assert any(origin.quantity == "recovery" for origin in result.unverified)
    # The training in Cabo Delgado stands beside, and is no default: report of the Partnership of February 2021.
    beside = next(one for one in anchors() if one.country == "MOZ")
    assert (beside.year, beside.high, beside.status) == (2018, 0.78, "verified")


def test_faults_tell_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        methods(
            [MethodRecord(method="new", recovery=0.5), MethodRecord(method="borax", recovery=0.5, recovery_low=0.6)]
        )
    assert "needs all of its numbers" in str(caught.value)
    assert "not within its range" in str(caught.value)
    with pytest.raises(InputError, match="no such method"):
        economics(present="magic", draws=DRAWS)
    with pytest.raises(InputError, match="more than zero"):
        economics(told=prices([PriceRecord(key="miners", value=0)]), draws=DRAWS)
