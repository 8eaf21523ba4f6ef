"""``almaden gold satellite``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main
from tests.sectors.gold.polygons import feature, layer, square


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("satellite")
    bow = [[0.512345, 0.5], [0.522345, 0.51], [0.522345, 0.5], [0.512345, 0.51], [0.512345, 0.5]]
    first = [feature(square(0.1, 0.1, 0.05), area_ha=300.0, year=201800), feature(bow, area_ha=20.0, year=201800)]
    (folder / "first.geojson").write_bytes(layer(first))
    (folder / "later.geojson").write_bytes(layer([feature(square(0.98, 0.3, 0.04), area_ha=100.0, year=202503)]))
    there = [feature(square(0, 0), name="West", country="GHA"), feature(square(1, 0), name="East", country="TGO")]
    (folder / "borders.geojson").write_bytes(layer(there))
    (folder / "protected.geojson").write_bytes(layer([feature(square(0.5, 0.2, 0.49), name="Forest")]))
    (folder / "points.geojson").write_bytes(
        layer([{"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}}])
    )
    return folder


def asked(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    named = [str(folder / word) if word.endswith(".geojson") else word for word in words]
    code = main(["gold", "satellite", *named])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_two_dates_by_country_as_text(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = asked(
        files, capsys, "first.geojson", "later.geojson", "--boundaries", "borders.geojson",
        "--protected", "protected.geojson", "--factor", "0.5", "--factor-range", "0.05", "5",
    )  # fmt: skip
    assert code == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "Ghana 2018 stock 320 320" in lines
    assert "Ghana 2025 Q3 new 50.0 370" in lines
    assert "Togo 2025 Q3 new 50.0 50.0" in lines
    assert "all 2025 Q3 new 100 420" in lines
    assert "Forest 2018 stock 20.0 20.0" in lines
    assert "Forest 2025 Q3 new 25.0 45.0" in lines
    assert "All dates: 50 (5–500)" in lines
    assert "do not use it in place of a field survey" in out.replace("\n", " ")
    assert "cross or touch themselves" in err
    assert "512345" not in out + err


def test_json_says_the_same_with_how_it_was_made(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("first.geojson", "later.geojson", "--boundaries", "borders.geojson", "--gold", "250", "--ratio", "2")
    code, out, _err = asked(files, capsys, *words, "--by", "admin", "--json")
    assert code == 0
    told: dict[str, Any] = json.loads(out)
    assert told["meta"]["input_sha256"]
    found = {(one["admin"], one["date"]): one["area_ha"] for one in told["places"]}
    assert found == pytest.approx({("West", 201800): 320.0, ("West", 202503): 50.0, ("East", 202503): 50.0})
    assert told["total"][-1]["cumulative_ha"] == pytest.approx(420.0)
    assert told["proxy"]["mercury_kg"] == pytest.approx(50.0)
    assert told["proxy"]["mercury_kg_low"] < 5.0 < told["proxy"]["mercury_kg"] < told["proxy"]["mercury_kg_high"]


def test_what_may_be_published_holds_no_exact_place(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out_file = files / "out" / "cells.geojson"
    code, out, _err = asked(files, capsys, "first.geojson", "--out", str(out_file))
    assert code == 0
    assert str(out_file) in out
    text = out_file.read_text()
    assert [one["properties"]["area_ha"] for one in json.loads(text)["features"]] == [300.0, 20.0]
    assert "512345" not in text


def test_faults_of_all_files_are_told_at_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _out, err = asked(files, capsys, "points.geojson", "none.geojson")
    assert code == 2
    assert "points.geojson: feature 1: its geometry is not a polygon" in err
    assert "none.geojson" in err


@pytest.mark.parametrize("words", [("--gold", "5"), ("--factor", "1", "--ratio", "2"), ("--factor-range", "1", "2")])
def test_a_factor_is_told_in_one_way(words: tuple[str, ...], files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _out, err = asked(files, capsys, "first.geojson", *words)
    assert code == 2
    assert "no factor of its own" in err


def test_the_table_of_the_source_is_read(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = shared / "data" / "amazon_mining_watch" / "national_amazon_basin_2018-2025Q3_all_differences.csv"
    assert main(["gold", "satellite", str(table)]) == 0
    told = capsys.readouterr()
    assert "43,597" in told.out
    assert "87,47" not in told.out
    assert "twice" in told.err
