"""``almaden monitoring power`` and ``sources``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from almaden.cli.main import main

TDUMP = """\
     1     1
    GDAS    14     6    22     0     0
     1 BACKWARD OMEGA
    14     7     1{hour:6d}   47.050   12.960   500.0
     1 PRESSURE
     1     1    14     7     1{hour:6d}     0     0     0.0   47.050   12.960   500.0   720.1
     1     1    14     7     1{before:6d}     0     1    -1.0   47.200   {east:6.3f}   510.5   719.0
"""


def test_years_to_see_a_trend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitoring", "power", "--sd", "10", "--phi", "0.3", "--trend", "-1"]) == 0
    assert "seen after 12.6 years" in capsys.readouterr().out
    assert main(["monitoring", "power", "--sd", "4", "--years", "8", "--simulate", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["meta"]["seed"] == 1
    formula, simulated = found["results"]
    assert formula["unverified"][0]["value"] == 3.3
    # The program's test does not know phi, which costs more than the formula reckons where years are few.
    assert 1.0 < simulated["trend"] / formula["trend"] < 2.0


def test_power_needs_one_of_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitoring", "power", "--sd", "10"]) == 2
    assert "either a trend" in capsys.readouterr().err


def test_where_polluted_air_came_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = []
    for hour, east in ((6, 12.5), (9, 13.5), (12, 12.6), (15, 1.0)):
        files.append(tmp_path / f"tdump{hour}")
        files[-1].write_text(TDUMP.format(hour=hour, before=hour - 1, east=east))
    values = tmp_path / "gem.csv"
    values.write_text("when,gem\n2014-07-01T06:00,2.0\n2014-07-01T10:00+01:00,1.4\n2014-07-01T12:30,1.9\n")
    out = tmp_path / "cells.csv"
    words = ["monitoring", "sources", *map(str, files), "--values", str(values), "--time", "when", "--value", "gem"]
    assert main([*words, "--percentile", "50", "--out", str(out)]) == 0
    shown = capsys.readouterr()
    assert "3 of 4 trajectories" in shown.out
    assert "not that a source is there" in shown.out
    assert "two digits" in shown.err
    cells = {(one["south"], one["west"]): one for one in csv.DictReader(out.read_text().splitlines())}
    # Values 2.0, 1.4, 1.9 by arrival: above the median 1.9 lies 2.0; the cell of 12 E holds 2.0 and 1.9.
    assert float(cells["47.0", "12.0"]["pscf"]) == 0.5
    assert float(cells["47.0", "12.0"]["cwt"]) == pytest.approx(1.95)
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["trajectories"] == 3
    assert len(found["caveats"]) == 3
    assert any("percentile" in one["quantity"].lower() for one in found["unverified"])


def test_wrong_files_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = tmp_path / "gem.csv"
    values.write_text("time,value\n2014-07-01T06:00,x\n07/01,2\n")
    trajectory = tmp_path / "tdump"
    trajectory.write_text(TDUMP.format(hour=6, before=5, east=12.5))
    assert main(["monitoring", "sources", str(trajectory), "--values", str(values)]) == 2
    said = capsys.readouterr().err
    assert "not a number" in said
    assert "not a time" in said
    assert main(["monitoring", "sources", str(values), str(tmp_path / "none"), "--values", str(values)]) == 2
    said = capsys.readouterr().err
    assert "not a trajectory file" in said
    assert "cannot be opened" in said
    assert main(["monitoring", "sources", str(trajectory), "--values", str(values), "--value", "gem"]) == 2
    assert "no such column" in capsys.readouterr().err
