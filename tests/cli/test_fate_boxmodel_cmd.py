"""``almaden fate boxmodel``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["fate", "boxmodel", *words])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_a_run_with_a_table_a_file_and_a_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "made up.csv"
    table.write_text("Year,Air - Here,Air - There\n2000,1000,900\n2010,1100,1000\n", encoding="utf-8")
    out, plot = tmp_path / "masses.csv", tmp_path / "air.svg"
    words = (
        "run",
        "--emissions",
        str(table),
        "--tag",
        "sector",
        "--from",
        "2000",
        "--out",
        str(out),
        "--plot",
        str(plot),
    )
    code, shown, _ = run(capsys, *words)
    assert code == 0
    assert "Here" in shown
    assert "balance: start" in shown
    assert "before 2000 the emissions are those of ssp1-26" in shown
    assert out.read_text(encoding="utf-8").startswith("year,tag,atm_mg")
    assert plot.read_bytes().startswith(b"<?xml")
    code, shown, _ = run(capsys, *words[:3], "--stop", "2005", "--to", "2020", "--json")
    told = json.loads(shown)
    assert code == 0
    assert told["years"][-1] == 2020
    assert abs(told["closure"]["closure_mg"]) < 1e-3


def test_other_questions(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, _ = run(capsys, "steady", "--model", "amos2014", "--input", "atm=90", "--json")
    assert code == 0
    # P1: 213.624 Mg in the air at rest.
    assert json.loads(shown)["reservoirs"][0]["mass_mg"] == pytest.approx(213.624, abs=0.001)
    assert len(json.loads(shown)["relaxation_years"]) == 7
    code, shown, _ = run(capsys, "legacy", "2010", "--emissions", "streets2019", "--json")
    assert code == 0
    # Convolved with the yearly emissions of Streets and others (2019): 3209.3 Mg/yr in 2010.
    assert json.loads(shown)["legacy_mg_per_year"] == pytest.approx(3209.3, abs=0.05)
    code, shown, _ = run(capsys, "pulse", "atm", "--years", "10")
    assert (code, "closure" in shown) == (0, True)
    code, shown, _ = run(capsys, "budget", "2010")
    assert (code, "natural 12.27 %" in shown) == (0, True)
    code, shown, _ = run(capsys, "ensemble", "--members", "1000", "--from", "2000", "--to", "2050")
    assert (code, "members fit what is known" in shown, "unverified" in shown) == (0, True, True)
    code, shown, _ = run(capsys, "models")
    assert (code, "geyman2025" in shown, "ssp5-85" in shown) == (0, True, True)


def test_what_cannot_be_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "bad.csv"
    table.write_text("Year,Air\n2000,-1\n2000,5\n", encoding="utf-8")
    code, _, said = run(capsys, "run", "--emissions", str(table))
    assert code == 2
    assert "row 2, column Air: the emission is negative" in said
    assert "row 3, column Year" in said
    assert run(capsys, "run", "--emissions", "nothing")[0] == 2
    assert run(capsys, "run", "--plot", str(tmp_path / "air.gif"))[0] == 2
