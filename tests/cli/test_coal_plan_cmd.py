"""``almaden coal plan``, ``project``, ``inventory`` and ``unit --what-if``, on a small made-up fleet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main

UNITS = """id,name,country,subdivision,capacity_mw,start_year,controls,rank,status
A,One,IDN,Banten,660,2016,CS-ESP,subbituminous,operating
B,Two,IDN,Banten,300,2005,CS-ESP,subbituminous,operating
C,Three,IDN,Riau,100,2012,CS-ESP + wFGD,lignite,operating
D,Four,IDN,Riau,300,,,,construction
"""


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """A folder with three units that operate and one that is built."""
    folder = tmp_path / "made-up"
    folder.mkdir()
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    return folder


def printed(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    assert main(["coal", *map(str, words), "--draws", "200", "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_plan_for_half(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = printed(capsys, "plan", fleet, "--target", "50%")
    assert found["expected"]["abated_kg_per_year"]["value"] >= 0.5 * found["baseline_kg_per_year"]["value"]
    assert {one["unit"] for one in found["expected"]["measures"]} <= {"A", "B", "C"}
    assert found["assured"]["cost_usd_per_year"] >= found["expected"]["cost_usd_per_year"]
    assert found["economy"]["discount"] == 0.07
    assert found["meta"]["draws"] == 200


def test_the_same_in_kg_and_without_a_measure(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    half = printed(capsys, "plan", fleet, "--target", "50%")["target_kg"]
    found = printed(capsys, "plan", fleet, "--target", half, "--exclude", "bromide", "--exclude", "ACI brominated")
    assert found["target_kg"] == pytest.approx(half)
    assert not {"bromide", "ACI brominated"} & {one["option"] for one in found["expected"]["measures"]}


def test_a_budget_a_limit_and_a_cap(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "plan", fleet, "--budget", "1e6")["expected"]["cost_usd_per_year"] <= 1e6
    assert printed(capsys, "plan", fleet, "--limit", "20")["mode"] == "limit"
    capped = printed(capsys, "plan", fleet, "--target", "0", "--cap", "Banten=20")
    assert [one["name"] for one in capped["binding"]] == ["Banten"]
    assert main(["coal", "plan", str(fleet), "--cap", "Banten"]) == 2
    assert "Banten=300" in capsys.readouterr().err


def test_the_plan_as_text_and_table(fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "plan.csv"
    assert main(["coal", "plan", str(fleet), "--target", "50%", "--draws", "200", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    for part in ("nine draws of ten", "The first measures", "next kg", "The target binds"):
        assert part in shown
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["unit_name"] in {"One", "Two", "Three"}
    assert {row["plan"] for row in rows} == {"expected", "assured"}


def test_what_cannot_be_reached_says_how_far_one_comes(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coal", "plan", str(fleet), "--target", "100%", "--exclude", "retire", "--draws", "200"]) == 2
    assert "with all that is allowed it is" in capsys.readouterr().err
    assert main(["coal", "plan", str(fleet), "--target", "many"]) == 2
    assert "this is no number" in capsys.readouterr().err


def test_measures_of_ones_own(fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "id,unit,kind,devices,sorbent,sorbent_mg_per_m3,retired_year\n"
        "carbon,,retrofit,ACI,brominated,48,\n"
        "close,B,retire,,,,2030\n",
        encoding="utf-8",
    )
    found = printed(capsys, "plan", fleet, "--target", "40%", "--measures", own)
    assert {one["option"] for one in found["expected"]["measures"]} <= {"carbon", "close"}
    own.write_text("id,unit,kind\nclose,X,retire\n", encoding="utf-8")
    assert main(["coal", "plan", str(fleet), "--target", "40%", "--measures", str(own)]) == 2
    assert "there is no unit of this identifier" in capsys.readouterr().err


def test_a_plan_by_year(fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, out = tmp_path / "years.csv", tmp_path / "plan.csv"
    table.write_text("year,target_percent\n2028,20\n2035,50\n", encoding="utf-8")
    found = printed(capsys, "plan", fleet, "--by-year", table, "--out", out)
    today = found["baseline_kg_per_year"]["value"]
    for year, share in zip(found["years"], (0.2, 0.5), strict=True):
        assert year["abated_kg_per_year"] >= share * today * (1 - 1e-6)
    assert sum(len(year["measures"]) for year in found["years"]) == len(found["expected"]["measures"])
    assert "2028" in out.read_text(encoding="utf-8")
    assert main(["coal", "plan", str(fleet), "--by-year", str(table), "--draws", "200"]) == 0
    assert "Year by year" in capsys.readouterr().out
    assert main(["coal", "plan", str(fleet), "--by-year", str(table), "--target", "50%"]) == 2
    assert "a plan has one aim" in capsys.readouterr().err


def test_what_if_at_a_unit(fleet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (fleet / "changes.csv").write_text("id,unit,kind,devices\nfilter,C,retrofit,FF\n", encoding="utf-8")
    answer = printed(capsys, "unit", fleet, "--id", "C", "--what-if")
    by_id = {one["id"]: one for one in answer["what_if"]}
    # Closing avoids what the unit would emit over its remaining life, by the same rule.
    assert by_id["retire"]["avoided_lifetime_kg"] == pytest.approx(answer["lifetime_kg"])
    assert by_id["filter"]["avoided_kg_per_year"] > 0
    assert by_id["wFGD"]["reason"] == "wFGD is there already"
    assert "what_if" not in printed(capsys, "unit", fleet, "--id", "C")
    assert main(["coal", "unit", str(fleet), "--id", "C", "--what-if", "--draws", "200"]) == 0
    assert "What measures would do" in capsys.readouterr().out


def test_the_years_to_come(fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    frozen, bat = printed(capsys, "project", fleet, "--scenario", "frozen", "--scenario", "bat")["projections"]
    assert bat["sum_kg"] < frozen["sum_kg"]
    table, out = tmp_path / "scenarios.csv", tmp_path / "years.csv"
    table.write_text("scenario,rule\nmine,age 30\n", encoding="utf-8")
    words = ["coal", "project", str(fleet), "--scenarios", str(table), "--out", str(out), "--draws", "200"]
    assert main(words) == 0
    assert "mine" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").startswith("scenario,part,name,year")
    table.write_text("scenario,rule\nmine,age 3\n", encoding="utf-8")
    assert main(words) == 2
    assert main(["coal", "project", str(fleet), "--scenario", "none"]) == 2
    assert "there is no such scenario" in capsys.readouterr().err


def test_the_fleet_as_an_inventory(fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "inventory"
    assert main(["coal", "inventory", str(fleet), "--country", "IDN", "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["inventory", "run", str(out), "--draws", "200", "--json"]) == 0
    air = json.loads(capsys.readouterr().out)["totals"]["gross"]["air_kg"]
    totals = printed(capsys, "fleet", fleet)["totals"]
    running = next(one for one in totals if one["status"] == "operating")
    assert air == pytest.approx(running["kg_per_year"], rel=1e-9)
