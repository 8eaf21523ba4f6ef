"""Ranking of deposits. The deposits are made up; the expected scores are means of the classes, by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import AboutRecord, TailingsRecord
from almaden.sectors.gold.tailings import rank_tailings, waste_classes
from almaden.sectors.gold.tailings_factors import factors
from almaden.sectors.gold.tailings_result import TailingsResult

#: Everything at its worst class, everything at its best, and one of which nothing is told.
WORST = {"mass_t": 10_000, "mercury_mg_per_kg": 300, "water_distance_m": 10, "confined": False, "cyanide": True,
         "people_within_1km": 2_000, "food_grown": True}  # fmt: skip
BEST = {"mass_t": 100, "mercury_mg_per_kg": 0.5, "water_distance_m": 5_000, "confined": True, "cyanide": False,
        "people_within_1km": 0, "food_grown": False}  # fmt: skip


def ranked(weights: dict[str, float] | None = None, **deposits: Mapping[str, object]) -> TailingsResult:
    records = tuple(TailingsRecord(id=name, **told) for name, told in deposits.items())
    data = GoldData(about=AboutRecord(country="GHA", year=2024), tailings=records)
    return rank_tailings(data, weights=weights, first=1, draws=200)


def test_scores_by_hand() -> None:
    result = ranked(good=BEST, bad=WORST, unknown={})
    bad, unknown, good = result.deposits
    assert (bad.id, unknown.id, good.id) == ("bad", "unknown", "good")
    # 10 000 t x 300 mg/kg = 3000 kg; 100 t x 0.5 mg/kg = 0.05 kg
    assert (bad.mercury_kg, good.mercury_kg) == pytest.approx((3000, 0.05))
    assert result.mercury_kg == pytest.approx(3000.05)
    assert result.mercury_told == 2
    assert bad.score == pytest.approx(1.0)
    # 0.1 kg, 0.1 content, 0.1 water, 0.2 dam, 0.3 no cyanide, 0.1 people, 0.2 no food: 1.1 / 7
    assert good.score == pytest.approx(1.1 / 7)
    assert good.parts == pytest.approx({"source": 0.1, "pathway": 0.2, "receptor": 0.15})


def test_what_is_not_told_is_never_no_risk() -> None:
    result = ranked(good=BEST, bad=WORST, unknown={})
    unknown = result.deposits[1]
    assert unknown.mercury_kg is None
    # It may be as bad as the worst and as good as the best; until somebody looks it stands between.
    assert (unknown.low, unknown.high) == pytest.approx((1.1 / 7, 1.0))
    assert (unknown.rank_best, unknown.rank_worst) == (1, 3)
    assert len(unknown.missing) == 7
    assert any("unknown" in question for question in result.questions)
    # Even with nothing told it is waste.
    assert len(unknown.waste) == 1


def test_own_weights_change_the_order() -> None:
    near_people = {**BEST, "people_within_1km": 5_000}
    by_water = {**BEST, "water_distance_m": 10}
    only_water = dict.fromkeys((factor.key for factor in factors()), 0.0) | {"water_distance_m": 1.0}
    assert ranked(only_water, near=near_people, water=by_water).deposits[0].id == "water"
    assert ranked({"water_distance_m": 0.0}, near=near_people, water=by_water).deposits[0].id == "near"
    # With weights alike both are first about as often; a deposit that is worse in all is always first.
    alike = {one.id: one.among_first for one in ranked(near=near_people, water=by_water).deposits}
    assert alike["near"] == pytest.approx(0.5, abs=0.1)
    assert sum(alike.values()) == pytest.approx(1.0)
    assert ranked(bad=WORST, good=BEST).deposits[0].among_first == 1.0


def test_content_at_the_thresholds() -> None:
    # ASGM tailings have no threshold; contaminated waste 15 mg/kg, other tailings 25 mg/kg, US rule 260 mg/kg.
    assert [len(waste_classes(content)) for content in (None, 14.9, 15, 25, 260)] == [1, 1, 2, 3, 4]


@settings(max_examples=20)
@given(mass=st.floats(0, 1e6), content=st.floats(0, 1e4), water=st.floats(0, 1e4), seed=st.integers(0, 3))
def test_order_of_rows_changes_nothing_and_more_mercury_is_never_less_risk(
    mass: float, content: float, water: float, seed: int
) -> None:
    one = {"mass_t": mass, "mercury_mg_per_kg": content, "water_distance_m": water}
    more = {**one, "mass_t": mass * 10, "mercury_mg_per_kg": content * 2}
    there, back = ranked(a=one, b=more), ranked(b=more, a=one)
    assert there.deposits == back.deposits
    scores = {deposit.id: deposit.score for deposit in there.deposits}
    assert scores["b"] >= scores["a"]


def test_faulty_weights() -> None:
    with pytest.raises(InputError, match="no such factor"):
        ranked({"colour": 1.0}, bad=WORST)
    with pytest.raises(InputError, match="negative"):
        ranked({"cyanide": -1.0}, bad=WORST)
    assert ranked().deposits == ()
