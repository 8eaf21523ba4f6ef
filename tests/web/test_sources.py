"""Sources on pages, with what cites them."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from almaden.store.models import CountryStage, SourceDocument
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]


def test_the_list_is_searched_by_words(places: SimpleNamespace, opened: Open) -> None:
    assert "A made-up report" in opened().get("/sources/?text=REPORT").content.decode()
    assert "A made-up report" not in opened().get("/sources/?text=other").content.decode()


def test_a_source_tells_what_cites_it(places: SimpleNamespace, opened: Open) -> None:
    CountryStage.objects.create(country="KEN", kind="mia", stage="published", document=places.source)
    page = opened().get(f"/sources/{places.source.pk}/").content.decode()
    for told in ("Shown set", "Kenya", "Minamata initial assessment", "Nobody", "2024"):
        assert told in page
    assert opened().get("/sources/99/").status_code == 404


def test_a_draft_that_cites_it_is_not_told(places: SimpleNamespace, opened: Open) -> None:
    places.draft.source = places.source
    places.draft.save()
    assert "Draft set" not in opened().get(f"/sources/{places.source.pk}/").content.decode()


def test_only_addresses_of_the_web_become_links(places: SimpleNamespace, opened: Open) -> None:
    bad = SourceDocument.objects.create(title="Bad", url="javascript:alert(1)")
    assert 'href="javascript' not in opened().get(f"/sources/{bad.pk}/").content.decode()


def test_a_source_is_added_with_its_file_and_changed(opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "contributor", "KEN"))
    content = b"name,value\nmade up,1\n"
    typed = {"title": "A made-up table", "year": "2021", "accessed": "2026-02-01"}
    file = SimpleUploadedFile("table.csv", content)
    assert browser.post("/sources/new/", {**typed, "file": file}).status_code == 302
    document = SourceDocument.objects.select_related("upload").get()
    assert document.upload is not None
    assert document.upload.sha256 == hashlib.sha256(content).hexdigest()
    address = f"/sources/{document.pk}/edit/"
    assert address in browser.get(f"/sources/{document.pk}/").content.decode()
    seen = {**typed, "title": "A better title", "version": str(document.version)}
    assert browser.post(address, seen).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.year, document.upload.name) == ("A better title", 2021, "table.csv")
    assert browser.post(address, {**seen, "title": "Too late"}).status_code == 409


def test_a_source_of_others_is_not_changed(places: SimpleNamespace, opened: Open, person: MakeUser) -> None:
    browser = opened(person("kim", "contributor", "KEN"))
    address = f"/sources/{places.source.pk}/edit/"
    assert browser.post(address, {"title": "Mine", "version": "1"}).status_code == 403
    assert address not in browser.get(f"/sources/{places.source.pk}/").content.decode()
    places.source.refresh_from_db()
    assert places.source.title == "A made-up report"


def test_faults_of_a_source_stand_at_their_fields(opened: Open, person: MakeUser) -> None:
    browser = opened(person("ana", "contributor", "KEN"))
    answer = browser.post("/sources/new/", {"title": "Made up", "url": "javascript:alert(1)", "year": ""})
    assert answer.status_code == 422
    assert 'id="id_url_error"' in answer.content.decode()
    assert browser.post("/sources/new/", {"title": "Made up", "year": "soon"}).status_code == 422
    assert not SourceDocument.objects.exists()
