"""The commands of ``almaden user``, through the entry point of the program."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from almaden.cli.main import main
from almaden.store.accounts import use_invitation
from almaden.store.models import Entry, Role, User

pytestmark = pytest.mark.django_db
PASSWORD = "seven green kettles"


class Almaden:
    """Runs command lines and gives what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> str:
        assert main(("user", *arguments)) == code
        printed = self.capsys.readouterr()
        return printed.err if code else printed.out

    def json(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json"))


@pytest.fixture
def almaden(capsys: pytest.CaptureFixture[str]) -> Almaden:
    return Almaden(capsys)


def test_an_account_without_a_password_gets_a_link_that_works_once(almaden: Almaden) -> None:
    told = almaden.json("add", "ana", "--role", "compiler", "--country", "gha")
    assert told["roles"] == [{"role": "compiler", "country": "GHA", "area": ""}]
    secret = told["link"].removeprefix("/account/link/").removesuffix("/")
    assert use_invitation(secret, PASSWORD) == User.objects.get(username="ana")
    assert set(Entry.objects.values_list("actor_name", flat=True)) == {"almaden", "ana"}


def test_an_area_lead_gets_an_area_and_nobody_else_does(almaden: Almaden) -> None:
    assert "--area" in almaden("add", "leo", "--role", "area_lead", code=2)
    assert "NOWHERE" in almaden("add", "leo", "--role", "area_lead", "--area", "nowhere", code=2)
    assert "area leads" in almaden("add", "leo", "--role", "secretariat", "--area", "ASGM", code=2)
    assert not User.objects.exists()
    told = almaden.json("add", "leo", "--role", "area_lead", "--area", "asgm")
    assert told["roles"] == [{"role": "area_lead", "country": "", "area": "ASGM"}]


def test_a_password_is_read_from_the_input(almaden: Almaden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\nsecond line\n"))
    assert "link" not in almaden("add", "boss", "--role", "administrator", "--password-stdin")
    assert User.objects.get().check_password(PASSWORD)


def test_nothing_is_kept_of_an_account_that_is_wrong(almaden: Almaden, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "XXX" in almaden("add", "ana", "--role", "compiler", "--country", "XXX", code=2)
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert "password" in almaden("add", "ana", "--role", "compiler", "--password-stdin", code=2)
    almaden("add", "ana", "--role", "king", code=2)
    assert not User.objects.exists()
    assert not Entry.objects.exists()


def test_accounts_are_listed_and_closed(almaden: Almaden) -> None:
    assert "Nobody has an account yet." in almaden("list")
    almaden("add", "ana", "--role", "reviewer")
    assert "reviewer" in almaden("list")
    assert almaden.json("close", "ana")["active"] is False
    assert "closed" in almaden("list")
    assert "no account" in almaden("close", "bob", code=2)


def test_the_last_administrator_cannot_be_closed(almaden: Almaden) -> None:
    almaden("add", "boss", "--role", "administrator")
    assert "last administrator" in almaden("close", "boss", code=2)
    assert Role.objects.get().user.is_active
