"""What an officer at the border and a lawyer in the ministry ask: products, boards, gaps, laws, codes, shipments."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.convention.board import board
from almaden.convention.gaps import gap_table
from almaden.convention.law import known_law
from almaden.convention.movement import check_product
from almaden.store.models import Study
from tests.web.conftest import SignIn

#: Made-up law: Ghana bars every import of thermometers since 2019, in a paragraph that names it.
LAW = (
    "id,country,article,kind,products,movements,since,law,paragraph,note\n"
    "MU-1,GHA,4,product ban,thermometer,import,2019-01-01,Law on gauges (made up),Section 7,told in confidence\n"
)
LEDGER = (
    "reference,exporter,importer,day,quantity,unit,purpose,origin\n"
    "MU-SHIP,CHE,GHA,2025-02-01,2,flask,dental_amalgam,recycled\n"
)
MERCURY = "/trade/shipment/?code=2805.40&exporter=CHE&importer=GHA&quantity=345+kg&on=2025-03-01"


def page_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def brought(browser: Client, address: str, text: str, **more: str) -> Study:
    """Bring a study by its form."""
    name = "measures.csv" if "laws" in address else "shipments.csv"
    file = SimpleUploadedFile(name, text.encode())
    answer = browser.post(address, {"file": file, "title": "Made up", **more})
    assert answer.status_code == 302, answer.content.decode()
    return Study.objects.get(pk=int(re.findall(r"\d+", answer["Location"])[0]))


def word_of(page: str) -> str:
    """The word of an answer."""
    found = re.search(r'<p class="word">(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return found[1].strip()


def test_a_product_is_checked_and_the_rule_is_told(browser: Client) -> None:
    page = page_of(browser, "/products/check/?product=thermometer&party=BRA&on=2024-06-01&movement=import")
    wanted = check_product("thermometer", date(2024, 6, 1), "import", party=known_law().party("BRA"))
    assert word_of(page) == wanted.answer == "barred"
    assert str(wanted.reason) in page
    assert "Convention text of 2013" in page
    assert "law-barred" in page
    assert page.index("What to do next") < page.index("The rule")


def test_unclear_law_says_what_it_would_be_and_where_to_look(browser: Client) -> None:
    # The phase-out of other lamps by COP-5 was not read: what is remembered decides nothing.
    page = page_of(browser, "/products/check/?product=cfl_non_integrated&mercury=4mg&watts=20&on=2027-06-01")
    assert word_of(page) == "unclear"
    assert "If what is remembered of unread texts holds:" in page
    assert "What is not sure" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("product=spoon", "no product of Annex A has this name"),
        ("product=thermometr", "/products/check/?product=thermometer"),
        ("product=thermometer&mercury=4", "a content of mercury needs its unit"),
        ("product=thermometer&on=soon&party=Atlantis", "this is not a date"),
        ("product=cfl&movement=smuggle", "there is no such choice"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(browser: Client, query: str, told: str) -> None:
    page = page_of(browser, f"/products/check/?{query}", 422)
    assert told in page
    assert 'aria-invalid="true"' in page
    # While somebody types, half a word is no failure.
    assert browser.get(f"/products/check/?{query}", headers={"HX-Request": "true"}).status_code == 200


def test_the_board_shows_what_the_calculation_says(browser: Client) -> None:
    page = page_of(browser, "/products/board/?party=GHA&on=2026-01-01")
    wanted = board(date(2026, 1, 1), [known_law().party("GHA")])
    assert page.count('<span class="law-track') == len(wanted.rows)
    for count in wanted.summary().values():
        assert f"<strong>{count}</strong>" in page
    few = page_of(browser, "/products/board/?party=GHA&on=2026-01-01&product=thermometer")
    assert few.count('<span class="law-track') == 1
    assert "products/board/?party=PER" in page_of(browser, "/products/board/")


def test_gaps_and_laws_of_a_country(browser: Client) -> None:
    page = page_of(browser, "/products/gaps/?party=DEU&on=2026-01-01")
    law = known_law()
    steps = gap_table([law.party("DEU")], law, date(2026, 1, 1)).steps
    assert page.count('<span class="badge badge-error">overdue</span>') == sum(one.overdue for one in steps)
    assert "Regulation (EU) 2017/852 on mercury" in page_of(browser, "/supply/laws/?country=DEU&article=3")
    assert "that does not say that there is none" in page_of(browser, "/supply/laws/?country=PER")


def test_laws_that_a_country_publishes_count_on_every_page(signed_in_as: SignIn) -> None:
    compiler, reviewer, public = (
        signed_in_as("compiler", "GHA"),
        signed_in_as("reviewer", "GHA"),
        signed_in_as("public"),
    )
    study = brought(compiler, "/supply/laws/studies/new/", LAW)
    assert study.country == "GHA"
    check = "/products/check/?product=thermometer&party=GHA&on=2020-03-01"
    assert "Law on gauges" not in page_of(public, check)
    assert page_of(public, f"/supply/laws/studies/{study.pk}/", 404)
    assert page_of(public, f"{check}&law={study.pk}", 404)
    assert "Law on gauges" in page_of(compiler, f"{check}&law={study.pk}")
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert browser.post(f"/studies/{study.pk}/step/", {"step": step}).status_code == 302
    page = page_of(public, check)
    # In March 2020 the Convention still allows it (the year of its entry is 2020), the law of the country does not.
    assert word_of(page) == "allowed – but see the law of the country"
    assert "Law on gauges (made up), Section 7" in page
    shown = page_of(public, f"/supply/laws/studies/{study.pk}/")
    assert "Section 7" in shown
    assert "told in confidence" not in shown + page_of(public, "/supply/laws/?country=GHA")
    assert "told in confidence" in page_of(compiler, f"/supply/laws/studies/{study.pk}/")


def test_made_up_laws_count_on_their_own_page_alone(signed_in_as: SignIn) -> None:
    compiler, reviewer = signed_in_as("compiler", "GHA"), signed_in_as("reviewer", "GHA")
    study = brought(compiler, "/supply/laws/studies/new/", LAW, made_up="on")
    for browser, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        browser.post(f"/studies/{study.pk}/step/", {"step": step})
    assert "Law on gauges" not in page_of(compiler, "/supply/laws/?country=GHA")
    assert "made up: an example" in page_of(compiler, f"/supply/laws/studies/{study.pk}/")


def test_codes_are_found_in_other_languages_and_say_what_they_cannot_tell(browser: Client) -> None:
    assert "9025.11" in page_of(browser, "/trade/codes/?q=thermom%C3%A8tre")
    page = page_of(browser, "/trade/codes/?q=9025.11")
    assert "It cannot tell" in page
    assert "Longer codes of countries" in page
    # 2852.00 was divided in the edition of 2012.
    assert "2852.10 / 2852.90" in page_of(browser, "/trade/codes/?q=2852.00", 422)


def test_an_officer_checks_a_shipment(browser: Client) -> None:
    page = page_of(browser, MERCURY)
    assert word_of(page) == "lacks its consent"
    assert "A (Consent of a Party to an import)" in page
    product = page_of(browser, "/trade/shipment/?code=9025.11&exporter=CHN&importer=GHA&on=2026-03-01")
    assert word_of(product) == "unclear"
    assert "Ask, or test, whether the goods hold mercury" in product
    sure = page_of(browser, "/trade/shipment/?code=9025.11&exporter=CHN&importer=GHA&on=2026-03-01&holds=yes")
    assert word_of(sure) == "barred"
    wrong = page_of(browser, "/trade/shipment/?code=28&exporter=CHN&importer=GHA&quantity=345", 422)
    assert "a quantity needs its unit" in wrong


def test_a_ledger_is_for_those_who_work_on_the_country_and_is_never_published(signed_in_as: SignIn) -> None:
    compiler, elsewhere, public = (
        signed_in_as("compiler", "GHA"),
        signed_in_as("compiler", "PER"),
        signed_in_as("public"),
    )
    study = brought(compiler, "/trade/consents/new/", LEDGER, country="GHA")
    address = f"/trade/consents/{study.pk}/?on=2025-11-20"
    assert "MU-SHIP" in page_of(compiler, address)
    assert page_of(elsewhere, address, 404)
    assert public.get(address).status_code == 302
    for browser in (elsewhere, public):
        assert f"/trade/consents/{study.pk}/" not in page_of(browser, "/trade/consents/")
        assert page_of(browser, f"{MERCURY}&ledger={study.pk}", 404)
        assert "No ledger of consents was looked at" in page_of(browser, MERCURY)
    # Who may read it has it looked at without asking.
    assert "Held against the ledger:" in page_of(compiler, MERCURY)
    refused = compiler.post(f"/studies/{study.pk}/step/", {"step": "submit"})
    assert "never published" in refused.content.decode()
    assert Study.objects.get(pk=study.pk).state == "draft"


def test_a_faulty_ledger_is_told_and_not_kept(signed_in_as: SignIn) -> None:
    compiler = signed_in_as("compiler", "GHA")
    file = SimpleUploadedFile("shipments.csv", LEDGER.replace("CHE,GHA", "GHA,GHA").encode())
    answer = compiler.post("/trade/consents/new/", {"file": file, "country": "GHA"})
    assert answer.status_code == 422
    assert "exporter and importer are the same country" in answer.content.decode()
    assert compiler.post("/trade/consents/new/", {"file": file, "country": "PER"}).status_code in (403, 422)
    assert not Study.objects.exists()
    assert compiler.get("/supply/laws/template.xlsx").content.startswith(b"PK")
