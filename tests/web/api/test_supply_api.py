"""Supply and storage by the API: as the commands print it, and of a study no more than the public may know."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from almaden.supply.balance import balances
from almaden.supply.data import world
from tests.store.conftest import MakeUser
from tests.web.api.conftest import STORAGE, SUPPLY, Call

pytestmark = pytest.mark.django_db


def test_the_world_is_as_the_command_prints_it(call: Call) -> None:
    found = call("get", "/supply/balance").json()
    assert found == json.loads(balances(world(2015)).to_json())


def test_options_that_are_sent(call: Call, person: MakeUser) -> None:
    sent = {"tables": STORAGE, "draws": 100}
    found = call("post", "/supply/storage/options", person("a", "contributor"), json=sent).json()
    # 1,000 USD at once; 400 USD and 500 km at 2 USD.
    assert {one["id"]: one["cost_per_t"] for one in found["options"]} == {"HERE": 1000, "THERE": pytest.approx(1400)}
    wrong = {"tables": {"options": [{"id": "X", "storage_years": -1}]}}
    answer = call("post", "/supply/storage/options", person("b", "contributor"), json=wrong)
    assert (answer.status_code, answer.json()["faults"][0]["column"]) == (422, "storage_years")


def test_the_public_learns_no_rows(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    supply, storage = records.supply.pk, records.storage.pk
    paths = [f"/supply/{one}?study={supply}" for one in ("balance", "mines", "surplus")]
    paths += [f"/supply/storage{one}?study={storage}" for one in ("", "/options", "/interim")]
    for path in paths:
        answer = call("get", path)
        assert answer.status_code == 200, path
        told = [one for one in (b"Hidden harbour", b"hidden note", b"HIDDEN", b"origins") if one in answer.content]
        assert told == [], path
    (line,) = [one for one in call("get", paths[0]).json()["balances"] if one["area"] == "ALB"]
    # 60 t are dug, 20 t used, where there is small-scale gold mining.
    assert (line["unexplained_t"], line["hidden_flow_indicated"]) == (40, True)
    own = call("get", f"/supply/storage?study={storage}", person("c", "compiler", "ALB")).content
    assert b"HIDDEN" in own


def test_a_draft_is_not_seen_by_others(call: Call, person: MakeUser) -> None:
    compiler = person("a", "compiler", "ALB")
    sent = {"sector": "supply", "tables": SUPPLY, "title": "Made up", "made_up": True}
    made = call("post", "/studies", compiler, json=sent).json()
    assert (made["country"], made["state"]) == ("ALB", "draft")
    path = f"/supply/balance?study={made['id']}"
    assert call("get", path).status_code == 404
    assert call("get", path, compiler).status_code == 200
