"""``almaden coal``: the template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.reference.readers.workbook import open_workbook


@pytest.mark.parametrize(("words", "sheet"), [([], "units"), (["--kind", "industrial"], "boilers")])
def test_the_template_is_written(
    words: list[str], sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "made-up.xlsx"
    assert main(["coal", "template", str(path), *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": [str(path)]}
    assert sheet in open_workbook(path).sheets
    assert main(["coal", "template", str(path), *words]) == 2
    assert "is there already" in capsys.readouterr().err


def test_an_unknown_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coal", "template", str(tmp_path / "a.xlsx"), "--kind", "nuclear"]) == 2
    assert "power" in capsys.readouterr().err


# What a file with mistakes makes the commands say. The values are made up.

UNITS = "id,country,capacity_mw,controls\nU1,IDN,660,CS-ESP\n"


def folder(at: Path, units: str = UNITS, **tables: str) -> str:
    for name, text in {"units": units, **tables}.items():
        (at / f"{name}.csv").write_text(text, encoding="utf-8")
    return str(at)


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 2) -> str:
    assert main(["coal", *words]) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.err + shown.out


def test_faults_of_plant_tests_name_the_row_of_their_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = UNITS + "U2,IDN,300,\nU3,IDN,600,CS-ESP + wFGD\n"
    tests = "unit,stream,value,unit_of_value\nU3,stack,3,g/h\nU2,stack,3,g/h\nU1,FGD solid,3,g/h\nU3,fly ash,2,oz\n"
    told = said(capsys, "fleet", folder(tmp_path, units, tests=tests), "--draws", "100")
    assert "tests.csv, row 3, column unit: test results need the control train" in told
    assert "tests.csv, row 4, column stream: no device of the unit leaves this stream" in told
    assert "tests.csv, row 5, column unit_of_value: this unit is not known" in told


def test_odd_mercury_is_asked_about_with_what_was_probably_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = folder(tmp_path, coals="unit,rank,mercury_mg_per_kg\nU1,bituminous,12\n")
    for command in ("unit", "fleet", "rank"):
        told = said(capsys, command, where, "--draws", "100", code=0)
        assert "12 mg/kg is outside of what is usual" in told
        assert "if it is in ug/kg (ppb), write 0.012" in told


def test_parts_that_exceed_the_mercury_of_the_coal_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "unit,stream,value,unit_of_value,error_percent\n"
    parts = "U1,fly ash,80,g/h,10\nU1,stack,30,g/h,10\n"
    coals = "unit,rank,mercury_mg_per_kg,hhv_mj_per_kg\nU1,bituminous,0.05,28\n"
    measured = folder(tmp_path, coals=coals, tests=f"{head}U1,coal,40,g/h,10\n{parts}")
    assert "The measured parts are 275 % of the coal's mercury" in said(
        capsys, "unit", measured, "--draws", "100", code=0
    )
    only_told = folder(tmp_path, coals=coals, tests=head + parts)
    assert "of what the coal is told to hold" in said(capsys, "unit", only_told, "--draws", "100", code=0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["fleet", "--country", "Indonesa"], "did you mean IDN (Indonesia)"),
        (["fleet", "--country", "Japan"], "accepted: IDN"),
        (["rank", "--status", "shelved"], "accepted: operating"),
        (["rank", "--min-mw", "900"], "there are no units of this state and capacity"),
        (["unit", "--id", "U7"], "name one of them: --id IDENTIFIER"),
    ],
)
def test_what_is_not_in_the_file(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in said(capsys, words[0], folder(tmp_path), *words[1:], "--draws", "100")


def test_a_unit_that_does_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = folder(tmp_path, "id,country,capacity_mw,capacity_factor\nU1,IDN,660,0\n")
    assert "a unit that does not run emits nothing" in said(capsys, "unit", where, "--draws", "100")
    assert "660" in said(capsys, "fleet", where, "--draws", "100", code=0)
