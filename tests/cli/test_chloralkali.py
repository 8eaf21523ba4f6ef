"""``almaden chloralkali``: which plants run, what closures free, the template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

PLANTS = """id,country,operator,site,capacity,capacity_of,state,closure_year,exemption_until
A,IND,Made-up,Harbour,100,NaOH,operating,,2030-12-31
B,IND,Made-up,Hill,50,,operating,,
C,DEU,Made-up,Valley,60,,converted,2017,
"""


@pytest.fixture
def plants(tmp_path: Path) -> Path:
    file = tmp_path / "plants.csv"
    file.write_text(PLANTS, encoding="utf-8")
    return file


def test_which_plants_run(plants: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["chloralkali", "plants", str(plants), "--on", "2026-01-01"]
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["id"]: one["standing"] for one in found["plants"]} == {
        "A": "exempt", "B": "no exemption told", "C": "converted",
    }  # fmt: skip
    assert found["meta"]["input_sha256"]
    assert main(asked) == 0
    told = capsys.readouterr()
    assert "runs under an exemption until 2030-12-31" in told.out
    assert "no exemption is told" in told.out
    # 0.88 g for each t of the 50 kt of plant B.
    assert "B: no balance; by its capacity 44 (" in told.out
    assert "A: 100 kt/y of NaOH are taken as 88.64 kt of chlorine a year" in told.err


def test_the_register_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chloralkali", "plants", "--country", "MEX", "--on", "2026-01-01"]) == 0
    told = capsys.readouterr()
    assert "Cydsa, Monterrey" in told.out
    assert "of what is registered: 2 plants" in told.err
    assert main(["chloralkali", "plants", "--country", "FJI"]) == 2
    assert "no plants of this country are registered" in capsys.readouterr().err


def test_what_closures_free(plants: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["chloralkali", "surplus", str(plants), "--on", "2026-01-01", "--draws", "200"]
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    # 50 kt without an exemption free 100 t at once, 88.64 kt free 177.3 t with the end of their exemption.
    free = {one["year"]: one["surplus_t"] for one in found["years"] if one["plants"]}
    assert free == pytest.approx({2017: 120.0, 2026: 100.0, 2030: 177.28}, abs=0.01)
    assert main(asked) == 0
    assert "What Article 3 asks" in capsys.readouterr().out


def test_the_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plants.xlsx"
    assert main(["chloralkali", "template", str(file)]) == 0
    assert file.stat().st_size > 5000
    assert main(["chloralkali", "plants", str(file)]) == 2
    assert "there are no chlor-alkali plants in it" in capsys.readouterr().err


def test_a_report_of_a_register_and_of_its_conversions(plants: Path, tmp_path: Path) -> None:
    words = ["chloralkali", "report", str(plants), "--format", "html", "--draws", "100", "--out", str(tmp_path)]
    assert main([*words, "--on", "2026-01-01"]) == 0
    assert "runs under an exemption until 2030-12-31" in (tmp_path / "chloralkali-2026-01-01-en.html").read_text(
        "utf-8"
    )
    assert main([*words, "--convert"]) == 0
    assert "What decides" in (tmp_path / "chloralkali-conversion-en.html").read_text("utf-8")
