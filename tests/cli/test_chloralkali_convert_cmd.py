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


def test_a_capacity_of_caustic_soda(capsys: pytest.CaptureFixture[str]) -> None:
    """100 kt of caustic soda come with 88.64 kt of chlorine: 35.453 and 39.997 g for each mole."""
    asked = ["chloralkali", "convert", "--capacity-kt", "100", "--capacity-of", "NaOH", "--draws", "100", "--json"]
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["total"]["capacity_t"] == pytest.approx(88_639, abs=1)


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


def test_every_fault_of_own_numbers_is_told_with_its_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plants.csv").write_text(PLANTS, encoding="utf-8")
    own = "plant,currency,capital,capital_high\nX,EUR,500,700\nA,BRL,500,400\n"
    (tmp_path / "conversion.csv").write_text(own, encoding="utf-8")
    assert main(["chloralkali", "convert", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert "conversion.csv, row 2, column plant: there is no plant of this identifier" in told
    assert "row 3" in told
    assert "rate of this money to the EUR is missing" in told
    assert "the value lies outside its range" in told


def test_many_plants_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plants.csv"
    file.write_text(PLANTS + "D,IND,70,operating\nE,RUS,,operating\nF,RUS,200,operating\n", encoding="utf-8")
    assert main(["chloralkali", "convert", str(file), "--draws", "200"]) == 0
    told = capsys.readouterr()
    assert "(RUS)" in told.out
    assert "all: net present value" in told.out
    assert "E is left out: its capacity is not known" in told.err


def test_wrong_loss_of_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chloralkali", "convert", "--capacity-kt", "100", "--devaluation", "5 %"]) == 2
    assert "--devaluation" in capsys.readouterr().err
