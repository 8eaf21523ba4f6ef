"""``almaden products tests`` and ``tests-template``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main


def test_the_example_is_told_as_made_up(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["products", "tests", "--example", "--date", "2025-08-01"]
    assert main(asked) == 0
    told = capsys.readouterr()
    assert "These figures are made up" in told.out
    assert "14 of 17: 82.4 (59.0 to 93.8)" in told.out
    assert "found again after it was removed" in told.out
    assert "not drawn at random" in told.err
    assert main([*asked, "--limit", "100", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["limit"]["ppm"] == 100
    assert found["whole"]["above_count"] == 11
    assert found["meta"]["notice"]


def test_a_template_and_a_file_with_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tests.xlsx"
    assert main(["products", "tests-template", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": [str(file)]}
    assert main(["products", "tests", str(file)]) == 2
    assert "is not in it, or is empty" in capsys.readouterr().err
    assert main(["products", "tests"]) == 2
    assert "either a file or the example" in capsys.readouterr().err
    assert main(["products", "tests", "--example", "--date", "August"]) == 2
    assert "this is no day" in capsys.readouterr().err


def test_the_report_of_a_campaign(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["products", "campaign-report", "--example", "--date", "2025-08-01", "--format", "html", "--json"]
    assert main([*asked, "--out", str(tmp_path)]) == 0
    (written,) = json.loads(capsys.readouterr().out)["written"]
    assert "Tests of products for mercury" in Path(written).read_text(encoding="utf-8")
