"""Who may open what: every page says whom it is for, and the table beside this file says what each role gets.

A row of ``access_table.csv`` names a page, the arguments of its address (separated by blanks), a method, and for each
role the status of the answer, or "sign in" where the person is sent to sign in. Records that a row needs do not
exist, so 404 behind a page means that the role came through the door.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from almaden.store.rights import RIGHTS
from almaden.web.access import Access, DenyByDefault
from tests.web.conftest import SignIn

TABLE = Path(__file__).with_name("access_table.csv")
ROLES = ("public", "account", *RIGHTS)


def close(answer: Any) -> None:
    """Close an answer, but not with it the connection, whose transaction the test is in."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pages(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the web application but those of the API, which has rules and a table of its own."""
    for one in (resolver or get_resolver()).url_patterns:
        address = f"{before}{one.pattern}"
        if address.startswith("api/"):
            continue
        if isinstance(one, URLResolver):
            yield from pages(one, address)
        else:
            yield address, one


def test_every_page_says_whom_it_is_for() -> None:
    assert [address for address, one in pages() if not isinstance(getattr(one.callback, "access", None), Access)] == []


def test_every_page_has_a_name_of_its_own() -> None:
    names = [one.name for _address, one in pages()]
    assert None not in names
    assert len(names) == len(set(names))


def test_the_table_has_a_row_for_every_page() -> None:
    assert sorted({str(one.name) for _address, one in pages()} - {row["name"] for row in rows()}) == []


def test_the_table_has_a_column_for_every_role() -> None:
    assert set(rows()[0]) == {"name", "arguments", "method", *ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(role: str, signed_in_as: SignIn) -> None:
    different = {}
    for row in rows():
        # Another page may have signed the person out.
        browser = signed_in_as(role)
        address = reverse(row["name"], args=row["arguments"].split())
        answer = browser.generic(row["method"], address)
        sent = answer.status_code == 302 and answer["Location"].startswith("/account/sign-in/")
        got = "sign in" if sent else str(answer.status_code)
        close(answer)
        if got != row[role]:
            different[f"{row['method']} {address}"] = (got, row[role])
    assert different == {}


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def test_a_page_that_says_nothing_is_shut(db: None) -> None:
    request = RequestFactory().get("/unmarked/")
    SessionMiddleware(unmarked).process_request(request)
    request.user = AnonymousUser()
    answer = DenyByDefault(unmarked).process_view(request, unmarked, (), {})
    assert answer is not None
    assert answer.status_code == 403
