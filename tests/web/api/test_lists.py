"""Lists: filters, pages, order, and the same records in every format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from almaden.store.models import Facility, Site
from almaden.web.api.prepared import shelf
from almaden.web.wsgi import application
from tests.store.conftest import MakeUser
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return [item["name"] for item in answer.json()["items"]]


@pytest.fixture
def many(records: SimpleNamespace) -> SimpleNamespace:
    """Seven facilities, two of the same name."""
    for name in ("C", "A", "E", "B", "B", "D"):
        Facility.objects.create(dataset=records.dataset, name=name, country="GHA", latitude=1, longitude=2)
    return records


@pytest.mark.parametrize("sort", ["id", "-id", "name", "-name", "country", "-country"])
def test_pages_hold_every_record_once_in_order(call: Call, many: SimpleNamespace, sort: str) -> None:
    whole = call("get", f"/facilities?sort={sort}").json()["items"]
    assert len(whole) == 7
    pages, path = [], f"/facilities?sort={sort}&limit=2"
    while path:
        answer = call("get", path)
        pages.append(answer.json()["items"])
        following = answer.json()["next"]
        assert answer.headers.get("Link", "") == (f'<{following}>; rel="next"' if following else "")
        path = following.partition("/api/v1")[2] if following else ""
    assert [len(page) for page in pages] == [2, 2, 2, 1]
    assert [item for page in pages for item in page] == whole
    field = sort.removeprefix("-")
    keys = [(item[field], item["id"]) for item in whole]
    assert keys == sorted(keys, reverse=sort.startswith("-"))


def test_a_cursor_is_for_its_own_order(call: Call, many: SimpleNamespace) -> None:
    following = call("get", "/facilities?sort=name&limit=2").json()["next"]
    cursor = following.partition("cursor=")[2]
    assert call("get", f"/facilities?sort=id&limit=2&cursor={cursor}").status_code == 422


def test_pages_do_not_count_the_records(call: Call, many: SimpleNamespace) -> None:
    with CaptureQueriesContext(connection) as queries:
        call("get", "/facilities?limit=3")
    asked = [query["sql"].upper() for query in queries.captured_queries]
    assert any("LIMIT 4" in sql for sql in asked)
    assert not any("COUNT(" in sql for sql in asked)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("country=ALB", ["Made-up Works"]),
        ("category=5.1.1", ["Made-up Works"]),
        ("name=WORKS", ["Made-up Works"]),
        ("bbox=19,41,20,42", ["Made-up Works"]),
        ("bbox=19,41,0,20,42,9", ["Made-up Works"]),
        ("bbox=170,41,20,42", ["Made-up Works"]),
        ("bbox=20,41,19,42", []),
        ("status=operating", []),
    ],
)
def test_filters(call: Call, records: SimpleNamespace, query: str, expected: list[str]) -> None:
    assert names(call("get", f"/facilities?{query}")) == expected


@pytest.mark.parametrize("path", ["datasets", "facilities", "units", "sites"])
def test_records_are_asked_by_area_of_work(call: Call, records: SimpleNamespace, path: str) -> None:
    whole = call("get", f"/{path}").json()["items"]
    assert whole
    asked = {area: call("get", f"/{path}?area={area}") for area in ("", "COAL", "nothing")}
    assert asked[""].json()["items"] == whole
    assert asked["COAL"].json()["items"] == []
    assert asked["nothing"].status_code == 422
    records.dataset.area = "COAL"
    records.dataset.save()
    answer = call("get", f"/{path}?area=COAL").json()["items"]
    assert [item["id"] for item in answer] == [item["id"] for item in whole]
    assert call("get", f"/{path}?area=CEMENT").json()["items"] == []


def test_an_area_shows_no_drafts_to_others(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    records.draft_dataset.area = "COAL"
    records.draft_dataset.save()
    assert names(call("get", "/facilities?area=COAL")) == []
    assert names(call("get", "/facilities?area=COAL", person("lead", "area_lead", area="COAL"))) == ["Hidden Works"]


def test_drafts_are_listed_for_their_country_only(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    assert names(call("get", "/facilities")) == ["Made-up Works"]
    assert len(names(call("get", "/facilities", person("own", "compiler", "ALB")))) == 2
    assert len(names(call("get", "/facilities", person("other", "compiler", "GHA")))) == 1


def test_every_format_holds_the_same(call: Call, many: SimpleNamespace, tmp_path: Path) -> None:
    expected = [item["name"] for item in call("get", "/facilities").json()["items"]]
    table = list(csv.DictReader(io.StringIO(content(call("get", "/facilities?format=csv")).decode())))
    assert [row["name"] for row in table] == expected
    features = json.loads(content(call("get", "/facilities?format=geojson")))["features"]
    assert [feature["properties"]["name"] for feature in features] == expected
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [19.4, 41.3]}
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(call("get", "/facilities?format=xlsx"))))
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert [row[header.index("name")] for row in rows] == expected
    path = tmp_path / "facilities.parquet"
    path.write_bytes(content(call("get", "/facilities?format=parquet")))
    with duckdb.connect() as engine:
        columns = "name, latitude, retired_year, status"
        found = engine.execute(f"SELECT {columns} FROM '{path}' ORDER BY id").fetchall()
    assert [row[0] for row in found] == expected
    assert found[0] == ("Made-up Works", 41.3, None, "")


def test_the_header_accept_chooses_the_format(call: Call, records: SimpleNamespace) -> None:
    answer = call("get", "/facilities", headers={"accept": "text/csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert content(answer).startswith(b"id,version,")


def test_no_cell_is_a_formula(call: Call, records: SimpleNamespace) -> None:
    Facility.objects.create(dataset=records.dataset, name="=1+1", country="GHA", owner="@x", operator="-3")
    row = list(csv.DictReader(io.StringIO(content(call("get", "/facilities?format=csv")).decode())))[-1]
    assert (row["name"], row["owner"], row["operator"]) == ("'=1+1", "'@x", "'-3")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content(call("get", "/facilities?format=xlsx"))))
    header, *rows = book.get_sheet_by_index(0).to_python()
    assert rows[-1][header.index("name")] == "=1+1"


def test_informal_mines_are_blurred_in_public(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    path = f"/sites/{records.mine.pk}"
    shown = call("get", path).json()
    assert (shown["latitude"], shown["longitude"], shown["blurred"]) == (5.6, -1.2, True)
    exact = call("get", path, person("own", "compiler", "GHA")).json()
    assert (exact["latitude"], exact["longitude"], exact["blurred"]) == (5.5678, -1.2345, False)


@pytest.mark.parametrize(("box", "found"), [("-1.3,5.5,-1.21,5.59", 0), ("-1.21,5.59,-1.19,5.61", 1)])
def test_boxes_do_not_tell_where_an_informal_mine_is(
    call: Call, records: SimpleNamespace, box: str, found: int
) -> None:
    # The mine lies in the first box and is shown in the second.
    assert len(call("get", f"/sites?kind=informal_mine&bbox={box}").json()["items"]) == found


def served(path: str, **headers: str) -> tuple[str, dict[str, str], list[str]]:
    """What a server gets from the whole application: status, headers, and the names of the records."""
    environ = {**RequestFactory().get(f"/api/v1{path}", HTTP_HOST="localhost").environ, **headers}
    told: list[tuple[str, dict[str, str]]] = []

    def start_response(status: str, lines: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], object]:
        told.append((status, dict(lines)))
        return lambda _: None

    body = b"".join(application(environ, start_response))
    status, answered = told[0]
    return status, answered, [item["name"] for item in json.loads(body)["items"]] if body else []


# Django ends a connection that it finds within a transaction; so does a server, and the test must hold none open.
@pytest.mark.django_db(transaction=True)
def test_kept_answers_go_when_the_journal_goes_on(records: SimpleNamespace, person: MakeUser, client: Client) -> None:
    from almaden.store.journal import writing

    path = "/sites?kind=monitoring"
    fresh = served(path)
    assert fresh[2] == ["Made-up Station"]
    # A change that bypasses the journal is not seen: the answer was kept, with all its headers.
    Site.objects.filter(pk=records.site.pk).update(name="Another")
    assert served(path) == fresh
    assert "Content-Security-Policy" in fresh[1]
    client.force_login(person("somebody"), backend="django.contrib.auth.backends.ModelBackend")
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    assert served(path, HTTP_COOKIE=cookie)[2] == ["Another"]
    with writing(None, "site.change") as work:
        work.change(records.site, name="Changed")
    assert served(path)[2] == ["Changed"]


@pytest.mark.django_db(transaction=True)
def test_who_has_the_answer_already_gets_none(records: SimpleNamespace) -> None:
    _, headers, _ = served("/sites")
    status, _, found = served("/sites", HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, found) == ("304 Not Modified", [])


def test_the_shelf_is_bounded() -> None:
    from almaden.web.api.prepared import _MOST, _Answer

    for number in range(30):
        shelf.get("entry", ())
        shelf.put("entry", (str(number),), _Answer(b"x" * 1_000_000, ()))
    assert shelf._size <= _MOST
    assert shelf.get("entry", ("0",)) is None
    assert shelf.get("entry", ("29",)) is not None
