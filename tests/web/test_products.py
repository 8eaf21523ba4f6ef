"""The pages of mercury-added products: what can be done, what is in use and thrown away, studies that people bring."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.demo.product_examples import product_example
from almaden.sectors.products.engine import run
from almaden.store import waiting
from almaden.store.models import Study, Upload
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


def packed_folder(name: str, tables: dict[str, str]) -> SimpleUploadedFile:
    """A folder of tables as a file of the form."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for table, text in tables.items():
            archive.writestr(f"{name}/{table}.csv", text)
    return SimpleUploadedFile(f"{name}.zip", content.getvalue())


def packed(sales: str = TOLD, made_up: str = "n") -> SimpleUploadedFile:
    """Sales as a file of the form."""
    return packed_folder("sales", {"about": ABOUT.format(made_up=made_up), "sales": sales})


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
    book = public.get(f"{address}report.xlsx").content
    assert (_says(book, "thermometer_medical"), _says(book, "told in confidence")) == (True, False)
    # In every year 100 kg are sold, and none before: in use at the end are 1,000 kg less what left use.
    (last,) = (one for one in found.balance("GHA") if one["year"] == 2019)
    assert last["stock_kg"] == pytest.approx(1000.0 - sum(one["discards_kg"] for one in found.balance("GHA")))


def _says(book: bytes, words: str) -> bool:
    """Whether a workbook holds some words."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return any(words in parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))


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
    for place in ("", "result.json", "years.csv", "report.pdf"):
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


def test_alternatives_are_found_by_words_and_kind(browser: Client) -> None:
    page = browser.get("/products/alternatives/?q=pressure").content.decode()
    assert "Aneroid blood pressure gauge" in page
    assert "LED tube" not in page
    assert "Nothing of the catalogue has these words." in browser.get("/products/alternatives/?q=xyz").content.decode()


def test_lamps_are_reckoned_within_one_address(browser: Client) -> None:
    query = "lamp=lfl&number=1000&hours=3000&electricity=0.1&power=36&new_power=16&grid=0.02"
    found = browser.get(f"/products/lamps/result.json?{query}").json()
    # 1,000 lamps, 20 W less for 3,000 h: 60,000 kWh; at 0.02 mg/kWh 1.2 g of mercury.
    assert found["saved_kwh"] == pytest.approx(60_000)
    assert found["avoided_grid_g"] == pytest.approx(1.2)
    assert "60,000" in browser.get(f"/products/lamps/?{query}").content.decode()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("lamp=lfl&number=1000&hours=3000", "Price of a kWh: the field must not be empty"),
        ("lamp=lfl&number=10&number_low=20&number_high=30&hours=1&electricity=1", "not within its range"),
        ("lamp=lfl&number=10&hours=9000&electricity=1", "Hours that each burns in a year"),
        ("lamp=lfl&number=10&hours=90&electricity=1&currency=EUR", "prices of lamps are known in USD only"),
    ],
)
def test_lamps_that_cannot_be_are_told(browser: Client, query: str, told: str) -> None:
    answer = browser.get(f"/products/lamps/?{query}")
    assert answer.status_code == 422
    assert told in html.unescape(answer.content.decode())


GAUGES = "&".join(
    f"sphygmomanometer-{name}={value}"
    for name, value in {"number": 10, "broken": 1, "mercury": 100, "price": 50, "new_price": 40, "new_life": 10}.items()
)


def test_a_facility_is_reckoned_from_the_form_with_its_steps(browser: Client) -> None:
    found = browser.get(f"/products/facility/result.json?{GAUGES}&budget=200&since=2027&years=3").json()
    # 10 gauges with 100 g; one new gauge a year for 50 USD; 10 new ones for 40 USD, five in each of two years.
    assert (found["total"]["mercury_g"], found["total"]["continuing"], found["total"]["investment"]) == (1000, 50, 400)
    assert [line["items"] for line in found["plan"]["lines"]] == [5, 5, 0]
    assert found["plan"]["finished"] == 2028
    page = browser.get(f"/products/facility/?{GAUGES}&budget=200&since=2027&years=3").content.decode()
    assert "the last device is replaced in 2028" in page


def test_faults_of_a_facility_are_told_in_the_words_of_the_form(browser: Client) -> None:
    page = browser.get(f"/products/facility/?{GAUGES.replace('new_life=10', 'new_life=')}&cfl-number=many")
    assert page.status_code == 422
    text = html.unescape(page.content.decode())
    assert "Blood pressure gauges, Life of one without mercury, years:" in text
    assert "Compact fluorescent lamps, In use:" in text


@pytest.mark.parametrize(
    "address",
    [
        "lamps/?lamp=lfl&number=1e9&hours=8000&electricity=1&life=1e-305",
        f"facility/?{GAUGES.replace('price=50', 'price=1e308')}&sphygmomanometer-clean_up=1e308",
    ],
)
def test_numbers_beyond_reckoning_are_told(browser: Client, address: str) -> None:
    answer = browser.get(f"/products/{address}")
    assert answer.status_code == 422
    assert "too large or too small" in answer.content.decode()


def test_a_workbook_of_a_facility_is_read_and_not_kept(browser: Client) -> None:
    content = io.BytesIO()
    with product_example("product-switch") as folder:
        rows = {file.stem: list(csv.reader(file.read_text("utf-8").splitlines())) for file in folder.glob("*.csv")}
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, lines in rows.items():
            sheet = book.add_worksheet(name)
            for place, line in enumerate(lines):
                sheet.write_row(place, 0, line)
    answer = browser.post("/products/facility/", {"file": SimpleUploadedFile("ours.xlsx", content.getvalue())})
    assert "Made-up hospital" in answer.content.decode()
    assert not Upload.objects.exists()


def test_the_way_out_of_amalgam_of_a_country(signed_in_as: SignIn) -> None:
    assert "Made-up figures" in signed_in_as("public").get("/products/amalgam/").content.decode()
    values = "indicator,year,value\n" + "".join(
        f"amalgam_share,{y},{0.6 - 0.05 * (y - 2016)}\n" for y in (2016, 2018, 2020)
    )
    file = packed_folder("amalgam", {"about": "country,title\nGHA,Our way\n", "values": values})
    compiler = signed_in_as("compiler", "GHA")
    assert compiler.post("/products/amalgam/new/", {"file": file}).status_code == 302
    study = Study.objects.get()
    address = f"/products/amalgam/{study.pk}/"
    # A straight line from 0.6 in 2016 that falls by 0.05 a year is at 0 in 2028, before the end of making and trade.
    page = compiler.get(address).content.decode()
    assert "in 2028" in page
    assert "in time" in page
    assert signed_in_as("public").get(address).status_code == 404
    assert signed_in_as("public").get(f"{address}result.json").status_code == 404


def test_of_a_balance_the_public_sees_no_amount_of_few_reporters(signed_in_as: SignIn) -> None:
    imports = "".join(f"R{number},2021,import,{number}00.25,kg\n" for number in range(1, 5))
    tables = {
        "about": "country,years,title\nGHA,2021,Our balance\n",
        "reporters": "id\nR1\nR2\nR3\nR4\n",
        "mercury": f"reporter,year,activity,quantity,unit\n{imports}R1,2021,export,77.5,kg\n",
    }
    compiler, reviewer = signed_in_as("compiler", "GHA"), signed_in_as("reviewer", "GHA")
    assert compiler.post("/products/balance/new/", {"file": packed_folder("balance", tables)}).status_code == 302
    study = Study.objects.get()
    assert study.sha256 == ""
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/studies/{study.pk}/step/", {"step": step}).status_code == 302
    address, public = f"/products/balance/{study.pk}/", signed_in_as("public")
    page = text_of(public, address)
    assert "1,001" in page  # 100.25 + 200.25 + 300.25 + 400.25 kg of four reporters
    assert "suppressed" in page
    assert "78" not in re.findall(r"<bdi>([\d,.]+)</bdi>", page)
    for place in ("?full=1", "balance.json?full=1", "sales.csv"):
        assert public.get(f"{address}{place}").status_code == 403
    assert "77.5" not in public.get(f"{address}balance.json").content.decode()
    assert "77.5" in compiler.get(f"{address}balance.json?full=1").content.decode()
