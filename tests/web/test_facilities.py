"""Facilities and units on pages: lists, details, forms, and what the second of two people is told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from almaden.store.models import Entry, Facility, Unit
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]

FORM = {"name": "Renamed works (made up)", "country": "ALB", "latitude": "41.5", "longitude": "19.5", "version": "1"}


def test_the_list_shows_what_a_person_may_see(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    public = opened().get("/facilities/").content.decode()
    assert "Térmica Río Made-up" in public
    assert "Hidden works" not in public
    assert "Hidden works" in opened(person("ana", "compiler", "ALB")).get("/facilities/").content.decode()


def test_a_facility_with_a_place_leads_to_the_air_around_it(places: SimpleNamespace, opened: Open) -> None:
    placed = Facility.objects.create(dataset=places.shown, name="A", country="ALB", latitude=41.5, longitude=19.5)
    bare = Facility.objects.create(dataset=places.shown, name="B", country="ALB")
    link = "/fate/plume/?lat=41.5&amp;lon=19.5"
    assert link in opened().get(f"/facilities/{placed.pk}/").content.decode()
    assert "/fate/plume/?lat" not in opened().get(f"/facilities/{bare.pk}/").content.decode()


def test_filters_and_the_link_to_the_same_rows_as_csv(places: SimpleNamespace, opened: Open) -> None:
    page = opened().get("/facilities/?text=termica&country=ALB&box=19,41,20,42").content.decode()
    assert "Térmica Río Made-up" in page
    assert "/api/v1/facilities?format=csv&amp;country=ALB&amp;name=termica&amp;bbox=19%2C41%2C20%2C42" in page
    assert "Térmica Río Made-up" not in opened().get("/facilities/?status=retired").content.decode()


@pytest.mark.parametrize("query", ["box=1,2,3", "order=x", "after=x", "after=%00"])
def test_a_wrong_address_is_told(places: SimpleNamespace, opened: Open, query: str) -> None:
    assert opened().get(f"/facilities/?{query}").status_code == 422


def test_the_next_page(places: SimpleNamespace, opened: Open) -> None:
    Facility.objects.bulk_create(
        Facility(dataset=places.shown, name=f"Works {place:03}", country="KEN") for place in range(60)
    )
    page = opened().get("/facilities/?country=KEN").content.decode()
    assert "Works 049" in page
    assert "Works 050" not in page
    following = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "Works 050" in opened().get(f"/facilities/{following}").content.decode()


def test_the_map_gets_its_points_and_its_disclaimer(places: SimpleNamespace, opened: Open) -> None:
    page = opened().get("/facilities/?view=map&country=ALB").content.decode()
    assert "do not imply official endorsement or acceptance by the United Nations" in page
    assert '"country": ["008"]' in page
    # Facilities of other countries are not drawn.
    assert '"points": "/facilities/points.bin?country=ALB"' in page
    elsewhere = opened().get("/facilities/points.bin?country=GHA").content
    assert elsewhere != opened().get("/facilities/points.bin?country=ALB").content
    assert opened().get("/facilities/points.bin?country=no").status_code == 200
    answer = opened().get("/facilities/points.bin")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/octet-stream")
    packed = opened().get("/facilities/points.bin", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    again = opened().get("/facilities/points.bin", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    card = opened().get(f"/facilities/{places.facility.pk}/card.json").json()
    assert card["title"] == "Térmica Río Made-up"
    assert card["lines"][:2] == ["Albania", "operating"]


def test_the_page_of_a_facility_tells_where_its_fields_come_from(places: SimpleNamespace, opened: Open) -> None:
    page = opened().get(f"/facilities/{places.facility.pk}/").content.decode()
    for told in ("A made-up report", "Boiler 1", "made:M100", "41.3°", "for tests", "5.1.1 Coal combustion"):
        assert told in page
    assert "Albania" in page
    assert "Change</a>" not in page


@pytest.mark.parametrize("address", ["/facilities/{draft}/", "/facilities/{draft}/card.json", "/facilities/99/",
                                     "/units/99/", "/facilities/99999999999999999999/"])  # fmt: skip
def test_what_may_not_be_seen_is_not_there(places: SimpleNamespace, opened: Open, address: str) -> None:
    assert opened().get(address.format(draft=places.draft_facility.pk)).status_code == 404


def test_a_unit_has_a_page(places: SimpleNamespace, opened: Open) -> None:
    page = opened().get(f"/units/{places.unit.pk}/").content.decode()
    assert "Boiler 1" in page
    assert "Térmica Río Made-up" in page


def test_a_facility_is_added_by_hand(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    page = browser.get("/facilities/new/").content.decode()
    assert "Draft set" in page
    # What is published is not added to by those who may not publish.
    assert "Shown set" not in page
    answer = browser.post("/facilities/new/", {**FORM, "dataset": "draft", "identifiers": "made:M9", "reason": "visit"})
    made = Facility.objects.get(name=FORM["name"])
    assert (answer.status_code, answer["Location"]) == (302, f"/facilities/{made.pk}/")
    assert (made.identifiers, made.latitude) == ({"made": "M9"}, 41.5)
    assert Entry.objects.latest("number").reason == "visit"
    assert browser.post("/facilities/new/", {**FORM, "dataset": "shown"}).status_code == 422


def test_faults_stand_beside_their_fields(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    answer = browser.post(
        "/facilities/new/", {"dataset": "draft", "name": "", "country": "ALB", "latitude": "north", "identifiers": "x"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was kept" in page
    assert "this cannot be read as identifiers" in page
    answer = browser.post("/facilities/new/", {"dataset": "draft", "name": "A", "country": "ALB", "latitude": "north"})
    assert "this is not a number" in answer.content.decode()
    assert Facility.objects.count() == 2


def test_a_facility_is_changed_and_its_history_tells_it(
    places: SimpleNamespace, opened: Open, person: MakeUser
) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    address = f"/facilities/{places.draft_facility.pk}/"
    assert 'value="Hidden works"' in browser.get(f"{address}edit/").content.decode()
    assert browser.post(f"{address}edit/", {**FORM, "reason": "new name"}).status_code == 302
    page = browser.get(address).content.decode()
    for told in ("Renamed works (made up)", "Hidden works", "new name", "ana"):
        assert told in page


def test_the_second_of_two_people_is_shown_both_versions(
    places: SimpleNamespace, opened: Open, person: MakeUser
) -> None:
    address = f"/facilities/{places.draft_facility.pk}/edit/"
    assert opened(person("ana", "compiler", "ALB")).post(address, {**FORM, "owner": "Owner A"}).status_code == 302
    second = opened(person("eva", "compiler", "ALB"))
    answer = second.post(address, {**FORM, "owner": "Owner B"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Owner A" in page
    assert "Owner B" in page
    assert Facility.objects.get(pk=places.draft_facility.pk).owner == "Owner A"
    # Sent once more from that page, with the version that was shown there, it is kept.
    assert 'name="version" value="2"' in page
    assert second.post(address, {**FORM, "owner": "Owner B", "version": "2"}).status_code == 302
    assert Facility.objects.get(pk=places.draft_facility.pk).owner == "Owner B"


def test_units_are_added_and_changed(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    address = f"/facilities/{places.draft_facility.pk}/units/new/"
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"name": "Unit 2", "capacity_mw": "12.5"}).status_code == 302
    unit = Unit.objects.get(name="Unit 2")
    assert browser.get(f"/units/{unit.pk}/edit/").status_code == 200
    changed = {"name": "Unit 2", "capacity_mw": "13", "version": "1"}
    assert browser.post(f"/units/{unit.pk}/edit/", changed).status_code == 302
    assert browser.post(f"/units/{unit.pk}/edit/", {**changed, "capacity_mw": "14"}).status_code == 409
    assert Unit.objects.get(pk=unit.pk).capacity_mw == 13


@pytest.mark.parametrize("address", ["/facilities/new/", "/facilities/{draft}/edit/", "/facilities/{draft}/units/new/"])
def test_forms_are_for_those_who_may_write(
    places: SimpleNamespace, opened: Open, person: MakeUser, address: str
) -> None:
    address = address.format(draft=places.draft_facility.pk)
    assert opened().get(address)["Location"].startswith("/account/sign-in/")
    assert opened(person("rea", "reviewer", "ALB")).get(address).status_code == 403
    if "edit" in address or "units" in address:
        assert opened(person("ken", "compiler", "KEN")).post(address, FORM).status_code == 404
    assert Facility.objects.count() == 2


def test_a_published_facility_is_not_changed(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    answer = opened(person("ana", "compiler", "ALB")).post(f"/facilities/{places.facility.pk}/edit/", FORM)
    assert answer.status_code == 409
    assert "becomes a draft again" in answer.content.decode()


def test_the_facilities_of_a_category(places: SimpleNamespace, opened: Open) -> None:
    answer = opened().get("/facilities/category/5.1.1/")
    assert answer["Location"] == "/facilities/?category=5.1.1"


def test_a_comment_is_read_by_those_who_may(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    address = f"/facilities/{places.facility.pk}/"
    ana = opened(person("ana", "compiler", "ALB"))
    assert ana.post(f"{address}comments/", {"text": "Closed in May?"}).status_code == 302
    assert ana.post(f"{address}comments/", {"text": ""}).status_code == 422
    assert "Closed in May?" in opened(person("rea", "reviewer", "ALB")).get(address).content.decode()
    assert "Closed in May?" not in opened().get(address).content.decode()
