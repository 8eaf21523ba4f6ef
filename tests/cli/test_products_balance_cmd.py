"""``almaden products balance`` and ``balance-template``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.reference.readers.workbook import open_workbook


def test_a_made_up_example_comes_with_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", "balance", "--example", "--draws", "100"]) == 0
    shown = capsys.readouterr()
    assert "MADE-UP FIGURES" in shown.out
    assert "2018: 12 of 12 reporters answered" in shown.out
    assert "publish what --public gives" in shown.out
    assert "Note: 2018, imported in compounds: 0 amounts are not reported and 1 are withheld" in shown.err


def test_the_public_form_in_json_and_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "public.csv"
    words = ["products", "balance", "--example", "--draws", "100", "--public"]
    assert main([*words, "--table", str(table), "--json"]) == 0
    text = capsys.readouterr().out
    found = json.loads(text)
    assert found["meta"]["draws"] == 100
    assert found["progress"][0]["indicator"] == "supply"
    assert "R01" not in text
    lines = {(line["year"], line["key"]): line for line in csv.DictReader(table.read_text().splitlines())}
    assert lines["2018", "processes"]["shown"] == "suppressed"
    assert lines["2018", "processes"]["kg"] == ""
    assert lines["2021", "import_mercury"]["kg"] == "4435.0"
    assert main(words) == 0
    assert "suppressed" in capsys.readouterr().out


def test_products_of_reports_run_in_the_stock_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports, folder = tmp_path / "reports", tmp_path / "stock"
    reports.mkdir()
    folder.mkdir()
    (reports / "about.csv").write_text("country,years,made_up\nGHA,2018,y\n")
    (reports / "reporters.csv").write_text("id\nA\nB\n")
    rows = ("A,2018,manufacture,lighting,lfl,465,kg", "B,2018,import,lighting,lfl,12,kg",
            "A,2018,export,lighting,lfl,80,kg")  # fmt: skip
    (reports / "products.csv").write_text("reporter,year,activity,category,kind,quantity,unit\n" + "\n".join(rows))
    words = ["products", "balance", str(reports), "--draws", "100", "--sales", str(folder / "sales.csv")]
    assert main(words) == 0
    (folder / "about.csv").write_text("before,handling,made_up\nzero,controlled,y\n")
    capsys.readouterr()
    assert main(["products", "stock", str(folder), "--draws", "100", "--json"]) == 0
    (lamps,) = (one for one in json.loads(capsys.readouterr().out)["series"] if one["kind"] == "lfl")
    # 465 kg made and 12 imported less 80 exported.
    assert lamps["amounts"]["inflow"][0]["value"] == pytest.approx(397)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "either a file or the example"),
        (["--example", "--public", "--sales", "sales.csv"], "call the command twice"),
    ],
)
def test_what_cannot_be_answered_is_told(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", "balance", *words]) == 2
    assert told in capsys.readouterr().err


def test_the_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reports.xlsx"
    assert main(["products", "balance-template", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": [str(path)]}
    assert "processes" in open_workbook(path).sheets
    assert main(["products", "balance-template", str(path)]) == 2
