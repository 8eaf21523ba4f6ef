"""``almaden gold sites`` and ``almaden gold miner``. All figures are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

ABOUT = "country,year,made_up\nGHA,2024,y\n"
SITES = (
    "id,region,miners,men,women,children,latitude,longitude,season,industrial_mine,industrial_relation\n"
    "S1,North,40,26,12,2,5.9123,-2.0321,11-5,Made-up mine,conflict\n"
    "S2,South,10,8,2,0,6.0,-2.1,1-12,,none\n"
)
TAILINGS = (
    "id,site,mass_t,mercury_mg_per_kg,water_distance_m,confined,people_within_1km\nT1,S1,1200,45,80,n,350\nT2,S2,,,,,\n"
)


def folder(at: Path, **tables: str) -> str:
    for name, text in {"about": ABOUT, **tables}.items():
        (at / f"{name}.csv").write_text(text, encoding="utf-8")
    return str(at)


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(["gold", *words]) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.out


def test_everything_that_the_file_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = "".join(f"Made up,P-{at},y,urine,{20 + at},{10 + at},ug/g creatinine,trained\n" for at in range(12))
    head = "training,participant,consent,matrix,before,after,unit,group\n"
    where = folder(tmp_path, sites=SITES, tailings=TAILINGS, biomonitoring=head + people)
    told = said(capsys, "sites", where)
    assert "THESE FIGURES ARE MADE UP" in told
    for expected in ("Made-up mine", "T1", "12 persons", "To be asked: T2"):
        assert expected in told
    # No participant, and no place of a mine.
    for hidden in ("P-1", "5.91", "2.03"):
        assert hidden not in told
    found = json.loads(said(capsys, "sites", where, "--json"))
    assert list(found)[:5] == ["meta", "sites", "coexistence", "tailings", "biomonitoring"]
    # 1200 t x 45 mg/kg
    assert found["tailings"]["mercury_kg"] == 54
    out = tmp_path / "out" / "deposits.csv"
    assert "T1" not in said(capsys, "sites", where, "--coexistence")
    assert str(out) in said(capsys, "sites", where, "--tailings", "--out", str(out))
    assert out.read_text(encoding="utf-8").startswith("id,site,region,mercury_kg")


def test_a_section_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing of this in the file" in said(capsys, "sites", folder(tmp_path, sites=SITES), "--tailings", code=2)


def test_miner_works_without_a_file_and_says_what_is_default(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "miner", "--grade", "6", "--draws", "200")
    assert "gold in the ore: 6.000 g/t\n" in told
    assert "days of work: 220.0 d/y (default)" in told
    found = json.loads(said(capsys, "miner", "--grade", "6", "--draws", "200", "--json"))
    # 1 t of 6 g/t, recovery 0.4, five miners
    assert found["methods"][1]["yield_g_per_miner_day"] == pytest.approx(6 * 0.4 / 5)


def test_own_methods_and_prices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "methods.csv").write_text("method,like,recovery\ntable,gravity,0.6\n", encoding="utf-8")
    (tmp_path / "prices.csv").write_text("key,value,low,high\ngold_usd_per_g,90,80,100\n", encoding="utf-8")
    found = json.loads(said(capsys, "miner", str(tmp_path), "--draws", "200", "--json"))
    assert found["methods"][-1]["yield_g_per_miner_day"] == pytest.approx(8 * 0.6 / 5)
    assert found["prices"][0]["value"] == 90
    (tmp_path / "prices.csv").write_text("key,value,low\nminers,9,\ngold_usd_per_g,90,95\n", encoding="utf-8")
    refused = said(capsys, "miner", str(tmp_path), code=2)
    assert "prices.csv, row 3" in refused
    assert "not within its range" in refused
