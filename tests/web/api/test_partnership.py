"""What is made of the registry over the API: wishes, matches, reports, questionnaires, news; and who may write."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from almaden.partnership.matching.weights import default_weights
from almaden.partnership.wishes import Order
from almaden.store.models import User
from tests.store.registry.conftest import lead, secretariat, small, writer
from tests.web.api.conftest import Call
from tests.web.api.registry_requests import DEFINITION, add_partnership

__all__ = ["lead", "secretariat", "small", "writer"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(small: None) -> SimpleNamespace:
    found = SimpleNamespace()
    add_partnership(found)
    return found


def keys(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one["key"] for one in answer.json()["items"]]


@pytest.mark.parametrize("order", get_args(Order))
def test_wishes_are_read_page_by_page_in_every_order(made: SimpleNamespace, call: Call, order: str) -> None:
    whole = keys(call("get", f"/registry/wishes?order={order}"))
    assert sorted(whole) == ["W1", "W2", "W3"]
    read, path = [], f"/registry/wishes?order={order}&limit=1"
    while path:
        page = call("get", path).json()
        read += [one["key"] for one in page["items"]]
        path = (page["next"] or "").partition("/api/v1")[2]
    assert read == whole


def test_wishes_have_the_filters_and_the_file_of_their_page(made: SimpleNamespace, call: Call) -> None:
    for query, found in (
        ("area=WASTE", ["W2"]), ("country=PER", ["W1"]), ("currency=USD&least_cost=60", ["W1"]),
        ("currency=USD&most_cost=60", ["W2"]), ("readiness=ready", ["W1"]), ("funding=part-funded", ["W1"]),
        ("with_cost=true&order=cost", ["W2", "W1"]), ("least_mercury=1", []),
    ):  # fmt: skip
        assert keys(call("get", f"/registry/wishes?{query}")) == found, query
    # A sum is nothing without its currency.
    refused = call("get", "/registry/wishes?least_cost=60")
    assert (refused.status_code, refused.json()["faults"][0]["column"]) == (422, "currency")
    assert call("get", "/registry/wishes?cursor=made-up").status_code == 422
    answer = call("get", "/registry/wishes?format=csv&area=COAL&with_cost=true")
    lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [(one["id"], one["gap"], one["countries"]) for one in lines] == [("W1", "60.0", "PER")]
    one = call("get", "/registry/wishes/activity/W1").json()
    assert (one["gap"], {field["fund"] for field in one["donor_fields"]}) == (60.0, {"gef", "sip"})
    assert call("get", "/registry/wishes/activity/A4").status_code == 404


def test_matches_are_explained_part_by_part(made: SimpleNamespace, call: Call, lead: User, secretariat: User) -> None:
    found = call("get", "/registry/needs/N1/matches").json()
    best = found["items"][0]
    assert (best["offer"], found["weights"]["name"], found["fitting"]) == ("O1", "program", 1)
    assert sum(part["points"] for part in best["parts"]) == pytest.approx(best["total"])
    assert all(part["reason"] and part["points"] <= part["of"] for part in best["parts"])
    other = call("get", "/registry/offers/O1/matches").json()
    # The other need is not shown to everybody.
    assert [(one["need"], one["total"]) for one in other["items"]] == [("N1", best["total"])]
    assert call("get", "/registry/needs/N2/matches").status_code == 404
    assert "example.org" not in str(found) + str(other)
    path = f"/registry/match-weights/{made.weights.pk}"
    # The set of another is not a lead's to change.
    assert call("patch", path, lead, json={"points": {"step": 80}}, HTTP_IF_MATCH='"1"').status_code == 403
    changed = call("patch", path, secretariat, json={"points": {"step": 80}}, HTTP_IF_MATCH='"1"').json()
    assert changed["points"] == {**default_weights().to_json(), "step": 80.0}
    assert call("patch", path, secretariat, json={"version": 1, "note": "Late"}).status_code == 409
    assert call("patch", path, secretariat, json={"note": "No version"}).status_code == 422
    ranked = call("get", "/registry/needs/N1/matches?weights=Made%20up").json()
    assert (ranked["weights"]["id"], ranked["weights"]["points"]["step"]) == (made.weights.pk, 80.0)
    assert call("get", "/registry/needs/N1/matches?weights=Nothing").status_code == 404


def test_feedback_is_said_once_and_changed_with_its_version(made: SimpleNamespace, call: Call, writer: User) -> None:
    pair = {"need": "N1", "offer": "O1", "verdict": "useful"}
    refused = call("post", "/registry/match-feedback", writer, json=pair)
    # Whoever writes for one area has no part in a need of none.
    assert refused.status_code == 403
    writer.roles.update(area="")
    first = call("post", "/registry/match-feedback", writer, json=pair)
    assert (first.status_code, first.json()["version"]) == (201, 1)
    assert call("post", "/registry/match-feedback", writer, json=pair).status_code == 409
    again = call("post", "/registry/match-feedback", writer, json={**pair, "verdict": "agreed", "version": 1})
    assert (again.status_code, again.json()["verdict"]) == (200, "agreed")


def test_a_report_is_begun_written_and_issued_by_somebody_else(
    small: None, call: Call, lead: User, secretariat: User, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("almaden.web.partnership_report_files.FORMATS", ("html",))
    sent = {"kind": "activity", "starts_on": "2019-10-01", "ends_on": "2020-11-30"}
    begun = call("post", "/registry/reports", secretariat, json=sent)
    path = begun["Location"].partition("/api/v1")[2]
    assert (begun.status_code, begun.json()["state"]) == (201, "draft")
    assert call("get", path).status_code == 404
    section = f"{path}/sections/area.COAL"
    text = {"text": "Told by the lead (made up).", "status": "done"}
    assert call("put", section, lead, json={**text, "version": 0}).json()["version"] == 1
    assert call("put", section, secretariat, json={**text, "version": 0}).status_code == 409
    assert call("put", section, lead, json={**text, "place": "nowhere", "version": 1}).status_code == 422
    assert call("put", f"{path}/sections/area.WASTE", lead, json={**text, "version": 0}).status_code == 403
    assert call("put", f"{path}/sections/nothing", secretariat, json={**text, "version": 0}).status_code == 404
    assert call("post", f"{path}/issue", secretariat, json={"version": 1}).status_code == 403
    other = person("other", "secretariat")
    issued = call("post", f"{path}/issue", other, json={"version": 1})
    assert issued.status_code == 200, issued.content
    shown = call("get", path).json()
    assert [(one["key"], one["own"]["text"]) for one in shown["sections"]] == [("area.COAL", text["text"])]
    assert [one["name"].rpartition(".")[2] for one in shown["files"]] == ["html"]
    assert call("get", "/registry/reports").json()["items"][0]["state"] == "issued"
    assert call("put", section, lead, json={**text, "version": 1}).status_code == 409


def test_a_questionnaire_from_draft_to_results(small: None, call: Call, lead: User, writer: User) -> None:
    sent = {"area": "COAL", "definition": {**DEFINITION, "questions": []}}
    begun = call("post", "/registry/questionnaires", lead, json=sent)
    path = begun["Location"].partition("/api/v1")[2]
    empty = call("post", f"{path}/open", lead, json={"version": 1})
    assert (empty.status_code, empty.json()["faults"][0]["column"]) == (422, "questions")
    changed = call("put", f"{path}/definition", lead, json={"version": 1, "definition": DEFINITION})
    assert changed.json()["definition"] == DEFINITION
    assert call("put", f"{path}/definition", lead, json={"version": 1, "definition": DEFINITION}).status_code == 409
    assert call("post", f"{path}/open", lead, json={"version": 2}).json()["state"] == "open"
    results = call("get", f"{path}/results", lead).json()
    assert results["rate"] == {"group": "", "invited": 0, "answered": 0, "share": None}
    assert [one["key"] for one in results["outcomes"]] == ["law"]
    assert call("post", f"{path}/close", lead, json={}, HTTP_IF_MATCH='"3"').json()["state"] == "closed"
    assert call("get", path, writer).status_code == 403
    # The lead of one area asks for no other.
    assert call("post", "/registry/questionnaires", lead, json={**sent, "area": "WASTE"}).status_code == 403


def test_news_is_what_was_sent(made: SimpleNamespace, call: Call) -> None:
    block = {"id": "A1", "title": "Kept (made up)", "text": "", "facts": [], "countries": [], "link": ""}
    news = made.news
    news.sections = [{"name": "story", "blocks": [block, {**block, "title": "Left out"}]}]
    news.left_out = ["story:1"]
    news.save()
    shown = call("get", f"/registry/news/{news.pk}").json()
    assert shown["sections"] == [{"name": "story", "pieces": [block]}]
    assert [one["title"] for one in call("get", "/registry/news?kind=story").json()["items"]] == ["Made up"]
    news.state = "draft"
    news.save()
    assert call("get", f"/registry/news/{news.pk}").status_code == 404
