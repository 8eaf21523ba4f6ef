"""``almaden fate meteorology``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from tests.fate.atmosphere.made_up_winds import era5, plain, written


def test_what_a_file_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["fate", "meteorology", str(written(era5(), tmp_path)), "--grid", "15"]
    assert main(words) == 0
    told = capsys.readouterr()
    lines = [" ".join(line.split()) for line in told.out.splitlines()]
    assert "months: 1, 7" in lines
    assert "precipitation user's file" in lines
    assert "mixing by eddies climatology" in lines
    assert "Note: variables that were not read: t2m" in told.err
    assert main([*words, "--month", "7", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["months"] == [7]
    assert 0.2 < found["exchange_years_climatology"] < 2


def test_winds_without_a_layer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fate", "meteorology", str(written(plain().sel(level=[500.0, 200.0]), tmp_path))]) == 2
    assert "a layer of the model has no wind" in capsys.readouterr().err
