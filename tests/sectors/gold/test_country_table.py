"""The table of countries: what counts, what the sum is called, and that its range holds the ranges."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.sectors.gold.country_records import CountryEstimateRecord
from almaden.sectors.gold.country_table import country_table
from almaden.sectors.gold.readers.country_table import read_estimates


def test_the_sum_is_that_of_the_countries_in_the_table() -> None:
    # UN Environment and GRID-Arendal, The Illegal Trade in Chemicals, Table 3: 15 countries, 786 to 2,211 t, in
    # the middle 1,498.5 t; older values stand beside and do not count. Of Ghana the newest is not its 70 t there, but
    # the 45.15 t of the country's own assessment of 2018; without Ghana's 35 to 105 t they are 751 to 2,106 t.
    found = country_table(draws=1000)
    assert len(found.lines) == 15
    assert found.total_title == "sum of 15 countries"
    assert found.total_kg.value == pytest.approx(1_498_500.0 - 70_000.0 + 45_150.0)
    assert 751_000 < found.total_kg.low < found.total_kg.value < found.total_kg.high < 2_106_000
    assert len(found.unverified) == 15
    assert json.loads(found.to_json())["total_is"] == "sum of 15 countries"


def test_an_earlier_day_shows_earlier_values() -> None:
    found = country_table(as_of=2012, draws=100)
    china = next(line for line in found.lines if line.country == "CHN")
    assert (china.shown.year, china.shown.mercury_kg.value, china.shown.range_told) == (2010, 444_500.0, False)
    assert len(found.lines) == 11


def test_a_year_before_all_values_is_told_with_the_first() -> None:
    with pytest.raises(InputError) as caught:
        country_table(as_of=1990, only={"BOL"}, draws=100)
    assert caught.value.faults[0].advice == "the first value is for 2010"


def test_own_values_count_before_those_of_the_program_and_stay_beside_them(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(
        "country;year;mercury_t;low_t;high_t;data_class;source\n"
        "GHA;2012;50,5;40;70;4;Survey (made up)\nKEN;2020;10;;;3;Survey (made up)\n",
        encoding="utf-8-sig",
    )
    own, digest = read_estimates(file)
    found = country_table(own, draws=100, input_sha256=digest)
    ghana = next(line for line in found.lines if line.country == "GHA")
    assert (ghana.shown.year, ghana.shown.mercury_kg.value) == (2012, 50_500.0)
    assert [value.year for value in ghana.history] == [2010, 2012, 2017, 2018]
    assert found.total_title == "sum of 16 countries"
    assert len(found.to_frame()) == sum(len(line.history) for line in found.lines)


def test_faults_are_told_together(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("country,year,mercury_t,low_t,source\nXYZ,2012,5,,a\nGHA,2012,5,9,a\nGHA,,5,,a\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_estimates(file)
    assert {fault.row for fault in caught.value.faults} == {2, 3, 4}


def test_order_of_own_rows_changes_no_digit() -> None:
    rows = [
        CountryEstimateRecord(country=country, year=2020, mercury_t=value, source="made up")
        for country, value in (("KEN", 4.0), ("UGA", 7.0), ("TZA", 9.0))
    ]
    assert country_table(rows, draws=200).total_kg == country_table(rows[::-1], draws=200).total_kg
