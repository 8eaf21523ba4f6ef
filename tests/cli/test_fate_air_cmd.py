"""``almaden fate matrix``, ``compare``, ``receptor``, ``footprint``, ``actions`` and ``skill``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

COARSE = ["--grid", "15"]


def test_a_matrix_is_written_and_compared_with_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "matrix.csv"
    assert main(["fate", "matrix", "--species", "hg0", "--out", str(out), *COARSE]) == 0
    told = capsys.readouterr().out
    assert "Southeast Asia" in told
    assert "screening model" in told
    assert main(["fate", "compare", str(out), "--species", "hg0", "--json", *COARSE]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["rank_correlation"] == pytest.approx(1.0)
    assert found["unmatched"] == []
    template = tmp_path / "template.csv"
    assert main(["fate", "matrix-template", "--out", str(template), "--json"]) == 0
    assert main(["fate", "matrix-template", "--out", str(template)]) == 2
    assert main(["fate", "compare", str(template), *COARSE]) == 2
    assert "there are no rows of a matrix" in capsys.readouterr().err


def test_where_what_falls_on_the_arctic_is_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fate", "receptor", "--at", "Arctic", "--json", "--out", str(tmp_path / "a.csv"), *COARSE]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(one["share_of_receptor"] for one in told["flows"]) == pytest.approx(1.0)
    assert {one["receptor"] for one in told["flows"]} == {"arctic"}
    folder = tmp_path / "footprint"
    assert main(["fate", "footprint", "--to", "arctic", "--out", str(folder), *COARSE]) == 0
    assert {one.name for one in folder.iterdir()} >= {"footprint.nc", "footprint.csv", "footprint.geojson"}
    assert "Former USSR" in capsys.readouterr().out
    assert main(["fate", "footprint", "--to", "45,7", *COARSE]) == 2
    assert "without meteorology of your own" in capsys.readouterr().err


def test_actions_and_skill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "actions.csv"
    assert main(["fate", "actions-template", "--out", str(table)]) == 0
    with table.open("a", encoding="utf-8") as file:
        file.write("Made-up one,Former USSR,,,100,kg/yr,coal plant,,,,5000,USD\nOther,Oceania,,,100,kg/yr,,,,,,\n")
    assert main(["fate", "actions", str(table), "--to", "arctic", *COARSE]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines if "kg not emitted" in line] == ["Made-up", "Other"]
    assert main(["fate", "skill", "--out", str(tmp_path / "skill"), *COARSE]) == 0
    told = capsys.readouterr().out
    assert "judging, below 2,000 m" in told
    assert "Why wet deposition differs:" in told
    assert (tmp_path / "skill" / "skill_hg0_map.svg").read_text(encoding="utf-8").startswith("<?xml")
