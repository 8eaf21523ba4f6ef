"""The form of a data set: who is offered it, what it keeps, and both versions where two people change one."""

from __future__ import annotations

from types import SimpleNamespace

from almaden.store.models import Change, Dataset
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]

SENT = {"title": "New title", "description": "What it is", "licence": "CC0-1.0", "area": "COAL", "made_up": "on"}


def test_who_may_changes_what_is_said_of_a_data_set(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("compiler", "compiler", "ALB"))
    address = f"/data/{places.draft.pk}/edit/"
    assert address in browser.get(f"/data/{places.draft.pk}/").content.decode()
    assert b"Draft set" in browser.get(address).content
    answer = browser.post(address, {**SENT, "version": 1, "source": str(places.source.pk)})
    assert (answer.status_code, answer["Location"]) == (302, f"/data/{places.draft.pk}/")
    one = Dataset.objects.get(pk=places.draft.pk)
    kept = (one.title, one.description, one.licence, one.area, one.made_up, one.source_id, one.version)
    assert kept == ("New title", "What it is", "CC0-1.0", "COAL", True, places.source.pk, 2)
    assert Change.objects.filter(record_type="dataset", record_id=one.pk, version=2).count() == 1
    assert b"Mercury releases from coal combustion" in browser.get(f"/data/{one.pk}/").content


def test_others_are_not_offered_the_form_and_are_refused(
    places: SimpleNamespace, opened: Open, person: MakeUser
) -> None:
    # Only a draft is changed, and a contributor does not see the drafts of others.
    browser = opened(person("contributor", "contributor"))
    assert f"/data/{places.shown.pk}/edit/" not in browser.get(f"/data/{places.shown.pk}/").content.decode()
    closed = browser.post(f"/data/{places.shown.pk}/edit/", {**SENT, "version": 1})
    assert 400 <= closed.status_code < 500
    assert "The data set is published" in closed.content.decode()
    assert browser.post(f"/data/{places.draft.pk}/edit/", {**SENT, "version": 1}).status_code == 404
    assert list(Dataset.objects.order_by("pk").values_list("version", flat=True)) == [1, 1]


def test_the_second_of_two_is_shown_both_versions(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("secretariat", "secretariat"))
    address = f"/data/{places.draft.pk}/edit/"
    assert browser.post(address, {**SENT, "version": 1, "title": "Theirs"}).status_code == 302
    answer = browser.post(address, {**SENT, "version": 1, "title": "Mine", "licence": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert 'name="version" value="2"' in page
    assert Dataset.objects.get(pk=places.draft.pk).title == "Theirs"


def test_a_form_that_is_not_right_is_shown_again(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("secretariat", "secretariat"))
    wrong = {**SENT, "version": 1, "title": "", "area": "NONE", "source": "999999"}
    assert browser.post(f"/data/{places.draft.pk}/edit/", wrong).status_code == 422


def test_a_lead_is_offered_the_areas_of_the_role(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    Dataset.objects.filter(pk=places.draft.pk).update(area="COAL")
    page = opened(person("lead", "area_lead", "", "COAL")).get(f"/data/{places.draft.pk}/edit/").content.decode()
    assert '<option value="COAL"' in page
    assert '<option value="PROD"' not in page
