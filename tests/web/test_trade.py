"""The pages of trade: the example, statistics that people bring, what the public sees of them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import almaden
from almaden.store import studies, waiting
from almaden.store.models import Study
from almaden.store.study_results import public_results
from almaden.store.trade_studies import trade_rows
from almaden.supply.trade.mirror import mirror
from almaden.supply.trade.readers.comtrade import read_trade
from tests.web.conftest import SignIn

#: Made up: 8 t arrive in Peru that the Netherlands do not tell; 100 flasks of 34.5 kg are 3,450 kg.
TABLE = """year,reporter,partner,flow,code,net_weight_kg,quantity,quantity_unit,value_usd
2018,NLD,PER,export,280540,12345,,,500000
2018,PER,NLD,import,280540,20345,,,850000
2018,PER,BOL,export,280540,,100,flasks,140000
2018,BOL,PER,import,280540,3450,,,149000
2018,PER,PER,import,280540,30,,,1200
"""


@pytest.fixture(autouse=True)
def forgetting() -> None:
    """Studies of other tests have the same numbers."""
    waiting.forget()


def brought(browser: Client, content: bytes = TABLE.encode(), name: str = "trade.csv", **more: str) -> Study | None:
    """Bring statistics by the form; None where they are refused."""
    answer = browser.post(
        "/trade/studies/new/", {"file": SimpleUploadedFile(name, content), "title": "Flows (made up)", **more}
    )
    return Study.objects.get() if answer.status_code == 302 else None


def text_of(browser: Client, address: str) -> str:
    """A page, asked for again until its figures are there."""
    page = browser.get(address).content.decode()
    while "The figures are being computed." in page:
        page = browser.get(address).content.decode()
    return page


def test_the_example_shows_gaps_countries_repairs_and_the_network_and_says_that_it_is_made_up(browser: Client) -> None:
    assert "/trade/explorer/example/" in browser.get("/trade/").content.decode()
    for place, told in (
        ("", "unexplained, flagged"),
        ("country/XXL/?first=2017", "Its partners say, t"),
        ("repairs/?country=XXI", "there is no net weight; the quantity in its unit stands for it"),
        ("network/?year=2021", "Countries and what flows between them in 2021"),
    ):
        page = text_of(browser, f"/trade/explorer/example/{place}")
        assert told in page
        assert "These figures are made up: an example." in page
    # No true country is said to hide anything: the countries are made up as well.
    page = text_of(browser, "/trade/explorer/example/country/XXL/")
    assert "Made-up country L" in page
    assert "/gold/country/XXL" not in page
    assert not any(name in page for name in ("Bolivia", "Peru", "Netherlands", "Singapore"))
    table = browser.get("/trade/explorer/example/flows.csv").content.decode("utf-8-sig")
    assert table.startswith("# These figures are made up")


def test_a_country_team_brings_its_files_and_the_public_sees_sums_alone(signed_in_as: SignIn, tmp_path: Path) -> None:
    compiler, reviewer, public = (
        signed_in_as("compiler", "PER"),
        signed_in_as("reviewer", "PER"),
        signed_in_as("public"),
    )
    study = brought(compiler)
    assert study is not None
    # Peru is a side of every line.
    assert study.country == "PER"
    assert f"Almaden {almaden.__version__}<" in text_of(compiler, f"/trade/studies/{study.pk}/replace/")
    address = f"/trade/explorer/{study.pk}/"
    assert public.get(address).status_code == 404
    assert signed_in_as("compiler", "GHA").get(address).status_code == 404
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/studies/{study.pk}/step/", {"step": step}).status_code == 302
    own, others = text_of(compiler, address), text_of(public, address)
    assert "12.3" in own.partition("The widest gaps")[2]
    assert "12.3" not in others.partition("The widest gaps")[2]
    assert "the terms of UN Comtrade" in others
    assert '<a href="/trade/explorer/' in own.partition("Signs of hidden trade by country")[2]
    # Peru has two partners: what is told of it would be the flow of one of them, known to the other.
    assert f"{address}country/" not in others
    assert "Sums over fewer than three partners are left out" in others
    assert "20.3" in text_of(compiler, f"{address}country/PER/")
    assert "20.3" not in text_of(public, f"{address}country/PER/")
    assert '<td class="num">–</td>' in text_of(public, f"{address}network/")
    assert "20345" in compiler.get(f"{address}country-years.csv").content.decode()
    assert "20345" not in public.get(f"{address}country-years.csv").content.decode()
    assert "from quantity" not in text_of(public, f"{address}repairs/")
    assert "100 flasks" in text_of(compiler, f"{address}repairs/")
    for what, status in (("years", 200), ("country-years", 200), ("flows", 403), ("repairs", 403), ("network", 403)):
        assert public.get(f"{address}{what}.csv").status_code == status
    # So it stands in an edition.
    frozen = public_results(study)
    assert set(frozen) == {"mirror", "network"}
    assert "repairs" not in frozen["mirror"]
    assert frozen["mirror"]["countries"] == frozen["mirror"]["years"] == []
    assert "20345" not in json.dumps(frozen)
    # What is kept is compared as the file is.
    (tmp_path / "trade.csv").write_text(TABLE, encoding="utf-8")
    rows = trade_rows(study)
    assert mirror(rows).to_json() == mirror(read_trade([tmp_path / "trade.csv"])).to_json()


def test_several_files_packed_as_zip_are_read_together(signed_in_as: SignIn) -> None:
    head, *lines = TABLE.splitlines(keepends=True)
    as_json = [{"refYear": 2018, "reporterISO": "BOL", "partnerISO": "CHL", "flowCode": "M", "cmdCode": "280540",
                "netWgt": 55.0, "primaryValue": 2500}]  # fmt: skip
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("one/exports.csv", head + "".join(lines[:2]))
        archive.writestr("one/rest.csv.gz", gzip.compress((head + "".join(lines[2:])).encode()))
        archive.writestr("answer.json", json.dumps({"data": as_json}))
    study = brought(signed_in_as("compiler", "BOL"), packed.getvalue(), "trade.zip", country="Bolivia")
    assert study is not None
    # The line of Peru with itself is set apart, and told.
    assert [len(study.tables[name]) for name in ("trade", "told")] == [5, 1]
    assert {one["file"] for one in study.tables["trade"]} == {"exports.csv", "rest.csv.gz", "answer.json"}


def test_a_wrong_file_tells_every_fault_with_the_likely_fix_and_nothing_is_kept(
    signed_in_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = TABLE.replace("2018,NLD", "18,NLD").replace("BOL,PER,import", "BOL,PER,sale").replace("20345", "20 345 kg")
    file = SimpleUploadedFile("trade.csv", wrong.encode())
    answer = signed_in_as("compiler", "PER").post("/trade/studies/new/", {"file": file})
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("row 2", "write the year with four digits: 2018", "row 3", "write digits with a point for decimals",
                 "row 5", "write M or import, X or export"):  # fmt: skip
        assert told in page
    assert not Study.objects.exists()
    assert brought(signed_in_as("compiler", "PER"), b"a,b\n1,2\n") is None
    # Whose study it would be is not clear; and it would be too long.
    assert brought(signed_in_as("compiler", "PER"), f"{TABLE}2018,CHL,NLD,import,280540,5,,,200\n".encode()) is None
    monkeypatch.setattr(studies, "MOST_ROWS", 3)
    assert brought(signed_in_as("compiler", "PER")) is None


def test_a_draft_gets_other_lines_and_stays_of_its_country(signed_in_as: SignIn) -> None:
    compiler = signed_in_as("compiler", "PER")
    study = brought(compiler)
    assert study is not None
    address = f"/trade/studies/{study.pk}/replace/"
    more = SimpleUploadedFile("more.csv", (TABLE + "2019,CHL,NLD,import,280540,5,,,200\n").encode())
    assert signed_in_as("compiler", "GHA").post(address, {"file": more, "version": "1"}).status_code == 404
    more.seek(0)
    assert compiler.post(address, {"file": more, "version": study.version}).status_code == 302
    study.refresh_from_db()
    assert (len(study.tables["trade"]), study.country) == (5, "PER")


def test_statistics_of_made_up_countries_are_a_made_up_study(signed_in_as: SignIn) -> None:
    content = TABLE.replace("NLD", "XXA").replace("BOL", "XXB").replace("PER", "XXC").encode()
    study = brought(signed_in_as("compiler", "PER"), content, country="Peru")
    assert study is not None
    assert (study.country, study.made_up) == ("PER", True)


def test_what_cannot_be_asked_is_told_at_its_field(browser: Client) -> None:
    for asked, told in (
        ("first=last", "this is no year"),
        ("hubs=Atlantis", "Hubs"),
        ("code=999999", "no line has this code"),
    ):
        answer = browser.get(f"/trade/explorer/example/?{asked}")
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert browser.get("/trade/explorer/example/country/XXX/").status_code == 404
