"""``almaden ledger``: from the template to the check, on a file and in the store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main
from almaden.reference.readers.workbook import open_workbook

ROWS = """\
id,day,kind,lot,amount,unit,to_lot,owner,place,origin,evidence,reason,weighing_error
E1,2024-01-01,opening,M,10,flask,,Made-up plant,Store,recovered,slip 1,,
E2,2024-01-02,opening,R,55,kg,,Made-up plant,Store,recycled,slip 2,,
E3,2024-01-03,merge,R,,,M,,,,,,
E4,2024-02-03,split,M,100,kg,X,,,,,,
E5,2024-03-01,loss,M,1,kg,,,,,,distillation,
"""
#: 1 kg less than the ledger says, at an error of 0.5 kg.
PLANTED = "C1,2024-04-01,count,M,298,kg,,,,,,,0.5\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "entries.csv"
    path.write_text(ROWS + PLANTED)
    return path


def said(capsys: pytest.CaptureFixture[str], code: int, *words: str | Path) -> Any:
    capsys.readouterr()
    assert main(["ledger", *map(str, words), "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert told["meta"]["program"] == "almaden"
    return told


def test_a_file_is_checked_without_the_store(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, 1, "check", file)
    (one,) = found["discrepancies"]
    assert (one["difference_kg"], one["between"]) == (-1, ["E1", "E3", "E4", "E5"])
    assert found["balance"]["unexplained_kg"] == 0
    assert main(["ledger", "check", str(file)]) == 1
    assert "misses 1 kg" in capsys.readouterr().out
    file.write_text(ROWS)
    assert main(["ledger", "check", str(file)]) == 0
    assert "Never counted: M, X" in capsys.readouterr().out


def test_owners_that_differ_only_in_capitals_are_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, first, second = ROWS.splitlines()[:3]
    file.write_text("\n".join([head, first, second.replace("Made-up plant", "MADE-UP PLANT")]))
    told = "owners that differ only in capitals or blanks count as several: “MADE-UP PLANT”, “Made-up plant”"
    assert said(capsys, 0, "check", file)["findings"] == [told]


def test_a_lot_of_a_file_is_shown_and_traced(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # 345 kg and 55 kg are mixed: of the 100 kg split off 86.25 are recovered.
    back = said(capsys, 0, "trace", "X", "--file", file)["ancestry"]
    assert {one["lot"]: one["kg"] for one in back["origins"]} == {"M": 86.25, "R": 13.75}
    for words in (["trace", "X"], ["trace", "R"], ["show", "M"], ["balance"]):
        assert main(["ledger", *words, "--file", str(file)]) == 0
    out = capsys.readouterr().out
    assert "86.250 kg" in out
    assert "in the lot X" in out
    assert main(["ledger", "show", "Y", "--file", str(file)]) == 2
    assert "no such lot" in capsys.readouterr().err


def test_the_template_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "entries.xlsx"
    assert main(["ledger", "template", str(path)]) == 0
    assert "entries" in open_workbook(path).sheets
    assert main(["ledger", "check", str(path)]) == 2
    assert "no entries" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_ledger_of_the_store_from_begin_to_export(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = str(said(capsys, 0, "new", "--country", "GHA", "--title", "Made up", "--made-up")["ledger"])
    assert said(capsys, 0, "import", file)["added"] == 6
    assert said(capsys, 0, "import", file, "--ledger", number)["known"] == 6
    assert main(["ledger", "add", "loss", "--lot", "X", "--amount", "101", "--reason", "made up"]) == 2
    assert "larger than the lot" in capsys.readouterr().err
    assert said(capsys, 0, "add", "export", "--lot", "X", "--country", "PER")["lots"] == [{"lot": "X", "kg": 0}]
    (count,) = said(capsys, 0, "count", "M", "299.1", "--weighing-error", "0.5")["counts"]
    assert count["agrees"]
    assert "made up" in said(capsys, 1, "check")["meta"]["notice"]
    for words in (["show", "X"], ["trace", "M"], ["balance"]):
        assert main(["ledger", *words]) == 0
    out = tmp_path / "out.csv"
    assert main(["ledger", "export", str(out)]) == 0
    assert said(capsys, 1, "check", out)["balance"]["stock_kg"] == 299
    assert main(["ledger", "balance", "--ledger", "999999"]) == 2
