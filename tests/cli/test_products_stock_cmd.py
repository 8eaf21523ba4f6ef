"""``almaden products stock`` and ``stock-template``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.reference.readers.workbook import open_workbook

ABOUT = "before,handling\nzero,controlled\n"
SALES = "country,kind,year,sold,unit\nBRA,cfl,2010,2000000,items\nBRA,cfl,2011,3000000,items\nGHA,lfl,2011,5,kg Hg\n"


def test_a_made_up_example_comes_with_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", "stock", "--example", "--draws", "100", "--year", "2010"]) == 0
    shown = capsys.readouterr()
    assert "MADE-UP FIGURES" in shown.out
    assert "XXA, Fever thermometers, 2010" in shown.out
    assert "Every year balances" in shown.out
    assert "Note: XXA cfl: from 1975 to before 1995 sales are grown back from those of 1995" in shown.err


def test_a_folder_gives_json_a_table_and_an_inventory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "about.csv").write_text(ABOUT)
    (tmp_path / "in" / "sales.csv").write_text(SALES)
    past = tmp_path / "past.csv"
    past.write_bytes(b"year,Air,Water,Soil,Landfilled\r2011,1,2,3,4\r")
    table, rows = tmp_path / "stock.csv", tmp_path / "rows"
    words = ["products", "stock", str(tmp_path / "in"), "--draws", "100", "--until", "2013", "--history", str(past)]
    words += ["--table", str(table), "--inventory", str(rows), "--json"]
    assert main(words) == 2
    assert "BRA, GHA" in capsys.readouterr().err
    assert main([*words, "--country", "BRA"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["meta"]["draws"] == 100
    assert found["years"] == [2010, 2011, 2012, 2013]
    assert found["history"][0]["history_mg"]["soil"] == 3
    assert {one["status"] for one in found["unverified"]} == {"unverified"}
    lines = list(csv.DictReader(table.read_text().splitlines()))
    # Two products, two countries, all of them together; four years each.
    assert len(lines) == 5 * 4
    (fluorescent,) = (line for line in lines if (line["kind"], line["year"]) == ("lfl", "2011"))
    assert float(fluorescent["inflow_kg"]) == 5
    assert (rows / "activity_rates.csv").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "either a file or the example"),
        (["--example", "--until", "1980"], "a year from 1995 on"),
        (["--example", "--year", "2100"], "run longer by --until"),
    ],
)
def test_what_cannot_be_answered_is_told(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", "stock", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sales.xlsx"
    assert main(["products", "stock-template", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": [str(path)]}
    assert "phase_outs" in open_workbook(path).sheets
    assert main(["products", "stock-template", str(path)]) == 2
