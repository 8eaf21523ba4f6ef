"""Ledgers by the API: entries all or none, faults by row and column, totals alone for others."""

from __future__ import annotations

import csv
import io

from almaden.store.editions.tables import tables
from tests.store.conftest import MakeUser
from tests.web.api.conftest import Call
from tools.made_up_ledger import ENTRIES


def rows() -> list[dict[str, str | None]]:
    """The made-up entries as a program sends them."""
    read = csv.DictReader(io.StringIO(ENTRIES))
    return [{name: value for name, value in row.items() if value} for row in read]


def test_from_a_new_ledger_to_published_totals(call: Call, person: MakeUser) -> None:
    compiler, reviewer = person("a", "compiler", "GHA"), person("b", "reviewer", "GHA")
    begun = call("post", "/ledgers", compiler, json={"country": "GHA", "title": "Made up", "made_up": True})
    path = begun["Location"].removeprefix("/api/v1")
    wrong = [*rows()[:4], {**rows()[4], "amount": "1500"}, {**rows()[5], "day": "soon"}]
    refused = call("post", f"{path}/entries", compiler, json={"entries": wrong})
    assert refused.status_code == 422
    assert [(one["row"], one["column"]) for one in refused.json()["faults"]] == [(6, "day")]
    refused = call("post", f"{path}/entries", compiler, json={"entries": wrong[:5]})
    assert [(one["row"], one["column"]) for one in refused.json()["faults"]] == [(5, "amount")]
    for added in (16, 0):
        answer = call("post", f"{path}/entries", compiler, json={"entries": rows()})
        assert (answer.status_code, answer.json()["added"], answer.json()["entries"]) == (201, added, 16)
    assert call("get", path).status_code == 404
    lots = call("get", f"{path}/lots?limit=1", compiler).json()
    assert (lots["items"][0]["lot"], lots["items"][0]["kg"]) == ("PLANT-1", 233.8)
    assert lots["next"]
    trace = call("get", f"{path}/trace?lot=SHIP-1", compiler).json()
    # 40 of the 385 kg were of lamps.
    assert [one["mass_mg"] for one in trace["ancestry"]["origins"]] == [134_415_584, 15_584_416]
    assert call("get", f"{path}/lot?lot=COURT-1", compiler).json()["custody"]["complete"] is False
    assert call("get", f"{path}/lot?lot=none", compiler).status_code == 404
    entries = call("get", f"{path}/entries?kind=count", compiler).json()["items"]
    assert [one["entry"]["weighing_error"] for one in entries] == [0.5, 0.01]
    found = call("get", f"{path}/findings", compiler).json()
    assert [one["difference_kg"] for one in found["discrepancies"]] == [-1.5]
    assert any("without a consent" in one for one in found["findings"])
    publish = {"published": True, "version": call("get", path, reviewer).json()["version"]}
    assert call("put", f"{path}/publication", compiler, json=publish).status_code == 403
    assert call("put", f"{path}/publication", reviewer, json=publish).json()["state"] == "published"
    told = call("get", f"{path}/balances").json()
    assert (told["stock_kg"], told["owners_kg"], told["places_kg"]) == (236.8, {}, {})
    assert told["notice"]
    assert "Made-up" not in call("get", f"{path}/balances").content.decode()
    (table,) = (one for one in tables() if one.name == "ledger_totals")
    assert ("stock", "metal", 236.8) in [row[4:] for row in table.rows()]
