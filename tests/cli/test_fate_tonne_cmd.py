"""``almaden fate tonne``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from tests.fate.atmosphere.made_up_winds import era5, written


def test_a_tonne_with_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["fate", "tonne", "--from", "-33.9,18.4", "--species", "hg2", "--draws", "40", "--grid", "20"]
    assert main(words) == 0
    told = capsys.readouterr().out
    for text in ("Southern Africa", "within 500 km", "Buried in sediments", "screening model", "Amos and others 2014"):
        assert text in told
    assert {"map.png", "map.svg", "deposition.csv", "map.geojson", "map.nc", "readme.txt"} <= {
        one.name for one in (tmp_path / "almaden-tonne").iterdir()
    }
    assert "receptor,name,kind,share,share_low,share_high" in (tmp_path / "almaden-tonne" / "deposition.csv").read_text(
        "utf-8-sig"
    )
    assert "What this cannot tell" in (tmp_path / "almaden-tonne" / "readme.txt").read_text("utf-8")
    assert main([*words, "--out", "cape", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["deposition"][0]["share"] > 0.1
    assert (tmp_path / "cape" / "map.png").is_file()


def test_winds_and_areas_of_the_users_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [40, 0], [40, 40], [0, 40], [0, 0]]]}
    areas = tmp_path / "made_up.geojson"
    feature = {"type": "Feature", "properties": {"name": "Made-up basin"}, "geometry": square}
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    words = ["fate", "tonne", "--from", "Northern Africa", "--draws", "40", "--grid", "20", "--areas", str(areas)]
    assert main(words) == 2
    assert "without meteorology of your own" in capsys.readouterr().err
    assert main([*words, "--meteorology", str(written(era5(), tmp_path)), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["areas"][0]
    assert found["receptor"] == "Made-up basin"
    assert 0 < found["share_low"] < found["share"] < found["share_high"] < 1
