"""``almaden supply storage``, ``options``, ``site``, ``interim``, ``storage-plan``, ``storage-template``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

ASKED = {
    "storage": (["--on", "2026-07-01"], "Who takes the mercury", "facilities"),
    "options": (["--draws", "200"], "the cheapest in", "options"),
    "site": ([], "No plan is cheaper", "assignments"),
    "interim": (["--draws", "200", "--max-km", "100"], "Steps for groups", "points"),
}


@pytest.mark.parametrize("command", ASKED)
def test_commands_with_made_up_data(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    options, words, key = ASKED[command]
    asked = ["supply", command, "--example", *options]
    assert main(asked) == 0
    told = capsys.readouterr()
    assert words in told.out
    assert "Made-up data" in told.err
    assert "Unverified" in told.err
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found[key]
    assert found["meta"]["notice"]


def test_a_file_or_made_up_data_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["supply", "storage"]) == 2
    assert "either a file or --example" in capsys.readouterr().err
    assert main(["supply", "site", "--example", "--max-km", "1"]) == 2
    assert "within 1 km" in capsys.readouterr().err


def test_plan_and_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["supply", "storage-plan", "--sector", "oil and gas", "--done", "duty", "--without", "pipes"]) == 0
    assert "1 of " in capsys.readouterr().out
    assert main(["supply", "storage-plan", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["items"][0]["state"] == "open"
    file = tmp_path / "storage.xlsx"
    assert main(["supply", "storage-template", str(file)]) == 0
    assert file.exists()
