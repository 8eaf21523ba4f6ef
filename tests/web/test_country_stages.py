"""Stages of assessments and plans, written down on the page of the country."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from almaden.store.models import CountryStage, Entry
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]


def test_a_stage_is_added_corrected_and_taken_back(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    assert "/countries/ALB/stages/new/" in browser.get("/countries/ALB/").content.decode()
    typed = {"kind": "nap", "stage": "submitted", "reached_on": "2019-03-01", "document": str(places.source.pk)}
    assert browser.post("/countries/ALB/stages/new/", typed).status_code == 302
    stage = CountryStage.objects.get()
    assert (stage.country, stage.reached_on, stage.document_id) == ("ALB", date(2019, 3, 1), places.source.pk)

    address = f"/countries/ALB/stages/{stage.pk}/"
    assert "2019-03-01" in browser.get(address).content.decode()
    seen = {"version": stage.version, "reached_on": "2019-03-02", "note": "Made up", "stage": "published"}
    assert browser.post(address, seen).status_code == 302
    stage.refresh_from_db()
    assert (stage.stage, stage.reached_on, stage.note) == ("submitted", date(2019, 3, 2), "Made up")
    assert browser.post(address, {**seen, "note": "Too late"}).status_code == 409

    assert browser.post(f"{address}remove/", {"reason": "wrong country"}).status_code == 302
    assert not CountryStage.objects.exists()
    assert Entry.objects.order_by("-number")[0].reason == "wrong country"


def test_faults_stand_at_their_fields(opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    answer = browser.post("/countries/ALB/stages/new/", {"kind": "nap", "stage": "drafted", "reached_on": "2999-01-01"})
    assert answer.status_code == 422
    assert 'id="id_reached_on_error"' in answer.content.decode()
    assert browser.get("/countries/XYZ/stages/new/").status_code == 404


def test_people_of_other_countries_write_no_stage(opened: Open, person: MakeUser) -> None:
    browser = opened(person("kim", "compiler", "KEN"))
    stage = CountryStage.objects.create(country="ALB", kind="mia", stage="published")
    for address in ("new/", f"{stage.pk}/", f"{stage.pk}/remove/"):
        answer = browser.post(f"/countries/ALB/stages/{address}", {"kind": "mia", "stage": "drafted"})
        assert answer.status_code == 403
    assert browser.post(f"/countries/KEN/stages/{stage.pk}/remove/", {"reason": "x"}).status_code == 404
    assert "/stages/" not in browser.get("/countries/ALB/").content.decode()
    assert CountryStage.objects.count() == 1


def test_of_two_people_the_second_sees_both_versions(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    stage = CountryStage.objects.create(country="ALB", kind="nap", stage="submitted", reached_on=date(2019, 3, 1))
    address = f"/countries/ALB/stages/{stage.pk}/"
    seen = {"version": str(stage.version), "reached_on": "2019-03-02", "note": "Theirs (made up)"}
    assert browser.post(address, seen).status_code == 302
    mine = {"reached_on": "2019-03-05", "document": str(places.source.pk), "note": "Mine (made up)"}
    answer = browser.post(address, {**seen, **mine})
    page = answer.content.decode()
    assert answer.status_code == 409
    for told in ("Theirs (made up)", "Mine (made up)", "Mar 2, 2019", "Mar 5, 2019", places.source.title, "submitted"):
        assert told in page
    stage.refresh_from_db()
    assert stage.note == "Theirs (made up)"
    assert browser.post(address, {**mine, "version": str(stage.version)}).status_code == 302
    stage.refresh_from_db()
    assert (stage.note, stage.reached_on) == ("Mine (made up)", date(2019, 3, 5))


def test_a_stage_that_is_there_is_not_added_over_unseen(opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "compiler", "ALB"))
    stage = CountryStage.objects.create(country="ALB", kind="nap", stage="drafted", note="Theirs (made up)")
    typed = {"kind": "nap", "stage": "drafted", "note": "Mine (made up)"}
    answer = browser.post("/countries/ALB/stages/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs (made up)" in page
    assert "Mine (made up)" in page
    assert browser.post("/countries/ALB/stages/new/", {**typed, "version": str(stage.version)}).status_code == 302
    assert CountryStage.objects.get().note == "Mine (made up)"
