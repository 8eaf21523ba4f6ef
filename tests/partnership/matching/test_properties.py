"""What must hold for any needs and offers (knowledge of matchmaking, section 4)."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.partnership.matching.filters import REFUSED, verdicts
from almaden.partnership.matching.match import matches
from almaden.partnership.matching.offers import Offers
from almaden.partnership.matching.weights import default_weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from tests.partnership.matching.made_up import offer

ON = date(2026, 6, 1)
FEW = settings(max_examples=60)

AMOUNTS = st.none() | st.floats(0, 1000, allow_subnormal=False)
ANSWERS = st.sampled_from(("", "yes", "no"))
TITLES = st.lists(st.sampled_from(("storage", "mercury", "of", "waste", "retort", "río")), min_size=1, max_size=5).map(
    " ".join
)
CURRENCIES = st.sampled_from(("", "USD", "EUR"))


def some(*words: str) -> Any:
    return st.lists(st.sampled_from(words), max_size=3, unique=True).map(tuple)


SUBJECT = {
    "title": TITLES,
    "steps": some("packing", "transport", "final disposal"),
    "materials": some("soil", "lamps", "contaminated"),
    "topics": some("retort", "disposal", "storage", "monitoring"),
    "languages": some("en", "es"),
    "currency": CURRENCIES,
}
NEEDS = st.builds(
    NeedRecord,
    id=st.just("N"),
    country=st.sampled_from(("", "PER", "GHA")),
    stock_t=AMOUNTS,
    quantity_t_per_year=AMOUNTS,
    mercury_mg_per_kg=AMOUNTS,
    budget=AMOUNTS,
    wants_finance=ANSWERS,
    wants_training=ANSWERS,
    export_allowed=ANSWERS,
    preference=st.sampled_from(("", "in-country")),
    **SUBJECT,
)
VALUES: dict[str, Any] = {
    "regions": some("LAC", "Africa", "global"),
    "capacity_t_per_year": AMOUNTS,
    "least_lot_t": AMOUNTS,
    "mercury_high_mg_per_kg": AMOUNTS,
    "readiness_level": st.none() | st.integers(1, 9),
    "grade": st.sampled_from(("", "A", "B", "C", "D")),
    "cost_per_t": AMOUNTS,
    "capital_cost": AMOUNTS,
    "gives_finance": ANSWERS,
    "gives_training": ANSWERS,
    "export_needed": ANSWERS,
    **SUBJECT,
}
OFFERS = st.lists(st.builds(OfferRecord, id=st.just("O"), **VALUES), max_size=8).map(
    lambda found: [one.model_copy(update={"id": f"O{place}"}) for place, one in enumerate(found)]
)


def order(need: NeedRecord, offers: list[OfferRecord]) -> list[tuple[str, float]]:
    found = matches([need], offers, default_weights(), ON, best=100).found[0]
    return [(one.offer.id, one.total) for one in found.best]


@FEW
@given(NEEDS, OFFERS)
def test_no_offer_that_is_told_breaks_a_filter(need: NeedRecord, offers: list[OfferRecord]) -> None:
    found = matches([need], offers, default_weights(), ON, best=100).found[0]
    for one in found.best:
        cases = verdicts(need, Offers([one.offer]), ON).at(0)
        assert REFUSED not in cases.values()
        assert not any(flag.refused for flag in one.flags)
    assert found.fitting == len(found.best) + found.apart
    assert len(found.refusals) == len(offers) - found.fitting
    assert not {one.offer.id for one in found.refusals} & {one.offer.id for one in found.best}
    assert all(one.reasons for one in found.refusals)


@FEW
@given(NEEDS, OFFERS)
def test_parts_add_to_the_total_and_stay_within_their_points(need: NeedRecord, offers: list[OfferRecord]) -> None:
    for one in matches([need], offers, default_weights(), ON, best=100).found[0].best:
        assert abs(sum(part.points for part in one.parts) - one.total) < 1e-8
        assert all(0 <= part.points <= part.of + 1e-9 for part in one.parts)
        assert 0 <= one.total <= 110 + 1e-9


@FEW
@given(NEEDS, OFFERS, st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_the_offers(
    need: NeedRecord, offers: list[OfferRecord], chance: Any
) -> None:
    mixed = list(offers)
    chance.shuffle(mixed)
    assert order(need, mixed) == order(need, offers)


@FEW
@given(NEEDS, OFFERS, st.builds(OfferRecord, id=st.just("ANOTHER"), **VALUES))
def test_another_offer_changes_neither_order_nor_points_of_the_others(
    need: NeedRecord, offers: list[OfferRecord], another: OfferRecord
) -> None:
    assert [one for one in order(need, [*offers, another]) if one[0] != "ANOTHER"] == order(need, offers)


@FEW
@given(NEEDS, OFFERS)
def test_the_best_few_are_the_first_of_all(need: NeedRecord, offers: list[OfferRecord]) -> None:
    found = matches([need], offers, default_weights(), ON, best=3).found[0]
    assert [(one.offer.id, one.total) for one in found.best] == order(need, offers)[:3]


#: What an offer may leave unsaid, with what is left out together.
UNSAID = (
    {"steps": ()},
    {"materials": ()},
    {"capacity_t_per_year": None},
    {"readiness_level": None},
    {"grade": ""},
    {"cost_per_t": None, "capital_cost": None},
    {"countries": (), "regions": ()},
    {"languages": ()},
    {"gives_finance": "", "gives_training": ""},
)


@FEW
@given(NEEDS, st.builds(OfferRecord, id=st.just("O"), **VALUES), st.sampled_from(UNSAID))
def test_the_unknown_never_beats_what_is_known_to_fit(
    need: NeedRecord, one: OfferRecord, unsaid: dict[str, Any]
) -> None:
    # What passes every filter is known to fit in what it states.
    known = dict(order(need, [one]))
    unknown = dict(order(need, [one.model_copy(update=unsaid)]))
    # Without anything in common left it stands in no order any more.
    if known and unknown:
        assert unknown["O"] <= known["O"] + 1e-9


@FEW
@given(NEEDS, OFFERS, st.floats(0.1, 100))
def test_only_the_proportions_of_the_weights_count(need: NeedRecord, offers: list[OfferRecord], times: float) -> None:
    usual = default_weights()
    same = dataclasses.replace(
        usual, **{part: value * times for part, value in usual.to_json().items() if part != "text"}
    )
    found = matches([need], offers, same, ON, best=100).found[0]
    assert [one.offer.id for one in found.best] == [key for key, _ in order(need, offers)]


def test_of_equal_offers_the_smaller_key_stands_first() -> None:
    need = NeedRecord(id="N", title="x", topics=("retort",))
    assert [key for key, _ in order(need, [offer(key, topics=("retort",)) for key in "BAC"])] == ["A", "B", "C"]
