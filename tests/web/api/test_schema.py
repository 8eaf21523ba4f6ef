"""The description of the API, and the API held to it by schemathesis with made-up requests.

The long form, more than five minutes: ``ALMADEN_SCHEMATHESIS_EXAMPLES=100 pytest tests/web/api/test_schema.py``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from almaden.store.accounts import grant, make_token
from almaden.web.api.app import api
from tests.store.conftest import MakeUser
from tests.web.api.conftest import Call

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("ALMADEN_SCHEMATHESIS_EXAMPLES", "3"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

DESCRIBED: dict[str, Any] = api.get_openapi_schema()
OPERATIONS = [(method.upper(), path) for path, methods in DESCRIBED["paths"].items() for method in methods]


def test_it_is_openapi_3_1_with_a_licence(call: Call) -> None:
    body = call("get", "/openapi.json").json()
    assert body["openapi"] == "3.1.0"
    assert body["info"]["license"]["identifier"] == "Apache-2.0"
    assert body == DESCRIBED


def test_every_operation_declares_its_refusals() -> None:
    for path, methods in DESCRIBED["paths"].items():
        for method, operation in methods.items():
            assert {"400", "401", "404", "422", "429"} <= set(operation["responses"]), (method, path)
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"]
            assert operation["responses"]["429"]["headers"]["Retry-After"]["schema"]["type"] == "integer"


def test_every_operation_says_who_may_call_it() -> None:
    for methods in DESCRIBED["paths"].values():
        for method, operation in methods.items():
            assert {"token": []} in operation["security"]
            assert method == "get" or {} not in operation["security"]


def test_records_are_described_by_the_record_types() -> None:
    facility = DESCRIBED["components"]["schemas"]["Facility"]["properties"]
    assert facility["latitude"]["description"] == "Latitude, north positive."
    assert facility["latitude"]["unit"] == "degree"


def test_balances_of_supply_and_of_ledgers_are_described_apart() -> None:
    """Of two types of one name the description holds one, and answers of the other are described wrongly."""
    told = DESCRIBED["paths"]
    names = ("/supply/balance", "/ledgers/{key}/balances", "/trade/consents/{key}", "/ledgers/{key}")
    found = [
        {str(key): one for key, one in told[f"/api/v1{path}"]["get"]["responses"].items()}["200"] for path in names
    ]
    references = [one["content"]["application/json"]["schema"]["$ref"] for one in found]
    assert len(set(references)) == len(references)


@cache
def described() -> Any:
    """The description as schemathesis reads it, which takes longer than the requests of an operation."""
    application = get_wsgi_application()

    def closing(environ: Any, start_response: Any) -> list[bytes]:
        """Closes answers as servers do; schemathesis leaves them open."""
        response = application(environ, start_response)
        try:
            return [b"".join(response)]
        finally:
            response.close()

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", closing)


@pytest.fixture
def schema() -> Iterator[Any]:
    # Between requests Django closes a connection that is in a transaction, as that of a test is.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield described()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def everybody(person: MakeUser) -> dict[str, str]:
    """The header of a person with every role."""
    user = person("everybody")
    for role in ("contributor", "compiler", "reviewer", "area_lead", "secretariat", "administrator"):
        grant(None, user, role)
    return {"Authorization": f"Bearer {make_token(None, user, 'test')}"}


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("public", [True, False], ids=["public", "everybody"])
def test_requests_made_up_from_the_description(
    schema: Any,
    records: SimpleNamespace,
    everybody: dict[str, str],
    method: str,
    path: str,
    public: bool,
) -> None:
    # schemathesis does not unpack what a WSGI application compressed.
    headers = {"Accept-Encoding": "identity", **({} if public else everybody)}
    settings = hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=EXAMPLES == 3,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    @settings
    @hypothesis.given(case=schema[path][method].as_strategy())
    def asked(case: Any) -> None:
        case.call_and_validate(headers=headers, checks=CHECKS)

    asked()
