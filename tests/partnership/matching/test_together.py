"""Chains of offers, allocation under capacity, alerts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.partnership.matching.alerts import Entered, alerts
from almaden.partnership.matching.allocation import allocate
from almaden.partnership.matching.chains import chain
from almaden.partnership.matching.weights import default_weights
from tests.partnership.matching.made_up import need, offer

ON = date(2026, 6, 1)
WEIGHTS = default_weights()


def links(found: object) -> list[tuple[tuple[str, ...], str]]:
    return [(link.steps, link.offer.id if link.offer else "") for link in found.links]  # type: ignore[attr-defined]


def test_few_offers_make_a_chain_and_missing_links_are_told() -> None:
    asked = need(steps=("final disposal", "stabilisation"))
    offers = [
        offer("PACK", steps=("packing",)),
        offer("MOVE", steps=("transport",)),
        offer("BOTH", steps=("packing", "transport")),
        offer("STAB", steps=("stabilisation",)),
        offer("SILENT"),
    ]
    found = chain(asked, offers, WEIGHTS, ON)
    assert links(found)[-3:] == [
        (("packing", "transport"), "BOTH"),
        (("stabilisation",), "STAB"),
        (("final disposal",), ""),
    ]
    assert "final disposal" in found.missing
    implied = {link.steps: link.implied for link in found.links}
    assert implied["packing", "transport"]
    assert not implied[("stabilisation",)]
    assert found.to_json()["missing"] == list(found.missing)


def test_the_better_of_two_links_is_taken_and_refused_ones_are_not() -> None:
    asked = need(steps=("monitoring",), country="PER", languages=("es",))
    offers = [
        offer("A", steps=("monitoring",), regions=("Africa",), grade="A"),
        offer("B", steps=("monitoring",), regions=("LAC",)),
        offer("C", steps=("monitoring",), regions=("LAC",), grade="B"),
    ]
    assert links(chain(asked, offers, WEIGHTS, ON)) == [(("monitoring",), "C")]


def test_without_steps_there_is_no_chain() -> None:
    assert chain(need(), [offer(steps=("packing",))], WEIGHTS, ON).links == ()


def given_shares(found: object) -> dict[tuple[str, str], float]:
    return {(one.need.id, one.offer.id): one.share for one in found.given}  # type: ignore[attr-defined]


def test_capacity_is_shared_and_the_urgent_come_first() -> None:
    subject = {"steps": ("final disposal",)}
    needs = [
        need("LATER", quantity_t_per_year=60.0, priority=3, country="PER", **subject),
        need("URGENT", quantity_t_per_year=60.0, priority=1, country="GHA", **subject),
    ]
    found = allocate(needs, [offer("ONE", capacity_t_per_year=90.0, **subject)], WEIGHTS, ON)
    assert given_shares(found) == pytest.approx({("URGENT", "ONE"): 1.0, ("LATER", "ONE"): 0.5})
    unmet = found.unmet[0]
    assert (unmet.country, unmet.step, unmet.needs) == ("PER", "final disposal", ("LATER",))
    assert (unmet.share, unmet.amount_t) == pytest.approx((0.5, 30.0))


def test_several_share_what_is_too_much_for_each() -> None:
    subject = {"topics": ("disposal",)}
    offers = [offer("A", capacity_t_per_year=60.0, **subject), offer("B", capacity_t_per_year=60.0, **subject)]
    found = allocate([need("BIG", quantity_t_per_year=100.0, **subject)], offers, WEIGHTS, ON)
    assert sum(one.share for one in found.given) == pytest.approx(1.0)
    assert sum(one.amount_t or 0.0 for one in found.given) == pytest.approx(100.0)
    assert all((one.amount_t or 0.0) <= 60.0 + 1e-6 for one in found.given)
    assert found.unmet == ()


def test_an_offer_of_unknown_capacity_is_given_three_needs() -> None:
    needs = [need(f"N{number}", topics=("retort",), country="GHA") for number in range(5)]
    found = allocate(needs, [offer("ONE", topics=("retort",))], WEIGHTS, ON)
    assert sum(one.share for one in found.given) == pytest.approx(3.0)
    assert found.unmet[0].share == pytest.approx(2.0)
    assert (found.unmet[0].step, found.unmet[0].amount_t) == ("", None)


def test_nothing_is_sent_where_no_subject_is_shared() -> None:
    found = allocate([need("N", topics=("retort",))], [offer("O", topics=("disposal",))], WEIGHTS, ON)
    assert found.given == ()
    assert found.to_json()["unmet"][0]["needs"] == ["N"]
    assert allocate([], [], WEIGHTS, ON).unmet == ()


AMOUNTS = st.lists(st.none() | st.floats(1, 100), max_size=5)


@settings(max_examples=25)
@given(AMOUNTS, AMOUNTS)
def test_nothing_is_met_twice_and_no_capacity_is_passed(
    amounts: list[float | None], capacities: list[float | None]
) -> None:
    subject = {"topics": ("disposal",)}
    needs = [need(f"N{place}", quantity_t_per_year=one, **subject) for place, one in enumerate(amounts)]
    offers = [offer(f"O{place}", capacity_t_per_year=one, **subject) for place, one in enumerate(capacities)]
    found = allocate(needs, offers, WEIGHTS, ON)
    assert found == allocate(needs[::-1], offers[::-1], WEIGHTS, ON)
    for asked in needs:
        assert sum(part.share for part in found.given if part.need.id == asked.id) <= 1 + 1e-6
    for able in offers:
        taken = sum(part.amount_t or 0.0 for part in found.given if part.offer.id == able.id)
        assert able.capacity_t_per_year is None or taken <= able.capacity_t_per_year + 1e-4
    open_share = sum(unmet.share for unmet in found.unmet)
    assert open_share + sum(part.share for part in found.given) == pytest.approx(len(needs), abs=1e-4)


def test_both_sides_are_told_what_is_new() -> None:
    needs = [
        need("OLD", topics=("retort",), stated_on="2020"),
        need("NEW", topics=("retort",), stated_on="2026-05-10"),
        need("OTHER", topics=("disposal",), stated_on="2020"),
        need("UNDATED", topics=("retort",)),
    ]
    offers = [
        offer("O-OLD", topics=("retort",), confirmed_on="2021"),
        offer("O-NEW", topics=("retort",), confirmed_on="2026-05"),
        offer("O-FUTURE", topics=("retort",), confirmed_on="2026-07"),
    ]
    found = alerts(needs, offers, WEIGHTS, date(2026, 5, 1), ON)
    told = [(one.side, one.match.need.id, one.match.offer.id) for one in found]
    assert told == [
        ("need", "NEW", "O-NEW"),
        ("need", "OLD", "O-NEW"),
        ("need", "UNDATED", "O-NEW"),
        ("offer", "NEW", "O-NEW"),
        ("offer", "NEW", "O-OLD"),
    ]
    assert found[0].to_json()["side"] == "need"


def test_days_of_entry_that_the_store_knows_come_first() -> None:
    needs, offers = [need("N", topics=("a",), stated_on="2026-05-10")], [offer("O", topics=("a",))]
    entered = Entered(needs={"N": date(2020, 1, 1)}, offers={"O": date(2026, 5, 20)})
    found = alerts(needs, offers, WEIGHTS, date(2026, 5, 1), ON, entered)
    assert [(one.side, one.match.offer.id) for one in found] == [("need", "O")]
    assert alerts(needs, offers, WEIGHTS, date(2026, 5, 21), ON, entered) == ()
