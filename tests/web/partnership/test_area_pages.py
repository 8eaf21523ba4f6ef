"""Areas and records as people read them: plans, meetings, decisions, missions, training, commitments, programmes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from almaden.store.models import Identifier
from almaden.store.registry import loading
from tests.store.registry.conftest import registry
from tests.web.conftest import SignIn
from tests.web.partnership.conftest import text_of
from tests.web.place_samples import places

__all__ = ["places"]

ACTIVITY = {"area": "WASTE", "type": "project", "status": "ongoing"}
RECORDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("partner", {"id": "u1", "name": "Umbrella (made up)", "areas": ["WASTE"]}),
    ("membership", {"id": "ms1", "umbrella": "u1", "member": "Branch (made up)", "country": "PHL"}),
    ("activity", {"id": "w1", "title": "Programme (made up)", **ACTIVITY}),
    ("activity", {"id": "w2", "title": "Project in Ghana (made up)", "parent": "w1", "countries": ["GHA"], **ACTIVITY}),
    ("plan", {"id": "bp1", "area": "WASTE", "edition": "First plan (made up)", "start": "2020", "end": "2021",
              "approved_on": "2020-03"}),
    ("plan_item", {"id": "bi1", "plan": "bp1", "part": "priority", "text": "Storage first (made up)", "activity": "w2",
                   "cost": 1000, "secured": 200, "currency": "USD"}),
    ("plan_item", {"id": "bi2", "plan": "bp1", "part": "challenge", "text": "No money (made up)"}),
    ("meeting", {"id": "me1", "title": "First meeting (made up)", "area": "WASTE", "start": "2020-01-05"}),
    ("decision", {"id": "de1", "meeting": "me1", "text": "Ask the countries (made up)", "due": "2021-06",
                  "state": "in progress", "responsible": ["u1"]}),
    ("consultation", {"id": "co1", "title": "Consultation (made up)", "area": "WASTE", "documents": ["Paper 4"]}),
    ("comment", {"id": "cm1", "consultation": "co1", "document": "Paper 4", "place": "line 7", "author": "Zed Made-up",
                 "text": "The figure is old (made up)", "answer": "Replaced"}),
    ("question", {"id": "qu1", "text": "Where to store? (made up)", "area": "WASTE", "person": "Ypsilon Made-up",
                  "answer": "In salt (made up)", "public": True}),
    ("mission", {"id": "mi1", "title": "Visit (made up)", "area": "WASTE", "countries": ["URY"],
                 "needs": "They need vessels (made up)", "actions": "Ask for money (made up)", "activity": "w2"}),
    ("training", {"id": "tr1", "activity": "w2", "title": "Handling (made up)", "start": "2020-02", "people": 41}),
    ("commitment", {"id": "ct1", "partner": "u1", "area": "WASTE", "text": "No dumping (made up)", "due": "2020",
                    "state": "kept", "result": "It stopped (made up)"}),
    ("resource_person", {"id": "rp1", "name": "Agreed Made-up", "areas": ["WASTE"], "consent_on": "2024",
                         "email": "agreed@example.org", "topics": ["salt mines"]}),
    ("resource_person", {"id": "rp2", "name": "Silent Made-up", "areas": ["WASTE"]}),
    ("result", {"id": "rs1", "activity": "w2", "kind": "outcome", "indicator": "Sites (made up)", "unit": "sites",
                "actual": 3, "grade": "B", "mercury_kg_per_year": 77, "facilities": ["made:M100", "made:none"]}),
    ("publication", {"id": "pu1", "title": "Guide (made up)", "activity": "w2", "area": "WASTE", "year": 2021}),
)  # fmt: skip
PERSONAL = ("Zed Made-up", "Ypsilon Made-up", "Silent Made-up", "agreed@example.org")


@pytest.fixture
def area(own_home: object, db: None, places: object) -> None:
    """An area with something of everything, published."""
    loading.load(None, registry(*RECORDS), "made up", "")


def test_an_area_tells_all_that_it_has(area: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/areas/WASTE/")
    for told in (
        "Ask the countries (made up)", "going on", "2021-06", "Consultation (made up)", "Visit (made up)",
        "They need vessels (made up)", "Handling (made up)", "41", "No dumping (made up)", "It stopped (made up)",
        "Where to store? (made up)", "In salt (made up)", "Named to those who sign in", "Storage first (made up)",
        "B: calculated", "77", "Térmica Río Made-up", "not in this store",
    ):  # fmt: skip
        assert told in page, told
    assert not [one for one in PERSONAL if one in page]


def test_each_kind_has_a_list_with_what_matters(area: None, browser: Client) -> None:
    dashboard = text_of(browser, "/partnership/")
    for kind, shown in (
        ("decision", "going on"), ("commitment", "It stopped (made up)"), ("mission", "Ask for money (made up)"),
        ("membership", "Umbrella (made up)"), ("question", "In salt (made up)"), ("training", "41"),
        ("plan_item", "200"), ("consultation", "Paper 4"),
    ):  # fmt: skip
        address = f"/partnership/records/{kind}/"
        assert f'href="{address}"' in dashboard, kind
        page = text_of(browser, address)
        assert shown in page, kind
        assert not [one for one in PERSONAL if one in page]


def test_plans_meetings_and_consultations_show_what_belongs_to_them(area: None, browser: Client) -> None:
    plan = text_of(browser, "/partnership/records/plan/bp1/")
    priority, _, challenge = plan.partition("<h2>challenge</h2>")
    assert "Storage first (made up)" in priority
    assert 'href="/partnership/activities/w2/"' in priority
    assert "No money (made up)" in challenge
    assert "going on" in text_of(browser, "/partnership/records/meeting/me1/")
    comments = text_of(browser, "/partnership/records/consultation/co1/")
    assert "line 7" in comments
    assert "Zed Made-up" not in comments


def test_those_who_agreed_are_listed_without_a_way_to_reach_them(
    area: None, browser: Client, signed_in_as: SignIn
) -> None:
    page = text_of(browser, "/partnership/resource-persons/?area=WASTE")
    assert "salt mines" in page
    assert not [one for one in (*PERSONAL, "Agreed Made-up") if one in page]
    assert "salt mines" not in text_of(browser, "/partnership/resource-persons/?area=COAL")
    assert browser.get("/partnership/records/resource_person/").status_code == 403
    known = text_of(signed_in_as("contributor"), "/partnership/resource-persons/?area=WASTE")
    assert "Agreed Made-up" in known
    assert not [one for one in PERSONAL if one in known]


def test_a_programme_tells_its_projects_and_documents(area: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/activities/w1/")
    assert "1 project, told once" in page
    assert "Project in Ghana (made up)" in page
    assert "Sites (made up)" in page
    assert "Guide (made up)" in page


def test_results_lead_to_what_they_changed(area: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/activities/w2/")
    assert "Térmica Río Made-up" in page
    assert "made:none" in page


def test_a_facility_tells_who_needs_what_for_it_and_what_changed_it(area: None, browser: Client) -> None:
    need = {"title": "A filter for these works (made up)", "country": "ALB", "facility": "made:M100", "public": True}
    hidden = {"title": "A secret need (made up)", "facility": "made:M100"}
    loading.load(None, registry(("need", {"id": "nf1", **need}), ("need", {"id": "nf2", **hidden})), "made up", "")
    facility = Identifier.objects.get(scheme="made", value="M100").facility
    assert facility is not None
    page = text_of(browser, f"/facilities/{facility.pk}/")
    assert "A filter for these works (made up)" in page
    assert 'href="/partnership/needs/nf1/"' in page
    assert "A secret need" not in page
    assert "Result: " in page
