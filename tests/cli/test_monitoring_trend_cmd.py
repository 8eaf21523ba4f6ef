"""``almaden monitoring trend``: any table, without the store."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from almaden.cli.main import main


def _json(words: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["monitoring", "trend", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def _table(path: Path, text: str, encoding: str = "utf-8") -> str:
    path.write_bytes(text.encode(encoding))
    return str(path)


def test_two_series_of_a_table_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    years = range(2010, 2020)
    # The second is P of ten annual means whose S, slope and interval are known from scipy.
    falling = (1.72, 1.69, 1.70, 1.66, 1.61, 1.63, 1.58, 1.55, 1.57, 1.52)
    rows = [f"A,{year},{year - 2000}" for year in years]
    rows += [f"B,{year},{value}" for year, value in zip(years, falling, strict=True)]
    file = _table(tmp_path / "sites.csv", "site,year,gem\n" + "\n".join(rows) + "\n")
    found = _json([file, "--series", "site", "--time", "year", "--value", "gem"], capsys)
    assert found["meta"]["program"] == "almaden"
    first, second = found["series"]
    assert (first["series"], first["n"], first["verdict"]) == ("A", 10, "increasing")
    assert (second["series"], second["verdict"]) == ("B", "decreasing")
    assert second["p"] == pytest.approx(0.000676764, abs=1e-6)
    numbers = [second[name] for name in ("slope_per_year", "low", "high")]
    assert numbers == pytest.approx([-0.0220, -0.0275, -0.0171429], abs=1e-6)
    assert second["reason"].startswith("the test rejects")
    assert {one["status"] for one in found["unverified"]} == {"unverified"}


def test_year_and_month_are_found_and_shown(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shared / "knowledge/science/reference/trend_test_series.csv"
    assert main(["monitoring", "trend", str(file)]) == 0
    assert "decreasing: -0.02084 a year" in capsys.readouterr().out
    found = _json([str(file), "--method", "hirsch-slack"], capsys)
    assert found["columns"]["time"] == ["year", "month"]
    assert found["series"][0]["z"] == pytest.approx(-3.237217, abs=1e-6)


def test_a_european_table_with_values_below_detection(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"15.{month:02}.{year};{'<0,5' if month == 2 else f'{year - 2009},25'}" for year in range(2010, 2016)
            for month in range(1, 13)]  # fmt: skip
    file = tmp_path / "rain.csv.gz"
    file.write_bytes(gzip.compress(("Datum;THg\n" + "\n".join(rows)).encode("latin-1")))
    (one,) = _json([str(file), "--time", "Datum"], capsys)["series"]
    assert (one["n"], one["verdict"]) == (72, "increasing")
    assert one["share_below_detection"] == pytest.approx(1 / 12)
    assert one["slope_per_year"] == pytest.approx(1)


def test_columns_of_limits_and_of_what_is_below(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"{year}-07-01,{'' if year < 2004 else year - 2000},{'y' if year < 2004 else ''},4,X{year % 2}" for year in
            range(2000, 2012)]  # fmt: skip
    file = _table(tmp_path / "fish.csv", "date,mercury,nondetect,lod,station\n" + "\n".join(rows) + "\n")
    found = _json([file, "--value", "mercury", "--below", "nondetect", "--limit", "lod"], capsys)
    (one,) = found["series"]
    assert (one["n"], one["verdict"]) == (12, "increasing")
    assert one["share_below_detection"] == pytest.approx(4 / 12)
    assert "the column station holds 2 names" in found["notes"][0]


def test_what_is_odd_about_a_table_is_told_and_read_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"{year}-{month:02},1.5" for year in range(2010, 2016) for month in range(1, 13)]
    rows += ["1815-03,1.5", "2155-03,1.5", "2015-12,1.5", "2015-11,1.6", "2016-01,9.99", "2016-02,0", "2016-03,-0.2",
             "2016-04,1500"]  # fmt: skip
    file = tmp_path / "odd.csv"
    file.write_bytes(("date,gem\r" + "\r".join(rows)).encode() + b"\r")
    notes = _json([str(file)], capsys)["notes"]
    assert [note.partition(",")[0] for note in notes] == [
        "before 1900", "duplicate row", "duplicate time", "future date", "line ends", "missing code", "negative value",
        "unit mistaken", "zero below detection",
    ]  # fmt: skip
    assert "row 78, column gem" in notes[5]
    file = tmp_path / "mixed.csv"
    file.write_bytes(
        b"date,gem,note\n" + b"".join(f"{year},1.{year % 7},".encode() + b"\xe9\n" for year in range(1990, 2010))
    )
    assert [note.partition(",")[0] for note in _json([str(file), "--value", "gem"], capsys)["notes"]] == ["encoding"]


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("date,gem\n", ["--value", "gem"], ["there is no measurement"]),
        ("date,gem\n2015-01,1.5\n2015-02,1.5D-01\n", [], ["row 3, column gem", "Fortran", "letter E"]),
        ("date,gem\n2015-01,1.5\n2015-13,1\n", [], ["row 3, column date", "'2015-13'", "not a time"]),
        ("date,gem\n2015-01,1.5\n2015-02,high\n", [], ["row 3, column gem", "'high'"]),
        ("date,gem\n2015-01,1.5\n2015-02,-9999\n", [], ["row 3, column gem", "code for a missing value"]),
        ("date,gem\n2015-01,1.5\n2015-02,<LOD\n", [], ["row 3, column gem", "--limit"]),
        ("date,gem\n03/04/2015,1\n", [], ["row 2, column date", "day and month cannot be told apart"]),
        ("date,gem\n2015,1\n2016-01-01,1\n", [], ["row 3, column date", "years and dates"]),
        ("year,month,gem\n2015,13,1\n", [], ["row 2, column month", "a number from 1 to 12"]),
        ("date,a,b\n2015,1,1\n", [], ["--value", "not clear which column", "date, a, b"]),
        ("a,b\n2015,1\n", [], ["--time", "not clear which column"]),
        ("date,gem\n2015,1\n", ["--value", "tgm"], ["no such column", "'tgm'", "date, gem"]),
        ("date,gem\n2015,1\n", ["--period", "7", "--confidence", "95"], ["--period", "--confidence"]),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    text: str, words: list[str], told: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["monitoring", "trend", _table(tmp_path / "in.csv", text), *words]) == 2
    shown = capsys.readouterr().err
    for part in told:
        assert part in shown


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitoring", "trend", str(tmp_path / "none.csv")]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_comments_above_the_header_are_no_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"{year},{year - 2000}\r" for year in range(2010, 2020))
    file = _table(tmp_path / "means.csv", "# Means, made up; ng/m3\r#missing is 9.99\ryear,gem\r" + rows)
    assert _json([file], capsys)["series"][0]["verdict"] == "increasing"
    # The header itself can be a comment; rows keep their numbers.
    file = _table(tmp_path / "named.csv", "# Means, made up\n# year,gem\n2010,1\n2011,-9999\n")
    assert main(["monitoring", "trend", file]) == 2
    shown = capsys.readouterr().err
    assert "row 4, column gem" in shown
    assert "write NA in them" in shown


def test_a_half_year_is_a_season(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Summers 10 above winters, both rising by 1 a year: pairs within a season all have a slope of exactly 1."""
    rows = [f"{year}-{month:02}-01,{year - 2000 + (10 if month == 7 else 0)}" for year in range(2005, 2015)
            for month in (1, 7)]  # fmt: skip
    (one,) = _json([_table(tmp_path / "half.csv", "date,gem\n" + "\n".join(rows))], capsys)["series"]
    assert (one["verdict"], one["slope_per_year"]) == ("increasing", 1.0)


@pytest.mark.parametrize("method", ["gls", "block-bootstrap"])
def test_methods_of_models_give_the_same_fields(
    method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = np.random.default_rng(7)
    months = np.arange(120)
    # A slope of -0.05 a year, a season and noise; and the same with one value below detection.
    values = 2.0 - 0.05 * months / 12 + 0.2 * np.cos(months * np.pi / 6) + 0.05 * rng.normal(size=120)
    dates = [f"{2005 + month // 12}-{month % 12 + 1:02}" for month in months]
    rows = [f"A,{date},{value:.4f}" for date, value in zip(dates, values, strict=True)]
    rows += [f"B,{date},{'<1' if place == 5 else f'{value:.4f}'}" for place, (date, value) in
             enumerate(zip(dates, values, strict=True))]  # fmt: skip
    file = _table(tmp_path / "in.csv", "site,date,gem\n" + "\n".join(rows))
    first, second = _json([file, "--series", "site", "--method", method], capsys)["series"]
    (default, _) = _json([file, "--series", "site"], capsys)["series"]
    assert set(first) == set(default)
    assert (first["series"], first["n"], first["verdict"], first["method"]) == ("A", 120, "decreasing", method)
    assert first["low"] < -0.05 < first["high"]
    assert first["p"] < 0.05
    assert first["slope_per_year"] == pytest.approx(default["slope_per_year"], abs=0.005)
    assert (second["verdict"], second["slope_per_year"]) == ("cannot tell", None)
    assert "below detection" in second["reason"]


def test_steps_are_told_with_their_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(2)
    values = 1.5 + 0.3 * (np.arange(120) >= 72) + 0.05 * rng.normal(size=120)
    rows = [f"{2005 + month // 12}-{month % 12 + 1:02},{value:.4f}" for month, value in enumerate(values)]
    file = _table(tmp_path / "in.csv", "date,gem\n" + "\n".join(rows))
    (one,) = _json([file, "--steps"], capsys)["series"]
    # Month 72 after January 2005 is January 2011.
    assert (one["steps"]["pettitt"]["verdict"], one["steps"]["pettitt"]["at"][:7]) == ("step", "2011-01")
    assert (one["steps"]["segments"]["verdict"], one["steps"]["segments"]["steps"][0][:7]) == ("step", "2011-01")
    assert main(["monitoring", "trend", file, "--steps"]) == 0
    assert "segments of equal mean: step (2011-01)" in capsys.readouterr().out


def test_regions_hold_series_against_their_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = np.random.default_rng(8)
    rows = []
    for site in range(8):
        slope = -0.03 if site < 4 else 0.0
        rows += [
            f"S{site},{'north' if site < 4 else 'south'},{2005 + month // 12}-{month % 12 + 1:02},"
            f"{1.5 + slope * month / 12 + 0.05 * rng.normal():.4f}"
            for month in range(120)
        ]
    file = _table(tmp_path / "in.csv", "site,where,date,gem\n" + "\n".join(rows))
    found = _json([file, "--series", "site", "--value", "gem", "--region", "where"], capsys)
    north, south = found["regions"]
    # -0.03 a year of a median of 1.35 is -2.2 % a year.
    assert (north["region"], north["sites"], north["verdict"]) == ("north", 4, "decreasing")
    assert north["low"] < -2.2 < north["high"]
    assert (south["region"], south["verdict"]) == ("south", "no trend")
    # Benjamini and Yekutieli by hand: the largest p keeps p * (1 + 1/2 + ... + 1/8), at most 1.
    largest = max(found["series"], key=lambda one: one["p"])
    assert largest["q"] == pytest.approx(min(1.0, largest["p"] * sum(1 / k for k in range(1, 9))))
    assert {one["verdict"] for one in found["series"][:4]} == {"decreasing"}
    assert main(["monitoring", "trend", file, "--series", "site", "--value", "gem", "--region", "where"]) == 0
    assert "north  decreasing" in capsys.readouterr().out
    assert main(["monitoring", "trend", file, "--value", "gem", "--region", "where"]) == 2
    assert "--series" in capsys.readouterr().err
    (tmp_path / "two.csv").write_text("site,where,date,gem\nA,north,2010,1\nA,south,2011,1\n")
    assert main(["monitoring", "trend", str(tmp_path / "two.csv"), "--series", "site", "--value", "gem",
                 "--region", "where"]) == 2  # fmt: skip
    assert "row 3, column where" in capsys.readouterr().err
