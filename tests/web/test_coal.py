"""The pages of coal: the workbench, its files, fleets out of the store, and what wrong input gets."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, PlantTestRecord
from almaden.store import waiting
from almaden.store.journal import writing
from almaden.store.models import Facility, Unit
from almaden.web.coal_form import CaseForm, query_of
from almaden.web.coal_working import Case
from tests.store.conftest import MakeUser
from tests.web.place_samples import Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]

CASE = "country=IDN&capacity_mw=660&controls=CS-ESP&c1-rank=subbituminous&c1-mercury_mg_per_kg=0.05"
#: What a page gets while somebody types.
TYPING = {"HX-Request": "true"}


@pytest.fixture
def coal(places: SimpleNamespace) -> SimpleNamespace:
    """Two units in the published set, one without a capacity, one in the draft."""
    waiting.forget()
    with writing(None, "sample.add", reason="for tests") as work:
        plant = work.add(
            Facility(dataset=places.shown, name="Made-up station", country="KEN", category="5.1.1", latitude=-4.0,
                     longitude=39.5)
        )  # fmt: skip
        common = {"status": "operating", "fuel": "bituminous", "start_year": 2010}
        large = work.add(Unit(facility=plant, name="U1", capacity_mw=600, identifiers={"gem": "G1"}, **common))
        work.add(Unit(facility=plant, name="U2", capacity_mw=100, identifiers={"gem": "G2"}, **common))
        work.add(Unit(facility=plant, name="U3", **common))
        hidden = work.add(Facility(dataset=places.draft, name="Hidden station", country="UGA", category="5.1.1"))
        drafted = work.add(Unit(facility=hidden, name="U9", capacity_mw=50, status="operating"))
    return SimpleNamespace(large=large, drafted=drafted)


def reckoned(browser: Client, address: str) -> str:
    """A page, asked for again until its figures are there: a busy machine takes longer than a page waits."""
    page = browser.get(address).content.decode()
    while "The figures are being computed." in page:
        page = browser.get(address).content.decode()
    return page


def kilograms(page: str) -> float:
    """The first figure of the answer: kilograms to air in a year."""
    found = re.search(r"<strong><bdi>([\d,.]+)</bdi>", page)
    assert found is not None
    return float(found[1].replace(",", ""))


def test_the_workbench_opens_with_a_made_up_unit(browser: Client) -> None:
    page = browser.get("/coal/unit/").content.decode()
    assert "This is a made-up unit." in page
    assert 'value="660"' in page
    for heading in ("Forms of mercury on the way to the stack", "Where the mercury of the coal goes", "Limits"):
        assert f"<h2>{heading}</h2>" in page
    assert "10,000 draws" in page


def test_twice_the_mercury_is_twice_the_emission(browser: Client) -> None:
    once = kilograms(browser.get(f"/coal/unit/?{CASE}").content.decode())
    twice = kilograms(browser.get(f"/coal/unit/?{CASE.replace('0.05', '0.1')}").content.decode())
    # Both are rounded to two figures.
    assert twice == pytest.approx(2 * once, rel=0.06)


def test_what_looks_wrong_is_asked_about(browser: Client) -> None:
    # Mercury in mg/t in place of mg/kg: a thousand times too much.
    page = browser.get(f"/coal/unit/?{CASE.replace('0.05', '50')}").content.decode()
    assert "Please look at these inputs again:" in page


def test_while_typing_only_the_answer_comes(browser: Client) -> None:
    answer = browser.get(f"/coal/unit/?{CASE}", headers=TYPING)
    page = answer.content.decode()
    assert "<html" not in page
    assert "300 draws" in page
    assert "<form" not in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("country=IDN&capacity_mw=x", "the text is not a number"),
        ("country=IDN&capacity_mw=660&capacity_factor=0", "a unit that does not run emits nothing"),
        ("country=IDN&capacity_mw=660&c1-mercury_mg_per_kg=0", "coal holds some mercury"),
        ("country=IDN&capacity_mw=660&controls=wFGD&controls=CS-ESP", "CS-ESP cannot stand after wFGD"),
        ("country=IDN&capacity_mw=660&start_year=2010&retired_year=2000", "the unit ends before it begins"),
        ("country=IDN&capacity_mw=660&c1-share=0.5&c1-ash_percent=140", "the number is too large"),
        ("country=IDN&capacity_mw=660&entry=soon", "this is not a date"),
    ],
)  # fmt: skip
def test_wrong_input_is_told_and_no_failure(browser: Client, query: str, told: str) -> None:
    answer = browser.get(f"/coal/unit/?{query}")
    assert answer.status_code == 422
    assert told in answer.content.decode()
    # Half a number is no failure.
    assert browser.get(f"/coal/unit/?{query}", headers=TYPING).status_code == 200


def test_a_case_is_the_same_after_its_query_and_after_its_file(browser: Client) -> None:
    case = Case(
        CoalUnitRecord(id="A", country="IDN", capacity_mw=300, controls="SCR + CS-ESP", reemission_additive=True),
        (CoalRecord(unit="A", share=0.4, mercury_mg_per_kg=0.1), CoalRecord(unit="A", share=0.6, rank="lignite")),
        (PlantTestRecord(unit="A", stream="stack", value=2.0, unit_of_value="ug/m3", oxygen_percent=6),),
    )
    query = QueryDict(query_of(case).urlencode())
    assert CaseForm(query).case() == case
    kept = browser.get(f"/coal/unit/case.json?{query.urlencode()}")
    assert kept["Content-Disposition"] == 'attachment; filename="coal-unit.json"'
    assert json.loads(kept.content)["unit"]["capacity_mw"] == 300.0
    sent = browser.post("/coal/unit/open/", {"file": SimpleUploadedFile("case.json", kept.content)})
    assert sent.status_code == 302
    assert CaseForm(QueryDict(sent["Location"].partition("?")[2])).case() == case


@pytest.mark.parametrize("content", [b"", b"[]", b'{"unit": 3}', b'{"unit": {}}', b"\xff", b"[" * 5000])
def test_a_file_that_holds_no_case_is_refused(browser: Client, content: bytes) -> None:
    sent = browser.post("/coal/unit/open/", {"file": SimpleUploadedFile("case.json", content or b" ")})
    assert sent.status_code == 422


def test_a_unit_of_the_store_leads_to_the_workbench(coal: SimpleNamespace, opened: Open) -> None:
    link = f"/coal/unit/?from={coal.large.pk}"
    assert link in opened().get(f"/units/{coal.large.pk}/").content.decode()
    page = opened().get(link).content.decode()
    assert 'value="600"' in page
    assert "Made-up station" in page


def test_units_that_a_person_may_not_see_stay_out_of_sight(
    coal: SimpleNamespace, opened: Open, person: MakeUser
) -> None:
    assert opened().get(f"/coal/unit/?from={coal.drafted.pk}").status_code == 404
    assert "no coal-fired units here" in opened().get("/coal/fleet/UGA/").content.decode()
    compiler = opened(person("ana", "compiler", "UGA"))
    assert compiler.get(f"/coal/unit/?from={coal.drafted.pk}").status_code == 200
    assert "Hidden station" in reckoned(compiler, "/coal/fleet/UGA/")


def test_the_fleet_of_a_country(coal: SimpleNamespace, opened: Open) -> None:
    page = reckoned(opened(), "/coal/fleet/KEN/")
    assert "1,000 draws" in page
    # The larger of two units that differ in size alone comes first.
    assert page.index("Made-up station U1") < page.index("Made-up station U2")
    assert "1 units have no capacity" in page
    for heading in ("Map", "By status", "Until the units close", "What this rests on"):
        assert f"<h2>{heading}</h2>" in page
    (circle,) = opened().get("/coal/fleet/KEN/circles.json").json()
    assert (circle["x"], circle["y"], circle["title"]) == (39.5, -4.0, "Made-up station")
    lines = opened().get("/coal/fleet/KEN/units.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("id,plant,name,country")
    assert [line.split(",")[0] for line in lines[1:]] == ["G1", "G2"]


def test_a_change_of_a_unit_changes_the_fleet(coal: SimpleNamespace, opened: Open) -> None:
    before = opened().get("/coal/fleet/KEN/units.csv").content
    with writing(None, "unit.change", reason="for tests") as work:
        work.change(coal.large, coal.large.version, capacity_mw=500.0)
    assert opened().get("/coal/fleet/KEN/units.csv").content != before


def test_countries_are_listed_and_lead_to_their_fleets(coal: SimpleNamespace, opened: Open) -> None:
    page = reckoned(opened(), "/coal/")
    assert 'href="/coal/fleet/KEN/"' in page
    assert "UGA" not in page
    assert opened().get("/coal/?country=KEN")["Location"] == "/coal/fleet/KEN/"


def test_without_units_the_way_to_import_is_told(browser: Client, own_home: None) -> None:
    page = browser.get("/coal/").content.decode()
    assert "Global Coal Plant Tracker" in page
    assert browser.get("/coal/fleet/XXX/").status_code == 404


def test_a_plan_and_its_file(coal: SimpleNamespace, opened: Open) -> None:
    page = reckoned(opened(), "/coal/plan/KEN/?goal=share&amount=50")
    for heading in ("The plan by the values of record", "The plan that is 90 % sure", "Cost against mercury"):
        assert f"<h2>{heading}</h2>" in page
    lines = opened().get("/coal/plan/KEN/measures.csv?goal=share&amount=50").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("plan,unit,option,name,cost_usd_per_year")
    assert {line.split(",")[1] for line in lines[1:]} <= {"G1", "G2"}
    assert "this is no goal of a plan" in opened().get("/coal/plan/KEN/?goal=all&amount=5").content.decode()
    # More than there is.
    assert opened().get("/coal/plan/KEN/?goal=target&amount=1e9").status_code == 422


def test_measures_that_are_left_out_are_not_in_the_plan(coal: SimpleNamespace, opened: Open) -> None:
    address = "/coal/plan/KEN/measures.csv?goal=share&amount=20"
    first = opened().get(address).content.decode().splitlines()[1].split(",")[2]
    assert f",{first}," not in opened().get(f"{address}&without={first}").content.decode()


def test_the_report_of_a_fleet(coal: SimpleNamespace, opened: Open) -> None:
    answer = opened().get("/coal/fleet/KEN/report.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="coal-KEN.xlsx"'
    assert answer.content[:2] == b"PK"
    assert opened().get("/coal/fleet/KEN/report.exe").status_code == 404
