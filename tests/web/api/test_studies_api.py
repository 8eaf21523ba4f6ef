"""Studies by the API: brought, replaced, reviewed; their tables are never for the public."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from almaden.store import reviews
from almaden.store.models import Entry, Study
from almaden.store.studies import make
from almaden.store.study_input import read_input
from tests.store.conftest import MakeUser
from tests.web.api.conftest import GOLD, PLANTS, TRADE, Call


def test_from_a_draft_to_the_public(call: Call, person: MakeUser) -> None:
    compiler, reviewer = person("a", "compiler", "ALB"), person("b", "reviewer", "ALB")
    answer = call("post", "/studies", compiler, json={"sector": "gold", "tables": GOLD})
    assert answer.status_code == 201
    path = answer["Location"].removeprefix("/api/v1")
    shown = answer.json()
    # What the table about says.
    assert (shown["country"], shown["year"], shown["title"], shown["made_up"]) == ("ALB", 2024, "Made up", True)
    assert (shown["state"], call("get", path).status_code) == ("draft", 404)
    kept = call("get", f"{path}/tables", compiler).json()["tables"]
    assert kept["sites"][0]["latitude"] == 41.98765
    # What was read comes back as it can be sent again.
    same = {"version": 1, "tables": kept}
    assert call("put", f"{path}/tables", compiler, json=same).json()["version"] == 1
    other = {"version": 1, "tables": {**kept, "miners": []}, "reason": "a slip"}
    assert call("put", f"{path}/tables", compiler, json=other).json()["version"] == 2
    assert Entry.objects.latest("number").reason == "a slip"
    assert call("put", f"{path}/tables", compiler, json=other).status_code == 409
    for user, step in ((compiler, "submit"), (reviewer, "take"), (reviewer, "publish")):
        assert call("post", f"{path}/steps", user, json={"step": step}).status_code == 200
    assert call("get", path).json()["state"] == "published"
    assert [one["id"] for one in call("get", "/studies?sector=gold&country=ALB").json()["items"]] == [shown["id"]]
    assert call("get", f"{path}/tables").status_code == 401
    assert call("get", f"{path}/tables", person("c", "compiler", "GHA")).status_code == 403
    assert call("delete", path, compiler).status_code == 409
    assert b"41.98765" not in call("get", f"{path}/history").content


@pytest.mark.parametrize(
    ("sector", "change", "place"),
    [
        ("gold", {"sites": [{"id": "S1", "miners": 5}, {"id": "S2", "retort_share": 30}]}, (2, "retort_share")),
        ("gold", {"sites": [{"id": "S1", "miners": 5, "women": 7}]}, (1, "women")),
        ("gold", {"locations": [{"id": "S1"}]}, (None, "")),
        ("gold", {"sites": [{f"c{one}": 1 for one in range(300)}]}, (None, "")),
        ("chloralkali", {"plants": [{"id": "P1", "country": "ALB", "state": "closed", "capacity": "many"}]},
         (1, "capacity")),
        ("gold_countries", {"estimates": [{"country": "ALB", "year": 2020, "mercury_t": -1, "source": "x"}]},
         (1, "mercury_t")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_row_and_column(
    call: Call, person: MakeUser, sector: str, change: dict[str, Any], place: tuple[int | None, str]
) -> None:
    tables = {"about": GOLD["about"], **change} if sector == "gold" else change
    answer = call("post", "/studies", person("a", "secretariat"), json={"sector": sector, "tables": tables})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert place in [(fault["row"], fault["column"]) for fault in answer.json()["faults"]]


def test_participants_who_did_not_agree_are_not_kept(call: Call, person: MakeUser) -> None:
    row = {"training": "T", "participant": "7", "matrix": "hair", "before": 5.4321, "unit": "ug/g"}
    tables = {**GOLD, "biomonitoring": [{**row, "consent": False}, {**row, "participant": "8", "consent": True}]}
    made = call("post", "/studies", person("a", "secretariat"), json={"sector": "gold", "tables": tables}).json()
    assert [one["participant"] for one in Study.objects.get(pk=made["id"]).tables["biomonitoring"]] == ["8"]


def test_nobody_writes_for_another_country(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    compiler = person("a", "compiler", "ALB")
    elsewhere = {**GOLD, "about": [{"country": "GHA", "year": 2024}]}
    assert call("post", "/studies", compiler, json={"sector": "gold", "tables": elsewhere}).status_code == 403
    several = [*PLANTS["plants"], {"id": "P3", "country": "GHA", "state": "operating"}]
    sent = {"sector": "chloralkali", "tables": {"plants": several}}
    assert call("post", "/studies", compiler, json=sent).status_code == 403
    path = f"/studies/{records.draft_study.pk}/tables"
    assert call("put", path, compiler, json={"version": 1, "tables": elsewhere}).status_code == 422


def test_words_find_published_studies(call: Call, db: None) -> None:
    told = read_input("chloralkali", PLANTS, title="Electrolysis at the sea (made up)", year=2024)
    found = make(None, "chloralkali", told.tables, country="ALB", year=2024, title=told.title)
    assert call("get", "/search?q=electrolysis").json()["items"] == []
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, found)
    (hit,) = call("get", "/search?q=electrolysis").json()["items"]
    assert (hit["kind"], hit["key"], hit["subtitle"]) == ("study", str(found.pk), "ALB 2024")


def test_statistics_of_trade_are_brought_and_the_public_gets_sums_alone(
    call: Call, person: MakeUser, records: SimpleNamespace
) -> None:
    compiler = person("t", "compiler", "ALB")
    answer = call("post", "/studies", compiler, json={"sector": "trade", "tables": TRADE, "made_up": True})
    # Albania is a side of every line.
    assert (answer.status_code, answer.json()["country"]) == (201, "ALB")
    path = f"/trade/studies/{answer.json()['id']}/mirror?draws=100&country=ALB"
    own = call("get", path, compiler).json()
    assert [(one["x_kg"], one["m_kg"]) for one in own["flagged"]] == [(9876.5, 1234.5)]
    assert own["meta"]["notice"]
    sent = call("post", "/trade/mirror", compiler, json={"tables": TRADE, "draws": 100, "country": "ALB"}).json()
    assert [sent[name] for name in ("flagged", "years", "countries")] == [
        own[name] for name in ("flagged", "years", "countries")
    ]
    public = call("get", f"/trade/studies/{records.trade.pk}/mirror?draws=100").json()
    # A single flow is in no sum that everybody sees.
    assert public["years"] == public["countries"] == [] != own["years"]
    assert not {"flagged", "repairs", "told", "absent"} & public.keys()
    links = call("get", f"/trade/studies/{records.trade.pk}/network?draws=100").json()["links"]
    assert all(set(one) == {"year", "exporter", "importer", "flagged", "share"} for one in links)
    wrong = {"trade": [{**TRADE["trade"][0], "reporter": "Atlantis"}]}
    refused = call("post", "/trade/mirror", compiler, json={"tables": wrong})
    assert (refused.status_code, b"NLD" in refused.content) == (422, True)
