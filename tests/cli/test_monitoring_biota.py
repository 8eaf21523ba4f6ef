"""``almaden monitoring biota`` and ``biota-template``. The samples are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

HEADS = "study,sample,common_name,tissue,analyte,value,unit,basis,below_detection,detection_limit,length_mm\n"


def said(capsys: pytest.CaptureFixture[str], *asked: str) -> str:
    assert main(["monitoring", *asked]) == 0
    return capsys.readouterr().out


def test_samples_are_evaluated(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "samples.csv"
    rows = [f"Made up,{at},northern pike,muscle,THg,{at / 10:g},mg/kg,ww,n,,{400 + 50 * at}" for at in range(1, 8)]
    rows += [f"Another,{at},northern pike,muscle,THg,{at / 5:g},mg/kg,ww,n,,{400 + 50 * at}" for at in range(1, 8)]
    rows.append("Made up,9,northern pike,muscle,THg,,mg/kg,ww,y,0.05,300")
    file.write_text(HEADS + "\n".join(rows), encoding="utf-8")
    told = said(capsys, "biota", str(file), "--taxon", "Esox lucius", "--limit", "EU", "--on", "2026-01-01")
    assert "At 550 mm" in told
    assert "large predators that are listed" in told
    assert "15 samples of 2 studies" in told
    found = json.loads(said(capsys, "biota", str(file), "--limit", "EU", "--json"))
    assert found["meta"]["program"] == "almaden"
    assert (found["species"][0]["values"]["n"], found["species"][0]["values"]["below"]) == (15, 1)
    assert found["unverified"]


def test_an_unknown_issuer_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "samples.csv"
    file.write_text(HEADS + "Made up,1,northern pike,muscle,THg,0.4,mg/kg,ww,n,,500\n", encoding="utf-8")
    assert main(["monitoring", "biota", str(file), "--limit", "Nowhere"]) == 2
    assert "US EPA" in capsys.readouterr().err


def test_the_template_as_written_has_no_sample(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    book = tmp_path / "samples.xlsx"
    said(capsys, "biota-template", str(book))
    assert main(["monitoring", "biota", str(book)]) == 2
    assert "no sample of an animal is told" in capsys.readouterr().err
