"""The wish list on pages: filters, one entry with the fields of two funds, files, and a message to those who lead."""

from __future__ import annotations

import csv
import io
import re
from email import message_from_bytes, policy

import pytest
from django.core.cache import cache
from django.test import Client

from almaden.store.accounts import grant, make_user
from almaden.store.mail import outbox
from almaden.store.models import Entry
from almaden.store.registry import loading
from tests.store.registry.conftest import registry
from tests.web.partnership.conftest import text_of

ASKED = {"name": "Asker Made-up", "email": "asker@example.org", "text": "How much of it is spent? (made up)"}
PAGE = "/partnership/wishes/activity/mu-1/"


@pytest.fixture(autouse=True)
def _nothing_sent_yet() -> None:
    cache.clear()


def messages() -> list[str]:
    found = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(outbox().glob("*.eml")))
    return [f"{one['To']}\n{one['Subject']}\n{one.get_content()}" for one in found]


#: Queries of the list, and whether the made-up activity is what they ask for.
QUERIES = (
    ("funding=part-funded", True), ("funding=unfunded", False), ("least_mercury=100", True),
    ("least_mercury=121", False), ("currency=USD&least_cost=500000&most_cost=500000", True),
    ("currency=USD&most_cost=499999", False), ("with_cofinance=1", False), ("order=cost+per+kg", True),
)  # fmt: skip


def test_wishes_are_filtered(made_up: None, browser: Client) -> None:
    for query, found in QUERIES:
        page = text_of(browser, f"/partnership/wishes/?{query}")
        assert ("Retorts for miners (made up)" in page) is found, query


def test_stated_costs_come_first_and_what_is_long_past_is_left_out(own_home: object, db: None, browser: Client) -> None:
    plan = {"area": "ASGM", "type": "project", "status": "planned"}
    found = registry(
        ("activity", {"id": "A1", "title": "No cost (made up)", **plan}),
        ("activity", {"id": "A2", "title": "Conference of 2013 (made up)", **plan, "start": "2013-07"}),
        ("activity", {"id": "A3", "title": "Costed (made up)", **plan, "cost": 5000, "currency": "USD"}),
    )
    loading.load(None, found, "made up", "")
    page = text_of(browser, "/partnership/wishes/")
    assert "2 entries, 1 with a stated cost" in page
    assert "1 entry that was planned for a day long past is left out." in page
    assert "Conference of 2013" not in page
    assert page.index("Costed (made up)") < page.index("No cost (made up)")
    whole = text_of(browser, "/partnership/wishes/?past=1")
    assert 'Conference of 2013 (made up)</a> <span class="badge badge-warning">planned for a day long past' in whole
    assert "is left out" not in whole


def test_a_wish_tells_effect_grade_and_the_fields_of_two_funds(made_up: None, browser: Client) -> None:
    assert f'href="{PAGE}"' in text_of(browser, "/partnership/activities/mu-1/")
    page = text_of(browser, PAGE)
    for text in ("380,000", "4,166.7", "C: estimated by an expert", "Sub-indicator 9.2", "C: 0.12", "unverified"):
        assert text in page
    assert "<bdi>limit 250,000 USD:</bdi> the sum asked is above it" in page
    assert "limit 36 months:" in page
    assert browser.get("/partnership/wishes/activity/mu-3/").status_code == 404


def test_wishes_leave_as_tables(made_up: None, browser: Client) -> None:
    answer = browser.get("/partnership/wishes/file/csv/?with_cost=1")
    (line,) = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert (line["id"], line["gap"], line["mercury_kg_per_year_c"]) == ("mu-1", "380000.0", "120.0")
    workbook = browser.get("/partnership/wishes/file/xlsx/")
    assert workbook.getvalue().startswith(b"PK")
    workbook.close()
    assert browser.get("/partnership/wishes/file/exe/").status_code == 404


def test_a_question_goes_to_those_who_lead_the_area(made_up: None, browser: Client) -> None:
    # Without anybody to write to it is not lost in silence.
    assert browser.post(PAGE, ASKED).status_code == 409
    office = make_user(None, "office", email="office@example.org")
    grant(None, office, "secretariat")
    assert browser.post(PAGE, ASKED)["Location"] == PAGE
    lead = make_user(None, "lead", email="lead@example.org", language="fr")
    grant(None, lead, "area_lead", "", "ASGM")
    assert browser.post(PAGE, {**ASKED, "text": "<b>Again</b>"}).status_code == 302
    first, second = messages()
    assert first.startswith("office@example.org\nAsked about what looks for money: Retorts for miners (made up)")
    assert second.startswith("lead@example.org\n")
    assert "asker@example.org" in first
    assert PAGE in first
    shown = text_of(browser, PAGE)
    assert "office@example.org" not in shown
    assert "lead@example.org" not in shown
    assert not Entry.objects.filter(action__contains="wish").exists()


def test_wrong_questions_are_told_and_too_many_refused(made_up: None, browser: Client) -> None:
    grant(None, make_user(None, "office", email="office@example.org"), "secretariat")
    wrong = browser.post(PAGE, {"email": "nobody\r\nBcc: all@example.org", "text": "x" * 6000})
    assert wrong.status_code == 422
    assert re.findall(r'id="id_(\w+)_error"', wrong.content.decode()) == ["name", "email", "text"]
    broken = browser.post(PAGE, {**ASKED, "name": "Somebody\r\nBcc: all@example.org"})
    assert broken.status_code == 422
    assert "without line breaks" in broken.content.decode()
    assert [browser.post(PAGE, ASKED).status_code for _ in range(6)] == [302, 302, 302, 302, 302, 429]
    assert len(messages()) == 5


def test_the_pipeline_leads_to_what_looks_for_money(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/pipeline/")
    assert 'href="/partnership/wishes/?area=ASGM&amp;funding=part-funded&amp;past=1"' in page
