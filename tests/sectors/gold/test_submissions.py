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
    }
    return folder(path, tables)


def of_kobo(**server: object) -> io.BytesIO:
    """As KoboToolbox gives it out: sheets, the point in one cell, numbers of rows."""
    point = {"where/place": "5.9 -2.0 12.5 4.1"}
    visit = {"start": "2024-03-14", **_ANSWERS, **point, "_uuid": "a", "_index": 1, "_submitted_by": "ama", **server}
    part = {"_index": 1, "_parent_table_name": "Almaden: site visit", "_parent_index": 1}
    tables = {"Almaden_ site visit": [visit], "each_miner": [{**_MINER, **part}],
              "mercury_bought": [{**_BOUGHT, **part}]}  # fmt: skip
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
        ". &gt;= 0 and . &lt;= 1", 'type="geopoint"', 'required="true()"', "troy_oz",
    ):  # fmt: skip
        assert part in made.xform
    assert made.xform.count('required="true()"') == 4  # site, miner, gold of the miner, mercury


def expect_records(data: GoldData) -> None:
    (site,), (miner,), (bought,) = data.sites, data.miners, data.mercury
    assert (site.id, site.name, site.region, site.miners) == ("S1", "منجم", "North", 40)
    assert (site.latitude, site.longitude, str(site.visited), site.residential_burning) == (5.9, -2, "2024-03-14", True)
    assert (miner.site, miner.gold_unit, miner.gold_period, miner.sex) == ("S1", "troy oz", "week", "female")
    assert (bought.site, bought.mercury) == ("S1", 1.5)


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
    with pytest.raises(InputError) as caught:
        read_submissions(path, beside)
    found = {(fault.file, fault.row, fault.column) for fault in caught.value.faults}
    assert found == {
        ("almaden_site_visit.csv", 2, "people-women"),
        ("almaden_site_visit.csv", 2, "where-stratum"),
        ("almaden_site_visit-each_miner.csv", 2, ""),
    }
    assert "Ama" not in str(caught.value)


def test_labels_in_place_of_names_are_told(beside: Path) -> None:
    with pytest.raises(InputError, match="export again with the names of questions"):
        read_submissions(book({"visits": [{"Identifier of the site.": "S1"}]}), beside, "export.xlsx")
    no_visits = read_submissions(io.BytesIO(b"where-id,KEY\n"), beside, "visits.csv")
    assert no_visits.sites == ()
