"""The commands of ``almaden journal``, through the entry point of the program."""

from __future__ import annotations

import json

import pytest

from almaden.cli.main import main
from almaden.store.journal import writing
from almaden.store.models import Entry, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _two_entries(db: None) -> None:
    for name in ("A", "B"):
        with writing(None, "organisation.add", reason=f"made up {name}") as work:
            work.add(Organisation(name=f"{name} (made up)"))


def test_a_whole_journal_is_said_to_be_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("journal", "verify")) == 0
    assert "2 entries" in capsys.readouterr().out
    assert main(("journal", "verify", "--json")) == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "entries": 2, "problem": ""}


def test_an_altered_journal_fails_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    Entry.objects.filter(number=1).update(reason="altered")
    assert main(("journal", "verify")) == 1
    assert "Entry 1 of the journal was altered." in capsys.readouterr().err
    assert main(("journal", "verify", "--json")) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_entries_are_shown_with_what_they_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("journal", "show", "--most", "1")) == 0
    shown = capsys.readouterr().out
    assert "added organisation" in shown
    assert "made up B" in shown
    assert "made up A" not in shown
    assert main(("journal", "show", "--action", "organisation", "--json")) == 0
    assert [one["number"] for one in json.loads(capsys.readouterr().out)] == [2, 1]
    assert main(("journal", "show", "--action", "nothing", "--json")) == 0
    assert json.loads(capsys.readouterr().out) == []
