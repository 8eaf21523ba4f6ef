"""Who may do what: every operation of the API, asked by every role, against the table access_table.csv.

The table is the rule. A line says which status a role gets for a request that would succeed for somebody who may:
200, 201 or 204 done, 401 sign in, 403 not allowed, 404 not there for this person, 409 allowed, but not as the
made-up record stands.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from almaden.store.editions.create import MANIFEST
from almaden.store.editions.files import folder_of
from almaden.store.ledger_writing import add_entries
from almaden.store.ledgers import make_ledger, publish_totals
from almaden.store.models import (
    Comment,
    CountryStage,
    Entry,
    ImportRun,
    Inventory,
    Ledger,
    Organisation,
    Role,
    SavedQuestion,
    Token,
    User,
)
from almaden.store.registry import loading, writing
from almaden.store.uploads import keep
from almaden.web.api.app import api
from almaden.web.api.prepared import shelf
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import SMALL, row
from tests.supply.ledger.ledger_entries import opening
from tests.web.api import registry_requests
from tests.web.api.conftest import FACILITY, GOLD, STORAGE, TRADE, Call

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("access_table.csv")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
#: What is asked of the series of a site.
SERIES = ("series", "averages", "trend")

#: Role in the table: name and country of the role in the store.
ROLES = {
    "public": ("", ""),
    "contributor": ("contributor", ""),
    "compiler": ("compiler", "ALB"),
    "compiler_elsewhere": ("compiler", "GHA"),
    "reviewer": ("reviewer", ""),
    "area_lead": ("area_lead", ""),
    "secretariat": ("secretariat", ""),
    "administrator": ("administrator", ""),
}

Request = tuple[str, dict[str, Any]]
WORKS = {"name": "Made-up", "country": "ALB"}
ACTIVITY = {"title": "Made up", "area": "COAL", "type": "training", "status": "planned"}
ROW = {"table": "activity_rates", "values": {"code": "5.1.1", "present": "Y", "activity_rate": "1", "unit": "t"}}


def _edition(records: SimpleNamespace) -> Request:
    # The made-up inventory has no result, without which nothing is published.
    Inventory.objects.filter(pk=records.inventory.pk).update(state="draft")
    return "/editions", {"json": {"title": "Edition 2"}}


def _resolve(records: SimpleNamespace, path: str, name: str) -> Request:
    record = getattr(records, name)
    kept = "factor_layer" if name == "layer" else name
    Comment.objects.filter(pk=records.comment.pk).update(record_type=kept, record_id=record.pk)
    return f"/{path}/{record.pk}/comments/{records.comment.pk}/resolve", {}


def _question(records: SimpleNamespace) -> Request:
    kept = {"title": "Made up", "text": "Made up?", "asked_by": "public", "kind": "mean", "state": "published"}
    SavedQuestion.objects.get_or_create(slug="made-up", defaults={**kept, "made_on": NOW})
    return "/monitoring/questions/made-up", {}


def _whole_edition(records: SimpleNamespace) -> Request:
    folder = folder_of(records.edition)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps({"number": 1, "format": 1, "files": {}}), encoding="utf-8")
    return f"/editions/{records.edition.pk}/verification", {}


#: What is asked, by operation, where it is more than the path with the records of the test.
REQUESTS: dict[str, Callable[[SimpleNamespace], Request]] = {
    "search": lambda r: ("/search?q=made", {}),
    **{f"monitoring_{one}": lambda r, one=one: (f"/monitoring/{one}?site=made:1", {}) for one in SERIES},  # type: ignore[misc]
    "make_facility": lambda r: ("/facilities", {"json": {**WORKS, "dataset": r.draft_dataset.pk}}),
    "change_facility": lambda r: (f"/facilities/{r.draft_facility.pk}", {"json": {"version": 1, "owner": "Made up"}}),
    "make_unit": lambda r: ("/units", {"json": {"name": "Unit 2", "facility": r.draft_facility.pk}}),
    "change_unit": lambda r: (f"/units/{r.unit.pk}", {"json": {"version": 1, "fuel": "lignite"}}),
    "make_site": lambda r: ("/sites", {"json": {**WORKS, "dataset": r.draft_dataset.pk}}),
    "change_site": lambda r: (f"/sites/{r.site.pk}", {"json": {"version": 1, "network": "Made up"}}),
    "make_source": lambda r: ("/sources", {"json": {"title": "A made-up report"}}),
    "change_source": lambda r: (f"/sources/{r.source.pk}", {"json": {"version": 1, "year": 2025}}),
    "set_stage": lambda r: ("/countries/ALB/stages", {"json": {"kind": "mia", "stage": "started"}}),
    "remove_stage": lambda r: (f"/countries/ALB/stages/{r.stage.pk}", {}),
    "make_factor_layer": lambda r: ("/factor-layers", {"json": {"name": "alb-new", "country": "ALB"}}),
    "change_factor_layer": lambda r: (f"/factor-layers/{r.layer.pk}", {"json": {"version": 1, "title": "Changed"}}),
    "make_edition": lambda r: _edition(r),
    "make_inventory": lambda r: ("/inventories", {"json": {"country": "ALB", "year": 2020, "standing": "estimate"}}),
    "change_inventory": lambda r: (f"/inventories/{r.draft.pk}", {"json": {"version": 1, "title": "Changed"}}),
    "new_inventory_version": lambda r: (f"/inventories/{r.inventory.pk}/versions", {"json": {"reason": "a slip"}}),
    "add_inventory_row": lambda r: (f"/inventories/{r.draft.pk}/rows", {"json": ROW}),
    "change_inventory_row": lambda r: (
        f"/inventories/{r.draft.pk}/rows/{r.draft_row.pk}",
        {"json": {"version": 1, "cells": {"note": "changed"}}},
    ),
    "remove_inventory_row": lambda r: (f"/inventories/{r.draft.pk}/rows/{r.draft_row.pk}?version=1", {}),
    "inventory_differences": lambda r: (f"/inventories/{r.inventory.pk}/differences/{r.inventory.pk}", {}),
    "step_of_inventory": lambda r: (f"/inventories/{r.submitted.pk}/steps", {"json": {"step": "take"}}),
    "step_of_dataset": lambda r: (f"/datasets/{r.draft_dataset.pk}/steps", {"json": {"step": "submit"}}),
    "step_of_factor_layer": lambda r: (f"/factor-layers/{r.layer.pk}/steps", {"json": {"step": "take"}}),
    "comment_on_inventory": lambda r: (f"/inventories/{r.inventory.pk}/comments", {"json": {"text": "Why?"}}),
    "comment_on_dataset": lambda r: (f"/datasets/{r.draft_dataset.pk}/comments", {"json": {"text": "Why?"}}),
    "comment_on_factor_layer": lambda r: (f"/factor-layers/{r.layer.pk}/comments", {"json": {"text": "Why?"}}),
    "comment_on_facility": lambda r: (f"/facilities/{r.facility.pk}/comments", {"json": {"text": "Why?"}}),
    "comment_on_site": lambda r: (f"/sites/{r.site.pk}/comments", {"json": {"text": "Why?"}}),
    "resolve_comment_on_dataset": lambda r: _resolve(r, "datasets", "dataset"),
    "resolve_comment_on_factor_layer": lambda r: _resolve(r, "factor-layers", "layer"),
    "resolve_comment_on_facility": lambda r: _resolve(r, "facilities", "facility"),
    "resolve_comment_on_site": lambda r: _resolve(r, "sites", "site"),
    "make_dataset": lambda r: ("/datasets", {"json": {"key": "new", "title": "New", "country": "ALB"}}),
    "change_dataset": lambda r: (f"/datasets/{r.draft_dataset.pk}", {"json": {"version": 1, "title": "Changed"}}),
    "reopen_dataset": lambda r: (f"/datasets/{r.dataset.pk}/reopen", {"json": {"reason": "a slip"}}),
    "change_organisation": lambda r: (f"/organisations/{r.organisation.pk}", {"json": {"version": 1, "kind": "m"}}),
    "edition_verification": lambda r: _whole_edition(r),
    "resolve_comment": lambda r: (f"/inventories/{r.inventory.pk}/comments/{r.comment.pk}/resolve", {}),
    "upload_file": lambda r: ("/uploads", {"data": {"file": SimpleUploadedFile("made-up.csv", b"name\nMade up\n")}}),
    "start_import": lambda r: ("/imports", {"json": {"sha256": r.upload.sha256, "reader": "facilities"}}),
    "decide_import": lambda r: (f"/imports/{r.run.pk}/decisions", {"json": {"version": 1, "decisions": {}}}),
    "make_person": lambda r: ("/people", {"json": {"username": "newcomer"}}),
    "change_person": lambda r: (f"/people/{r.author.pk}", {"json": {"version": 1, "full_name": "Made Up"}}),
    "grant_role": lambda r: (f"/people/{r.author.pk}/roles", {"json": {"name": "reviewer"}}),
    "revoke_role": lambda r: (f"/people/{r.author.pk}/roles/{r.role.pk}", {}),
    "invite": lambda r: ("/invitations", {"json": {"purpose": "join"}}),
    "make_organisation": lambda r: ("/organisations", {"json": {"name": "A made-up institute"}}),
    "make_token": lambda r: ("/me/tokens", {"json": {"name": "made up"}}),
    "approve_proposal": lambda r: (f"/registry/proposals/{r.proposal.pk}/approve", {"json": {}}),
    "refuse_proposal": lambda r: (f"/registry/proposals/{r.proposal.pk}/refuse", {"json": {"text": "Not so."}}),
    "registry_records": lambda r: ("/registry/activity", {}),
    "registry_record": lambda r: ("/registry/activity/A1", {}),
    "make_registry_record": lambda r: ("/registry/activity", {"json": {"values": ACTIVITY}}),
    "change_registry_record": lambda r: (
        "/registry/activity/A1",
        {"json": {"version": 1, "values": {"status": "postponed"}}},
    ),
    "step_of_registry_record": lambda r: (
        f"/registry/activity/{r.submitted_activity.key}/steps",
        {"json": {"step": "publish", "version": 2}},
    ),
    "revoke_token": lambda r: (f"/me/tokens/{r.token.pk}", {}),
    "make_study": lambda r: ("/studies", {"json": {"sector": "gold", "tables": GOLD}}),
    "replace_study_tables": lambda r: (
        f"/studies/{r.draft_study.pk}/tables",
        {"json": {"version": 1, "tables": GOLD}},
    ),
    "make_product_campaign": lambda r: (
        "/product-tests",
        {"json": {"country": "ALB", "round": {"title": "New", "year": 2025}}},
    ),
    "add_product_rows": lambda r: (
        f"/product-tests/{r.draft_campaign.pk}/rows",
        {"json": {"tables": {"products": [{"kind": "cfl", "name": "Lamp"}]}}},
    ),
    "step_of_product_campaign": lambda r: (
        f"/product-tests/{r.draft_campaign.pk}/steps",
        {"json": {"step": "submit"}},
    ),
    "remove_study": lambda r: (f"/studies/{r.draft_study.pk}", {}),
    "step_of_study": lambda r: (f"/studies/{r.draft_study.pk}/steps", {"json": {"step": "submit"}}),
    "comment_on_study": lambda r: (f"/studies/{r.study.pk}/comments", {"json": {"text": "Why?"}}),
    "resolve_comment_on_study": lambda r: _resolve(r, "studies", "study"),
    "gold_estimate": lambda r: (f"/gold/studies/{r.study.pk}/estimate?draws=100", {}),
    "gold_plan": lambda r: (f"/gold/studies/{r.study.pk}/plan?draws=100", {}),
    "gold_estimate_of": lambda r: ("/gold/estimate", {"json": {"tables": GOLD, "draws": 100}}),
    "products_lamps": lambda r: ("/products/lamps?lamp=lfl&number=10&hours=2000&electricity=0.1", {}),
    "products_facility": lambda r: ("/products/facility", {"json": {"tables": FACILITY, "draws": 100}}),
    "products_amalgam": lambda r: (f"/products/studies/{r.amalgam.pk}/amalgam", {}),
    "products_balance": lambda r: (f"/products/studies/{r.balance.pk}/balance?draws=100", {}),
    "check_product": lambda r: ("/products/check?product=thermometer", {}),
    "law_gaps": lambda r: ("/products/gaps?party=ALB", {}),
    "check_shipment": lambda r: (
        "/trade/shipment",
        {"json": {"code": "9025.11", "exporter": "CHN", "importer": "ALB"}},
    ),
    "trade_mirror_of": lambda r: ("/trade/mirror", {"json": {"tables": TRADE, "draws": 100}}),
    "coal_plan": lambda r: ("/coal/plan", {"json": {"country": "ALB", "share": 0}}),
    "coal_unit": lambda r: ("/coal/unit", {"json": {"unit": {"id": "A", "country": "IDN", "capacity_mw": 660}}}),
    "supply_treatment": lambda r: ("/supply/treatment?tonnes=1&route=cement", {}),
    "fate_tonne": lambda r: ("/fate/tonne?from=japan&species=hg0", {}),
    "fate_receptor": lambda r: ("/fate/receptors/arctic", {}),
    "plume": lambda r: ("/fate/plume?height=60&emission=12+kg/yr&rings=2&bearings=4", {}),
    "shop_air": lambda r: ("/fate/shop?emission=2+g/h&volume=50&changes=3", {}),
    "boxmodel_run": lambda r: ("/fate/boxmodel/run?members=400&first=1990&last=2030", {}),
    "supply_options_of": lambda r: ("/supply/storage/options", {"json": {"tables": STORAGE, "draws": 100}}),
    "make_ledger": lambda r: ("/ledgers", {"json": {"country": "ALB", "title": "Made up"}}),
    "ledger_lot": lambda r: (f"/ledgers/{r.ledger.pk}/lot?lot=L1", {}),
    "ledger_trace": lambda r: (f"/ledgers/{r.ledger.pk}/trace?lot=L1", {}),
    "add_ledger_entries": lambda r: (
        f"/ledgers/{r.ledger.pk}/entries",
        {
            "json": {
                "entries": [
                    {"id": "E2", "day": "2025-02-01", "kind": "loss", "lot": "L1", "amount": 1, "reason": "made up"}
                ]
            }
        },
    ),
    "publish_ledger": lambda r: (
        f"/ledgers/{r.ledger.pk}/publication",
        {"json": {"version": r.ledger.version, "published": False}},
    ),
    "monitoring_question": _question,
    **registry_requests.REQUESTS,
}
#: The record that a path is about, by how it begins.
KEYS = {
    "/facilities/": "facility",
    "/units/": "unit",
    "/sites/": "site",
    "/datasets/": "dataset",
    "/sources/": "source",
    "/editions/": "edition",
    "/inventories/": "inventory",
    "/factor-layers/": "layer",
    "/studies/": "study",
    "/product-tests/": "campaign",
    "/gold/studies/": "study",
    "/chloralkali/studies/": "plants",
    "/monitoring/biota/studies/": "animals",
    "/monitoring/people/studies/": "persons",
    "/trade/consents/": "consents",
    "/products/studies/": "products",
    "/trade/studies/": "trade",
    "/ledgers/": "ledger",
    "/imports/": "run",
    "/jobs/": "job",
    "/people/": "author",
    "/organisations/": "organisation",
    "/ogc/collections/facilities/": "facility",
    "/ogc/collections/sites/": "site",
}

OPERATIONS: dict[str, tuple[str, str]] = {
    operation["operationId"]: (method, path.removeprefix("/api/v1"))
    for path, methods in api.get_openapi_schema()["paths"].items()
    for method, operation in methods.items()
}


def table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def everything(records: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The records, and those that only some operations need."""
    upload = keep(None, io.BytesIO(b"name\nMade up\n"), "made-up.csv")
    records.upload = upload
    records.run = ImportRun.objects.create(upload=upload, reader="facilities", made_on=NOW, author=records.author)
    records.stage = CountryStage.objects.create(country="ALB", kind="mia", stage="submitted")
    records.organisation = Organisation.objects.create(name="A made-up ministry")
    records.role = Role.objects.create(user=records.author, name="contributor")
    loading.load(None, SMALL, "made up", "")
    activity = writing.add(None, "activity", ACTIVITY)
    records.submitted_activity = writing.submit(None, activity, 1)
    records.proposal = writing.change(None, row("activity", "A1"), 1, {"status": "completed"})
    registry_requests.add_partnership(records)
    # The other files of a report take seconds, and are looked at elsewhere.
    monkeypatch.setattr("almaden.web.partnership_report_files.FORMATS", ("html",))
    records.ledger = _ledger()
    records.token = Token.objects.create(user=records.author, name="made up", digest="2" * 64)
    return records


def _ledger() -> Ledger:
    """A ledger with published totals."""
    ledger = make_ledger(None, "ALB", "Made up", made_up=True)
    add_entries(None, ledger, [opening("E1", "L1", 5)])
    publish_totals(None, ledger, None, published=True)
    return ledger


def request_of(operation: str, records: SimpleNamespace) -> Request:
    """The path and the body of an operation."""
    if operation in REQUESTS:
        return REQUESTS[operation](records)
    path = OPERATIONS[operation][1].replace("{iso3}", "ALB")
    path = path.replace("{name}", "toolkit-2019" if "factor-sets" in path else "sites")
    known = max((begin for begin in KEYS if path.startswith(begin)), key=len, default="")
    return (path.replace("{key}", str(getattr(records, KEYS[known]).pk)) if known else path), {}


def status_of(call: Call, operation: str, records: SimpleNamespace, user: User | None) -> int:
    """The status that a person gets; whatever was done is undone."""
    path, body = request_of(operation, records)
    assert "{" not in path
    with transaction.atomic():
        answer = call(OPERATIONS[operation][0], path, user, **body)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    shelf.get("another", ())
    return int(answer.status_code)


def test_the_table_names_every_operation_and_every_role_once() -> None:
    named = [(row["operation"], row["method"], row["role"]) for row in table()]
    expected = [(name, method.upper(), role) for name, (method, _) in OPERATIONS.items() for role in ROLES]
    assert sorted(named) == sorted(expected)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operation_for_every_role(call: Call, everything: SimpleNamespace, person: MakeUser, operation: str) -> None:
    expected = {row["role"]: int(row["status"]) for row in table() if row["operation"] == operation}
    found = {}
    for role, (name, country) in ROLES.items():
        user = person(role, name, country) if name else None
        found[role] = status_of(call, operation, everything, user)
    assert found == expected


def _takes_reason(name: str) -> bool:
    """Whether a reason is taken in the body by an operation that succeeds for somebody as the records stand."""
    if not any(row["operation"] == name and row["status"] in ("200", "201") for row in table()):
        return False
    method, path = OPERATIONS[name]
    described = api.get_openapi_schema()
    body = described["paths"][f"/api/v1{path}"][method].get("requestBody", {})
    schema = body.get("content", {}).get("application/json", {}).get("schema", {})
    model = described["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], {})
    return "reason" in model.get("properties", {})


@pytest.mark.parametrize("operation", [operation for operation in OPERATIONS if _takes_reason(operation)])
def test_a_reason_stands_in_the_journal(
    call: Call, everything: SimpleNamespace, person: MakeUser, operation: str
) -> None:
    given = "a letter of the ministry (made up)"
    path, sent = request_of(operation, everything)
    everybody = [person(role, name, country) for role, (name, country) in ROLES.items() if name]
    for user in everybody:
        answer = call(OPERATIONS[operation][0], path, user, json={**sent["json"], "reason": given})
        if answer.status_code < 300:
            break
    assert answer.status_code < 300
    assert Entry.objects.latest("number").reason == given


def test_nobody_without_the_right_gets_data(call: Call, everything: SimpleNamespace, person: MakeUser) -> None:
    for role in ("public", "compiler_elsewhere", "contributor"):
        name, country = ROLES[role]
        user = person(role, name, country) if name else None
        for path in (f"/facilities/{everything.draft_facility.pk}", f"/inventories/{everything.draft.pk}"):
            answer = call("get", path, user)
            assert answer.status_code == 404
            assert "Hidden" not in answer.content.decode()
