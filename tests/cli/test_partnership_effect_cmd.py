"""The commands of the registry that tell of effect, as a user types them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from almaden.cli import partnership
from almaden.cli.help import CommandGroup
from almaden.errors import InputError, OutputError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(partnership.app, arguments)


def run_json(*arguments: str) -> Any:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small made-up registry."""
    tables: dict[str, list[dict[str, str]]] = {
        "activity": [
            {"id": "A", "title": "Retorts in Guinea", "area": "ASGM", "type": "project", "status": "planned",
             "cost": "1000", "secured": "200", "currency": "USD"},
            {"id": "B", "title": "Retorts in Guinea", "area": "ASGM", "type": "project", "status": "ongoing"},
            {"id": "C", "title": "Something else", "area": "ASGM", "type": "project", "status": "ongoing",
             "parent": "B"},
        ],
        "result": [
            {"id": "R1", "activity": "B", "kind": "impact", "indicator": "Mercury", "grade": "B",
             "contribution": "major", "mercury_kg_per_year": "40", "mercury_low_kg_per_year": "30",
             "facilities": "gem:L1"},
            {"id": "R2", "activity": "C", "kind": "impact", "indicator": "Mercury", "grade": "A",
             "mercury_kg_per_year": "50"},
            {"id": "R3", "activity": "A", "kind": "impact", "indicator": "Mercury", "grade": "C",
             "mercury_kg_per_year": "10"},
        ],
    }  # fmt: skip
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return tmp_path


def test_the_group_stands_under_its_name() -> None:
    main = CommandGroup(help="almaden")
    partnership.add_commands(main)
    assert CliRunner().invoke(main, ["partnership", "results"]).exit_code == 0


def test_duplicates(folder: Path) -> None:
    content = run_json("duplicates", str(folder))
    assert [(one["id"], one["candidate"]["id"]) for one in content["activities"]] == [("A", "B")]
    shown = run("duplicates", str(folder), "--threshold", "0.9").stdout
    assert "1.00  A  Retorts in Guinea\n      B  Retorts in Guinea\n" in shown
    assert "1 pairs of activities may be one" in shown


def test_results(folder: Path) -> None:
    content = run_json("results", str(folder))
    (one,) = content["mercury_kg_per_year"]
    # 40 kg of which major counts 0.6; the part is inside; what is planned is expected.
    assert (one["grade"], one["value"], one["weighted"], one["low"]) == ("B", 40, 24, 30)
    assert [one["why"] for one in content["left_out"]] == ["expected", "inside its whole"]
    shown = run("results", str(folder)).stdout
    assert "grade B: 40 [30 - 40], weighted 24, 1 figures" in shown
    assert "B: its parts state more than it does itself" in shown


def test_results_of_the_demonstration() -> None:
    assert run("results").stdout == "No activity states a result in figures.\n"


def test_wishes(folder: Path) -> None:
    content = run_json("wishes", str(folder))
    assert [(one["id"], one["gap"], one["cost_per_kg"]) for one in content["wishes"]] == [("A", 800, {"C": 100})]
    shown = run("wishes", str(folder)).stdout
    assert "1,000 USD, of which 800 missing" in shown
    assert "grade C: 100 USD for each kg per year" in shown
    assert "USD: 800 missing of 1,000" in shown


def test_wishes_of_the_demonstration() -> None:
    # SUMMARY of the seed registry: 64 planned and 10 in the pipeline.
    assert run("wishes").stdout.endswith("74 entries look for money\n")
    assert run("wishes").stdout.count("cost not stated") == 74


def test_the_form_of_a_wish(folder: Path) -> None:
    shown = run("wishes", str(folder), "--form", "A").stdout
    assert "GEF  Sub-indicator 9.2 *: C: 0.01 t/year" in shown
    assert "SIP  Smallest grant *: (limit 50,000 USD: the sum asked is below it)" in shown
    assert shown.endswith("* not verified: recalled, or read second-hand\n")
    assert run_json("wishes", str(folder), "--form", "A")["wish"]["id"] == "A"


@pytest.mark.parametrize(
    "arguments",
    [
        ("wishes", "--gap-up-to", "5"),
        ("wishes", "--form", "none"),
        ("newsletter", "--from", "2020", "--to", "2020-10-31"),
        ("newsletter", "--from", "2020-10-31", "--to", "2020-10-01"),
        ("newsletter", "--story", "none"),
        ("newsletter", "--story", "S4-ASGM-038", "--out", "story.pdf"),
        ("results", "no-such-folder"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...]) -> None:
    assert isinstance(run(*arguments).exception, InputError)


PERIOD = ("newsletter", "--from", "2020-10-01", "--to", "2020-10-31")


def test_a_newsletter(tmp_path: Path) -> None:
    shown = run(*PERIOD, "--unsubscribe", "https://example.org/leave").stdout
    assert "Webinar on mercury-containing medical devices" in shown
    assert "Leave the list: https://example.org/leave" in shown
    assert run_json(*PERIOD, "--coming-until", "2020-11-30")["start"] == "2020-10-01"
    for name, begin in (("news.html", b"<!DOCTYPE html>"), ("news.txt", b"News of"), ("news.json", b"{")):
        assert run(*PERIOD, "--out", str(tmp_path / name)).exit_code == 0
        assert (tmp_path / name).read_bytes().startswith(begin)
    assert isinstance(run(*PERIOD, "--out", str(tmp_path / "news.txt")).exception, OutputError)


def test_a_story() -> None:
    assert "Whom it reached" in run("newsletter", "--story", "S4-ASGM-038").stdout
    assert run_json("newsletter", "--story", "S4-ASGM-038")["title"] == "Mercury Free Gold Mining (Bolivia)"


def test_json_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "results.json"
    assert run("results", "--out", str(target)).exit_code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["left_out"] == []
