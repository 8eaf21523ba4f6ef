"""Hard filters: each refuses what it should, with its reason, and lets the unknown pass with a flag."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from almaden.partnership.matching.filters import Remark, remarks, verdicts
from almaden.partnership.matching.match import matches
from almaden.partnership.matching.offers import Offers, months_before
from almaden.partnership.matching.weights import default_weights
from tests.partnership.matching.made_up import need, offer

ON = date(2026, 6, 1)


def said(asked: dict[str, Any], given: dict[str, Any]) -> dict[str, Remark]:
    wanted, one = need(**asked), offer(**given)
    held = verdicts(wanted, Offers([one]), ON)
    return {remark.filter: remark for remark in remarks(wanted, one, held.at(0))}


REFUSED = [
    ("step", {"steps": ("packing",)}, {"steps": ("transport", "final disposal")}, "packing; offered: transport; final"),
    ("material", {"materials": ("soil",)}, {"materials": ("lamps",)}, "soil; offered: lamps"),
    ("material", {"materials": ("containing",)}, {"materials": ("soil",)}, "containing; offered: soil"),
    ("content", {"mercury_mg_per_kg": 500.0}, {"mercury_high_mg_per_kg": 260.0}, "500 mg/kg"),
    ("content", {"mercury_mg_per_kg": 5.0}, {"mercury_low_mg_per_kg": 10.0}, "at least 10"),
    ("capacity", {"quantity_t_per_year": 20.0}, {"capacity_t_per_year": 19.0}, "the offer takes 19 t"),
    ("lot", {"stock_t": 3.0, "quantity_t_per_year": 1.0}, {"least_lot_t": 5.0}, "smallest lot is 5 t"),
    ("place", {"country": "KGZ"}, {"regions": ("LAC",)}, "KGZ is not served; served: LAC"),
    ("place", {"country": "KGZ"}, {"countries": ("PER",)}, "KGZ is not served; served: PER"),
    ("export", {"export_allowed": "no"}, {"export_needed": "yes"}, "leave the country, and may not"),
]


@pytest.mark.parametrize(("name", "asked", "given", "words"), REFUSED)
def test_what_breaks_a_filter_is_refused_with_its_reason(
    name: str, asked: dict[str, Any], given: dict[str, Any], words: str
) -> None:
    remark = said(asked, given)[name]
    assert remark.refused
    assert words in remark.reason
    found = matches([need(**asked)], [offer(**given)], default_weights(), ON).found[0]
    assert (found.best, found.fitting, found.refused) == ((), 0, {name: 1})
    assert [one.filter for one in found.refusals[0].reasons] == [name]


PASSING = [
    ("step", {"steps": ("packing", "transport")}, {"steps": ("transport",)}),
    ("step", {"steps": ("Estabilización",)}, {"steps": ("stabilisation",)}),
    ("material", {"materials": ("soil",)}, {"materials": ("contaminated",)}),
    ("material", {"materials": ("consisting",)}, {"materials": ("elemental mercury",)}),
    ("content", {"mercury_mg_per_kg": 260.0}, {"mercury_high_mg_per_kg": 260.0}),
    ("capacity", {"quantity_t_per_year": 19.0}, {"capacity_t_per_year": 19.0}),
    ("capacity", {"stock_t": 1000.0}, {"capacity_t_per_year": 19.0}),
    ("place", {"country": "KGZ"}, {"regions": ("central asia",)}),
    ("place", {"country": "KGZ"}, {"regions": ("global",)}),
    ("place", {"country": "KGZ"}, {"regions": ("LAC",), "countries": ("KGZ",)}),
    ("export", {"export_allowed": "yes"}, {"export_needed": "yes"}),
    ("subject", {"topics": ("retort",)}, {"topics": ("Retorts",)}),
    ("confirmed", {}, {"confirmed_on": "2024-06-01"}),
    ("conditions", {}, {}),
]


@pytest.mark.parametrize(("name", "asked", "given"), PASSING)
def test_what_fits_passes_without_a_word(name: str, asked: dict[str, Any], given: dict[str, Any]) -> None:
    assert name not in said(asked, given)


FLAGGED = [
    ("step", {"steps": ("packing",)}, {}, "the offer does not state steps"),
    ("step", {}, {"steps": ("packing",)}, "the need does not state steps"),
    ("material", {}, {}, "neither need nor offer states materials"),
    ("content", {"mercury_mg_per_kg": 1.0}, {}, "the offer does not state a mercury content"),
    ("capacity", {}, {"capacity_t_per_year": 5.0}, "the need does not state an amount"),
    ("lot", {}, {"least_lot_t": 5.0}, "the need does not state an amount"),
    ("lot", {"stock_t": 3.0}, {"least_lot_t": 5.0}, "smallest lot is 5 t"),
    ("place", {}, {"regions": ("LAC",)}, "the need does not state a country"),
    ("export", {}, {"export_needed": "yes"}, "whether it may is not stated"),
    ("subject", {"topics": ("retort",)}, {"topics": ("disposal",)}, "no step, material or topic"),
    ("confirmed", {}, {"confirmed_on": "2024-05-31"}, "last confirmed the offer in 2024-05-31"),
    ("confirmed", {}, {}, "not known when"),
    ("conditions", {}, {"constraints": "Only for allowed uses"}, "conditions"),
]


@pytest.mark.parametrize(("name", "asked", "given", "words"), FLAGGED)
def test_what_is_not_known_passes_with_a_flag(
    name: str, asked: dict[str, Any], given: dict[str, Any], words: str
) -> None:
    remark = said(asked, given)[name]
    assert not remark.refused
    assert words in remark.reason
    assert matches([need(**asked)], [offer(**given)], default_weights(), ON).found[0].fitting == 1


def test_months_are_counted_over_years_and_short_months() -> None:
    assert months_before(date(2026, 6, 1), 24) == date(2024, 6, 1)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
