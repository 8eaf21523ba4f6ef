"""Files of the registry on pages: brought in step by step, templates, and exports without anything about persons."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.partnership.records.kinds import KINDS
from almaden.store.jobs import run_now
from almaden.store.models import Job, RegistryRow, User
from tests.web.conftest import SignIn
from tests.web.partnership.conftest import text_of
from tests.web.partnership.test_pages import PERSONAL
from tests.web.place_samples import Open
from tests.web.test_access import close

HEAD = "id,title,area,type,status,start,countries,partners\n"
ROWS = (
    HEAD + "A8,Inventory of boilers (made up),COAL,inventory,planned,2026,KEN,P1\n"
    "A9,Training (made up),COAL,training,ongoing,2019-11,GHA;PER,P1;P2\n"
)


def read(answer: Any) -> bytes:
    """The content of an answer that is sent in pieces."""
    content = b"".join(answer.streaming_content)
    close(answer)
    return content


def sent(browser: Client, text: str, name: str = "activity.csv") -> str:
    answer = browser.post("/partnership/files/import/", {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def test_a_file_is_checked_decided_on_and_kept(small: None, lead: User, opened: Open) -> None:
    browser = opened(lead)
    address = sent(browser, ROWS)
    assert "The file is being checked." in text_of(browser, address)
    run_now(Job.objects.get())
    page = text_of(browser, address)
    assert "Inventory of boilers (made up)" in page
    assert 'name="same:A9" value="A1"' in page
    answer = browser.post(address + "keep/", {"same:A9": "A1"})
    assert answer.status_code == 302
    run_now(Job.objects.get(kind="registry.load"))
    page = text_of(browser, address)
    assert "Kept: 2 added, 0 changed, 0 proposed as corrections." in page
    assert "<button>Keep it</button>" not in page
    assert RegistryRow.objects.get(key="A9").same_as == "A1"
    assert address in text_of(browser, "/partnership/files/")


def test_faults_stand_with_file_row_and_column(small: None, lead: User, opened: Open) -> None:
    browser = opened(lead)
    address = sent(browser, HEAD + "B1,,NONE,training,ongoing,<b>then</b>,,\n")
    run_now(Job.objects.get())
    page = text_of(browser, address)
    assert "activity.csv" in page
    assert "&lt;b&gt;then" in page
    assert "Nothing is kept while there are faults." in page
    assert browser.post(address + "keep/").status_code == 409


def test_what_is_refused_at_once(small: None, lead: User, secretariat: User, opened: Open) -> None:
    browser = opened(lead)
    bomb = SimpleUploadedFile("a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><iati-activities/>")
    answer = browser.post("/partnership/files/import/", {"file": bomb})
    assert answer.status_code == 422
    assert "document type" in answer.content.decode()
    address = sent(browser, ROWS)
    assert opened(secretariat).get(address).status_code == 404


def test_templates_have_a_table_of_each_kind(browser: Client, own_home: object, db: None) -> None:
    answer = browser.get("/partnership/files/template.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {name.removesuffix(".csv") for name in archive.namelist()} == set(KINDS)
        assert archive.read("partner.csv").decode("utf-8-sig").startswith("id,")
    assert browser.get("/partnership/files/template.xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("format", ["csv", "xlsx", "json", "iati"])
def test_exports_hold_the_registry_and_nothing_about_persons(made_up: None, signed_in_as: SignIn, format: str) -> None:
    browser = signed_in_as("secretariat")
    answer = browser.get("/partnership/files/export/", {"format": format, "publisher": "XM-DAC-41304"})
    assert answer.status_code == 200
    content = read(answer)
    texts = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts = [archive.read(name) for name in archive.namelist()]
    whole = b"\n".join(texts).decode("utf-8", "replace")
    assert "Retorts for miners (made up)" in whole
    assert not [one for one in (*PERSONAL, "A need that is not shown") if one in whole]


def test_an_export_needs_a_format_and_a_publisher(made_up: None, browser: Client) -> None:
    assert browser.get("/partnership/files/export/?format=doc").status_code == 404
    answer = browser.get("/partnership/files/export/?format=iati&publisher=a b")
    assert answer.status_code == 422
    assert "identifier of a publisher" in answer.content.decode()


def test_a_long_export_is_made_by_a_job(made_up: None, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("almaden.web.registry_files.FEW", 1)
    answer = browser.get("/partnership/files/export/?format=json")
    assert "The file is being made." in text_of(browser, answer["Location"])
    run_now(Job.objects.get())
    assert "/partnership/files/export/?format=json" in text_of(browser, answer["Location"])
    done = browser.get("/partnership/files/export/?format=json")
    assert json.loads(read(done))["activity"]
