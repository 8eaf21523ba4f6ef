"""``almaden monitoring gaps``, ``network-plan``, ``network-template``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.monitoring.network.readers.network import read_network
from tests.store.conftest import own_home

__all__ = ["own_home"]

SITES = "site,latitude,longitude,matrix,species,first_year,last_year\nA,53.33,-9.9,air,GEM,1996,2025\n"


def said(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    assert main(["monitoring", *asked]) == 0
    return capsys.readouterr().out


def test_gaps(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "sites.csv"
    file.write_text(SITES, encoding="utf-8")
    told = said(capsys, "gaps", str(file), "--year", "2026", "--medium", "air", "--region", "Europe")
    assert "nobody measured here" in told
    assert "error of the mean" in told
    found = json.loads(said(capsys, "gaps", str(file), "--year", "2026", "--medium", "air", "--json"))
    assert found["meta"]["program"] == "almaden"
    assert {one["group"] for one in found["groups"] if one["running"]} == {"Europe"}
    assert len(found["placement"]["places"]) == len(found["groups"])


def test_gaps_of_an_empty_store_say_what_to_do(own_home: Path, db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitoring", "gaps", "--year", "2026"]) == 2
    assert "no measurements are published in this store" in capsys.readouterr().err


def test_a_template_filled_in_is_a_plan(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "network.xlsx"
    said(capsys, "network-template", str(book))
    # As it is written it holds examples only.
    assert main(["monitoring", "gaps", str(book), "--year", "2026"]) == 2
    assert "no site is told" in capsys.readouterr().err
    file = tmp_path / "planned.csv"
    file.write_text(
        "site,latitude,longitude,country,sampling,first_year,last_year\nHill,13,-59,BRB,passive,2027,2028\n",
        encoding="utf-8",
    )
    assert read_network(file).planned[0].site == "Hill"
    told = said(capsys, "network-plan", str(file))
    assert "2027: 1 sites, 4 samples, 4 duplicates, 1 blanks: 9 analyses" in told
    assert json.loads(said(capsys, "network-plan", str(file), "--json"))["usd"] is None
    assert main(["monitoring", "gaps", str(file), "--year", "2026"]) == 2
