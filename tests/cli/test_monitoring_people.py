"""``almaden monitoring people`` and ``people-template``. The people are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

HEADS = "survey,participant,consent,year,country,matrix,method,analyte,value,unit,group\n"


def said(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    assert main(["monitoring", *asked]) == 0
    return capsys.readouterr().out


def test_groups_of_ten_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    rows = [f"Made up,{at},y,2025,GHA,hair,DMA80,THg,{1 + at / 10:g},ug/g,miners" for at in range(1, 13)]
    rows += ["Made up,99,n,2025,GHA,hair,DMA80,THg,9,ug/g,miners"]
    file.write_text(HEADS + "\n".join(rows), encoding="utf-8")
    told = said(capsys, "people", str(file))
    assert "12 persons, geometric mean" in told
    assert "did not agree to their use: 1" in told
    found = json.loads(said(capsys, "people", str(file), "--json"))
    assert found["meta"]["program"] == "almaden"
    assert [one["statistics"]["persons"] for one in found["cells"]] == [12]


def test_the_template_as_written_has_nobody(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "people.xlsx"
    said(capsys, "people-template", str(book))
    assert main(["monitoring", "people", str(book)]) == 2
    assert "no sample of a participant who agreed is told" in capsys.readouterr().err
