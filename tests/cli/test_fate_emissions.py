"""``almaden fate emissions``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from almaden.cli.main import main


def test_facilities_as_text_and_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out = tmp_path / "made_up.csv", tmp_path / "made_up.geojson"
    table.write_text("latitude,longitude,emission,unit,kind\n51,7,120,kg/yr,coal plant\n-90,360,1,t/yr,gold mining\n")
    assert main(["fate", "emissions", "--facilities", str(table), "--grid", "10", "--out", str(out)]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "all 1.12" in lines
    assert "60-90 S 1" in lines
    assert any(re.fullmatch(r"rests on [1-9]\d* unverified numbers; --json lists them", line) for line in lines)
    assert len(json.loads(out.read_text(encoding="utf-8"))["features"]) == 2


def test_the_world_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fate", "emissions", "--year", "2010", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["total"] == pytest.approx(2188.0, abs=0.25)
    assert told["origins"][0]["status"] == "verified"


def test_what_does_not_go_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--totals", "a.csv"], ["--file", "a.nc", "--facilities", "b.csv"], ["--area", "a.nc"]):
        assert main(["fate", "emissions", *words]) == 2
        assert "it is not clear what to make the emission of" in capsys.readouterr().err
    assert main(["fate", "emissions", "--file", str(tmp_path / "none.nc")]) == 2


def test_regions_have_their_totals_in_large_cells(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("netCDF4")
    folder = shared / "data" / "streets2019_regional_emissions"
    words = ["--file", str(folder / "Streets_2019_Anthro_Hg_Emissions.nc"), "--year", "2015", "--grid", "10"]
    assert main(["fate", "emissions", *words, "--regions", str(folder / "17_region_masks.nc"), "--json"]) == 0
    regions = json.loads(capsys.readouterr().out)["regions"]
    assert (regions["Eastern Africa"], regions["Middle East"]) == pytest.approx((72.9, 46.3), abs=0.05)
