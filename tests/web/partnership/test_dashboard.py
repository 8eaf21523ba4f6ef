"""The dashboard and the pages of the areas: what the verification numbers of the registry say."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from almaden.store.models import RegistryRow
from tests.web.partnership.conftest import text_of


def rows(page: str, caption: str) -> list[list[str]]:
    """The cells of the body of a table, by its caption."""
    table = next(one for one in re.findall(r"<table.*?</table>", page, re.S) if caption in one)
    body = table.partition("<tbody>")[2]
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>.*?</tr>", body, re.S)]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in found]


def data(page: str, name: str) -> dict[str, object]:
    """The JSON that a script of the page reads."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    assert found is not None
    return dict(json.loads(found[1]))


def test_areas_stand_side_by_side(demo: None, browser: Client) -> None:
    table = rows(text_of(browser, "/partnership/"), "Activities of the areas by status")
    # ASGM, CEMENT, CHLOR, COAL, FATE, PROD, SUPPLY, WASTE, and what overarches them.
    assert [int(row[1]) for row in table] == [114, 10, 18, 25, 34, 36, 32, 24, 51]
    # Of each status, over all areas.
    assert [sum(int(row[place]) for row in table) for place in (2, 3, 4, 5, 6)] == [143, 122, 64, 10, 3 + 1 + 1]


def test_countries_are_those_of_the_summary(demo: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/")
    table = rows(page, "Activities by country")
    assert len(table) == 61
    assert sum(int(row[1]) for row in table) == 254
    assert table[0] == ["Indonesia", "20"]
    assert data(page, "map")["figures"]["360"]["value"] == 20  # type: ignore[index]


def test_partners_stand_by_category_at_the_stated_dates(demo: None, browser: Client) -> None:
    table = rows(text_of(browser, "/partnership/"), "Stated counts of partners")
    assert [row[:2] for row in table] == [["2010-07-01", "70"], ["2012-06-30", "111"], ["2020-12-14", "215"]]
    assert {"36", "11", "71", "55", "42"} <= set(table[2])


def test_what_does_not_fit_together_is_told(demo: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/")
    assert "94" in page
    assert "7,500,000" in page
    assert '/partnership/records/funding/F01/"' in page


def test_silent_areas_say_whom_to_ask(demo: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/")
    silent = page.partition("Areas without recent entries")[2].partition("</section>")[0]
    assert 'href="/partnership/areas/COAL/"' in silent
    assert "Ask:" in silent
    assert "IEA Clean Coal Centre" in silent


def test_partners_that_were_filled_in_are_no_pair(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/")
    assert rows(page, "The pairs with most activities") == [["Institute one (made up)", "Institute two (made up)", "1"]]
    assert data(page, "network")["links"] == [{"source": "mu-p1", "target": "mu-p2", "count": 1}]


def test_a_dashboard_of_nothing_says_so(own_home: object, browser: Client) -> None:
    assert "Nothing is published in the registry" in text_of(browser, "/partnership/")


@pytest.mark.django_db
def test_more_activities_ask_the_database_no_more_often(
    made_up: None, browser: Client, django_assert_max_num_queries: object
) -> None:
    browser.get("/partnership/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        browser.get("/partnership/")


def test_a_target_without_baseline_cannot_be_judged(demo: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/areas/ASGM/")
    assert "Reduce mercury demand in ASGM" in page
    assert "cannot be judged" in page
    assert "the baseline: the value that it started from" in page
    assert "Leads over time" in page


def test_an_area_that_is_none_is_not_found(db: None, browser: Client) -> None:
    assert browser.get("/partnership/areas/NOTHING/").status_code == 404


def test_what_is_withdrawn_counts_nowhere(made_up: None, browser: Client) -> None:
    from almaden.store.registry.writing import withdraw

    assert "Retorts for miners (made up)" in text_of(browser, "/partnership/activities/")
    for key in ("mu-2", "mu-3", "mu-1"):
        withdraw(None, RegistryRow.objects.get(kind="activity", key=key), None, "made up")
    assert "Retorts for miners (made up)<" not in text_of(browser, "/partnership/activities/")
    assert "No two partners are named together yet." in text_of(browser, "/partnership/")
