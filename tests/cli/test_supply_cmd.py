"""``almaden supply``: mines, balance, project, treatment, waste, template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main


def said(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    assert main(["supply", *asked]) == 0
    return capsys.readouterr().out


def test_mines(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "mines", "--country", "MEX", "--on", "2026-01-01")
    assert "allowed until 2032-08-16" in told
    assert "Khaidarkan" not in told
    found = json.loads(said(capsys, "mines", "--on", "2033-01-01", "--json"))
    assert found["meta"]["program"] == "almaden"
    assert {one["standing"] for one in found["mines"] if one["id"] == "MEX-QUERETARO"} == {"barred since"}
    assert "MADE-UP-1: 50 t" in said(capsys, "mines", "--example", "--on", "2026-01-01")
    assert main(["supply", "mines", "--country", "FJI"]) == 2
    assert "no mines of this country are registered" in capsys.readouterr().err


def test_balance(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told = said(capsys, "balance", "--example", "--year", "2024", "--draws", "200")
    assert "? (not told)" in told
    assert "To be identified under Article 3" in told
    plants = tmp_path / "plants.csv"
    plants.write_text("id,country,state,closure_year,mercury_inventory_t\nA,PER,closed,2024,100\n", encoding="utf-8")
    uses = tmp_path / "uses.csv"
    uses.write_text("area,year,use,amount\nPER,2024,ASGM,40\n", encoding="utf-8")
    asked = ("balance", str(uses), "--region", "world", "--plants", str(plants), "--json", "--draws", "200")
    (found,) = json.loads(said(capsys, *asked))["balances"]
    assert (found["chlor-alkali surplus_t"], found["uses_t"], found["unexplained_t"]) == (100.0, 40.0, 60.0)
    assert found["hidden_flow_indicated"] is True
    assert "indicator of hidden flow" in said(capsys, *asked[:-3])


def test_a_file_or_the_example_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["supply", "balance"]) == 2
    assert "a file or --example is needed" in capsys.readouterr().err


def test_project(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "project", "--draws", "200")
    assert "First year of surplus" in told
    assert "What moves the need of the base case most" in told
    found = json.loads(said(capsys, "project", "--example", "--scenario", "slow", "--until", "2030", "--json"))
    assert found["area"] == "Made-up land"
    assert found["years"][-1]["year"] == 2030
    assert "all surplus" in found["years"][-1]["storage_t"]
    assert found["tornado"]
    assert main(["supply", "project", "--scenario", "fast"]) == 2
    assert "convention in full, slow, no measures" in capsys.readouterr().err


def test_treatment(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("treatment", "--tonnes", "10", "--route", "stabilisation")
    assert "11.60" in said(capsys, *asked)
    assert json.loads(said(capsys, *asked, "--json"))["product_t"] == pytest.approx(11.5988, abs=1e-4)


def test_waste(capsys: pytest.CaptureFixture[str]) -> None:
    assert "by what is told" in said(capsys, "waste", "--example", "--draws", "200")
    assert json.loads(said(capsys, "waste", "--example", "--json"))["sums"][0]["informal_t"] is None


def test_template(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "supply.xlsx"
    assert "almaden supply balance" in said(capsys, "template", str(file))
    assert file.exists()
