"""Products, laws, customs codes, shipments and consents by the API."""

from __future__ import annotations

import json
from datetime import date
from types import SimpleNamespace

from almaden.convention.movement import check_product
from almaden.store.studies import make
from almaden.store.study_input import read_input
from tests.store.conftest import MakeUser
from tests.web.api.conftest import CONSENTS, Call


def test_a_product_is_answered_as_by_the_command(call: Call, db: None) -> None:
    found = call("get", "/products/check?product=thermometer&movement=import&on=2024-06-01").json()
    wanted = json.loads(check_product("thermometer", date(2024, 6, 1), "import").to_json())
    assert {name: found[name] for name in wanted} == wanted
    assert found["steps"]
    wrong = call("get", "/products/check?product=thermometer&mercury=4")
    assert wrong.status_code == 422
    assert wrong.json()["faults"][0]["column"] == "mercury"


def test_board_gaps_and_laws(call: Call, db: None) -> None:
    rows = call("get", "/products/board?party=GHA&party=DEU&on=2026-01-01").json()["rows"]
    assert {row["country"] for row in rows} == {"GHA", "DEU"}
    assert call("get", "/products/gaps?party=DEU&on=2026-01-01&product=battery").json()["steps"]
    everywhere = {row["country"] for row in call("get", "/products/gaps?product=hpmv").json()["rows"]}
    assert {"DEU", "USA"} < everywhere
    measures = call("get", "/supply/laws?country=DEU&article=3").json()["measures"]
    assert "EU-EXPORT-2018" in {one["id"] for one in measures}


def test_codes(call: Call, db: None) -> None:
    assert call("get", "/trade/codes?q=2805.40").json()["code"]["specific"] == "yes"
    assert call("get", "/trade/codes?q=thermometer").json()["hits"][0]["code"] == "902511"
    assert call("get", "/trade/codes").json()["codes"]


def test_a_ledger_is_seen_and_used_by_those_who_may(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    compiler = person("a", "compiler", "ALB")
    found = call("get", f"/trade/consents/{records.consents.pk}?on=2025-11-20", compiler).json()
    # 120 kg were shipped of 100 kg.
    assert (found["shipments"][0]["standing"], found["meta"]["notice"] != "") == ("lacking", True)
    asked = {
        "code": "2805.40", "exporter": "CHE", "importer": "ALB", "quantity": "10 kg", "on": "2025-06-01",
        "ledger": str(records.consents.pk),
    }  # fmt: skip
    assert call("post", "/trade/shipment", compiler, json=asked).json()["consent"]["consent"] == "MU-A"
    elsewhere = person("b", "compiler", "GHA")
    assert call("post", "/trade/shipment", elsewhere, json=asked).status_code == 404
    without = call("post", "/trade/shipment", elsewhere, json={**asked, "ledger": "none"}).json()
    assert (without["answer"], without["consent"]["needed"]) == ("lacking", ["A", "D"])


def test_ledgers_and_laws_are_brought_as_studies(call: Call, person: MakeUser) -> None:
    compiler = person("a", "compiler", "ALB")
    sent = {"sector": "consents", "tables": CONSENTS, "country": "ALB", "made_up": True}
    answer = call("post", "/studies", compiler, json=sent)
    assert (answer.status_code, answer.json()["country"]) == (201, "ALB")
    path = answer["Location"].removeprefix("/api/v1")
    assert call("post", f"{path}/steps", compiler, json={"step": "submit"}).status_code == 422
    assert call("post", "/studies", compiler, json={**sent, "country": "GHA"}).status_code == 403
    measures = [
        {
            "id": "MU", "country": "ALB", "article": "4", "kind": "product ban", "products": "thermometer",
            "movements": "import", "since": "2019-01-01", "law": "Made up",
        }
    ]  # fmt: skip
    told = read_input("law", {"measures": measures})
    study = make(compiler, "law", told.tables, country=told.country)
    found = call("get", f"/products/gaps?law={study.pk}", compiler).json()
    assert "in place" in {row["standing"] for row in found["rows"]}
    assert call("get", f"/products/gaps?law={study.pk}").status_code == 404
