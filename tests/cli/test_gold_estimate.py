"""``almaden gold estimate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

#: 1.5 million troy ounces; the national assessment of 2018 published 45,150 kg of mercury.
TABLES = {
    "about.csv": "country,year\nGHA,2018\n",
    "figures.csv": "quantity,value,low,high,unit,year,chosen,source\n"
    "small-scale gold,46655,40000,55000,kg,2018,y,made up\nmercury used,45150,,,kg,2018,n,published\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["gold", "estimate", *words, "--draws", "200"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_ghana_beside_the_published_amount(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = (str(folder), "--practice", "concentrate=1", "--ratios", "toolkit-2019")
    code, out, _ = run(capsys, *words, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["gold_kg"], found["mercury_kg"]) == pytest.approx((46655, 46655))
    assert found["mercury_kg_low"] < found["mercury_kg"] < found["mercury_kg_high"]
    assert {"air_burning_kg", "air_shops_kg_low", "water_kg_high", "power", "chi2"} <= set(found)
    assert {"gold_kg_low", "chi2", "p_disagree"} <= set(next(one for one in found["routes"] if one["applies"]))
    assert [one["value"] for one in found["beside"]] == [45150]
    assert found["meta"]["factor_set"] == "toolkit-2019"
    code, out, _ = run(capsys, *words)
    assert code == 0
    for text in ("mercury used", "45,150", "Gold by route", "unverified", "Question: How much of the amalgam"):
        assert text in out


def test_the_split_is_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, str(folder))
    assert code == 2
    assert "--practice concentrate=1" in err
    assert "233,275 kg" in err  # 46,655 kg x 5
    assert run(capsys, str(folder), "--practice", "borax=1")[0] == 2


def test_retorts_of_the_command_line_and_the_lines_of_an_inventory(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (str(folder), "--practice", "concentrate=1")
    plain = json.loads(run(capsys, *words, "--json")[1])
    rows = tmp_path / "rows"
    fewer = json.loads(run(capsys, *words, "--retorts", "0.5", "--inventory", str(rows), "--json")[1])
    # 46,655 kg x (0.975 - 1/19) x 0.5 x 0.85
    assert plain["mercury_kg"] - fewer["mercury_kg"] == pytest.approx(46655 * (0.975 - 1 / 19) * 0.425)
    assert "concentrate" in (rows / "factors.csv").read_text(encoding="utf-8")
