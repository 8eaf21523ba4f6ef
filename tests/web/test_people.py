"""People and roles, jobs, the journal."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.test import Client

from almaden.store import accounts
from almaden.store.models import Entry, Job, Role, User
from tests.store.conftest import MakeUser
from tests.web.conftest import SignIn


def test_an_administrator_adds_a_person_gives_a_role_and_a_link(signed_in_as: SignIn) -> None:
    browser = signed_in_as("administrator")
    assert browser.post("/people/add/", {"username": "two words"}).status_code == 422
    assert browser.post("/people/add/", {"username": "anna"}).status_code == 302
    anna = User.objects.get(username="anna")
    assert browser.post(f"/people/{anna.pk}/roles/", {"role": "compiler", "country": "KEN"}).status_code == 302
    assert browser.post(f"/people/{anna.pk}/roles/", {"role": "emperor"}).status_code == 422
    assert browser.post(f"/people/{anna.pk}/roles/", {"role": "administrator", "country": "KEN"}).status_code == 422
    page = browser.post(f"/people/{anna.pk}/link/").content.decode()
    link = re.search(r"/account/link/[\w-]+/", page)
    assert link
    assert Client().post(link[0], {"password": "four made up words"}).status_code == 302
    assert "Kenya" in browser.get(f"/people/{anna.pk}/").content.decode()
    browser.post(f"/people/roles/{Role.objects.get(user=anna).pk}/take/")
    assert not Role.objects.filter(user=anna).exists()


def test_a_closed_account_is_signed_out(signed_in_as: SignIn) -> None:
    administrator, other = signed_in_as("administrator"), signed_in_as("reviewer")
    who = User.objects.get(username="reviewer-")
    administrator.post(f"/people/{who.pk}/open-or-close/")
    assert other.get("/account/").status_code == 302
    administrator.post(f"/people/{who.pk}/open-or-close/")
    assert User.objects.get(pk=who.pk).is_active


def test_the_last_administrator_cannot_leave(signed_in_as: SignIn) -> None:
    browser = signed_in_as("administrator")
    role = Role.objects.get()
    answer = browser.post(f"/people/roles/{role.pk}/take/")
    assert answer.status_code == 409
    assert "last administrator" in answer.content.decode()


def test_everybody_sees_their_own_jobs(signed_in_as: SignIn, person: MakeUser) -> None:
    mine = signed_in_as("contributor")
    problem = {"text": {"template": "It broke at {row}.", "values": {"row": "7"}}}
    owner = User.objects.get(username="contributor-")
    for one in (owner, person("other")):
        Job.objects.create(kind=f"kind-{one.username}", owner=one, made_on=datetime.now(UTC), problem=problem)
    page = mine.get("/jobs/").content.decode()
    assert "kind-contributor" in page
    assert "It broke at 7." in page
    assert "kind-other" not in page
    assert "kind-other" in signed_in_as("administrator").get("/jobs/").content.decode()


def test_the_journal_is_read_and_verified(signed_in_as: SignIn) -> None:
    browser = signed_in_as("administrator")
    accounts.make_user(None, "anna", full_name="Anna")
    number = Entry.objects.get().number
    assert "account.add" in browser.get("/journal/").content.decode()
    assert "Anna" in browser.get(f"/journal/{number}/").content.decode()
    assert "nothing altered" in browser.post("/journal/verify/", follow=True).content.decode()
    Entry.objects.update(reason="forged")
    assert browser.post("/journal/verify/").status_code == 422


def test_long_lists_come_in_pages(signed_in_as: SignIn) -> None:
    browser = signed_in_as("administrator")
    User.objects.bulk_create(User(username=f"made-up-{number:03}") for number in range(60))
    first = browser.get("/people/?q=made-up").content.decode()
    onward = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', first)
    assert onward
    second = browser.get(f"/people/{onward[1]}".replace("&amp;", "&")).content.decode()
    seen = re.findall(r"<bdi>(made-up-\d+)</bdi>", first + second)
    assert seen == [f"made-up-{number:03}" for number in range(60)]


def test_made_up_addresses_of_pages_break_nothing(signed_in_as: SignIn) -> None:
    browser = signed_in_as("administrator")
    for query in ("after=x", "after=%00", "after=99999999999999999999999", "who=%00"):
        assert browser.get(f"/journal/?{query}").status_code == 200
        assert browser.get(f"/jobs/?{query}").status_code == 200
        assert browser.get(f"/people/?{query}").status_code == 200
