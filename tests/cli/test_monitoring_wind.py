"""``almaden monitoring wind``: sectors and CBPF of files of hours."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from almaden.cli.main import main

FIELDS = "site,start,end,matrix,species,value,unit,flag\n"


def rows(species: str, unit: str, values: list[float], hours: int = 1) -> str:
    times = [datetime(2024, 2, 1) + timedelta(hours=hours * place) for place in range(len(values) + 1)]
    words = [one.strftime("%Y-%m-%dT%H:00:00Z") for one in times]
    lines = zip(words, words[1:], values, strict=False)
    return "".join(f"mu:X,{begin},{end},air,{species},{value},{unit},valid\n" for begin, end, value in lines)


def test_the_sector_of_high_values_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Twenty hours from north at 2 m/s with 1, ten from east at 6 m/s with 5, ten calm with 2.
    wind = rows("wind direction", "degree", [0.0] * 20 + [90.0] * 10 + [10.0] * 10)
    wind += rows("wind speed", "m/s", [2.0] * 20 + [6.0] * 10 + [0.1] * 10)
    gem = rows("GEM", "ng/m3", [1.0] * 20 + [5.0] * 10 + [2.0] * 10)
    file = tmp_path / "hours.csv"
    file.write_text(FIELDS + wind + gem)
    assert main(["monitoring", "wind", str(file), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (one,) = found["series"]
    assert (one["species"], one["n"], one["calm"]) == ("GEM", 40, 10)
    by_sector = {row["key"]: (row["mean"], row["n"]) for row in one["sectors"] if row["n"]}
    assert by_sector == {0.0: (1.0, 20), 90.0: (5.0, 10), None: (2.0, 10)}
    # The percentile 75 of 20 ones, 10 twos and 10 fives lies a quarter between the 30th, 2, and the 31st, 5.
    assert one["threshold"] == pytest.approx(2.75)
    shares = {(row["from_degree"], row["n"]): row["probability"] for row in one["cbpf"] if row["n"]}
    assert shares == {(0.0, 20): 0.0, (90.0, 10): 1.0}
    assert {origin["quantity"] for origin in found["unverified"]}
    assert main(["monitoring", "wind", str(file)]) == 0
    assert "90°" in capsys.readouterr().out


def test_what_cannot_be_paired_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wind = rows("wind direction", "degree", [0.0] * 48) + rows("wind speed", "m/s", [2.0] * 48)
    file = tmp_path / "days.csv"
    file.write_text(FIELDS + wind + rows("GEM", "ng/m3", [1.0, 1.0], 24))
    assert main(["monitoring", "wind", str(file)]) == 0
    assert "over 1 h and the substance over 24 h" in capsys.readouterr().out
    file.write_text(FIELDS + rows("GEM", "ng/m3", [1.0, 1.0]))
    assert main(["monitoring", "wind", str(file)]) == 2
    assert "no site has a substance and the wind" in capsys.readouterr().err
