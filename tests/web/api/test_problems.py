"""Refusals: always problem+json, with the text of the command line, never a fault of the server."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import LazySettings

from tests.store.conftest import MakeUser
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nothing", 404),
        ("get", "/facilities/999", 404),
        ("post", "/facilities/1/none", 404),
        ("put", "/countries", 405),
        ("get", "/facilities/0", 422),
        ("get", f"/facilities/{2**63}", 422),
        ("get", f"/facilities/{10**400}", 422),
        ("get", "/facilities?limit=0", 422),
        ("get", "/facilities?limit=1001", 422),
        ("get", "/facilities?nme=works", 422),
        ("get", "/facilities?name=a%00b", 422),
        ("get", "/facilities?limit=1&limit=2", 422),
        ("get", "/facilities?cursor=forged", 422),
        ("get", "/facilities?bbox=1,2,3", 422),
        ("get", "/facilities?bbox=0,nan,1,2", 422),
        ("get", "/facilities?format=pdf", 422),
        ("get", "/units?format=geojson", 422),
        ("get", "/sources?year=99999999999999999999", 422),
        ("get", f"/observations?format=csv&dataset={2**63}", 422),
        ("get", "/observations?from=9999-12-31T23:59:59-12:00", 422),
        ("get", "/observations/means?averaging=hourly", 422),
        ("get", "/search", 422),
        ("get", "/journal", 401),
        ("get", "/me", 401),
    ],
)
def test_refusal_is_a_problem(call: Call, method: str, path: str, status: int) -> None:
    answer = call(method, path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert body["status"] == status
    assert body["detail"]
    assert body["type"] == "about:blank"


def test_faults_name_the_parameter_and_what_is_accepted(call: Call) -> None:
    fault = call("get", "/facilities?limit=many").json()["faults"][0]
    assert fault["column"] == "limit"
    assert fault["value"] == "many"
    assert fault["problem"] == "this is no whole number"


def test_unknown_parameter_is_told_with_the_known_ones(call: Call) -> None:
    fault = call("get", "/facilities?nme=works").json()["faults"][0]
    assert fault["column"] == "nme"
    assert "name" in fault["accepted"].split(", ")


def test_refusal_is_told_in_the_language_of_the_request(call: Call) -> None:
    english = call("get", "/nothing").json()["detail"]
    assert english == "There is nothing here, or nothing that you may see."


def test_formats_that_nobody_makes_are_406(call: Call) -> None:
    assert call("get", "/facilities", headers={"accept": "image/png"}).status_code == 406


def test_the_method_not_allowed_names_the_allowed_ones(call: Call) -> None:
    assert "GET" in call("delete", "/countries")["Allow"]


def test_wrong_tokens_are_refused_even_where_the_public_may_read(call: Call) -> None:
    for header in ("Basic YTpi", "Bearer", "Bearer nonsense", "x"):
        answer = call("get", "/facilities", headers={"authorization": header})
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"


def test_too_many_requests_are_told_to_wait(call: Call, settings: LazySettings, person: MakeUser) -> None:
    settings.ALMADEN_API_PER_MINUTE = {"anonymous": 2}
    answers = [call("get", "/factor-sets", REMOTE_ADDR="192.0.2.7") for _ in range(6)]
    # Six requests may lie in two minutes at most, of which each lets two through.
    assert [answer.status_code for answer in answers].count(200) <= 4
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert call("get", "/me", person("somebody")).status_code == 200


def test_drafts_are_as_if_they_were_not_there(call: Call, records: SimpleNamespace, person: MakeUser) -> None:
    path = f"/facilities/{records.draft_facility.pk}"
    assert call("get", path).status_code == 404
    assert call("get", path, person("other", "compiler", "GHA")).status_code == 404
    assert call("get", path, person("own", "compiler", "ALB")).status_code == 200
