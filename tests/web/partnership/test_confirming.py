"""Offers on the page behind a link, their confirmation by a lead, and whom to ask because of them."""

from __future__ import annotations

import pytest
from django.test import Client

from almaden.store.acting import now
from almaden.store.models import Proposal, User
from almaden.store.registry import loading
from tests.store.registry.conftest import registry, row
from tests.store.registry.test_confirming import OFFERS
from tests.web.partnership.test_updates import asked, fields, page_of
from tests.web.place_samples import Open


@pytest.fixture(autouse=True)
def offers(small: None) -> None:
    loading.load(None, OFFERS, "made up", "")


def test_still_right_is_one_tick_by_either_button(lead: User) -> None:
    for button, key in (("send", "O1"), ("nothing", "O2")):
        secret = asked(lead)
        page = page_of(secret)
        assert "Flasks (made up)" in page
        assert "Drums (made up)" not in page, "an offer of another partner"
        assert "<script" not in page
        assert 'capacity_t_per_year" value="500"' in page
        typed = {name: text for name, text in fields(page).items() if not name.endswith("-right")}
        sent = {**typed, f"o{row('offer', key).pk}-right": "yes", "do": button}
        assert Client().post(f"/partnership/update/{secret}/", sent).status_code == 302
        assert row("offer", key).values["confirmed_on"] == now().date().isoformat()
    assert Proposal.objects.count() == 0


def test_a_correction_is_a_proposal_and_faults_stand_at_their_fields(lead: User) -> None:
    secret = asked(lead)
    number = row("offer", "O1").pk
    typed = {name: text for name, text in fields(page_of(secret)).items() if not name.endswith("-right")}
    wrong = {**typed, f"o{number}-capacity_t_per_year": "much", f"o{number}-website": "javascript:x", "do": "send"}
    answer = Client().post(f"/partnership/update/{secret}/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('aria-invalid="true"') == 2
    assert 'value="much"' in page
    right = {**typed, f"o{number}-capacity_t_per_year": "650", f"o{number}-references": "JPN 2015; PER 2019",
             "do": "send"}  # fmt: skip
    assert Client().post(f"/partnership/update/{secret}/", right).status_code == 302
    assert Proposal.objects.get().values == {
        "capacity_t_per_year": 650.0,
        "references": ["JPN 2015", "PER 2019"],
        "confirmed_on": now().date().isoformat(),
        "confirmed_by": "provider",
    }


def test_an_offer_that_moved_on_is_not_confirmed_unseen(lead: User) -> None:
    secret = asked(lead)
    typed = {**fields(page_of(secret)), "do": "send"}
    loading.load(None, registry(("partner", {"id": "P1", "name": "Institute one (made up)"}),
                                ("offer", {"id": "O2", "title": "Other advice (made up)", "provider": "P1"})),
                 "made up", "")  # fmt: skip
    answer = Client().post(f"/partnership/update/{secret}/", typed)
    assert answer.status_code == 409
    assert "Other advice (made up)" in answer.content.decode()
    assert row("offer", "O2").values.get("confirmed_on", "") == ""


def test_a_lead_confirms_on_the_page_of_the_offer(lead: User, writer: User, opened: Open) -> None:
    page, step = "/partnership/offers/O1/", "/partnership/confirm/offer/O1/"
    assert step not in Client().get(page).content.decode()
    assert opened(writer).post(step, {"version": "1"}).status_code == 403
    browser = opened(lead)
    version = fields(browser.get(page).content.decode())["version"]
    assert step in browser.get(page).content.decode()
    assert browser.post(step, {}).status_code == 409
    assert browser.post(step, {"version": version}).status_code == 302
    assert row("offer", "O1").values["confirmed_by"] == "lead"
    assert browser.post(step, {"version": version}).status_code == 409
    assert "Confirmed by" in browser.get(page).content.decode().split('id="history"')[1]


def test_the_lead_sees_and_chooses_whose_offers_are_stale(lead: User, opened: Open) -> None:
    browser = opened(lead)
    page = browser.get("/partnership/updates/?area=COAL").content.decode()
    assert "2 offers not confirmed lately" in page
    assert " checked" not in page
    assert "choose=stale" in page
    page = browser.get("/partnership/updates/?area=COAL&choose=stale").content.decode()
    assert f'id="ask-{row("partner", "P1").pk}" name="partner" value="P1" checked' in page


def test_an_event_links_to_its_materials_and_tells_what_followed() -> None:
    event = {"id": "E1", "title": "Webinar (made up)", "start": "2026-05-04", "follow_up": "Two visits (made up)",
             "documents": ("https://example.org/a.pdf", "http://example.org/b.pdf")}  # fmt: skip
    loading.load(None, registry(("event", event)), "made up", "")
    page = Client().get("/partnership/records/event/E1/").content.decode()
    assert '<a href="https://example.org/a.pdf"' in page
    assert "Two visits (made up)" in page
