"""Parts of the score: worked out by hand, and explained."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from almaden.partnership.matching.match import Match, fitting_needs, matches, needs_for
from almaden.partnership.matching.weights import default_weights
from tests.partnership.matching.made_up import need, offer

ON = date(2026, 6, 1)


def only(asked: dict[str, Any], given: dict[str, Any]) -> Match:
    return fitting_needs(offer(**given), [need(**asked)], default_weights(), ON)[0]


CASES = [
    ("material", {"materials": ("soil", "lamps")}, {"materials": ("soil",)}, 18.75, "1 of 2 asked for: soil"),
    ("material", {"materials": ("soil",)}, {"materials": ("contaminated",)}, 25.0, "1 of 1"),
    ("material", {"topics": ("a", "b")}, {"topics": ("a", "c")}, 25 * 0.5 / 3, "1 of 3 topics in common: a"),
    ("material", {"materials": ("soil",), "topics": ("a",)}, {"topics": ("a",)}, 12.5, "1 of 1 topics"),
    ("material", {}, {}, 0.0, "no topic in common"),
    ("step", {"steps": ("packing",)}, {"steps": ("transport", "packing")}, 20.0, "1 of 1 asked for: packing"),
    ("capacity", {"stock_t": 100.0}, {"capacity_t_per_year": 25.0}, 2.5, "takes 25 t a year; there are 100 t"),
    ("capacity", {"quantity_t_per_year": 5.0}, {"capacity_t_per_year": 25.0}, 10.0, "there are 5 t"),
    ("capacity", {"stock_t": 0.0}, {"capacity_t_per_year": 0.0}, 10.0, "there are 0 t"),
    ("capacity", {}, {"capacity_t_per_year": 25.0}, 0.0, "not known"),
    ("maturity", {}, {"readiness_level": 6}, 20 / 3, "readiness level 6"),
    ("evidence", {}, {"grade": "B"}, 7.5, "grade B"),
    ("evidence", {}, {"grade": "D"}, 2.5, "as stated by the provider"),
    ("cost", {"budget": 50.0, "currency": "USD", "stock_t": 10.0},
     {"cost_per_t": 10.0, "currency": "USD"}, 5.0, "costs 100 USD"),
    ("cost", {"budget": 50.0, "currency": "USD"}, {"capital_cost": 50.0, "currency": "USD"}, 10.0, "budget is 50 USD"),
    ("cost", {"budget": 0.0, "currency": "USD"}, {"capital_cost": 0.0, "currency": "USD"}, 10.0, "costs 0 USD"),
    ("cost", {"budget": 50.0, "currency": "EUR"}, {"capital_cost": 50.0, "currency": "USD"}, 0.0, "same currency"),
    ("cost", {"budget": 50.0, "currency": "USD"}, {"cost_per_t": 1.0, "currency": "USD"}, 0.0, "not known"),
    ("place", {"country": "PER", "languages": ("es",)},
     {"regions": ("LAC",), "languages": ("ES", "en")}, 10.0, "PER is served; common language: es"),
    ("place", {"country": "PER", "languages": ("es",)},
     {"regions": ("LAC",), "languages": ("en",)}, 5.0, "no common language"),
    ("place", {"country": "PER", "preference": "in-country"},
     {"regions": ("LAC",), "export_needed": "yes"}, 2.5, "has to leave it"),
    ("help", {"wants_finance": "yes", "wants_training": "yes"},
     {"gives_finance": "yes"}, 2.5, "money comes with it; no training"),
    ("help", {"wants_training": "yes"}, {"kind": "training"}, 5.0, "training comes with it"),
    ("help", {}, {"gives_finance": "yes"}, 0.0, "not asked for"),
    ("text", {"title": "Storage"}, {"title": "storage"}, 10.0, "words in common: storage"),
    ("text", {"title": "Storage of the waste"}, {"title": "Stockage de la storage waste"}, 0.0, "different languages"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "asked", "given", "points", "words"), CASES)
def test_a_part_earns_its_points_and_says_why(
    name: str, asked: dict[str, Any], given: dict[str, Any], points: float, words: str
) -> None:
    part = next(part for part in only(asked, given).parts if part.name == name)
    assert part.points == pytest.approx(points)
    assert words in part.reason


def test_a_perfect_offer_has_all_points() -> None:
    asked = {
        "title": "Storage", "steps": ("interim storage",), "materials": ("soil",), "stock_t": 1.0, "budget": 5.0,
        "currency": "USD", "country": "PER", "languages": ("es",), "wants_training": "yes",
    }  # fmt: skip
    given = {
        "title": "Storage", "steps": ("interim storage",), "materials": ("soil",), "capacity_t_per_year": 1.0,
        "readiness_level": 9, "grade": "A", "cost_per_t": 5.0, "currency": "USD", "countries": ("PER",),
        "languages": ("es",), "gives_training": "yes",
    }  # fmt: skip
    match = only(asked, given)
    assert match.total == pytest.approx(110.0)
    assert sum(part.of for part in match.parts) == pytest.approx(110.0)
    assert match.to_json()["total"] == match.total


def test_the_search_from_the_other_side_gives_the_same_scores() -> None:
    needs = [need(f"N{number}", topics=topics) for number, topics in enumerate((("a",), ("a", "b"), ("c",)))]
    given = offer(topics=("a", "b"))
    found = matches(needs, [given], default_weights(), ON).found
    totals = {one.need.id: match.total for one in found for match in one.best}
    # The last has nothing in common: it is counted, and stands in neither order.
    assert [(one.fitting, one.apart) for one in found] == [(1, 0), (1, 0), (1, 1)]
    told = needs_for(given, needs, default_weights(), ON)
    assert [one.need.id for one in told] == ["N1", "N0"]
    assert [one.need.id for one in fitting_needs(given, needs, default_weights(), ON)] == ["N1", "N0", "N2"]
    assert {one.need.id: one.total for one in told} == totals
    assert len(needs_for(given, needs, default_weights(), ON, best=1)) == 1


def test_nothing_personal_leaves_with_a_match() -> None:
    match = only({"email": "a@example.org", "contact": "A. Person"}, {"email": "b@example.org", "contact": "B. Person"})
    assert "example.org" not in str(match.to_json())
    assert "Person" not in str(match.to_json())


def test_a_word_of_every_title_is_nothing_in_common() -> None:
    asked = need(title="Collection of lamps with mercury")
    table = [offer("O1", title="Gold recovery without mercury"), offer("O2", title="Recycling of lamps")]
    found = matches([asked], table, default_weights(), ON).found[0]
    assert [one.offer.id for one in found.best] == ["O2"]
    assert (found.fitting, found.apart) == (2, 1)
