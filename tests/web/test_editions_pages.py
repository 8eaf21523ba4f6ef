"""Editions on the pages: made by those who may, read, downloaded and verified by anyone."""

from __future__ import annotations

import io
import json
import zipfile

from django.test import Client

from almaden.store import home
from almaden.store.editions.files import folder_of
from almaden.store.models import Edition
from tests.store.conftest import MakeUser
from tests.web.inventory_samples import published, signed_in, text


def made(person: MakeUser) -> Edition:
    """An edition with one inventory."""
    published(person("ana", "compiler", "GHA"), person("ben", "reviewer"))
    form = {"title": "First (made up)", "licence": "CC BY 4.0", "publisher": "A desk (made up)", "description": ""}
    answer = signed_in(person("sue", "secretariat")).post("/editions/new/", form)
    assert answer["Location"] == "/editions/1/"
    return Edition.objects.get()


def read(client: Client, address: str) -> bytes:
    """A file as it is sent."""
    return b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]  # a file is sent in pieces


def test_an_edition_is_read_by_anyone(person: MakeUser, browser: Client) -> None:
    edition = made(person)
    assert "First (made up)" in text(browser.get("/editions/"))
    page = text(browser.get("/editions/1/"))
    assert "A desk (made up)" in page
    assert "CC BY 4.0" in page
    assert edition.sha256 in page


def test_its_files_are_downloaded_whole(person: MakeUser, browser: Client) -> None:
    edition = made(person)
    # It lies there before anybody asks for it, and is sent as it lies there.
    (kept,) = home.editions().glob("*.zip")
    first = kept.read_bytes()
    assert read(browser, "/editions/1/archive.zip") == read(browser, f"/api/v1/editions/{edition.pk}/archive") == first
    kept.unlink()
    assert read(browser, "/editions/1/archive.zip") == first
    assert list(home.editions().glob("*.zip")) == [kept]
    assert {path.name for path in home.editions().iterdir()} == {"1", kept.name}
    manifest = json.loads(read(browser, "/editions/1/files/manifest.json"))
    with zipfile.ZipFile(io.BytesIO(read(browser, "/editions/1/archive.zip"))) as archive:
        assert {*manifest["files"], "manifest.json"} == set(archive.namelist())
        for name in manifest["files"]:
            assert read(browser, f"/editions/1/files/{name}") == archive.read(name)


def test_only_files_of_the_edition_are_sent(person: MakeUser, browser: Client) -> None:
    made(person)
    for name in ("../1/manifest.json", "nothing.csv", "..%2F..%2Fkey"):
        assert browser.get(f"/editions/1/files/{name}").status_code in (404, 301)


def test_it_is_verified_to_the_last_digit(person: MakeUser, browser: Client) -> None:
    edition = made(person)
    assert browser.post("/editions/1/check/").status_code == 302
    public = text(browser.get("/editions/1/"))
    assert "almaden edition verify almaden-edition-1" in public
    assert "/editions/1/check/" not in public
    browser = signed_in(person("ray"))
    page = text(browser.post("/editions/1/check/"))
    assert "1 result was computed again and is the same to the last digit." in page
    table = folder_of(edition) / "README.txt"
    table.write_text(table.read_text() + "one line more\n")
    page = text(browser.post("/editions/1/check/"))
    assert "The edition is not what was published:" in page
    assert "README.txt" in page


def test_an_edition_without_a_title_is_told_at_its_field(person: MakeUser) -> None:
    client = signed_in(person("sue", "secretariat"))
    answer = client.post("/editions/new/", {"title": " ", "licence": "CC BY 4.0"})
    assert answer.status_code == 422
    assert 'id="id_title_error"' in text(answer)
    assert not Edition.objects.exists()


def test_compilers_make_no_editions(person: MakeUser) -> None:
    client = signed_in(person("ana", "compiler", "GHA"))
    assert client.post("/editions/new/", {"title": "Mine", "licence": "CC BY 4.0"}).status_code == 403
    assert not Edition.objects.exists()
