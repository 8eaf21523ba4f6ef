"""Fact sheets: the figures of the seed documents, as SUMMARY.md counts them, and the documents they were read in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from almaden.demo.registry import demo_registry
from almaden.errors import InputError
from almaden.partnership.fact_sheets import FactSheet, fact_sheet
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.reports.partnership.fact_sheet import build, write_fact_sheet

LATER = date(2030, 1, 1)


@pytest.fixture(scope="module")
def coal() -> FactSheet:
    return fact_sheet(demo_registry(), LATER, "COAL")


def test_an_area_has_all_its_activities_with_their_documents(coal: FactSheet) -> None:
    own = [one for one in demo_registry().all(ActivityRecord) if one.area == "COAL" and not one.same_as]
    assert {one.id for one in own} <= {one.id for one in coal.activities}
    assert sum(coal.by_status.values()) == len(coal.activities)
    assert {"003", "004"} <= set(coal.documents)
    assert sum(coal.documents.values()) == sum(
        bool(one.source) for one in (*coal.facts, *coal.activities, *coal.funding, *coal.reached)
    )


def test_a_figure_stands_with_its_place_in_the_document(coal: FactSheet, tmp_path: Path) -> None:
    text = write_fact_sheet(coal, "html", "en", tmp_path / "coal.html").read_text(encoding="utf-8")
    # Seed 004, line 416: the inventory of coal-fired units of Indonesia.
    assert "Indonesian coal units" in text
    assert "over 100 units" in text
    assert "004 L416" in text
    assert "125,000" in text
    assert "cannot be judged" in text


def test_a_country_is_found_by_its_name_and_states_no_figures_of_the_world() -> None:
    found = fact_sheet(demo_registry(), LATER, country="Ghana")
    assert found.country == "GHA"
    assert found.facts == ()
    assert found.targets == ()
    assert found.activities
    assert all("GHA" in one.countries for one in found.activities)


def test_it_tells_of_its_day() -> None:
    early = fact_sheet(demo_registry(), date(2012, 6, 30), "COAL")
    assert early.activities
    assert all((one.start or one.reported_from) <= "2012-06-30" for one in early.activities)


def test_nothing_is_said_to_be_nothing(tmp_path: Path) -> None:
    empty = fact_sheet(Registry.made_of([]), LATER, "COAL")
    assert [one.title for one in build(empty, "en").warnings] == ["Nothing is known"]


def test_markup_in_a_text_stays_text(tmp_path: Path) -> None:
    values = {"id": "A1", "title": "<script>alert(1)</script>", "area": "COAL", "type": "training", "status": "ongoing"}
    registry = Registry.made_of([("activity", KINDS["activity"].record.model_validate(values))])
    path = write_fact_sheet(fact_sheet(registry, LATER, "COAL"), "html", "en", tmp_path / "x.html")
    assert "<script>alert" not in path.read_text(encoding="utf-8")


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        fact_sheet(demo_registry(), LATER, "XX", "Gana")
    assert [one.value for one in caught.value.faults] == ["XX", "Gana"]
    with pytest.raises(InputError):
        fact_sheet(demo_registry(), LATER)
