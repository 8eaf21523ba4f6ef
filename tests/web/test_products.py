"""The pages of mercury-added products: what can be done, what is in use and thrown away, studies that people bring."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.sectors.products.engine import run
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.product_studies import stock_data
from tests.web.conftest import SignIn

ABOUT = "title,before,handling,made_up\nThermometers (made up),zero,informal,{made_up}\n"
#: 100 kg of mercury in each of ten years.
TOLD = "country,kind,year,sold,unit,source\n" + "".join(
    f"GHA,thermometer_medical,{year},100,kg Hg,told in confidence\n" for year in range(2010, 2020)
)


@pytest.fixture(autouse=True)
def forgetting() -> None:
    """Studies of other tests have the same numbers."""
    waiting.forget()


def packed(sales: str = TOLD, made_up: str = "n") -> SimpleUploadedFile:
    """A folder of tables as a file of the form."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("sales/about.csv", ABOUT.format(made_up=made_up))
        archive.writestr("sales/sales.csv", sales)
    return SimpleUploadedFile("sales.zip", content.getvalue())


def brought(browser: Client, **more: str) -> Study:
    """Bring sales in by the form."""
    answer = browser.post("/products/stock/new/", {"file": packed(**more)})
    assert answer.status_code == 302, answer.content.decode()
    return Study.objects.get(pk=int(re.findall(r"\d+", answer["Location"])[0]))


def published(sign: SignIn) -> Study:
    """Sales that somebody brought and somebody else reviewed, by the steps of the page."""
    compiler, reviewer = sign("compiler", "GHA"), sign("reviewer", "GHA")
    study = brought(compiler)
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/studies/{study.pk}/step/", {"step": step}).status_code == 302
    return study


def text_of(browser: Client, address: str) -> str:
    """A page, asked for again until its figures are there."""
    page = browser.get(address).content.decode()
    while "The figures are being computed." in page:
        page = browser.get(address).content.decode()
    return page


def test_the_hub_leads_to_what_can_be_done(browser: Client) -> None:
    page = browser.get("/products/").content.decode()
    assert 'href="/products/stock/"' in page
    assert 'aria-current="page">Products</a>' in page


def test_the_example_says_that_it_is_made_up_on_page_and_files(browser: Client) -> None:
    assert "Made-up figures: they describe no real country." in text_of(browser, "/products/stock/?until=2030")
    table = browser.get("/products/stock/example/years.csv?until=2030").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["notice"] for row in rows} == {"Made-up figures: they describe no real country."}
    assert max(int(row["year"]) for row in rows) == 2030
    assert "made-up" in browser.get("/products/stock/example/result.json").json()["meta"]["notice"].casefold()


@pytest.mark.parametrize(
    ("query", "told"),
    [("until=1900", "too small or too large"), ("until=soon", "until"), ("kind=clock", "there is no such product")],
)
def test_what_cannot_be_asked_is_told(browser: Client, query: str, told: str) -> None:
    answer = browser.get(f"/products/stock/?{query}")
    assert answer.status_code == 422
    assert told in answer.content.decode().casefold()


def test_sales_are_brought_reviewed_and_seen_by_all_without_their_table(signed_in_as: SignIn) -> None:
    study = published(signed_in_as)
    assert (study.country, study.title) == ("GHA", "Thermometers (made up)")
    address = f"/products/stock/{study.pk}/"
    compiler, public = signed_in_as("compiler", "GHA"), signed_in_as("public")
    assert "told in confidence" in text_of(compiler, address)
    assert "told in confidence" not in text_of(public, address)
    # The page tells what the command tells.
    found = run(stock_data(study), draws=1_000)
    told = public.get(f"{address}result.json").json()
    assert told["sums"][0]["amounts"]["stock"] == json.loads(found.to_json())["sums"][0]["amounts"]["stock"]
    assert (told["origins"], "told in confidence" in json.dumps(told)) == ([], False)
    # In every year 100 kg are sold, and none before: in use at the end are 1,000 kg less what left use.
    (last,) = (one for one in found.balance("GHA") if one["year"] == 2019)
    assert last["stock_kg"] == pytest.approx(1000.0 - sum(one["discards_kg"] for one in found.balance("GHA")))


def test_lines_of_an_inventory_are_for_those_who_write_one(signed_in_as: SignIn) -> None:
    study = published(signed_in_as)
    address = f"/products/stock/{study.pk}/inventory.zip?year=2019"
    assert signed_in_as("public").get(address).status_code == 302
    assert signed_in_as("compiler", "PER").get(address).status_code == 403
    archive = zipfile.ZipFile(io.BytesIO(signed_in_as("compiler", "GHA").get(address).content))
    lines = "".join(archive.read(one).decode() for one in archive.namelist() if one.endswith(".csv"))
    assert "products-thermometer_medical" in lines


def test_drafts_are_not_for_others(signed_in_as: SignIn) -> None:
    study = brought(signed_in_as("compiler", "GHA"))
    for place in ("", "result.json", "years.csv"):
        assert signed_in_as("public").get(f"/products/stock/{study.pk}/{place}").status_code == 404
    elsewhere = signed_in_as("compiler", "PER")
    assert elsewhere.get(f"/products/stock/{study.pk}/replace/").status_code == 404
    other = packed(TOLD.replace("GHA", "PER"))
    answer = signed_in_as("compiler", "GHA").post(
        f"/products/stock/{study.pk}/replace/", {"file": other, "version": study.version}
    )
    assert answer.status_code == 422


def test_a_faulty_file_is_told_and_not_kept(signed_in_as: SignIn) -> None:
    flasks = packed(TOLD.replace("kg Hg", "flask"))
    answer = signed_in_as("compiler", "GHA").post("/products/stock/new/", {"file": flasks})
    assert answer.status_code == 422
    assert "1 flask is 34.5 kg" in answer.content.decode()
    assert not Study.objects.exists()


def test_past_releases_of_a_file_stand_beside_and_are_not_kept(browser: Client) -> None:
    file = SimpleUploadedFile("history.csv", b"year,Air,Water,Soil,Landfilled\n2000,0.25,0.1,0.05,0.125\n")
    page = browser.post("/products/stock/", {"history": file}).content.decode()
    # 0.25 + 0.1 + 0.05 + 0.125 Mg in all four media.
    assert re.search(r"<td class=\"num\">0\.5(25)?</td></tr>", page)
    assert not Study.objects.exists()
    wrong = SimpleUploadedFile("history.csv", b"year,Air\n2000,much\n")
    assert browser.post("/products/stock/", {"history": wrong}).status_code == 422
