"""What waits for approval: approved by somebody else, for their own area only, or given back with a reason."""

from __future__ import annotations

import pytest
from django.test import Client

from almaden.partnership.summary import summary
from almaden.store.models import Proposal, RegistryRow, User
from almaden.store.registry import writing
from almaden.store.registry.reading import registry_of
from tests.store.registry.conftest import row
from tests.web.place_samples import Open

pytestmark = pytest.mark.usefixtures("small")

TRAINING = {"title": "Retorts for miners (made up)", "area": "COAL", "type": "training", "status": "planned"}


def submitted(author: User, area: str = "COAL") -> RegistryRow:
    made = writing.add(author, "activity", {**TRAINING, "area": area})
    return writing.submit(author, made, 1)


def proposed(author: User) -> Proposal:
    found = writing.change(author, row("activity", "A1"), None, {"status": "completed", "outputs": "Ten (made up)"})
    assert isinstance(found, Proposal)
    return found


def test_the_lead_sees_what_waits_and_approves_it(writer: User, lead: User, opened: Open) -> None:
    made, browser = submitted(writer), opened(lead)
    assert TRAINING["title"] in browser.get("/partnership/queue/").content.decode()
    assert TRAINING["title"] in browser.get(f"/partnership/queue/records/{made.pk}/").content.decode()
    sent = {"step": "approve", "version": str(made.version)}
    assert browser.post(f"/partnership/queue/records/{made.pk}/decide/", sent).status_code == 302
    assert row("activity", made.key).state == "published"


def test_given_back_with_a_reason(writer: User, lead: User, opened: Open) -> None:
    made, browser = submitted(writer), opened(lead)
    address = f"/partnership/queue/records/{made.pk}/decide/"
    assert browser.post(address, {"step": "give_back", "version": "2", "reason": ""}).status_code == 422
    assert browser.post(address, {"step": "give_back", "version": "2", "reason": "Which year?"}).status_code == 302
    assert row("activity", made.key).state == "draft"
    assert TRAINING["title"] in opened(writer).get("/partnership/queue/").content.decode()


def test_nobody_approves_their_own(lead: User, opened: Open) -> None:
    made, browser = submitted(lead), opened(lead)
    assert 'value="approve"' not in browser.get(f"/partnership/queue/records/{made.pk}/").content.decode()
    sent = {"step": "approve", "version": str(made.version)}
    assert browser.post(f"/partnership/queue/records/{made.pk}/decide/", sent).status_code == 403
    assert row("activity", made.key).state == "submitted"
    own = proposed(lead)
    assert (
        browser.post(f"/partnership/queue/proposals/{own.pk}/decide/", {"step": "approve", "version": "1"}).status_code
        == 403
    )


def test_leads_see_what_waits_in_their_area_only(secretariat: User, lead: User, opened: Open) -> None:
    made = submitted(secretariat, "WASTE")
    browser = opened(lead)
    assert TRAINING["title"] not in browser.get("/partnership/queue/").content.decode()
    assert browser.get(f"/partnership/queue/records/{made.pk}/").status_code == 404
    assert browser.post(f"/partnership/queue/records/{made.pk}/decide/", {"step": "approve"}).status_code == 404


def test_a_correction_stands_beside_what_stands_now(writer: User, lead: User, opened: Open) -> None:
    found, browser = proposed(writer), opened(lead)
    page = browser.get(f"/partnership/queue/proposals/{found.pk}/").content.decode()
    assert "going on" in page
    assert "completed" in page
    assert "Ten (made up)" in page
    sent = {"step": "approve", "version": "1"}
    assert browser.post(f"/partnership/queue/proposals/{found.pk}/decide/", sent).status_code == 302
    assert row("activity", "A1").status == "completed"


def test_a_correction_of_a_record_that_moved_on_is_not_approved_unseen(
    writer: User, lead: User, opened: Open, secretariat: User
) -> None:
    first, second = proposed(writer), proposed(writer)
    browser = opened(lead)
    sent = {"step": "approve", "version": "1"}
    browser.post(f"/partnership/queue/proposals/{first.pk}/decide/", sent)
    answer = browser.post(f"/partnership/queue/proposals/{second.pk}/decide/", sent)
    assert answer.status_code == 409
    assert "was changed since this was proposed" in answer.content.decode()


def test_a_correction_is_refused_with_a_reason_that_its_author_reads(writer: User, lead: User, opened: Open) -> None:
    found, browser = proposed(writer), opened(lead)
    address = f"/partnership/queue/proposals/{found.pk}/"
    assert browser.post(f"{address}decide/", {"step": "refuse", "reason": ""}).status_code == 422
    assert browser.post(f"{address}decide/", {"step": "refuse", "reason": "Not yet (made up)"}).status_code == 302
    assert "Not yet (made up)" in opened(writer).get(address).content.decode()


def test_a_lead_says_that_it_tells_another_once_more(writer: User, lead: User, opened: Open) -> None:
    again = {"title": "Training (made up)", "area": "COAL", "type": "training", "status": "ongoing", "start": "2019-11",
             "countries": "GHA; PER", "partners": "P1; P2"}  # fmt: skip
    made = writing.submit(writer, writing.add(writer, "activity", again), 1)
    browser = opened(lead)
    assert 'value="same:A1"' in browser.get(f"/partnership/queue/records/{made.pk}/").content.decode()
    assert browser.post(f"/partnership/queue/records/{made.pk}/decide/", {"step": "same:A1"}).status_code == 302
    telling = row("activity", made.key)
    assert (telling.same_as, telling.state, telling.reviewer) == ("A1", "published", lead)
    for key in ("A1", made.key):
        page = Client().get(f"/partnership/activities/{key}/").content.decode()
        assert "It tells the same." in page
    assert f'href="/partnership/activities/{made.key}/"' in Client().get("/partnership/activities/A1/").content.decode()
    assert summary(registry_of()).activities.told_again == 2


def test_of_others_corrections_an_account_without_the_right_sees_nothing(writer: User, opened: Open) -> None:
    other = User.objects.create(username="other")
    found = proposed(writer)
    assert opened(other).get(f"/partnership/queue/proposals/{found.pk}/").status_code == 403


def test_what_is_named_is_not_withdrawn_and_what_was_is_given_back(lead: User, opened: Open) -> None:
    browser = opened(lead)
    sent = {"version": "1", "reason": "A mistake (made up)"}
    answer = browser.post("/partnership/withdraw/activity/A1/", sent)
    assert answer.status_code == 422
    assert "this cannot be withdrawn: other records name it: A2; A3" in answer.content.decode()
    assert "A mistake (made up)</textarea>" in answer.content.decode()
    assert browser.post("/partnership/withdraw/activity/A3/", sent).status_code == 302
    number = row("activity", "A3").pk
    assert f"/partnership/queue/records/{number}/" in browser.get("/partnership/queue/").content.decode()
    assert "Given back, it is a draft again" in browser.get(f"/partnership/queue/records/{number}/").content.decode()
    again = {"step": "give_back", "version": "2", "reason": "It was right"}
    assert browser.post(f"/partnership/queue/records/{number}/decide/", again).status_code == 302
    assert row("activity", "A3").state == "draft"
