"""Writing: versions that were seen, tokens and sessions, the way of an inventory, hostile files."""

from __future__ import annotations

import io
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.store import home
from almaden.store.accounts import make_token
from almaden.store.models import Change, Entry, Facility, Upload, User
from tests.store.conftest import MakeUser
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db


@pytest.fixture
def compiler(person: MakeUser) -> User:
    return person("compiler", "compiler", "ALB")


def test_the_second_of_two_is_told_and_shown_both(call: Call, records: SimpleNamespace, compiler: User) -> None:
    path = f"/facilities/{records.draft_facility.pk}"
    first = call("patch", path, compiler, json={"version": 1, "owner": "First", "reason": "asked by phone"})
    assert first.status_code == 200
    assert (first.json()["owner"], first.json()["version"]) == ("First", 2)
    second = call("patch", path, compiler, json={"owner": "Second"}, headers={"if-match": '"1"'})
    assert (second.status_code, second["Content-Type"]) == (409, "application/problem+json")
    body = second.json()
    assert body["detail"] == "Somebody else changed this meanwhile. Look at both versions and decide."
    assert (body["mine"]["owner"], body["theirs"]["owner"], body["version"]) == ("Second", "First", 2)
    assert Facility.objects.get(pk=records.draft_facility.pk).owner == "First"
    entry = Entry.objects.get()
    assert (entry.action, entry.actor_name, entry.reason) == ("facility.change", "compiler", "asked by phone")
    third = call("patch", path, compiler, json={"owner": "Third"}, headers={"if-match": first["ETag"]})
    assert third.status_code == 200


@pytest.mark.parametrize(
    ("body", "header"), [({}, None), ({}, '"x"'), ({"version": 1}, '"2"'), ({"version": 0}, None), ({}, "*")]
)
def test_who_does_not_say_what_they_saw_changes_nothing(
    call: Call, records: SimpleNamespace, compiler: User, body: dict[str, Any], header: str | None
) -> None:
    headers = {"if-match": header} if header else {}
    path = f"/facilities/{records.draft_facility.pk}"
    answer = call("patch", path, compiler, json={**body, "owner": "Other"}, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["column"] == "version"
    assert not Change.objects.exists()


def test_every_fault_of_a_record_is_told_at_once(call: Call, records: SimpleNamespace, compiler: User) -> None:
    body = {"dataset": records.draft_dataset.pk, "name": "", "country": "Albania", "latitude": 95, "colour": "red"}
    answer = call("post", "/facilities", compiler, json=body)
    assert answer.status_code == 422
    assert {fault["column"] for fault in answer.json()["faults"]} == {"name", "country", "latitude", "colour"}
    assert all(fault["problem"] for fault in answer.json()["faults"])


def test_rules_of_the_record_type_hold_for_changes_too(call: Call, records: SimpleNamespace, compiler: User) -> None:
    path = f"/facilities/{records.draft_facility.pk}"
    answer = call("patch", path, compiler, json={"version": 1, "latitude": None})
    assert answer.status_code == 422
    assert "give both latitude and longitude" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b'{"title": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"title": "a\\u0000b"}', "application/json", 422),
        (b'{"title": "\\ud800"}', "application/json", 422),
        (b'{"title": ""}', "application/json", 422),
        (b"[]", "application/json", 422),
        (b"", "application/json", 422),
        (b'{"title": "x", "year": 1e400}', "application/json", 422),
        (b"title=x", "application/x-www-form-urlencoded", 415),
        (b"<title/>", "application/xml", 415),
        (b'{"title": "' + b"x" * 3_000_000 + b'"}', "application/json", 413),
    ],
)
def test_bodies_that_cannot_be_used(call: Call, compiler: User, content: bytes, media_type: str, status: int) -> None:
    answer = call("post", "/sources", compiler, data=content, content_type=media_type)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not Entry.objects.exists()


def test_a_session_needs_the_token_of_its_form(compiler: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(compiler, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post("/api/v1/sources", data={"title": "x"}, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")


def test_a_token_works_until_it_is_taken_back(client: Client, compiler: User) -> None:
    secret = make_token(None, compiler, "test")
    headers = {"authorization": f"Bearer {secret}"}
    assert client.get("/api/v1/me", headers=headers).json()["username"] == "compiler"
    body = {"title": "A made-up report"}
    assert client.post("/api/v1/sources", body, content_type="application/json", headers=headers).status_code == 201
    key = client.get("/api/v1/me/tokens", headers=headers).json()["items"][0]["id"]
    assert client.delete(f"/api/v1/me/tokens/{key}", headers=headers).status_code == 204
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_the_way_of_an_inventory(call: Call, compiler: User, person: MakeUser) -> None:
    reviewer = person("reviewer", "reviewer")
    header = {"country": "ALB", "year": 2020, "standing": "estimate", "title": "Made up"}
    made = call("post", "/inventories", compiler, json=header)
    assert made.status_code == 201
    path = made["Location"].removeprefix("/api/v1")
    row = {"code": "5.1.1", "present": "Y", "activity_rate": "1000", "unit": "t", "source": "Made up"}
    assert call("post", f"{path}/rows", compiler, json={"table": "activity_rates", "values": row}).status_code == 201
    live = call("get", f"{path}/result", compiler).json()
    assert live["frozen"] is False
    assert call("get", path).status_code == 404

    assert call("post", f"{path}/steps", compiler, json={"step": "submit"}).json()["state"] == "submitted"
    closed = call("post", f"{path}/rows", compiler, json={"table": "activity_rates", "values": row})
    assert closed.status_code == 409
    assert call("post", f"{path}/steps", compiler, json={"step": "publish"}).status_code == 403
    assert call("post", f"{path}/steps", reviewer, json={"step": "take"}).json()["state"] == "in_review"
    said = call("post", f"{path}/comments", reviewer, json={"text": "Where was this read?"})
    assert said.status_code == 201
    assert call("get", f"{path}/comments", compiler).json()["items"][0]["text"] == "Where was this read?"
    assert call("post", f"{path}/steps", reviewer, json={"step": "publish"}).json()["state"] == "published"

    shown = call("get", path).json()
    assert (shown["state"], shown["reviewed"]) == ("published", True)
    frozen = call("get", f"{path}/result").json()
    assert frozen["frozen"] is True
    assert frozen["result"]["totals"] == live["result"]["totals"]
    assert call("get", f"{path}/comments").json()["items"] == []
    assert call("get", f"{path}/findings").status_code == 200

    version = call("post", f"{path}/versions", compiler, json={"reason": "a slip"})
    later = version["Location"].removeprefix("/api/v1")
    found = call("get", f"{later}/rows", compiler).json()["items"][0]
    change = {"version": found["version"], "cells": {"activity_rate": "2000"}}
    assert call("patch", f"{later}/rows/{found['id']}", compiler, json=change).status_code == 200
    answer = call("get", f"{later}/differences/{shown['id']}", compiler).json()["items"]
    assert [field["column"] for field in answer[0]["fields"]] == ["activity_rate"]


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [("bomb.xlsx", _bomb()), ("nothing.csv", b""), ("program.csv", b"MZ\x00\x01\x02" * 50), ("page.html", b"<html>")],
)
def test_hostile_files_leave_nothing_behind(call: Call, compiler: User, name: str, content: bytes) -> None:
    answer = call("post", "/uploads", compiler, data={"file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert not Upload.objects.exists()
    assert not [path for path in home.home().rglob("*") if path.is_file()]


def test_a_file_is_imported_after_a_look(call: Call, records: SimpleNamespace, compiler: User) -> None:
    from almaden.store.jobs import run_now
    from almaden.store.models import Job

    content = b"identifiers,name,country\ntest:7,Seventh Works,ALB\n"
    brought = call("post", "/uploads", compiler, data={"file": SimpleUploadedFile("made-up.csv", content)})
    assert brought.status_code == 201
    start = {"sha256": brought.json()["sha256"], "reader": "facilities", "dataset_key": "draft"}
    run = call("post", "/imports", compiler, json=start)
    assert run.status_code == 201
    path = run["Location"].removeprefix("/api/v1")
    run_now(Job.objects.get(pk=run.json()["job"]))
    preview = call("get", f"{path}/preview", compiler).json()
    assert preview["faults"] == []
    assert preview["total"]["added"] == 1
    kept = call("post", f"{path}/commit", compiler)
    assert kept.status_code == 200
    run_now(Job.objects.get(pk=kept.json()["job"]))
    assert call("get", path, compiler).json()["state"] == "committed"
    assert call("post", f"{path}/discard", compiler).status_code == 409
    assert Facility.objects.filter(name="Seventh Works", dataset__key="draft").exists()


def test_a_file_is_imported_by_those_who_brought_it(call: Call, compiler: User, person: MakeUser) -> None:
    def brought(user: User) -> str:
        file = SimpleUploadedFile("a.csv", b"name,country\nA,ALB\n")
        return str(call("post", "/uploads", user, data={"file": file}).json()["sha256"])

    other = person("other", "compiler", "ALB")
    start = {"sha256": brought(compiler), "reader": "facilities"}
    assert call("post", "/imports", other, json=start).status_code == 404
    assert brought(other) == start["sha256"]
    assert [call("post", "/imports", user, json=start).status_code for user in (compiler, other)] == [201, 201]


def test_why_a_layer_was_changed_stands_in_the_journal(call: Call, compiler: User) -> None:
    made = call("post", "/factor-layers", compiler, json={"name": "alb-made-up", "country": "ALB"}).json()
    change = {"version": 1, "title": "Changed", "reason": "a letter (made up)"}
    assert call("patch", f"/factor-layers/{made['id']}", compiler, json=change).status_code == 200
    assert Entry.objects.get(action="factor_layer.change").reason == "a letter (made up)"


def test_somebody_elses_import_is_not_there(call: Call, compiler: User, person: MakeUser) -> None:
    brought = call("post", "/uploads", compiler, data={"file": SimpleUploadedFile("a.csv", b"name,country\nA,ALB\n")})
    run = call("post", "/imports", compiler, json={"sha256": brought.json()["sha256"], "reader": "facilities"})
    path = run["Location"].removeprefix("/api/v1")
    assert call("get", path, person("other", "compiler", "ALB")).status_code == 404


def test_an_edition_can_be_fetched_whole(call: Call, person: MakeUser) -> None:
    made = call("post", "/editions", person("secretariat", "secretariat"), json={"title": "Edition 1"})
    assert made.status_code == 201
    answer = call("get", f"/editions/{made.json()['id']}/archive")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert any(name.endswith("manifest.json") for name in archive.namelist())
    answer.close()
    assert not list((home.scratch()).glob("api-*"))


def test_a_data_set_is_changed_as_a_draft_only(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    lead = person("lead", "area_lead")
    body = {"key": "by-hand", "title": "By hand", "country": "ALB", "source": records.source.pk, "made_up": True}
    made = call("post", "/datasets", lead, json=body)
    assert (made.status_code, made.json()["state"], made.json()["source"]) == (201, "draft", records.source.pk)
    assert call("post", "/datasets", lead, json=body).json()["faults"][0]["column"] == "key"
    path = made["Location"].removeprefix("/api/v1")
    change = {"version": 1, "licence": "CC BY 4.0", "source": None}
    changed = call("patch", path, lead, json=change).json()
    assert (changed["licence"], changed["source"], changed["title"]) == ("CC BY 4.0", None, "By hand")
    assert call("patch", path, lead, json=change).status_code == 409
    shown = f"/datasets/{records.dataset.pk}"
    assert call("patch", shown, lead, json={"version": 1, "title": "Other"}).status_code == 409
    assert call("post", f"{shown}/reopen", lead, json={"reason": "the licence is wrong"}).json()["state"] == "draft"
    assert call("patch", shown, lead, json={"version": 2, "title": "Other"}).json()["title"] == "Other"
    assert call("get", f"/facilities/{records.facility.pk}").status_code == 404
    assert [entry.action for entry in Entry.objects.all()][-2:] == ["dataset.reopen", "dataset.change"]


def test_a_data_set_is_not_moved_to_a_country_of_others(call: Call, compiler: User) -> None:
    body = {"key": "by-hand", "title": "By hand", "country": "ALB"}
    path = call("post", "/datasets", compiler, json=body)["Location"].removeprefix("/api/v1")
    for country in ("GHA", ""):
        assert call("patch", path, compiler, json={"version": 1, "country": country}).status_code == 403


def test_an_organisation_is_changed_by_administrators(call: Call, person: MakeUser) -> None:
    administrator = person("administrator", "administrator")
    path = call("post", "/organisations", administrator, json={"name": "A made-up institute"})["Location"]
    path = path.removeprefix("/api/v1")
    answer = call("patch", path, administrator, json={"kind": "institute"}, headers={"if-match": '"1"'})
    assert (answer.json()["kind"], answer.json()["version"]) == ("institute", 2)
    assert call("patch", path, administrator, json={"version": 1, "kind": "other"}).status_code == 409
    assert call("get", path, administrator).json()["kind"] == "institute"


def test_a_lost_file_is_told(call: Call, compiler: User) -> None:
    brought = call("post", "/uploads", compiler, data={"file": SimpleUploadedFile("made-up.csv", b"name\n\n")}).json()
    run = call("post", "/imports", compiler, json={"sha256": brought["sha256"], "reader": "facilities"}).json()
    (home.uploads() / brought["sha256"][:2] / brought["sha256"]).unlink()
    answer = call("get", f"/imports/{run['id']}/faulty-rows", compiler)
    assert answer.status_code == 422
    assert "made-up.csv is no longer in the folder of uploads" in answer.json()["detail"]


def test_an_edition_that_was_altered_is_told(call: Call, person: MakeUser) -> None:
    from almaden.store.editions.files import folder_of
    from almaden.store.models import Edition

    secretariat = person("secretariat", "secretariat")
    made = call("post", "/editions", secretariat, json={"title": "Edition 1"}).json()
    path = f"/editions/{made['id']}/verification"
    assert call("get", path).status_code == 401
    found = call("get", path, secretariat).json()
    assert (found["whole"], found["faults"]) == (True, [])
    assert found["files"] > 0
    (folder_of(Edition.objects.get()) / "added.txt").write_text("added", encoding="utf-8")
    found = call("get", path, secretariat).json()
    assert (found["whole"], [fault["file"] for fault in found["faults"]]) == (False, ["added.txt"])
