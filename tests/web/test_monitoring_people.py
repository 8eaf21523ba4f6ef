"""People on pages: only groups are told, nothing of a person stands anywhere but in the tables of the study."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.store import waiting
from almaden.store.models import Change, Study, Upload
from tests.web.conftest import SignIn

HEAD = "survey,participant,consent,year,country,matrix,method,analyte,value,unit,group"
GROUPS = (("coast", 12, 1.0), ("inland", 15, 0.4), ("hills", 4, 2.0))
ROWS = [
    f"Secret survey,{name[0].upper()}{number:03d},{'n' if number == 99 else 'y'},2025,GHA,hair,DMA80,THg,"
    f"{level * (1 + 0.01 * number):.3f},ug/g,{name}"
    for name, many, level in GROUPS
    for number in (*range(many), 99)
]
TABLE = "\n".join([HEAD, *ROWS])


@pytest.fixture(autouse=True)
def forgetting() -> Iterator[None]:
    """Studies of other tests have the same numbers."""
    waiting.forget()
    yield
    waiting.forget()


def brought(browser: Client, text: str) -> str:
    file = SimpleUploadedFile("people.csv", text.encode())
    answer = browser.post("/monitoring/people/studies/new/", {"file": file, "title": "Hair (made up)"})
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_a_published_study_tells_groups_and_nobody(signed_in_as: SignIn, client: Client) -> None:
    compiler, reviewer = signed_in_as("compiler", "GHA"), signed_in_as("reviewer", "GHA")
    address = brought(compiler, TABLE)
    study = Study.objects.get(pk=int(re.findall(r"\d+", address)[0]))
    # Those who did not agree were not read, nor is the file kept that tells of them.
    assert not Upload.objects.exists()
    assert len(study.tables["people"]) == 31
    assert client.get(address).status_code == 404
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/studies/{study.pk}/step/", {"step": step}).status_code == 302
    pages = [client.get(address).content.decode(), compiler.get(address).content.decode()]
    told = client.get(f"/api/v1/monitoring/people/studies/{study.pk}")
    for text in (*pages, told.content.decode(), client.get("/monitoring/people/").content.decode()):
        assert "Secret survey" not in text
        assert "C003" not in text
    assert "fewer than 10 persons: not told" in pages[0]
    cells = {(one["year"], one["group"]): one["statistics"] for one in told.json()["cells"]}
    assert cells[2025, "hills"] is None
    # Four persons of the hills could be reckoned from all together less the others: so one of these is hidden too.
    assert sum(cells[2025, name] is None for name, *_ in GROUPS) == 2
    assert client.get(f"/api/v1/studies/{study.pk}/tables").status_code == 401
    # The journal knows that there is a study, and nothing of what stands in it.
    assert "C003" not in str(list(Change.objects.values_list("content", flat=True)))


def test_a_file_with_names_is_refused_without_repeating_them(signed_in_as: SignIn) -> None:
    compiler = signed_in_as("compiler", "GHA")
    said = brought(compiler, TABLE.replace("C001", "Mary Made-up"))
    assert "this looks like the name of a person" in said
    assert "Mary" not in said
    assert not Upload.objects.exists()
    assert not Study.objects.exists()
