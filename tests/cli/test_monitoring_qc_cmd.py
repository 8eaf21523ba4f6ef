"""``almaden monitoring qc``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from almaden.cli.main import main

HEADER = "site,start,end,matrix,species,value,unit,flag,original_flag,level,diagnostics\n"


@pytest.fixture
def observations(tmp_path: Path) -> Path:
    """Made-up hours: one negative, one too high, one that the network called invalid; and two weeks of rain."""
    file = tmp_path / "made_up.csv"
    hours = [(1.5, "valid", "0.000", ""), (-0.2, "valid", "0.000", ""), (7.0, "valid", "", "final"),
             (1.5, "valid", "", "final"), (900.0, "invalid", "0.456", "")]  # fmt: skip
    rows = [
        f"gaw:XXX,2020-04-01T{hour:02d}:00:00Z,2020-04-01T{hour + 1:02d}:00:00Z,air,GEM,{value},ng/m3,{flag},{told},"
        f"{level},cartridge=A"
        for hour, (value, flag, told, level) in enumerate(hours)
    ]
    for species, unit, week in (("THg", "ng/L", (9, 11)), ("precipitation", "mm", (20, 0))):
        for day, value in zip((7, 14), week, strict=True):
            rows.append(f"mdn:YY00,2020-04-{day:02d},2020-04-{day + 7},precipitation,{species},{value},{unit},valid,,,")
    file.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_counts_flags_and_marks(observations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["monitoring", "qc", str(observations), "--on", "2026-01-01", "--latitude", "50"]
    assert main([*asked, "--output", str(tmp_path), "--marks", str(tmp_path / "marks.csv"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["id"]: one["marks"] for one in found["rules"]} == {"R1": 2, "R10": 1}
    assert found["remarks"] == {}
    assert found["meta"]["input_sha256"]
    assert {one["site"]: one["flagged"] for one in found["series"] if one["species"] != "precipitation"} == {
        "gaw:XXX": 2, "mdn:YY00": 1
    }  # fmt: skip

    with (tmp_path / "checked.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = [(row["value"], row["flag"], row["original_flag"], row["level"], row["diagnostics"]) for row in rows[:5]]
    assert told == [
        ("1.5", "valid", "0.000", "automatic", "cartridge=A"),
        ("-0.2", "invalid", "0.000", "automatic", "cartridge=A; marks=R1"),
        ("7.0", "suspect", "valid", "automatic", "cartridge=A; marks=R1"),
        ("1.5", "valid", "valid", "final", "cartridge=A"),
        ("900.0", "invalid", "0.456", "automatic", "cartridge=A"),
    ]
    with (tmp_path / "marks.csv").open(encoding="utf-8") as file:
        assert [(row["rule"], row["flag"]) for row in csv.DictReader(file)] == [
            ("R1", "invalid"), ("R1", "suspect"), ("R10", "suspect")
        ]  # fmt: skip
    # What was written can be read again.
    assert main(["monitoring", "qc", str(tmp_path / "checked.csv"), "--on", "2026-01-01"]) == 0


def test_strict_own_rules_and_text(observations: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["monitoring", "qc", str(observations), "--on", "2026-01-01"]
    assert main([*asked, "--strict"]) == 1
    shown = capsys.readouterr()
    assert "Marks by rule" in shown.out
    assert "without its latitude no polar spring is spared" in shown.err
    rules = tmp_path / "own.csv"
    rules.write_text("id,species,matrix,parameter,flag\nR1,*,*,invalid_below,off\n", encoding="utf-8")
    assert main([*asked, "--strict", "--rules", str(rules)]) == 0
    assert main([*asked, "--site-class", "hot spot", "--json"]) == 0


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitoring", "qc", str(tmp_path / "none.csv")]) == 2
    empty = tmp_path / "empty.csv"
    empty.write_text(HEADER, encoding="utf-8")
    assert main(["monitoring", "qc", str(empty)]) == 2
    assert "no observation was found" in capsys.readouterr().err


def test_what_is_odd_about_a_whole_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(b"site,start,matrix,species,value,unit,instrument\r" + b"".join(
        f"made:A,2024-01-01T{hour:02}:00,air,GEM,1.{hour},ng/m3,T{hour // 6}\r".encode() for hour in range(12)
    ))  # fmt: skip
    assert main(["monitoring", "qc", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["remarks"] == {"line ends": 1, "two instruments": 1}
    other = tmp_path / "other.csv"
    other.write_text("site,start,matrix,species,value,unit\nmade:B,2024-01-01T00:00,air,GEM,1500,pg/m3\n")
    assert main(["monitoring", "qc", str(file), str(other), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["remarks"]["two units"] == 1
    other.write_text("CompositeCommonName,Analyte,Result,Unit\nBass (made up),Mercury,0.3,ppm\n")
    assert main(["monitoring", "qc", str(other), "--reader", "tissue"]) == 2
    assert "the sample has no date or no station" in capsys.readouterr().err


def test_raw_files_of_an_instrument_by_a_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Five-minute rows as a Tekran 2537 makes them, made up: cartridge B reads 20 % high, one baseline is too high."""
    raw, columns = tmp_path / "raw.csv", tmp_path / "map.toml"
    rows = [
        f"2024-03-05 0{5 * n // 60}:{5 * n % 60:02d},{'AB'[n % 2]},OK,{0.9 if n == 7 else 0.15},{1.5 + 0.3 * (n % 2)}"
        for n in range(24)
    ]
    raw.write_text("Time,Cart,Stat,BL,Hg\n" + "\n".join(rows) + "\n", encoding="utf-8")
    columns.write_text(
        'site = "=made-up:A"\nstart = "Time"\nvalue = "Hg"\nmatrix = "=air"\nspecies = "=GEM"\nunit = "=ng/m3"\n'
        '[diagnostics]\ncartridge = "Cart"\nbaseline_v = "BL"\nstatus = "Stat"\n',
        encoding="utf-8",
    )
    asked = ["monitoring", "qc", str(raw), "--reader", "observation-table", "--columns", str(columns)]
    assert main([*asked, "--on", "2026-01-01", "--json"]) == 0
    marks = {one["id"]: one["marks"] for one in json.loads(capsys.readouterr().out)["rules"]}
    # The means 1.5 and 1.8 differ by 18 % of 1.65, all day.
    assert (marks["R3"], marks["R5"]) == (24, 1)


def test_places_outside_a_box_and_exchanged_coordinates_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three made-up sites; the box is 50 to 55 degrees north and 4 to 8 east."""
    raw, columns = tmp_path / "raw.csv", tmp_path / "map.toml"
    raw.write_text(
        "Site,Time,Hg,Lat,Lon\nA,2024-03-05,1.5,53,6\nB,2024-03-05,1.5,6,53\nC,2024-03-05,1.5,60,6\n", encoding="utf-8"
    )
    columns.write_text(
        'site = "Site"\nstart = "Time"\nvalue = "Hg"\nlatitude = "Lat"\nlongitude = "Lon"\nmatrix = "=air"\n'
        'species = "=GEM"\nunit = "=ng/m3"\n',
        encoding="utf-8",
    )
    asked = ["monitoring", "qc", str(raw), "--reader", "observation-table", "--columns", str(columns)]
    asked += ["--within", "50", "55", "4", "8"]
    assert main([*asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["places"]
    assert [(one["site"], one["trap"]) for one in found] == [("B", "coordinates swapped"), ("C", "outside")]
    assert main(asked) == 0
    assert "Place of B: latitude 6, longitude 53 lie in the region when they are exchanged" in capsys.readouterr().out
