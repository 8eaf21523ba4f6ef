"""``almaden products alternatives``, ``switch``, ``producer``, ``lamps``, ``amalgam``, ``plan``; their templates."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["alternatives", "sphygmomanometer"], "Aneroid blood pressure gauge"),
        (["switch", "--example", "--draws", "100"], "400 replaced for"),
        (["producer", "--example", "--draws", "100"], "internal rate of return"),
        (
            ["lamps", "--from", "lfl", "--number", "1000", "--hours", "3000", "--electricity", "0.1"],
            "LED tube in place",
        ),
        (["amalgam", "--example", "--by", "2040"], "2 of the nine measures are taken; at least 2 are needed"),
        (["plan", "--example", "--date", "2026-06-30"], "LATE"),
    ],
)
def test_every_command_shows_and_gives_json(words: list[str], shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", *words]) == 0
    assert shown in capsys.readouterr().out
    assert main(["products", *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["meta"]["program"] == "almaden"


@pytest.mark.parametrize("name", ["switch", "producer", "amalgam", "plan"])
def test_templates_are_written_once(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / f"{name}.xlsx"
    assert main(["products", f"{name}-template", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": [str(file)]}
    assert main(["products", f"{name}-template", str(file)]) == 2
    # Nothing is told in it yet.
    assert main(["products", name, str(file)]) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["alternatives", "unobtainium"], "take a kind of product, or fewer words"),
        (["switch"], "either a file or the example"),
        (["lamps", "--from", "lfl", "--hours", "9", "--electricity", "1"], "either the number of lamps"),
        (["lamps", "--from", "lfl", "--number", "-3", "--hours", "9", "--electricity", "1"], "no number above 0"),
        (["amalgam", "--example", "--goal", "share=1"], "no goal of an indicator"),
    ],
)
def test_what_cannot_be_answered_is_told(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", *words]) == 2
    assert told in capsys.readouterr().err


def test_a_result_of_the_stock_tells_the_lamps_of_a_country(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", "stock", "--example", "--draws", "100", "--json"]) == 0
    file = tmp_path / "stock.json"
    file.write_text(capsys.readouterr().out)
    stock = next(one for one in json.loads(file.read_text())["series"] if one["kind"] == "cfl")
    words = [
        "products",
        "lamps",
        "--from",
        "cfl",
        "--stock",
        str(file),
        "--country",
        stock["country"],
        "--hours",
        "900",
    ]
    assert main([*words, "--electricity", "0.1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    # The mercury in the lamps is that of the stock.
    assert found["in_lamps_g"] == pytest.approx(1000 * stock["amounts"]["stock"][-1]["value"])


def test_the_date_of_the_convention_is_compared_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", "amalgam", "--example", "--goal", "dmft=1.5", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["dates"] == {"COP-6": 2034}
    assert {one["key"]: one["goal"] for one in found["trends"]}["dmft"] == 1.5
