"""``almaden chloralkali convert``: with and without a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

PLANTS = """id,country,capacity,state
A,BRA,100,operating
B,BRA,50,conversion planned
C,IND,80,closed
"""
OWN = """plant,currency,per_eur,power_price,loan_share,foreign_loan_share,devaluation
A,BRL,5,350,0.6,1,0.05
"""


def test_one_plant_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["chloralkali", "convert", "--capacity-kt", "100", "--country", "BRA", "--power-price", "80"]
    assert main([*asked, "--loan", "0.5", "--devaluation", "0.05,0,0.1", "--draws", "200"]) == 0
    told = capsys.readouterr()
    assert "100 kt of chlorine a year" in told.out
    assert "net present value to the owner" in told.out
    assert "█" in told.out
    assert "own money is taken" in told.err


def test_a_folder_with_own_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plants.csv").write_text(PLANTS, encoding="utf-8")
    (tmp_path / "conversion.csv").write_text(OWN, encoding="utf-8")
    assert main(["chloralkali", "convert", str(tmp_path), "--draws", "200", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    # The closed plant has nothing to convert.
    assert [one["id"] for one in found["plants"]] == ["A", "B"]
    assert found["plants"][0]["finance"]["currency"] == "BRL"
    assert found["plants"][1]["finance"] is None
    assert found["total"]["capacity_t"] == pytest.approx(150_000)
    (tmp_path / "conversion.csv").write_text(OWN.replace("A,", "X,"), encoding="utf-8")
    assert main(["chloralkali", "convert", str(tmp_path)]) == 2
    assert "no plant of this identifier" in capsys.readouterr().err


def test_wrong_loss_of_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chloralkali", "convert", "--capacity-kt", "100", "--devaluation", "5 %"]) == 2
    assert "--devaluation" in capsys.readouterr().err
