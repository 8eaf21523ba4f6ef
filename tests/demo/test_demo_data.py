"""The worked examples: their rows are valid, and plain arithmetic gives the hand-made totals."""

from __future__ import annotations

import csv
import math
import tomllib
from pathlib import Path
from typing import Any

import pytest

from almaden.demo.coal import copy_units
from almaden.demo.loader import demo_countries, demo_path
from almaden.errors import AlmadenError
from almaden.inventory.records import ActivityRow, PublishedRow
from almaden.reference.categories import categories, category
from almaden.reference.record import columns
from almaden.sectors.coal.readers.fleet import read_fleet

# Sums of a calculation by hand of activity rate x recalled Level 1 factor, kg of mercury per year.
TOTAL_INPUT_KG = {"philippines": 118_652.9296, "ghana": 318_474.4552}

# The factors of that calculation, in kg per unit of activity, before electrification or dental density.
KG_PER_UNIT = {
    "5.1.1": 0.15e-3,
    "5.1.2": 0.15e-3,
    "5.1.3.1": 3.4e-6,
    "5.1.3.2": 3.4e-6,
    "5.1.3.4": 2e-6,
    "5.1.4.1": 100e-9,
    "5.1.4.3": 0.22e-9,
    "5.1.6": 0.03e-3,
    "5.1.6.1": 0.12e-3,
    "5.1.7": 0.0,  # no default, so no input
    "5.2.2": 3.0,
    "5.2.4": 30e-3,
    "5.2.6": 15e-3,
    "5.3.1": 0.11e-3,
    "5.5.2": 0.14e-3,
    "5.5.5": 0.03e-3,
    "5.6.1": 0.15e-3,
    "5.6.2.2": 0.005e-3,
    "5.6.3.1": 0.01e-3,
    "5.6.3.2": 0.04e-3,
    "5.10.2": 2.5e-3,
}
ELECTRIFIED = {"5.5.2", "5.5.5", "5.6.2.2", "5.6.3.1", "5.6.3.2"}


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "activity_rates.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _header(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "inventory.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", demo_countries())
def test_the_rows_are_valid_records(name: str) -> None:
    with demo_path(name) as folder:
        rows = _rows(folder)
    assert tuple(rows[0]) == columns(ActivityRow)
    for row in rows:
        unknown = {"activity_rate": None} if row["activity_rate"] == "?" else {}
        record = ActivityRow.model_validate({key: text for key, text in row.items() if text} | unknown)
        assert record.unit == category(record.code).unit
        assert category(record.code).quantified
        assert (record.present == "N") == (record.activity_rate == 0)
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert {row["candidate_of"] for row in rows} - {""} <= set(ids)


@pytest.mark.parametrize("name", demo_countries())
def test_every_level_1_category_with_a_rate_is_answered(name: str) -> None:
    with demo_path(name) as folder:
        answered = {row["code"] for row in _rows(folder)}
    asked = {code for code, one in categories().items() if one.level1 and one.quantified}
    assert asked - answered == set()


@pytest.mark.parametrize("name", demo_countries())
def test_a_number_that_was_not_read_is_not_called_verified(name: str) -> None:
    with demo_path(name) as folder:
        rows = _rows(folder)
        context = _header(folder)["context"]
    for row in rows:
        assert row["status"] in {"verified", "unverified", "user"}
        if row["status"] == "verified":
            assert row["seen"].startswith(("http", "github "))
    for entry in context.values():
        assert entry["seen"].startswith(("http", "github "))
        assert entry["status"] in {"verified", "unverified"}


@pytest.mark.parametrize("name", demo_countries())
def test_it_says_that_it_is_no_inventory_of_the_country(name: str) -> None:
    with demo_path(name) as folder:
        assert _header(folder)["notice"] == "worked example, not an inventory of the country"
        assert _header(folder)["format"] == 1


@pytest.mark.parametrize("name", demo_countries())
def test_plain_arithmetic_on_the_rows_gives_the_total_of_the_hand_calculation(name: str) -> None:
    with demo_path(name) as folder:
        context = _header(folder)["context"]
        rows = _rows(folder)
    amounts = []
    for row in rows:
        if row["activity_rate"] in {"?", "0"} or row["candidate_of"]:
            continue
        factor = float(row["input_factor"]) if row["input_factor"] else KG_PER_UNIT[row["code"]]
        if row["code"] in ELECTRIFIED:
            factor *= context["electrification_rate"]["value"]
        if row["code"] == "5.6.1":
            factor *= context["dental_personnel_per_1000"]["value"] / 0.826
        amounts.append(float(row["activity_rate"]) * factor)
    assert math.fsum(amounts) == pytest.approx(TOTAL_INPUT_KG[name], abs=1e-3)


def test_both_ways_of_winning_gold_are_there_and_one_is_taken() -> None:
    taken = {}
    for name in demo_countries():
        with demo_path(name) as folder:
            gold = [row for row in _rows(folder) if row["code"] == "5.2.2"]
        taken[name] = {row["variant"]: (row["input_factor"], bool(row["candidate_of"])) for row in gold}
    # Ghana's Minamata Initial Assessment names concentrate; for the Philippines nothing was said.
    assert taken == {
        "philippines": {"from whole ore, no retort": ("", False), "from concentrate, no retort": ("1", True)},
        "ghana": {"from concentrate, no retort": ("1", False), "from whole ore, no retort": ("", True)},
    }


@pytest.mark.parametrize("name", demo_countries())
def test_published_figures_are_valid_records(name: str) -> None:
    with demo_path(name) as folder, (folder / "published.csv").open(encoding="utf-8", newline="") as file:
        found = [PublishedRow.model_validate(row) for row in csv.DictReader(file)]
    assert found
    if name == "ghana":
        # Figures given at the launch of the assessment (Ghana Business News, 5 Sept 2018), and a later citation.
        assert [one.value for one in found if one.quantity == "total mercury input"] == [355_460, 81_060]


def test_an_example_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(AlmadenError, match="philippines, ghana"), demo_path("atlantis"):
        pass


def test_the_name_of_an_example_may_be_written_as_a_country() -> None:
    with demo_path("Ghana") as folder:
        assert (folder / "inventory.toml").is_file()


def test_the_made_up_coal_fired_units_can_be_taken_along(tmp_path: Path) -> None:
    copy_units(tmp_path / "coal")
    found = read_fleet(tmp_path / "coal")
    assert [one.id for one in found.units] == ["MADE-UP-1", "MADE-UP-2", "MADE-UP-3"]
    assert all("made up" in one.source for one in found.units)
