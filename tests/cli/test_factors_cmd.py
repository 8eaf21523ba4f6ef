"""The commands of ``almaden factors``, through the entry point of the program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main
from tests.inventory.toolkit_samples import two_headings

READ = ("--page", "p. 58", "--by", "made-up checker", "--date", "2026-03-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Almaden:
    """Runs command lines and gives what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> str:
        assert main(("factors", *arguments)) == code
        printed = self.capsys.readouterr()
        return printed.err if code else printed.out

    def json(self, *arguments: str) -> Any:
        return json.loads(self(*arguments, "--json"))


@pytest.fixture
def almaden(capsys: pytest.CaptureFixture[str], folder: Path) -> Almaden:
    return Almaden(capsys)


def rows_of(listed: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    return [row for row in listed if row["code"] == code]


def test_list_counts_what_is_unverified(almaden: Almaden) -> None:
    lines = almaden("list").splitlines()
    assert lines[0].startswith("5.1.1 ")
    assert "0.15 (0.05 to 0.5) g/t" in lines[0]
    assert "are unverified" in lines[-1]
    assert len(almaden.json("list")) == len(lines) - 1


def test_show_names_variants_and_scenarios(almaden: Almaden) -> None:
    told = almaden("show", "5.1.1")
    assert "coal, all ranks: 0.15 (0.05 to 0.5) g/t [unverified, toolkit-2019] *" in told
    assert "esp: air 0.75, sector treatment 0.25" in told
    assert almaden.json("show", "5.5.3.1")["input_factors"][0]["value"] == 25.0


def test_show_refuses_a_code_that_there_is_not(almaden: Almaden) -> None:
    assert "5.1.99" in almaden("show", "5.1.99", code=2)


def test_a_verified_factor_takes_the_place_of_the_one_of_the_set(almaden: Almaden, folder: Path) -> None:
    assert "5.1.1 is now verified in factors.csv" in almaden("verify", "5.1.1", "--value", "0.16", *READ)
    (row,) = rows_of(almaden.json("list", "--layer", "factors.csv"), "5.1.1")
    assert (row["value"], row["status"], row["variant"]) == (0.16, "verified", "coal, all ranks")
    told = almaden("diff", "toolkit-2019", "factors.csv")
    assert told.splitlines() == [
        "5.1.1 / coal, all ranks (input factor): 0.15 (0.05 to 0.5) g/t -> 0.16 g/t",
        "1 factors differ",
    ]


def test_list_shows_only_what_is_in_force_under_a_row_for_all_variants(almaden: Almaden, folder: Path) -> None:
    (folder / "own.csv").write_text("kind,code,value,unit\ninput,5.3.1,0.05,g/t\n", encoding="utf-8")
    assert [row["value"] for row in rows_of(almaden.json("list", "--layer", "own.csv"), "5.3.1")] == [0.05]


def test_diff_tells_a_row_whose_status_alone_changed(almaden: Almaden) -> None:
    almaden("verify", "5.1.1", "--scenario", "esp", "--shares", "0.75 0 0 0 0 0.25", *READ)
    (change,) = almaden.json("diff", "toolkit-2019", "factors.csv")
    assert (change["scenario"], change["status_before"], change["status_after"]) == ("esp", "unverified", "verified")
    told = almaden("diff", "toolkit-2019", "factors.csv")
    assert "[unverified] -> [verified]" in told
    assert "0 factors differ" in told
    assert "missing" not in told


def test_verify_prints_one_object(almaden: Almaden) -> None:
    answer = almaden.json("verify", "5.9.1", "--shares", "0.01 0.0001 0 0 0 0", *READ)
    assert answer["path"] == "factors.csv"
    factor = answer["factor"]
    assert (factor["scenario"], factor["remainder"], factor["seen"]) == ("level1", "retained", "p. 58")
    assert factor["source"].startswith("UN Environment")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("5.2.2", "--value", "15"), "from whole ore, no retort"),
        (("5.2.2", "--shares", "0.6 0.2 0.2 0 0 0"), "--variant"),
        (("5.1.1", "--scenario", "esp", "--shares", "0.75 0 0 0 0 0.2"), "add to 0.95, not to 1"),
        (("5.1.1", "--value", "0.15", "--shares", "1 0 0 0 0 0"), "either an input factor or shares"),
    ],
)
def test_verify_refuses_and_writes_nothing(
    almaden: Almaden, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    assert words in almaden("verify", *arguments, *READ, code=2)
    assert not (folder / "factors.csv").exists()


def test_a_rest_may_be_said(almaden: Almaden) -> None:
    shares = ("--scenario", "esp", "--shares", "0.75 0 0 0 0 0.2", "--remainder", "retained")
    assert almaden.json("verify", "5.1.1", *shares, *READ)["factor"]["remainder"] == "retained"
    found = almaden.json("show", "5.1.1", "--layer", "factors.csv")["distribution_factors"]
    (esp,) = [row for row in found if row["scenario"] == "esp"]
    assert (esp["remainder"], esp["status"]) == ("retained", "verified")


def test_import_writes_layer_and_map(almaden: Almaden, folder: Path) -> None:
    two_headings(folder / "toolkit.xlsx")
    told = almaden("import", "toolkit.xlsx", "--out", "own.csv")
    assert "written to own.csv; the map of the cells to own.map.toml" in told
    assert (folder / "own.map.toml").exists()
    (coal,) = rows_of(almaden.json("list", "--layer", "own.csv"), "5.1.1")
    assert (coal["value"], coal["status"], coal["layer"]) == (0.15, "verified", "own.csv")


def test_import_prints_one_object(almaden: Almaden, folder: Path) -> None:
    two_headings(folder / "toolkit.xlsx")
    answer = almaden.json("import", "toolkit.xlsx", "--out", "own.csv")
    assert (answer["path"], answer["map"]) == ("own.csv", "own.map.toml")
    assert {row["code"] for row in answer["factors"]} >= {"5.1.1", "5.3.1", "5.5.3.1"}
    assert all("differs" in row for row in answer["rows"])


def test_import_refuses_what_is_no_workbook(almaden: Almaden, folder: Path) -> None:
    (folder / "toolkit.xlsx").write_text("no workbook", encoding="utf-8")
    assert "toolkit.xlsx" in almaden("import", "toolkit.xlsx", code=2)
    assert not (folder / "factors.csv").exists()
