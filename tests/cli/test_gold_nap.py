"""``almaden gold nap`` on made-up tables of a country and its plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

TABLES = {
    "about": "country,year,made_up\nMLI,2024,y\n",
    "figures": "quantity,value,unit,data_class,source\nsmall-scale gold,1000,kg,3,made up\ngold traded,900,kg,3,b\n",
    "practices": "practice,share,retort_share\nwhole_ore,0.4,0.1\nconcentrate,0.6,0.2\n",
    "targets": "year,reduction,practice\n2030,0.3,\n2030,1,whole_ore\n",
    "measures": (
        "name,kind,region,start_year,full_year,reach,cost_usd,responsible\n"
        "Retorts,retorts,,2026,2028,0.5,90000,Ministry\n"
        "Mills,end_whole_ore,,2026,2030,0.5,50000,Ministry\n"
    ),
    "annex_c": "item,state,where\n1(g),done,chapter 7\n",
    "budget": "theme,cost_usd\nFormalisation,200000\n",
    "formalisation": "year,dimension,score\n2022,Licences,0.2\n2024,Licences,0.5\n",
}


@pytest.fixture
def country(tmp_path: Path) -> Path:
    folder = tmp_path / "made-up"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_as_text(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gold", "nap", str(country), "--draws", "200"]) == 0
    shown = capsys.readouterr().out
    for part in (
        "National Action Plan, Mali", "MADE UP", "not reached", "Mercury year by year", "all together", "1(b)(iv)",
        "burn amalgam where people live",
        "chapter 7", "Budget beside 15 published ones", "Formalization", "2022 to 2024: change of 0.30",
    ):  # fmt: skip
        assert part in shown


def test_as_json_with_options(country: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    budgets = tmp_path / "budgets.csv"
    budgets.write_text("Country,Code,Cost_USD\nGhana,Formalization,100'000.00\n", encoding="utf-8")
    words = ["--draws", "200", "--until", "2035", "--discount", "0", "--ratios", "toolkit-2019", "--json"]
    assert main(["gold", "nap", str(country), "--budgets", str(budgets), *words]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["meta"]["factor_set"] == "toolkit-2019"
    assert found["meta"]["notice"]
    assert found["last_year"] == 2035
    assert len(found["trajectory"]) == 12
    assert found["cost"]["present_usd"] == found["cost"]["spent_usd"] == pytest.approx(140_000.0)
    assert (found["budget"]["rank"], found["budget"]["countries"]) == (1, 1)
    assert {"reached", "reached_in", "gap_kg", "gap_kg_low", "power"} <= set(found["targets"][0])
    assert len(found["checklist"]) == 15


def test_a_region_without_gold_is_told(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "name,kind,region,start_year,full_year,reach\nRetorts,retorts,West,2026,2028,0.5\n"
    (country / "measures.csv").write_text(rows, encoding="utf-8")
    assert main(["gold", "nap", str(country), "--draws", "200"]) == 2
    assert "no gold is told" in capsys.readouterr().err
