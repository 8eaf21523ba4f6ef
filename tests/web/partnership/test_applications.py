"""Anybody applies to become a partner; the secretariat accepts or declines, with an answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from almaden.store.mail import outbox
from almaden.store.models import RegistryRow, User
from tests.web.place_samples import Open

pytestmark = pytest.mark.usefixtures("small")

SENT = {
    "name": "Institute three (made up)", "category": "academia", "country": "GHA", "areas": ["COAL", "WASTE"],
    "contribution": "Analyses of hair samples (made up)", "contact": "C made-up", "email": "three@example.org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_applied_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def applied(**more: object) -> RegistryRow:
    answer = Client().post("/partnership/apply/", {**SENT, **more})
    assert answer.status_code == 302, answer.content.decode()
    return RegistryRow.objects.filter(kind="application").latest("pk")


def test_anybody_applies_and_the_public_sees_nothing_of_it() -> None:
    row = applied()
    assert row.state == "submitted"
    assert row.values["areas"] == ["COAL", "WASTE"]
    assert row.personal == {"contact": "C made-up", "email": "three@example.org"}
    for address in ("/partnership/applications/", f"/partnership/applications/{row.pk}/"):
        assert Client().get(address).status_code == 302


def test_faults_stand_at_their_fields_and_what_was_typed_is_kept() -> None:
    answer = Client().post("/partnership/apply/", {**SENT, "email": "nowhere", "country": "XXX", "contact": ""})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Institute three (made up)" in page
    for name in ("country", "contact"):
        assert f'id="id_{name}_error"' in page
    page = Client().post("/partnership/apply/", {**SENT, "email": "nowhere"}).content.decode()
    assert 'id="id_email_error"' in page
    assert not RegistryRow.objects.filter(kind="application").exists()


def test_a_form_of_another_page_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post("/partnership/apply/", SENT).status_code == 403


def test_not_more_than_a_few_come_from_one_place() -> None:
    answers = [Client().post("/partnership/apply/", SENT).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2


def test_fields_of_the_secretariat_are_not_taken() -> None:
    assert "state" not in applied(state="accepted", answer="Yes", partner="P1").values


def test_the_secretariat_accepts_and_there_is_a_partner(secretariat: User, opened: Open) -> None:
    row, browser = applied(), opened(secretariat)
    assert "Institute three (made up)" in browser.get("/partnership/applications/").content.decode()
    page = browser.get(f"/partnership/applications/{row.pk}/").content.decode()
    assert "three@example.org" in page
    sent = {"version": "1", "step": "accept", "subject": "Welcome (made up)", "text": "You are a partner (made up)."}
    answer = browser.post(f"/partnership/applications/{row.pk}/decide/", {**sent, "write": "yes"})
    assert answer.status_code == 302
    partner = RegistryRow.objects.get(kind="partner", title="Institute three (made up)")
    assert (partner.state, partner.values["standing"]) == ("published", "partner")
    (message,) = outbox().glob("*.eml")
    assert "three@example.org" in message.read_text()
    again = browser.post(f"/partnership/applications/{row.pk}/decide/", sent)
    assert again.status_code == 409


def test_declined_with_an_answer(secretariat: User, opened: Open) -> None:
    row, browser = applied(), opened(secretariat)
    address = f"/partnership/applications/{row.pk}/decide/"
    assert browser.post(address, {"version": "1", "step": "decline", "text": " "}).status_code == 422
    assert browser.post(address, {"version": "1", "step": "decline", "text": "Not now (made up)"}).status_code == 302
    row.refresh_from_db()
    assert row.values["state"] == "declined"
    assert not outbox().is_dir()
    assert RegistryRow.objects.filter(kind="partner").count() == 2


def test_leads_do_not_answer_for_several_areas(lead: User, opened: Open) -> None:
    row = applied()
    assert opened(lead).get(f"/partnership/applications/{row.pk}/").status_code == 404


def test_the_same_application_is_kept_once_and_what_is_alike_is_told(secretariat: User, opened: Open) -> None:
    first = applied()
    assert applied().pk == first.pk
    second = applied(email="other@example.org")
    third = applied(name="Institute one (made up)")
    browser = opened(secretariat)
    page = browser.get(f"/partnership/applications/{second.pk}/").content.decode()
    assert f"/partnership/records/application/{first.key}/" in page
    page = browser.get(f"/partnership/applications/{third.pk}/").content.decode()
    assert 'href="/partnership/records/partner/P1/"' in page
    assert "The same name" in page
