"""``almaden trade mirror``, ``network`` and ``statistics-template``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from almaden.cli.main import main

TRADE = """refYear,reporterISO,partnerISO,flowCode,cmdCode,qtyUnitAbbr,qty,netWgt,primaryValue
2018,NLD,PER,X,280540,kg,12000,12000,500000
2018,PER,NLD,M,280540,kg,20000,20000,520000
2018,PER,W00,M,280540,kg,20000,20000,520000
2018,PER,BOL,X,280540,flasks,100,,140000
2018,BOL,PER,M,280540,flasks,100,,150000
"""


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    file = tmp_path / "made_up.csv"
    file.write_text(TRADE, encoding="utf-8")
    return file


def test_mirror(trade: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, repairs = tmp_path / "pairs.csv", tmp_path / "repairs.csv"
    asked = ["trade", "mirror", str(trade), "--years", "2010-2020", "--draws", "100"]
    assert main([*asked, "--json", "--country", "PER", "--hubs", "none"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["meta"]["input_sha256"]
    assert found["hubs"] == []
    # Case T02: X 12 t, M 20 t: 8 t, relative 0.50.
    assert [(one["gap_kg"], one["relative_gap"]) for one in found["flagged"]] == [(8000.0, 0.5)]
    # A flask is 34.5 kg.
    assert [(one["row"], one["taken_kg"]) for one in found["repairs"]] == [(5, 3450.0), (6, 3450.0)]
    assert [one["country"] for one in found["countries"]] == ["PER"]
    assert main([*asked, "--country", "PER", "--frame", str(pairs), "--repairs", str(repairs)]) == 0
    told = capsys.readouterr()
    assert "NLD-PER" in told.out
    assert "small-scale gold mining uses" in told.out
    assert "this is the sum over all partners (lines: 1)" in told.err
    tables = [list(csv.DictReader(file.read_text(encoding="utf-8").splitlines())) for file in (pairs, repairs)]
    assert [row["gap_kg"] for row in tables[0]] == ["8000.0", "0.0"]
    assert [row["taken_kg"] for row in tables[1]] == ["3450.0", "3450.0"]


def test_network(trade: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trade", "network", str(trade), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["meta"]
    assert [(one["exporter"], one["importer"]) for one in found["links"]] == [("NLD", "PER"), ("PER", "BOL")]
    # The pairs agree to 0.75 and 1, their median is 0.875, which counts five times:
    # NLD (0.75 + 5 x 0.875) / 6 = 0.8542, PER 0.875; so 12 t weigh 0.49398, 20 t the rest.
    assert [one["kg"] for one in found["links"]] == pytest.approx([16048.2, 3450.0], abs=0.1)
    assert main(["trade", "network", str(trade)]) == 0
    assert "Countries in 2018, t" in capsys.readouterr().out


def test_wrong_input(trade: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trade", "mirror", str(trade), "--years", "last"]) == 2
    assert "these are no years" in capsys.readouterr().err
    assert main(["trade", "mirror", str(trade), "--code", "9025.11"]) == 2
    assert "280540" in capsys.readouterr().err


def test_the_template_can_be_read_when_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, own = tmp_path / "trade.xlsx", tmp_path / "own.xlsx"
    assert main(["trade", "statistics-template", str(file)]) == 0
    assert main(["trade", "mirror", str(file)]) == 2
    assert "there is no line in it" in capsys.readouterr().err
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("trade").to_python()
    line = {"year": 2018, "reporter": "NLD", "partner": "PER", "flow": "export", "code": "280540", "net_weight_kg": 5}
    with xlsxwriter.Workbook(str(own)) as book:
        sheet = book.add_worksheet("trade")
        for place, cells in enumerate([*rows, [line.get(str(name), "") for name in rows[0]]]):
            sheet.write_row(place, 0, cells)
    assert main(["trade", "network", str(own), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["links"][0]["kg"] == 5.0
