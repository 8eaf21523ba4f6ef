"""The form for phones is one that servers take, and what they give out comes back as records."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from almaden.errors import InputError
from almaden.reports.gold_xlsform import gold_xlsform
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.readers.submissions import read_submissions
from tests.sectors.gold.made_up_tables import ABOUT, STRATUM, Row, book, folder, text

_ANSWERS: Row = {
    "id": "S1", "name": "منجم", "region": "", "stratum": "north", "visited": "2024-03-14", "miners": 40, "men": 26,
    "women": 12, "children": 2, "gold_per_miner": 0.4, "gold_unit": "g", "gold_period": "day",
    "whole_ore_share": 0.2, "concentrate_share": 0.7, "mercury_free_share": 0.1, "shares_total": 1,
    "residential_burning": "y",
}  # fmt: skip
_GROUPS = {"id": "where", "name": "where", "region": "where", "stratum": "where", "visited": "where"}
_MINER: Row = {"miner": "1", "gold": 0.02, "gold_unit": "troy_oz", "gold_period": "week", "sex": "female"}
_BOUGHT: Row = {"mercury": 1.5, "mercury_unit": "kg", "period": "month"}
_UNIT: Row = {"id": "U1", "kind": "mill", "stratum": "north", "ore_t_per_day": 3.5, "grade_g_per_t": 6,
              "recovery": 0.4, "days_per_year": 220, "note": ""}  # fmt: skip
_DEPOSIT: Row = {"id": "T1", "mass_t": 1200, "mercury_mg_per_kg": 45, "cyanide": "n", "people_within_1km": 350,
                 "food_grown": "y"}  # fmt: skip
_BUYER: Row = {"who-id": "B1", "who-kind": "trader", "who-region": "", "who-stratum": "north", "traded-gold": 1.2,
               "traded-gold_unit": "kg", "traded-gold_period": "month", "vapour-sponge_mercury_percent": 5,
               "vapour-capture_system": "y", "vapour-capture_efficiency": 0.8, "KEY": "uuid:8"}  # fmt: skip


def of_central(path: Path, **change: object) -> Path:
    """As ODK Central gives it out: text files, groups before the names."""
    answers = {f"{_GROUPS.get(name, 'people')}-{name}": cell for name, cell in {**_ANSWERS, **change}.items()}
    point = {"where-place-Latitude": 5.9, "where-place-Longitude": -2.0, "where-place-Accuracy": 4.1}
    visit = {"SubmissionDate": "2024-03-14T10:00:00Z", **answers, **point, "meta-instanceID": "uuid:1", "KEY": "uuid:1",
             "SubmitterName": "Ama Mensah"}  # fmt: skip
    tables = {
        "almaden_site_visit": [visit],
        "almaden_site_visit-each_miner": [{**_MINER, "PARENT_KEY": "uuid:1", "KEY": "uuid:1/each_miner[1]"}],
        "almaden_site_visit-mercury_bought": [{**_BOUGHT, "PARENT_KEY": "uuid:1", "KEY": "uuid:1/mercury_bought[1]"}],
        "almaden_site_visit-each_unit": [{**_UNIT, "PARENT_KEY": "uuid:1", "KEY": "uuid:1/each_unit[1]"}],
        "almaden_site_visit-each_deposit": [
            {**_DEPOSIT, "place-Latitude": 5.91, "place-Longitude": -2.03, "PARENT_KEY": "uuid:1", "KEY": "uuid:1/d[1]"}
        ],
    }
    return folder(path, tables)


def of_kobo(**server: object) -> io.BytesIO:
    """As KoboToolbox gives it out: sheets, the point in one cell, numbers of rows."""
    point = {"where/place": "5.9 -2.0 12.5 4.1"}
    visit = {"start": "2024-03-14", **_ANSWERS, **point, "_uuid": "a", "_index": 1, "_submitted_by": "ama", **server}
    part = {"_index": 1, "_parent_table_name": "Almaden: site visit", "_parent_index": 1}
    heap = {**_DEPOSIT, "place": "5.91 -2.03 0 4.1", **part}
    tables = {"Almaden_ site visit": [visit], "each_miner": [{**_MINER, **part}], "each_unit": [{**_UNIT, **part}],
              "mercury_bought": [{**_BOUGHT, **part}], "each_deposit": [heap]}  # fmt: skip
    return book(tables)


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    (tmp_path / "beside").mkdir()
    return folder(tmp_path / "beside", {"about": [ABOUT], "strata": [STRATUM]})


def test_the_form_is_taken_by_the_converter_of_servers_and_speaks_three_languages() -> None:
    warnings: list[str] = []
    made = convert(io.BytesIO(gold_xlsform()), warnings=warnings, file_type=".xlsx")
    assert warnings == []
    for part in (
        'lang="Español (es)"', "/data/each_miner/miner", "/data/practice/whole_ore_share", "&lt; 0.989",
        ". &gt;= 0 and . &lt;= 1", 'type="geopoint"', 'required="true()"', "troy_oz", "/data/each_unit/ore_t_per_day",
        "/data/each_deposit/place",
    ):  # fmt: skip
        assert part in made.xform
    # Site, miner, gold of the miner, unit, mercury, deposit.
    assert made.xform.count('required="true()"') == 6


def test_buyers_have_a_form_of_their_own() -> None:
    warnings: list[str] = []
    made = convert(io.BytesIO(gold_xlsform("buyer")), warnings=warnings, file_type=".xlsx")
    assert warnings == []
    for part in (
        'id="almaden_buyer"', 'lang="Français (fr)"', "/data/traded/gold", "exporter", ". &gt;= 0 and . &lt; 100",
        "/data/vapour/capture_system  = 'y'", "regex(",
    ):  # fmt: skip
        assert part in made.xform


def expect_records(data: GoldData) -> None:
    (site,), (miner,), (bought,) = data.sites, data.miners, data.mercury
    assert (site.id, site.name, site.region, site.miners) == ("S1", "منجم", "North", 40)
    assert (site.latitude, site.longitude, str(site.visited), site.residential_burning) == (5.9, -2, "2024-03-14", True)
    assert (miner.site, miner.gold_unit, miner.gold_period, miner.sex) == ("S1", "troy oz", "week", "female")
    assert (bought.site, bought.mercury) == ("S1", 1.5)
    (unit,), (heap,) = data.units, data.tailings
    assert (unit.id, unit.site, unit.kind, unit.ore_t_per_day, unit.region) == ("U1", "S1", "mill", 3.5, "North")
    assert (heap.id, heap.site, heap.mass_t, heap.latitude, heap.longitude) == ("T1", "S1", 1200, 5.91, -2.03)
    assert (heap.cyanide, heap.confined, heap.food_grown, heap.people_within_1km) == (False, None, True, 350)


def test_an_export_of_odk_becomes_records(tmp_path: Path, beside: Path) -> None:
    (tmp_path / "export").mkdir()
    data = read_submissions(of_central(tmp_path / "export"), beside)
    expect_records(data)
    assert data.notes == ()
    # The table of visits alone, as one file.
    alone = read_submissions(tmp_path / "export" / "almaden_site_visit.csv", beside)
    assert (alone.sites, alone.miners) == (data.sites, ())


def test_an_export_of_kobotoolbox_becomes_records(beside: Path) -> None:
    data = read_submissions(of_kobo(weather="rain"), beside, "export.xlsx")
    expect_records(data)
    assert [str(note) for note in data.notes] == [
        "columns of the export that are no part of the form are left out: weather"
    ]


def test_faults_name_rows_and_columns_of_the_export(tmp_path: Path, beside: Path) -> None:
    (tmp_path / "export").mkdir()
    path = of_central(tmp_path / "export", women=60, stratum="east")
    orphan = {**_MINER, "miner": "Ama Mensah", "PARENT_KEY": "uuid:9", "KEY": "uuid:9/each_miner[1]"}
    (path / "almaden_site_visit-each_miner.csv").write_text(text([orphan]))
    parent = {"PARENT_KEY": "uuid:1", "KEY": "uuid:1/u[1]"}
    too_much = [{**_UNIT, "recovery": 40, **parent}, {**_UNIT, "id": "U2", "ore_t_per_day": 9e6, **parent}]
    renamed = text([{f"mill-{name}": cell for name, cell in row.items()} for row in too_much])
    (path / "almaden_site_visit-each_unit.csv").write_text(renamed.replace("mill-PARENT", "PARENT"))
    (path / "almaden_site_visit-each_deposit.csv").write_text(text([{**_DEPOSIT, "place": "here", **parent}]))
    with pytest.raises(InputError) as caught:
        read_submissions(path, beside)
    found = {(fault.file, fault.row, fault.column) for fault in caught.value.faults}
    assert found == {
        ("almaden_site_visit.csv", 2, "people-women"),
        ("almaden_site_visit.csv", 2, "where-stratum"),
        ("almaden_site_visit-each_miner.csv", 2, ""),
        ("almaden_site_visit-each_unit.csv", 2, "mill-recovery"),
        ("almaden_site_visit-each_unit.csv", 3, "mill-ore_t_per_day"),
        ("almaden_site_visit-each_deposit.csv", 2, "place"),
    }
    assert "Ama" not in str(caught.value)


def test_an_export_of_buyers_takes_the_place_of_buyers_alone(tmp_path: Path, beside: Path) -> None:
    folder(beside, {"sites": [{"id": "S9", "stratum": "north"}], "buyers": [{"id": "B9", "kind": "shop", "gold": 1}]})
    (tmp_path / "export").mkdir()
    data = read_submissions(folder(tmp_path / "export", {"almaden_buyer": [_BUYER]}), beside)
    (buyer,), (site,) = data.buyers, data.sites
    assert (buyer.id, buyer.kind, buyer.gold, buyer.gold_unit) == ("B1", "trader", 1.2, "kg")
    assert (buyer.capture_system, buyer.capture_efficiency, buyer.region, site.id) == (True, 0.8, "North", "S9")
    wrong = [{**_BUYER, "who-kind": "bank"}, {**_BUYER, "who-id": "B2", "vapour-capture_efficiency": 80}]
    with pytest.raises(InputError) as caught:
        read_submissions(io.BytesIO(text(wrong).encode()), beside, "buyers.csv")
    assert {(one.row, one.column) for one in caught.value.faults} == {
        (2, "who-kind"), (3, "vapour-capture_efficiency"),
    }  # fmt: skip


def test_units_and_tailings_of_another_survey_stay_where_phones_told_of_none(tmp_path: Path, beside: Path) -> None:
    folder(beside, {"units": [{"id": "U7", "site": "S1"}], "tailings": [{"id": "T7", "site": "S1"}]})
    (tmp_path / "export").mkdir()
    export = of_central(tmp_path / "export")
    assert [one.id for one in read_submissions(export, beside).units] == ["U1"]
    (export / "almaden_site_visit-each_unit.csv").write_text("id,ore_t_per_day,PARENT_KEY,KEY\n")
    data = read_submissions(export, beside)
    assert ([one.id for one in data.units], [one.id for one in data.tailings]) == (["U7"], ["T1"])


def test_labels_in_place_of_names_are_told(beside: Path) -> None:
    with pytest.raises(InputError, match="export again with the names of questions"):
        read_submissions(book({"visits": [{"Identifier of the site.": "S1"}]}), beside, "export.xlsx")
    no_visits = read_submissions(io.BytesIO(b"where-id,KEY\n"), beside, "visits.csv")
    assert no_visits.sites == ()
