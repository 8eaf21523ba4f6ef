"""The examples of the page on the API: every address answers, and what is sent is taken."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from almaden.store import accounts
from almaden.store.models import Dataset
from tests.docs.pages import DOCS
from tests.store.conftest import own_home

__all__ = ["own_home"]
pytestmark = pytest.mark.django_db

PAGE = (DOCS / "howto" / "api.md").read_text(encoding="utf-8")
HOST = "http://127.0.0.1:8000"


def commands() -> list[list[str]]:
    """The words of every command that asks the server; a command goes on after a backslash."""
    text = re.sub(r" \\\n +", " ", PAGE)
    return [shlex.split(line) for line in text.splitlines() if line.startswith("    curl ")]


def test_the_examples_work(own_home: Path) -> None:
    ana = accounts.make_user(None, "ana")
    accounts.grant(None, ana, "secretariat")
    headers = {"Authorization": f"Bearer {accounts.make_token(ana, ana, 'made up')}"}
    Dataset.objects.create(pk=1, key="plants", title="Plants (made up)", made_on=datetime.now(UTC))
    asked = commands()
    assert len(asked) == PAGE.count("\n    curl ") > 0
    made = 0
    for words in asked:
        address = next(word for word in words if word.startswith(HOST)).removeprefix(HOST)
        body = words[words.index("-d") + 1] if "-d" in words else ""
        method = words[words.index("-X") + 1].lower() if "-X" in words else "get"
        own = headers if "Authorization: Bearer $KEY" in words else {}
        if method == "patch":
            address, own = address.replace("/3", f"/{made}"), {**own, "If-Match": '"1"'}
        answer = getattr(Client(), method)(
            address, **({"data": body, "content_type": "application/json"} if body else {}), headers=own
        )
        assert answer.status_code in (200, 201), f"{address}: {answer.getvalue().decode()}"
        made = json.loads(answer.content)["id"] if method == "post" else made
        answer.close()


def test_the_addresses_beside_the_examples_lead_somewhere(own_home: Path) -> None:
    client = Client()
    for address in ("/api/docs", "/api/v1/openapi.json", "/api/v1/ogc/"):
        assert address in PAGE
        assert client.get(address).status_code == 200
    assert json.loads(client.get("/api/v1/openapi.json").content)["openapi"].startswith("3.1")
