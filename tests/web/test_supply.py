"""The pages of supply: the hub, balances, surplus to come, mines, treatment, and tables that people bring."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.store import studies, waiting
from almaden.store.models import Study
from almaden.supply.storage.data import example as storage_example
from tests.web.conftest import SignIn

pytestmark = pytest.mark.django_db

#: 50 t are dug and 30 t go into small-scale gold mining: 20 t are left that nothing explains.
TABLES: dict[str, dict[str, object]] = {
    "mines": {"id": "M1", "area": "GHA", "name": "Made-up hill", "kind": "primary", "party": "Party",
              "in_force": "2018-01-01", "existed_at_entry": "yes", "note": "told in confidence"},
    "mine_output": {"mine": "M1", "year": 2024, "amount": 50, "low": 45, "high": 55},
    "uses": {"area": "GHA", "year": 2024, "use": "ASGM", "amount": 30, "low": 27, "high": 33},
    "stocks": {"area": "GHA", "holder": "trader", "place": "Secret shed", "day": "2024-12-31", "amount": 80},
}  # fmt: skip


@pytest.fixture(autouse=True)
def forgetting() -> None:
    """Studies of other tests have the same numbers."""
    waiting.forget()


def packed(tables: dict[str, dict[str, object]] = TABLES) -> bytes:
    """A folder of tables with a row each, as ZIP."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, row in tables.items():
            archive.writestr(f"{name}.csv", f"{','.join(row)}\n{','.join(map(str, row.values()))}\n")
    return kept.getvalue()


def brought(browser: Client, content: bytes, sector: str = "supply") -> Study | None:
    """Bring tables in by the form; None where they are refused."""
    file = SimpleUploadedFile("tables.zip", content)
    answer = browser.post(
        f"/supply/studies/new/{sector}/", {"file": file, "title": "Tables (made up)", "made_up": "on"}
    )
    if answer.status_code != 302:
        return None
    return Study.objects.get(pk=int(re.findall(r"\d+", answer["Location"])[0]))


def published(sign: SignIn, content: bytes, sector: str = "supply") -> Study:
    """Tables that somebody brought and somebody else reviewed, by the steps of the page."""
    compiler, reviewer = sign("compiler", "GHA"), sign("reviewer", "GHA")
    study = brought(compiler, content, sector)
    assert study is not None
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/studies/{study.pk}/step/", {"step": step}).status_code == 302
    return study


def page(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_hub_tells_the_world_with_ranges_and_what_is_not_verified(client: Client) -> None:
    text = page(client, "/supply/")
    # UNEP 2017: demand of the world in 2015 about 4,700 t; the sum of the published lines of supply is 4,130 t.
    assert "4,130" in text
    assert "4,700" in text
    assert "numbers are not verified" in text
    # Article 3, paragraph 4: fifteen years from 16 August 2017.
    assert "Aug 16, 2032" in text
    assert 'href="/supply/storage/compare/"' in text


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/supply/balance/?data=example&year=2024", 200, "supply and demand agree within their ranges"),
        ("/supply/balance/?area=mars", 422, "there is no such choice"),
        ("/supply/balance/?year=1900", 422, "nothing is told of this area and year"),
        ("/supply/balance/?of=world&data=example&area=world", 200, "Made-up land"),
        ("/supply/balance/?data=77", 404, ""),
        ("/supply/surplus/?definition=minimum+storage&scenario=slow", 200, "410"),
        ("/supply/surplus/?until=soon", 422, "the text is not a number"),
        ("/supply/mines/?on=soon", 422, "this is not a date"),
        # 200.59 + 32.07 over 200.59 is 1.160.
        ("/supply/treatment/?route=stabilisation&tonnes=100", 200, "116"),
        ("/supply/treatment/?route=recovery&tonnes=10&low=12", 422, "not within a range"),
    ],
)
def test_forms_in_addresses(client: Client, address: str, status: int, told: str) -> None:
    assert told in page(client, address, status)


def test_tables_are_brought_reviewed_and_published(signed_in_as: SignIn, client: Client) -> None:
    study = published(signed_in_as, packed())
    assert (study.sector, study.country) == ("supply", "GHA")
    text = page(client, f"/supply/balance/?data={study.pk}")
    assert "An indicator of hidden flow." in text
    assert "made up" in text
    # Fifteen years from the day of entry into force.
    assert "Jan 1, 2033" in page(client, f"/supply/mines/?data={study.pk}")
    pages = [f"/supply/{name}/?data={study.pk}" for name in ("balance", "surplus", "mines")]
    for address in (*pages, f"/supply/studies/{study.pk}/"):
        shown = page(client, address)
        assert "Secret shed" not in shown
        assert "in confidence" not in shown
    assert "Secret shed" in page(signed_in_as("compiler", "GHA"), f"/supply/studies/{study.pk}/")


def test_faults_are_told_and_drafts_are_their_authors(signed_in_as: SignIn, client: Client) -> None:
    compiler = signed_in_as("compiler", "GHA")
    wrong: dict[str, dict[str, object]] = {"uses": {**TABLES["uses"], "amount": "many"}}
    file = SimpleUploadedFile("tables.zip", packed(wrong))
    answer = compiler.post("/supply/studies/new/supply/", {"file": file})
    assert (answer.status_code, "amount" in answer.content.decode()) == (422, True)
    draft = brought(compiler, packed())
    assert draft is not None
    page(client, f"/supply/studies/{draft.pk}/", 404)
    page(client, f"/supply/balance/?data={draft.pk}", 404)
    other = {"file": SimpleUploadedFile("t.zip", packed()), "version": "1"}
    assert signed_in_as("compiler", "KEN").post(f"/supply/studies/{draft.pk}/replace/", other).status_code == 404
    again = {"file": SimpleUploadedFile("t.zip", packed()), "version": "1", "title": "Better (made up)"}
    assert compiler.post(f"/supply/studies/{draft.pk}/replace/", again).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Better (made up)"


def test_others_are_not_told_which_source_is_too_far_from_every_site(signed_in_as: SignIn, client: Client) -> None:
    study = studies.make(None, "storage", studies.storage_tables(storage_example()), country="GHA", made_up=True)
    Study.objects.filter(pk=study.pk).update(state="published")
    address = f"/supply/storage/siting/?data={study.pk}&max_km=1"
    assert "MADE-UP-GAS" in page(signed_in_as("compiler", "GHA"), address, 422)
    told = page(client, address, 422)
    assert "no plan keeps all constraints" in told
    assert "MADE-UP-GAS" not in told
    answer = client.get(f"/api/v1/supply/storage/sites?study={study.pk}&max_km=1")
    assert (answer.status_code, b"MADE-UP-GAS" in answer.content) == (409, False)
