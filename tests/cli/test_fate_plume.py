"""The commands of the near field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

ONE = ["fate", "plume", "--at", "40.1,-3.2", "--height", "60", "--emission", "12 kg/yr"]


def test_a_plume_with_weather_and_places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "w.csv").write_text(
        "time,wind_speed,wind_direction,temperature,stability\n2023-01-01T00:00,3,270,15,D\n2023-01-01T01:00,3,280,15,C\n"
    )
    (tmp_path / "p.csv").write_text("name,latitude,longitude\nSchool,40.1,-3.18\n")
    files = ["--weather", str(tmp_path / "w.csv"), "--receptors", str(tmp_path / "p.csv"), "--percentile", "50"]
    assert main([*ONE, *files, "--out", str(tmp_path / "o"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["receptors"]] == ["School"]
    assert told["receptors"][0]["percentile_50_ug_per_m3"] > 0.0
    assert told["weather"] == "hours"
    assert (tmp_path / "o" / "plume.geojson").exists()


def test_the_shop_and_the_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fate", "shop", "--emission", "2 g/h", "--volume", "50", "--changes", "3", "--json"]) == 0
    # 2000 mg/h into 150 m3/h.
    air = json.loads(capsys.readouterr().out)["air"]
    assert air[0]["concentration_mg_per_m3"] == pytest.approx(2000.0 / 150.0)
    assert main(["fate", "plume-template", "--out", str(tmp_path / "x.xlsx")]) == 0
    assert (tmp_path / "x.xlsx").exists()


def test_a_screening_in_words_and_what_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(ONE) == 0
    assert "screening, worst case" in capsys.readouterr().out
    for wrong in ([*ONE, "--roof", "70"], ["fate", "plume"], [*ONE, "--sources", "x.csv"]):
        assert main(wrong) == 2
