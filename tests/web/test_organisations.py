"""Organisations on pages."""

from __future__ import annotations

import pytest

from almaden.store.models import Dataset, Organisation, User
from tests.web.conftest import SignIn

TYPED = {"name": "Ministry of Tests (made up)", "kind": "ministry", "country": "KEN", "website": "https://example.org"}


@pytest.fixture
def ministry(db: None) -> Organisation:
    return Organisation.objects.create(**TYPED)


def test_an_administrator_adds_an_organisation_and_everybody_signed_in_reads_it(signed_in_as: SignIn) -> None:
    administrator, other = signed_in_as("administrator"), signed_in_as("account")
    assert "/organisations/new/" in administrator.get("/organisations/").content.decode()
    answer = administrator.post("/organisations/new/", TYPED)
    made = Organisation.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/organisations/{made.pk}/")
    listed = other.get("/organisations/").content.decode()
    assert TYPED["name"] in listed
    assert "/organisations/new/" not in listed
    page = other.get(f"/organisations/{made.pk}/").content.decode()
    for told in (TYPED["name"], "ministry", "Kenya", "https://example.org"):
        assert told in page
    assert "/edit/" not in page


def test_the_menu_leads_there_who_has_an_account(signed_in_as: SignIn) -> None:
    assert 'href="/organisations/"' in signed_in_as("contributor").get("/account/").content.decode()
    assert "/organisations/" not in signed_in_as("public").get("/").content.decode()


def test_the_list_is_searched_by_name(ministry: Organisation, signed_in_as: SignIn) -> None:
    browser = signed_in_as("account")
    assert TYPED["name"] in browser.get("/organisations/?q=TESTS").content.decode()
    assert TYPED["name"] not in browser.get("/organisations/?q=other").content.decode()


def test_what_came_from_it_is_told_to_those_who_may_see_it(ministry: Organisation, signed_in_as: SignIn) -> None:
    values = {"made_on": "2026-03-01T00:00:00Z", "organisation": ministry}
    Dataset.objects.create(key="shown", title="Shown set", state="published", **values)
    Dataset.objects.create(key="draft", title="Draft set", state="draft", **values)
    User.objects.create(username="ben", full_name="Ben (made up)", organisation=ministry)
    address = f"/organisations/{ministry.pk}/"
    page = signed_in_as("account").get(address).content.decode()
    assert "Shown set" in page
    assert "Draft set" not in page
    assert "Ben (made up)" not in page
    page = signed_in_as("administrator").get(address).content.decode()
    assert "Draft set" in page
    assert "Ben (made up)" in page


def test_of_two_people_the_second_sees_both_versions(ministry: Organisation, signed_in_as: SignIn) -> None:
    browser, address = signed_in_as("administrator"), f"/organisations/{ministry.pk}/edit/"
    seen = {**TYPED, "version": str(ministry.version)}
    assert TYPED["name"] in browser.get(address).content.decode()
    assert browser.post(address, {**seen, "kind": "agency", "country": "GHA"}).status_code == 302
    answer = browser.post(address, {**seen, "kind": "institute"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for told in ("agency", "institute", "Ghana", "Kenya"):
        assert told in page
    ministry.refresh_from_db()
    assert (ministry.kind, ministry.country) == ("agency", "GHA")
    assert f'name="version" value="{ministry.version}"' in page
    again = {**seen, "kind": "institute", "version": str(ministry.version)}
    assert browser.post(address, again).status_code == 302
    ministry.refresh_from_db()
    assert (ministry.kind, ministry.country) == ("institute", "KEN")


def test_faults_stand_at_their_fields(ministry: Organisation, signed_in_as: SignIn) -> None:
    browser = signed_in_as("administrator")
    taken = browser.post("/organisations/new/", {"name": TYPED["name"]})
    assert taken.status_code == 422
    assert 'id="id_name_error"' in taken.content.decode()
    wrong = browser.post("/organisations/new/", {"name": "Another (made up)", "website": "javascript:alert(1)"})
    assert wrong.status_code == 422
    assert 'id="id_website_error"' in wrong.content.decode()
    assert browser.post("/organisations/new/", {"name": "Third (made up)", "country": "XXX"}).status_code == 422
    assert Organisation.objects.count() == 1
