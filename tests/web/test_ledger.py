"""The pages of mass ledgers: what an officer enters, what is refused beside its field, what others may see."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.store.ledger_reading import balances_now, lot_now
from almaden.store.models import Ledger
from almaden.supply.ledger.readers.entries import read_entries
from tests.web.conftest import SignIn
from tools.made_up_ledger import ENTRIES

#: What the ledger holds by hand: 345 + 40 + 8 in; 150 exported, 1.2 lost, 5 disposed of; the mistake of 12 taken back.
STOCK = "236.8"


def begun(browser: Client) -> int:
    """A new ledger, by its form."""
    told = {"country": "GHA", "title": "Recovered mercury (made up)", "made_up": "on"}
    answer = browser.post("/supply/ledger/new/", told)
    return int(re.findall(r"\d+", answer["Location"])[0])


def imported(browser: Client, pk: int, text: str = ENTRIES) -> str:
    """The page after a file was sent."""
    file = SimpleUploadedFile("entries.csv", text.encode())
    return browser.post(f"/supply/ledger/{pk}/import/", {"file": file}, follow=True).content.decode()


@pytest.fixture
def compiler(signed_in_as: SignIn) -> Client:
    return signed_in_as("compiler", "GHA")


def test_from_an_opening_to_a_count_that_misses_something(compiler: Client) -> None:
    pk = begun(compiler)
    page = compiler.get(f"/supply/ledger/{pk}/add/opening/").content.decode()
    assert 'value="E1"' in page
    opening = {
        "id": "E1", "day": "2024-01-02", "lot": "A", "amount": "2", "unit": "flask", "owner": "Works (made up)",
        "place": "Yard (made up)", "origin": "opening stock", "evidence": "slip 1",
    }  # fmt: skip
    said = compiler.post(f"/supply/ledger/{pk}/add/opening/", opening, follow=True).content.decode()
    # A flask holds 34.5 kg.
    assert "69 kg" in said
    # A name that differs in capitals alone is told, and kept as it was written.
    alike = {**opening, "id": "E0", "lot": "Z", "amount": "1", "owner": "works  (MADE UP)"}
    said = compiler.post(f"/supply/ledger/{pk}/add/opening/", alike, follow=True).content.decode()
    assert "owners that differ only in capitals or blanks count as several: “Works (made up)”, “works" in said
    # Sent once more, as by a second press of the button, it changes nothing.
    compiler.post(f"/supply/ledger/{pk}/add/opening/", opening)
    split = {"id": "E2", "day": "2024-02-01", "lot": "A", "amount": "70", "unit": "kg", "to_lot": "B"}
    refused = compiler.post(f"/supply/ledger/{pk}/add/split/", split)
    assert refused.status_code == 422
    beside = refused.content.decode().partition('id="id_amount_error"')[2].partition("</p>")[0]
    assert "the amount is larger than the lot" in beside
    assert "at most 69" in beside
    compiler.post(f"/supply/ledger/{pk}/add/split/", {**split, "amount": "9"})
    count = {"id": "E3", "day": "2024-03-01", "lot": "A", "amount": "58", "unit": "kg", "weighing_error": "0.1"}
    said = compiler.post(f"/supply/ledger/{pk}/add/count/", count, follow=True).content.decode()
    assert "misses 2" in said
    assert "E1, E2" in compiler.get(f"/supply/ledger/{pk}/counts/").content.decode()
    lot = lot_now(Ledger.objects.get(pk=pk), "A")
    assert lot is not None
    assert lot.mass_mg == 60_000_000


def test_a_file_comes_in_whole_or_not_at_all_and_goes_out_as_it_came(compiler: Client) -> None:
    pk = begun(compiler)
    wrong = ENTRIES.replace("E5,2022-05-05,split,PLANT-1,150", "E5,2022-05-05,split,PLANT-1,1500")
    page = imported(compiler, pk, wrong)
    assert "the amount is larger than the lot" in page
    assert Ledger.objects.get(pk=pk).entries == 0
    assert "16 entries were added" in imported(compiler, pk)
    assert "16 were there already" in imported(compiler, pk)
    page = compiler.get(f"/supply/ledger/{pk}/").content.decode()
    assert f"{STOCK} kg" in page
    for kind in ("csv", "xlsx"):
        answer = compiler.get(f"/supply/ledger/{pk}/entries.{kind}")
        content = b"".join(answer)
        again = read_entries(io.BytesIO(content), f"entries.{kind}")
        assert len(again.entries) == 16
        assert again.entries[0].mass_mg == 345_000_000
    checked = compiler.post(f"/supply/ledger/{pk}/check/").content.decode()
    assert "every hash is right" in checked
    assert "an export without a consent" in checked


def test_a_lot_tells_where_it_came_from_and_where_its_custody_broke(compiler: Client) -> None:
    pk = begun(compiler)
    imported(compiler, pk)
    page = compiler.get(f"/supply/ledger/{pk}/lot/?lot=SHIP-1").content.decode()
    # 40 of the 385 kg were of lamps: 15.584416 of 150 kg.
    assert "15.584416" in page
    assert "134.415584" in page
    # Two origins are a picture; all of it left by one export.
    assert page.count('<svg class="sankey"') == 1
    broken = compiler.get(f"/supply/ledger/{pk}/lot/?lot=COURT-1").content.decode()
    assert "The chain is broken" in broken
    assert "E12, 2024-02-02: who handed it over or who keeps it is not told" in broken
    assert "Without a gap" in compiler.get(f"/supply/ledger/{pk}/lot/?lot=MARKET-1").content.decode()
    lots = compiler.get(f"/supply/ledger/{pk}/lots/?name=P&closed=1").content.decode()
    assert "PLANT-1" in lots
    assert "SHIP-1" not in lots
    assert compiler.get(f"/supply/ledger/{pk}/lot/?lot=NOBODY").status_code == 404


def test_others_see_totals_once_a_second_person_published_them(
    compiler: Client, browser: Client, signed_in_as: SignIn
) -> None:
    pk = begun(compiler)
    imported(compiler, pk)
    stranger, reviewer = signed_in_as("compiler", "PER"), signed_in_as("reviewer", "GHA")
    paths = ("", "lots/", "lot/?lot=PLANT-1", "entries/", "counts/", "check/", "entries.csv", "add/", "import/")
    assert {stranger.get(f"/supply/ledger/{pk}/{path}").status_code for path in paths} == {404}
    loss = {"id": "X", "day": "2024-12-31", "lot": "PLANT-1", "amount": "1", "unit": "kg", "reason": "r"}
    assert stranger.post(f"/supply/ledger/{pk}/add/loss/", loss).status_code == 404
    assert reviewer.post(f"/supply/ledger/{pk}/add/loss/", loss).status_code == 403
    version = Ledger.objects.get(pk=pk).version
    publish = {"publish": "yes", "version": version}
    assert compiler.post(f"/supply/ledger/{pk}/publish/", publish).status_code == 403
    assert browser.get(f"/supply/ledger/{pk}/").status_code == 404
    assert reviewer.post(f"/supply/ledger/{pk}/publish/", publish).status_code == 302
    for other in (browser, stranger):
        page = other.get(f"/supply/ledger/{pk}/").content.decode()
        assert f"{STOCK} kg" in page
        assert "made up" in page
        for secret in ("PLANT-1", "Made-up Chemicals", "Cell room", "slip 1"):
            assert secret not in page
    assert {stranger.get(f"/supply/ledger/{pk}/{path}").status_code for path in paths[1:]} == {404}


def test_who_wrote_into_a_ledger_does_not_publish_it(signed_in_as: SignIn) -> None:
    """A person with both roles is told that somebody else has to."""
    from almaden.store.accounts import grant
    from almaden.store.models import User

    both = signed_in_as("compiler", "GHA")
    pk = begun(both)
    grant(None, User.objects.get(username="compiler-GHA"), "reviewer", "GHA")
    imported(both, pk)
    version = Ledger.objects.get(pk=pk).version
    assert "A second person" in both.get(f"/supply/ledger/{pk}/").content.decode()
    assert both.post(f"/supply/ledger/{pk}/publish/", {"publish": "yes", "version": version}).status_code == 403
    assert balances_now(Ledger.objects.get(pk=pk)).unexplained_mg == 0
