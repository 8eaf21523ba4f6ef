"""``almaden coal report``: files with the names told, and errors before anything is reckoned."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from almaden.cli.main import main

UNITS = str(files("almaden") / "demo" / "data" / "coal")
QUICK = ["--draws", "100", "--year", "2024"]


def test_a_fleet_is_written_in_several_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["coal", "report", UNITS, "--country", "idn", "--format", "html,xlsx", "--out", str(tmp_path), "--json"]
    assert main([*words, "--scenario", "frozen", *QUICK]) == 0
    written = json.loads(capsys.readouterr().out)["written"]
    assert [Path(one).name for one in written] == ["coal-IDN-2024-en.html", "coal-IDN-2024-en.xlsx"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["coal-IDN-2024-en.html", "coal-IDN-2024-en.xlsx"]
    page = (tmp_path / "coal-IDN-2024-en.html").read_text(encoding="utf-8")
    assert "Today&#x27;s operation" in page
    assert "No new plants" not in page


def test_a_target_adds_the_cheapest_plan(tmp_path: Path) -> None:
    words = ["coal", "report", UNITS, "--target", "20%", "--format", "html", "--out", str(tmp_path)]
    assert main([*words, "--scenario", "frozen", *QUICK]) == 0
    page = (tmp_path / "coal-2024-en.html").read_text(encoding="utf-8")
    assert "the least-cost plan" in page
    assert "Measures of the plan" in page


def test_one_unit_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["coal", "report", UNITS, "--unit", "MADE-UP-1", "--format", "html", "--out", str(tmp_path), "--json"]
    assert main([*words, "--entry", "2017-08-16", *QUICK]) == 0
    (written,) = json.loads(capsys.readouterr().out)["written"]
    assert Path(written).name == "coal-unit-MADE-UP-1-2024-en.html"
    assert "existing source" in Path(written).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--scenario", "no such"], "there is no such scenario"),
        (["--target", "much"], "this is no number"),
        (["--format", "odt"], "there is no such format"),
        (["--unit", "NOBODY"], "the file has no such unit"),
        (["--entry", "yesterday"], "this is no day"),
        (["--country", "ZAF"], "there are no units"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_written(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["coal", "report", UNITS, "--out", str(tmp_path / "out"), *words, *QUICK]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
