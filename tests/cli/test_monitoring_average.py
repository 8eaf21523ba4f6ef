"""``almaden monitoring average``, ``wet`` and ``passive``."""

from __future__ import annotations

import csv
import itertools
import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from almaden.cli.main import main

FIELDS = "site,start,end,matrix,species,value,unit,flag,detection_limit,diagnostics\n"


def write(path: Path, *rows: str) -> str:
    path.write_text(FIELDS + "".join(f"{row}\n" for row in rows))
    return str(path)


def day(number: int) -> str:
    return (datetime(2024, 1, 1) + timedelta(days=number)).strftime("%Y-%m-%dT00:00:00Z")


def hours(count: int) -> list[str]:
    times = [datetime(2024, 2, 1) + timedelta(hours=hour) for hour in range(count + 1)]
    words = [time.strftime("%Y-%m-%dT%H:00:00Z") for time in times]
    return [f"gaw:XXX,{one},{two},air,GEM,1.5,ng/m3,valid,," for one, two in itertools.pairwise(words)]


def test_means_as_text_json_and_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "gem.csv", *hours(26 * 24))
    table = tmp_path / "means.csv"
    assert main(["monitoring", "average", file, "--output", str(table)]) == 0
    shown = capsys.readouterr().out
    assert "1 of 1 have enough measurements (UTC)" in shown
    assert "gaw:XXX, GEM, ng/m3" in shown
    assert [row["mean"] for row in csv.DictReader(table.read_text().splitlines())] == ["1.5"]
    assert main(["monitoring", "average", file, "--coverage", "0.9", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["averages"][0]["why"] == "26 of its 29 days are measured well enough; 27 are needed"
    assert found["meta"]["input_sha256"]
    assert found["unverified"] == []


def test_days_by_the_clock_of_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = write(tmp_path / "gem.csv", *hours(24))
    for zone in ("-05:00", "UTC-5", "America/Panama"):
        assert main(["monitoring", "average", file, "--period", "day", "--zone", zone, "--json"]) == 0
        starts = [row["start"] for row in json.loads(capsys.readouterr().out)["averages"]]
        assert starts == ["2024-01-31T00:00:00", "2024-02-01T00:00:00"]


def test_any_table_by_the_names_of_its_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "any.csv"
    lines = [f"A;2024-02-{day:02};{'<0,4' if day > 20 else '2,5'}" for day in range(1, 30)]
    file.write_text("place;when;gem\n" + "\n".join(lines))
    words = ["monitoring", "average", str(file), "--time", "when", "--value", "gem", "--series", "place"]
    assert main(words) == 0
    told = capsys.readouterr()
    assert "1.724 to 1.848" in told.out
    assert "29 measurements have no end; each is taken to last 24 hours" in told.err
    assert main([*words[:-1], "plase"]) == 2
    assert "accepted: place, when, gem" in capsys.readouterr().err
    assert main(words[:5]) == 2
    assert "--time, --value" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--zone", "Nowhere/At"], "an offset such as +05:30"),
        (["--coverage", "75"], "a number above 0, at most 1"),
        (["not-there.csv"], "there is no such file"),
    ],
)
def test_what_cannot_be_asked_is_told(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["monitoring", "average", write(tmp_path / "gem.csv", *hours(2)), *words]) == 2
    assert told in capsys.readouterr().err


def test_a_file_without_measurements_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "none.csv"
    file.write_text("when,gem\n")
    assert main(["monitoring", "average", str(file), "--time", "when", "--value", "gem"]) == 2
    assert "there is no measurement" in capsys.readouterr().err


def test_wet_deposition(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = []
    for week, (depth, mercury) in enumerate(
        [("12.3", "8.4"), ("0.5", "35.1"), ("25.4", "6.2"), ("8.9", "12.7"), ("12.9", "")]
    ):
        times = f"mdn:XX00,{day(7 * week)},{day(7 * week + 7)},precipitation"
        rows += [
            f"{times},precipitation,{depth},mm,valid,,",
            f"{times},THg,{mercury},ng/L,{'valid' if mercury else 'missing'},,",
        ]
    file = write(tmp_path / "weeks.csv", *rows)
    table = tmp_path / "wet.csv"
    assert main(["monitoring", "wet", file, "--output", str(table)]) == 0
    assert "498.6 ng/m2" in capsys.readouterr().out
    assert float(next(csv.DictReader(table.read_text().splitlines()))["measured"]) == pytest.approx(391.38)
    assert main(["monitoring", "wet", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["deposition"][0]["mean"] == pytest.approx(8.309554, abs=1e-6)
    assert main(["monitoring", "wet", write(tmp_path / "gem.csv", *hours(2))]) == 2
    assert "no concentration of mercury in precipitation" in capsys.readouterr().err


def test_passive_samplers_beside_an_instrument(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = "blank=0.14; temperature_degc=24; wind_speed_m_s=1.5"
    file = write(tmp_path / "masses.csv", f"gaw:XXX,{day(0)},{day(91)},air,GEM mass,18.6,ng,valid,,{told}")
    active = write(tmp_path / "active.csv", f"gaw:XXX,{day(0)},{day(80)},air,GEM,1.3,ng/m3,valid,,")
    words = [
        "monitoring",
        "passive",
        file,
        "--reference-temperature",
        "10",
        "--reference-wind",
        "3",
        "--active",
        active,
    ]
    assert main(words) == 0
    shown = capsys.readouterr().out
    assert "1.4 (standard error" in shown
    assert "passive less active 0.09998 ng/m3" in shown
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["samples"][0]["rate"] == pytest.approx(0.1449)
    assert found["active"]["count"] == 1
    assert main(["monitoring", "passive", active]) == 2
    assert "no mass of a passive sampler" in capsys.readouterr().err
