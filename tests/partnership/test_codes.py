"""The lists that fields of the registry choose from."""

from __future__ import annotations

import pytest

from almaden.demo.registry import demo_registry
from almaden.partnership.codes import (
    activity_types,
    area_names,
    categories,
    category_of,
    countries_of,
    materials,
    regions,
    regions_of,
    step_before,
    steps,
)
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.partners import PartnerCountRecord, PartnerRecord
from almaden.reference.countries import all_countries
from almaden.reference.tables import read_table

TABLES = ("activity_types", "categories", "steps", "materials", "regions", "country_regions")


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_unique_and_say_where_they_are_from(name: str) -> None:
    rows = read_table(f"partnership/{name}")
    keys = [next(iter(row.values())) for row in rows]
    assert len(set(keys)) == len(keys)
    for row in rows:
        assert row["source"]
        assert row["seen"]
        assert row["status"] in ("verified", "unverified")
        assert "recalled" not in row["seen"] or row["status"] == "unverified"


def test_the_types_of_the_documents_are_the_types_that_there_are() -> None:
    assert {one.type for one in demo_registry().all(ActivityRecord)} == set(activity_types())


def test_there_are_eight_areas_and_what_overarches_them() -> None:
    assert set(area_names()) == {"ASGM", "CHLOR", "FATE", "PROD", "COAL", "WASTE", "SUPPLY", "CEMENT", "CROSS"}


def test_categories_of_partners_are_in_both_classifications() -> None:
    assert {one.category for one in demo_registry().all(PartnerRecord)} <= set(categories())
    stated = {one.category for one in demo_registry().all(PartnerCountRecord)}
    assert {words: category_of(words) for words in stated} == {
        "total": "total",
        "government": "government",
        "intergovernmental organisation": "igo",
        "international organisation": "igo",
        "NGO": "ngo",
        "other": "other",
        "industry/private sector": "industry",
        "academia and others": "academia",
    }


def test_a_step_comes_after_a_step() -> None:
    assert set(step_before()) | set(step_before().values()) <= set(steps())
    assert step_before()["final disposal"] == "stabilisation"
    assert materials()["elemental mercury"] == "consisting"


def test_countries_are_in_regions_that_hold_one_another() -> None:
    assert regions_of("PER") == ("South America", "LAC", "Americas", "global")
    assert regions_of("KGZ") == ("Central Asia", "Asia", "global")
    # The standard of the United Nations counts five countries in Central Asia.
    assert countries_of("Central Asia") == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    assert countries_of("nowhere") == frozenset()
    assert {one.part_of for one in regions().values()} - {""} <= set(regions())
    # Antarctica is in none, and Taiwan is in no list of the United Nations.
    assert {one.iso3 for one in all_countries()} - countries_of("global") <= {"ATA", "TWN"}
