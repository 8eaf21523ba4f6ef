"""How alive the registry is: on the demonstration and on records whose answer is known."""

from __future__ import annotations

from datetime import date

import pytest

from almaden.demo.registry import demo_registry
from almaden.errors import InputError
from almaden.partnership.freshness import Share, current_leads, freshness, lead_lines, months_before, response_rates
from almaden.partnership.records.activities import BudgetRecord
from almaden.partnership.records.areas import LeadRecord
from almaden.partnership.records.partners import PartnerRecord
from tests.partnership.small import activity, registry, result

DAY = date(2021, 2, 3)


def test_the_demonstration_on_the_day_of_its_last_document() -> None:
    found = freshness(demo_registry(), DAY)
    # SUMMARY of the seed registry: 146 of 344 canonical rows name a country; nothing states a result.
    assert found.with_country == Share(146, 344)
    assert found.with_result == Share(0, 344)
    assert [one.activities for one in found.areas] == [114, 10, 18, 25, 34, 36, 32, 24, 51]
    assert not any(one.silent for one in found.areas)
    # Leads of the report of 3 February 2021, for cement: the Global Cement and Concrete Association.
    cement = next(one for one in found.areas if one.area == "CEMENT")
    assert cement.ask == ("P099",)
    # The report on activities ends on 30 November 2020: 65 days earlier.
    assert (cement.last, cement.days) == (date(2020, 11, 30), 65)


def test_an_area_without_recent_entries_says_whom_to_ask() -> None:
    later = freshness(demo_registry(), date(2023, 2, 3))
    assert all(one.silent for one in later.areas)
    assert later.active_partners.part == 0
    coal = next(one for one in later.areas if one.area == "COAL")
    assert coal.to_json() == {
        "area": "COAL", "activities": 25, "last": "2021-01-19", "days": 745, "silent": True, "ask": ["P117", "P036"],
    }  # fmt: skip


MADE = registry(
    PartnerRecord(id="P1", name="One", standing="partner"), PartnerRecord(id="P2", name="Two", standing="partner"),
    PartnerRecord(id="P3", name="Three", standing="named"),
    activity("A", partners=("P1", "P3"), partners_basis="stated", end="2021-01", countries=("GHA",)),
    activity("B", partners=("P2",), partners_basis="area lead", start="2020-12-31"),
    activity("C", area="COAL", status="planned", end="2020", cost=5, currency="USD"),
    activity("D", area="COAL", same_as="C", start="2021-02-01"),
    BudgetRecord(id="B1", activity="A", start="2020", end="2020", amount=1, currency="USD"),
    result("R1", "B", 5),
)  # fmt: skip


def test_shares_count_canonical_activities() -> None:
    found = freshness(MADE, DAY)
    # P2 was only filled in, P3 has not joined.
    assert found.active_partners == Share(1, 2)
    assert (found.with_country, found.with_budget, found.with_result) == (Share(1, 3), Share(2, 3), Share(1, 3))
    assert found.overdue == ("C",)
    # A ended on 31 January, 3 days before; B began 34 days before; C was told again 2 days before.
    assert (found.median_days, found.undated) == (3, 0)
    assert found.to_json()["with_country"] == {"part": 1, "whole": 3, "share": pytest.approx(1 / 3)}
    waste = next(one for one in found.areas if one.area == "WASTE")
    assert (waste.silent, waste.last, waste.days) == (True, None, None)


def test_a_store_that_knows_the_day_of_a_change_is_believed() -> None:
    found = freshness(MADE, DAY, {"A": date(2015, 1, 1), "B": date(2021, 2, 2)})
    assert found.active_partners == Share(0, 2)
    assert found.median_days == 2


def test_nothing_has_no_share() -> None:
    empty = freshness(registry(), DAY)
    assert (empty.with_country.value, empty.median_days, empty.undated) == (None, None, 0)


def test_leads_of_a_day() -> None:
    leads = registry(
        LeadRecord(id="L1", area="COAL", partner="P1", known_on="2013-02-15"),
        LeadRecord(id="L2", area="COAL", partner="P2", known_on="2021-02-03"),
        LeadRecord(id="L3", area="COAL", partner="P3", start="2010", end="2012"),
        LeadRecord(id="L4", area="COAL", partner="P4", start="2022-05"),
    )
    assert current_leads(leads, "COAL", date(2011, 6, 1)) == ("P1", "P2", "P3")
    assert current_leads(leads, "COAL", date(2014, 1, 1)) == ("P1",)
    assert current_leads(leads, "COAL", date(2021, 6, 1)) == ("P2",)
    # Whoever begins without a word of the other leaves does it with them.
    assert current_leads(leads, "COAL", date(2023, 1, 1)) == ("P2", "P4")
    assert current_leads(leads, "WASTE", date(2023, 1, 1)) == ()


def test_what_documents_say_of_one_office_stands_in_one_line() -> None:
    on = date(2021, 2, 3)
    lines = [one for one in lead_lines(demo_registry(), "CHLOR", on) if one.partner == "P084"]
    assert [(one.role, one.known_on, one.documents, one.now) for one in lines] == [
        ("lead", ("2013-02-15",), ("003 L215",), False),
        ("co-lead", ("2021-01-19", "2021-02-03"), ("000 L66", "004 L264"), True),
    ]


def test_response_rates() -> None:
    found = response_rates({"COAL": 4, "WASTE": 0}, {"COAL": 3})
    assert [one.to_json() for one in found] == [
        {"area": "COAL", "part": 3, "whole": 4, "share": 0.75},
        {"area": "WASTE", "part": 0, "whole": 0, "share": None},
    ]
    with pytest.raises(InputError) as caught:
        response_rates({"COAL": 1}, {"COAL": 2, "FATE": 1})
    assert [fault.column for fault in caught.value.faults] == ["COAL", "FATE"]


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2021, 2, 3), 24, date(2019, 2, 3)),
        (date(2021, 3, 31), 1, date(2021, 2, 28)),
        (date(2021, 1, 15), 1, date(2020, 12, 15)),
        (date(2020, 2, 29), 12, date(2019, 2, 28)),
    ],
)
def test_months_before(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier
