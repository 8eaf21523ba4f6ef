"""Trends, gaps and questions of monitoring: what the pages tell is what the functions give, and whose is whose."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.monitoring.network.coverage import coverage
from almaden.store import saved_questions, waiting
from almaden.store.editions.create import create
from almaden.store.models import Dataset, SavedQuestion
from almaden.store.observations.monitored import TrendsAsked, measured, trend_map
from tests.web.conftest import SignIn
from tools.made_up_trends import SITES, fill_stations


@pytest.fixture
def stations(transactional_db: None, own_home: object) -> Dataset:
    """Stations that are made up, published."""
    waiting.forget()
    return fill_stations()


def text_of(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_the_map_tells_what_the_function_gives_and_that_it_is_made_up(browser: Client, stations: Dataset) -> None:
    page = text_of(browser, "/monitoring/trends/")
    found = trend_map(TrendsAsked("air", "GEM", made_up=True), 60.0)
    assert found is not None
    assert len(found.sites) == len(SITES)
    assert "These measurements are made up" in page
    # They lie nowhere in the world: no coast is drawn behind them. Every series has one verdict.
    assert '"boundaries": ""' in page
    assert "8 series at 8 sites, each with one verdict." in page
    assert all(one.place.name in page for one in found.sites)
    assert "another instrument measures from 2018-01 on (A, then B)" in page
    assert "too few for a mean of a region" in page
    values = json.loads(browser.get("/monitoring/trends/trends.json").content)
    assert values["sites"] == json.loads(found.to_json())["sites"]
    assert values["notice"].startswith("These measurements are made up")
    assert b"made up" in browser.get("/monitoring/trends/sites.csv?first=2015").content
    # Nobody is shown made-up stations as measurements; drafts are in no map.
    assert "Alpha station" not in text_of(browser, "/monitoring/trends/?data=measured")
    assert browser.get("/monitoring/trends/?first=soon").status_code == 422
    assert browser.get("/monitoring/trends/?first=2020&last=2010").status_code == 422
    Dataset.objects.update(state="draft")
    assert "Alpha station" not in text_of(browser, "/monitoring/trends/")
    assert measured(made_up=True) == ()


def test_a_table_of_ones_own_is_tested_and_what_is_wrong_with_it_is_told(browser: Client, db: None) -> None:
    page = text_of(browser, "/monitoring/trends/table/")
    assert "This is a made-up example." in page
    assert page.count('class="trend-series"') == 3
    rows = "".join(f"{2000 + n},{n + 1}\n" for n in range(12))
    page = browser.post("/monitoring/trends/table/", {"table": f"year,value\n{rows}"}).content.decode()
    # A strictly rising series of twelve years is a trend of one a year.
    assert "▲" in page
    sent = SimpleUploadedFile("own.csv", b"year,value\n2000,1\n2001,one\n")
    answer = browser.post("/monitoring/trends/table/", {"file": sent, "value": "value"})
    assert answer.status_code == 422
    assert "row 3" in answer.content.decode()


def test_years_to_see_a_trend_and_numbers_that_cannot_be(browser: Client, db: None) -> None:
    # Weatherhead: (3.3 * 10 / 1 * sqrt(1.3 / 0.7))^(2/3) = 12.6 years.
    page = text_of(browser, "/monitoring/power/?sd=10&phi=0.3&trend=1")
    assert "12.6" in page
    assert browser.get("/monitoring/power/?sd=10&phi=2&trend=1").status_code == 422


def test_gaps_of_what_is_published_and_of_a_workbook(browser: Client, stations: Dataset) -> None:
    page = text_of(browser, "/monitoring/gaps/?year=2024&region=Europe&places=2")
    sites = measured(made_up=True)
    found = coverage(sites, 2024)
    assert len(sites) == len(SITES)
    assert sum(one.verdict == "none" for one in found.groups) == page.count("✕")
    assert "Where one more site would tell most" in page
    assert browser.get("/monitoring/gaps/?places=99").status_code == 422
    workbook = browser.get("/monitoring/gaps/network.xlsx").content
    answer = browser.post("/monitoring/gaps/network/", {"file": SimpleUploadedFile("network.xlsx", workbook)})
    # The workbook as it is given holds no site yet.
    assert answer.status_code == 422
    assert "no site is told" in answer.content.decode()
    made = (
        "site,latitude,longitude,country,sampling,first_year,last_year\n"
        "Hill (made up),13.1,-59.6,BRB,passive,2027,2031\n"
    )
    page = browser.post(
        "/monitoring/gaps/network/", {"file": SimpleUploadedFile("planned.csv", made.encode())}
    ).content.decode()
    assert "What the planned network needs" in page


def test_questions_are_answered_as_of_editions_cited_and_published_by_another(
    signed_in_as: SignIn, stations: Dataset
) -> None:
    public, writer, other = signed_in_as("public"), signed_in_as("area_lead"), signed_in_as("reviewer")
    assert "Trend of mercury in air" in text_of(public, "/monitoring/questions/")
    assert other.post("/monitoring/questions/add/").status_code == 302
    create(None, "First (made up)")
    second = create(None, "Second (made up)")
    for number in (1, 2):
        answer = writer.post("/monitoring/questions/air-trend/answer/", {"edition": number})
        assert answer["Location"] == f"/monitoring/questions/air-trend/?edition={number}"
    page = text_of(public, "/monitoring/questions/air-trend/")
    assert "Answer as of edition 2" in page
    assert "?edition=1" in page
    one = SavedQuestion.objects.get(slug="air-trend")
    assert saved_questions.cite(one, second) in page
    assert "These measurements are made up" in page
    told = json.loads(public.get("/monitoring/questions/air-trend/edition-1.json").content)
    assert len(told["answer"]["trends"]["sites"]) == len(SITES)
    assert "Edition 1" in told["citation"]
    assert public.get("/monitoring/questions/air-trend/edition-9.csv").status_code == 404
    # One's own: others do not see it before somebody else has published it.
    own = {"slug": "own", "title": "Own", "text": "How much?", "asked_by": "party", "kind": "mean", "matrix": "air"}
    assert writer.post("/monitoring/questions/new/", {**own, "slug": "No slug", "by": "moon"}).status_code == 422
    assert writer.post("/monitoring/questions/new/", own)["Location"] == "/monitoring/questions/own/"
    assert writer.get("/monitoring/questions/own/").status_code == 200
    assert public.get("/monitoring/questions/own/").status_code == 404
    assert other.get("/monitoring/questions/own/").status_code == 404
    assert writer.post("/monitoring/questions/own/publish/", {"version": "1"}).status_code == 403
    assert not saved_questions.visible_questions(None).filter(slug="own").exists()
