"""The pages of chlor-alkali plants: the first answer, registers that people bring, the workbench of conversions."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.store import waiting
from almaden.store.models import Study
from tests.web.conftest import SignIn

#: A made-up register. NaOH is 40.0 g/mol and Cl 35.45 g/mol, so 40 kt of the one are 35.46 kt of chlorine.
_COLUMNS = (
    "id,country,operator,site,latitude,longitude,capacity,capacity_unit,capacity_of,state,state_year,exemption_until,"
    "closure_year,mercury_destination,mercury_destination_t,note"
)
TABLE = f"""{_COLUMNS}
MU-1,GHA,Works one (made up),Harbour,5.91,-0.21,40,kt/y,NaOH,operating,2026,2030-12-31,,,,told in confidence
MU-2,GHA,Works two (made up),Hills,,,50,kt/y,Cl2,converted,,,2020,sold,60,
"""
DAY = "?on=2026-11-21"


@pytest.fixture(autouse=True)
def forgetting() -> None:
    """Studies of other tests have the same numbers."""
    waiting.forget()


def brought(browser: Client, text: str = TABLE, **more: str) -> Study | None:
    """Bring a register in by the form; None where it is refused."""
    file = SimpleUploadedFile("plants.csv", text.encode())
    answer = browser.post("/chloralkali/studies/new/", {"file": file, "title": "A register (made up)", **more})
    if answer.status_code != 302:
        return None
    return Study.objects.get(pk=int(re.findall(r"\d+", answer["Location"])[0]))


def published(sign: SignIn, **more: str) -> Study:
    """A register that somebody brought and somebody else reviewed, by the steps of the page."""
    compiler, reviewer = sign("compiler", "GHA"), sign("reviewer", "GHA")
    study = brought(compiler, **more)
    assert study is not None
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/chloralkali/studies/{study.pk}/step/", {"step": step}).status_code == 302
    return study


def text_of(browser: Client, address: str) -> str:
    """A page, asked for again until its figures are there."""
    page = browser.get(address).content.decode()
    while "The figures are being computed." in page:
        page = browser.get(address).content.decode()
    return page


def test_the_first_answer_stands_on_top(browser: Client) -> None:
    page = text_of(browser, f"/chloralkali/{DAY}")
    # The mercury cells of Parties had to end in 2025 (Annex B, part I); exemptions last ten years at most (Article 6).
    assert "end by Dec 31, 2025; no exemption lasts beyond Dec 31, 2035" in page
    assert page.index("Plants that run, as far as is told") < page.index("Where the mercury of closed")
    assert "no exemption is told" in page
    # Most do not tell where their mercury went, and that is said.
    assert re.search(r"<th scope=\"row\">not known</th><td class=\"num\">\d+</td>", page)
    # US EPA counted over 25 in 2021.
    assert "Facilities still operating" in page


def test_on_an_earlier_day_more_of_them_ran(browser: Client) -> None:
    running = [
        text_of(browser, f"/chloralkali/?on={day}").partition("Plants that run")[2].partition("<h2>")[0].count("<tr>")
        for day in ("2005-01-01", "2026-11-21")
    ]
    assert running[0] > running[1]
    assert browser.get("/chloralkali/?on=soon").status_code == 422


def test_a_register_is_brought_reviewed_and_seen_by_all_without_its_table(signed_in_as: SignIn) -> None:
    study = published(signed_in_as)
    assert study.country == "GHA"
    address = f"/chloralkali/studies/{study.pk}/{DAY}"
    public, compiler = text_of(signed_in_as("public"), address), text_of(signed_in_as("compiler", "GHA"), address)
    for page in (public, compiler):
        assert "runs under an exemption until 2030-12-31" in page
        assert "35.46" in page
        assert "sold or exported from 1 plants" in page
    assert "told in confidence" in compiler
    assert "told in confidence" not in public
    assert f"/chloralkali/studies/{study.pk}/" in text_of(signed_in_as("public"), "/chloralkali/")


def test_drafts_are_not_for_others(signed_in_as: SignIn) -> None:
    study = brought(signed_in_as("compiler", "GHA"))
    assert study is not None
    for place in (f"studies/{study.pk}/", f"convert/{study.pk}/", f"registers/{study.pk}/report.pdf"):
        assert signed_in_as("public").get(f"/chloralkali/{place}").status_code == 404
    assert signed_in_as("compiler", "GHA").post(f"/chloralkali/studies/{study.pk}/remove/").status_code == 302
    assert not Study.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("capacity,capacity_unit,capacity_of", "capacity naoh,capacity_unit,capacity_of"), "turned into chlorine"),
        (("MU-2,GHA", "MU-1,GHA"), "MU-1"),
        (("sold,60", "sold,much"), "mercury_destination_t"),
    ],
)
def test_a_faulty_file_is_told_and_not_kept(signed_in_as: SignIn, wrong: tuple[str, str], told: str) -> None:
    file = SimpleUploadedFile("plants.csv", TABLE.replace(*wrong).encode())
    answer = signed_in_as("compiler", "GHA").post("/chloralkali/studies/new/", {"file": file})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Study.objects.exists()


def test_tables_of_a_draft_are_replaced_by_those_of_the_same_country(signed_in_as: SignIn) -> None:
    compiler = signed_in_as("compiler", "GHA")
    study = brought(compiler)
    assert study is not None
    address = f"/chloralkali/studies/{study.pk}/replace/"
    other = SimpleUploadedFile("plants.csv", TABLE.replace("GHA", "PER").encode())
    assert compiler.post(address, {"file": other, "version": study.version}).status_code == 422
    fewer = SimpleUploadedFile("plants.csv", "\n".join(TABLE.splitlines()[:2]).encode())
    assert compiler.post(address, {"file": fewer, "version": study.version}).status_code == 302
    assert len(Study.objects.get(pk=study.pk).tables["plants"]) == 1


def test_made_up_plants_say_so_and_fill_no_country_of_the_map(signed_in_as: SignIn) -> None:
    study = published(signed_in_as, made_up="on")
    page = text_of(signed_in_as("public"), f"/chloralkali/studies/{study.pk}/")
    assert "These figures are made up: an example." in page
    data = json.loads(re.findall(r'<script type="application/json" id="map">(.*?)</script>', page)[0])
    assert data["figures"] == {}
    circles = signed_in_as("public").get(data["circles"]).json()
    assert [(one["x"], one["y"]) for one in circles] == [(-0.21, 5.91)]


def test_dearer_power_makes_conversion_pay_more(browser: Client) -> None:
    def worth(price: int) -> float:
        page = browser.get(f"/chloralkali/convert/?country=BRA&capacity=100&power_price={price}").content.decode()
        found = re.search(r"<strong><bdi>([\d,.\N{MINUS SIGN}]+)</bdi> <span class=\"unit\">million EUR", page)
        assert found is not None
        return float(found[1].replace("\N{MINUS SIGN}", "-").replace(",", ""))

    assert worth(30) < worth(90) < worth(200)


def test_while_typing_only_the_answer_comes_and_half_a_number_is_no_failure(browser: Client) -> None:
    answer = browser.get("/chloralkali/convert/?country=BRA&capacity=1x", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "text follows the number" in page
    assert "<form" not in page
    whole = browser.get("/chloralkali/convert/?country=BRA&capacity=100&grant_share=30")
    assert whole.status_code == 422
    assert "the number is too large" in whole.content.decode()
    # 100,000 kt a year are more than all the chlorine of the world.
    tonnes = browser.get("/chloralkali/convert/?country=BRA&capacity=100000").content.decode()
    assert "it is probably in t: 100,000 t are 100 kt" in tonnes


def test_a_long_life_at_a_negative_rate_is_reckoned(browser: Client) -> None:
    assert browser.get("/chloralkali/convert/?country=BRA&capacity=100&life=60&discount=1").status_code == 200


def test_what_was_told_of_a_plant_is_reckoned_but_not_shown(signed_in_as: SignIn) -> None:
    study = published(signed_in_as)
    page = text_of(signed_in_as("public"), f"/chloralkali/convert/{study.pk}/?power_price=91")
    assert "Works one (made up), Harbour" in page
    assert "MU-2 is left out" in page
    report = signed_in_as("public").get(f"/chloralkali/convert/{study.pk}/report.docx")
    assert report.content.startswith(b"PK")
    assert "chloralkali-conversion" in report["Content-Disposition"]


def test_the_template_that_is_offered_is_the_one_that_is_read(browser: Client) -> None:
    assert browser.get("/chloralkali/template.xlsx").content.startswith(b"PK")
    assert browser.get("/chloralkali/registers/bundled/report.odt").status_code == 404
