"""The registry over the API: lists, records, writing with approval; nothing of persons for the public."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.store.models import RegistryRow, User
from almaden.store.registry import loading
from almaden.web.registry_form import words_of
from tests.store.registry.conftest import lead, secretariat, small, writer
from tests.web.api.conftest import Call

__all__ = ["lead", "secretariat", "small", "writer"]

pytestmark = pytest.mark.django_db

MARK = "nobody-may-read-this"
ACTIVITY = {"title": "Retorts (made up)", "area": "COAL", "type": "training", "status": "planned"}


def test_lists_have_filters_pages_and_formats(small: None, call: Call) -> None:
    first = call("get", "/registry/activity?limit=2&sort=key").json()
    assert [one["key"] for one in first["items"]] == ["A1", "A2"]
    second = call("get", first["next"].partition("/api/v1")[2]).json()
    assert [one["key"] for one in second["items"]] == ["A3", "A4"]
    assert second["next"] is None
    for query, keys in (
        ("area=WASTE", ["A4"]), ("country=PER", ["A1", "A2"]), ("status=completed", ["A2", "A4"]),
        ("parent=A1", ["A2"]),
        ("same_as=A1", ["A3"]), ("same_as=", ["A1", "A2", "A4"]), ("year=2017", ["A4"]), ("title=again", ["A3"]),
    ):  # fmt: skip
        found = call("get", f"/registry/activity?sort=key&{query}").json()["items"]
        assert [one["key"] for one in found] == keys, query
    answer = call("get", "/registry/activity?format=csv&sort=key")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert next(line["title"] for line in lines) == "Training (made up)"
    assert call("get", "/registry/nothing").status_code == 422
    assert call("get", "/registry/activity?colour=red").status_code == 422


def test_one_record_has_the_fields_of_its_type(small: None, call: Call) -> None:
    found = call("get", "/registry/activity/A1").json()
    assert {*KINDS["activity"].record.model_fields, "key", "review", "changed_on", "version"} == set(found)
    assert (found["key"], found["countries"], found["review"]) == ("A1", ["GHA", "PER"], "published")
    assert call("get", "/registry/activity/A99").status_code == 404


def test_numbers_as_of_a_day_and_as_they_were_known(small: None, call: Call) -> None:
    told = call("get", "/registry/summary").json()
    assert told["activities"]["canonical"] == 3
    assert call("get", "/registry/summary?as_of=2000-01-01").json()["as_of"] == "2000-01-01"
    past = call("get", "/registry/summary?known_at=2020-01-01T00:00:00Z").json()
    assert past["activities"]["canonical"] == 0


def test_made_submitted_published_by_somebody_else(small: None, call: Call, writer: User, lead: User) -> None:
    answer = call("post", "/registry/activity", writer, json={"values": {**ACTIVITY, "partners": ["P1"]}})
    assert answer.status_code == 201
    key = answer.json()["key"]
    assert answer["Location"] == f"/api/v1/registry/activity/{key}"
    assert call("get", f"/registry/activity/{key}").status_code == 404
    changed = call("patch", f"/registry/activity/{key}", writer, json={"version": 1, "values": {"outputs": "Two"}})
    assert (changed.status_code, changed.json()["outputs"]) == (200, "Two")
    stale = call("patch", f"/registry/activity/{key}", writer, json={"version": 1, "values": {"outputs": "Three"}})
    assert stale.status_code == 409
    call("post", f"/registry/activity/{key}/steps", writer, json={"step": "submit"})
    own = call("post", f"/registry/activity/{key}/steps", writer, json={"step": "publish"})
    assert own.status_code == 403
    assert call("post", f"/registry/activity/{key}/steps", lead, json={"step": "publish"}).status_code == 200
    assert call("get", f"/registry/activity/{key}").json()["review"] == "published"
    gone = call("post", f"/registry/activity/{key}/steps", lead, json={"step": "withdraw", "text": "A mistake"})
    assert gone.json()["review"] == "withdrawn"
    assert call("get", f"/registry/activity/{key}").status_code == 404


def test_every_fault_is_told(small: None, call: Call, writer: User) -> None:
    values = {**ACTIVITY, "end": "sometime", "partners": ["P999"], "colour": "red"}
    faults = call("post", "/registry/activity", writer, json={"values": values}).json()["faults"]
    assert {fault["column"] for fault in faults} >= {"end", "colour"}
    answer = call("post", "/registry/activity", writer, json={"values": {**ACTIVITY, "partners": ["P999"]}})
    assert [fault["column"] for fault in answer.json()["faults"]] == ["partners"]


def test_corrections_are_approved_or_refused_by_somebody_else(
    small: None, call: Call, writer: User, lead: User
) -> None:
    sent = {"version": 1, "values": {"status": "completed"}}
    first = call("patch", "/registry/activity/A1", writer, json=sent)
    second = call("patch", "/registry/activity/A1", writer, json={"version": 1, "values": {"outputs": "Ten"}})
    assert (first.status_code, second.status_code) == (202, 202)
    listed = call("get", "/registry/proposals", lead).json()["items"]
    assert [one["values"] for one in listed] == [{"status": "completed"}, {"outputs": "Ten"}]
    one, other = (found["id"] for found in listed)
    assert call("post", f"/registry/proposals/{one}/approve", writer, json={}).status_code == 403
    assert call("post", f"/registry/proposals/{one}/approve", lead, json={"version": 1}).json()["status"] == "completed"
    assert call("post", f"/registry/proposals/{other}/approve", lead, json={"version": 1}).status_code == 409
    refused = call("post", f"/registry/proposals/{other}/refuse", lead, json={"text": "Not yet"})
    assert (refused.json()["state"], refused.json()["answer"]) == ("refused", "Not yet")


def full(kind: str) -> dict[str, Any]:
    """A record of a kind with every field that tells of a person filled in."""
    record = KINDS[kind].record
    values: dict[str, Any] = {"id": "X1"}
    for name, info in record.model_fields.items():
        if name in KINDS[kind].personal:
            words = f"{MARK}@example.org" if name == "email" else f"{MARK}-{name}"
            values[name] = True if info.annotation is bool else words
        elif info.is_required() and name != "id":
            choices = words_of(info)
            known = {"area": "COAL", "unit": "people", "currency": "USD"}
            example = str((info.examples or ["x"])[0]) or "x"
            values[name] = (
                "X1" if name in KINDS[kind].links else choices[0] or choices[1] if choices else known.get(name, example)
            )
    return values


def everything() -> Iterator[tuple[str, Any]]:
    for kind in KINDS:
        yield kind, KINDS[kind].record.model_validate(full(kind))


def test_of_no_kind_the_public_reads_what_tells_of_persons(own_home: object, call: Call, secretariat: User) -> None:
    loading.load(None, Registry.made_of(everything()), "made up", "")
    RegistryRow.objects.update(state="published")
    told = [kind for kind in KINDS if KINDS[kind].personal]
    assert len(told) >= 4
    for kind in KINDS:
        for query in ("", "?format=csv", "?format=json", "?review=draft"):
            answer = call("get", f"/registry/{kind}{query}")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code == 200
            assert MARK not in body.decode(), (kind, query)
        one = call("get", f"/registry/{kind}/X1")
        assert MARK not in one.content.decode(), kind
        assert one.status_code == (200 if KINDS[kind].public else 404), kind
        assert (call("get", f"/registry/{kind}").json()["items"] != []) == KINDS[kind].public, kind
    assert MARK not in call("get", "/registry/summary").content.decode()
    for kind in told:
        assert MARK in call("get", f"/registry/{kind}/X1", secretariat).content.decode(), kind


def test_links_to_what_the_public_does_not_see_are_empty(small: None, call: Call) -> None:
    RegistryRow.objects.filter(key="P2").update(state="withdrawn")
    assert call("get", "/registry/activity/A1").json()["partners"] == ["P1"]


def test_fields_of_persons_are_not_overwritten_unseen(small: None, call: Call, writer: User) -> None:
    sent = {"version": 1, "values": {"email": "other@example.org"}}
    answer = call("patch", "/registry/partner/P1", writer, json=sent)
    assert answer.status_code == 422
    assert [fault["column"] for fault in answer.json()["faults"]] == ["email"]
