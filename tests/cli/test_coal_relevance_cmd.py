"""``almaden coal relevance``: the fewest units that carry what Article 8 asks for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

UNITS = """id,country,capacity_mw,rank,controls
A,IDN,600,bituminous,CS-ESP
B,IDN,100,bituminous,CS-ESP
C,IDN,30,bituminous,CS-ESP
"""


@pytest.fixture
def units(tmp_path: Path) -> Path:
    file = tmp_path / "units.csv"
    file.write_text(UNITS, encoding="utf-8")
    return file


def test_the_largest_unit_carries_enough_alone(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """600 of 730 MW with the same coal and controls are 82 % or so: more than 75 %."""
    assert main(["coal", "relevance", str(units), "--draws", "200", "--min-thermal-mw", "500", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["id"] for one in found["units"]] == ["A"]
    assert found["of_units"] == 3
    assert 0.75 < found["share"] < 0.9
    # The criterion covers the same unit.
    assert found["criterion"]["share"] == pytest.approx(found["share"])
    assert found["criterion"]["share_low"] < found["share"] < found["criterion"]["share_high"]


def test_as_text(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coal", "relevance", str(units), "--draws", "200", "--min-thermal-mw", "0"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("1 of 3 units carry 79.")
    assert "\n  A  " in told
    assert "The criterion covers 100 % (100 to 100)" in told


def test_the_measure_that_a_party_chose_is_told(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["coal", "unit", str(units), "--id", "A", "--draws", "200", "--year", "2024", "--entry", "2017-08-16"]
    assert main([*asked, "--measure", "elv", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["article8"]
    assert (found["source"], found["measure"]) == ("existing", "elv")
