"""The table of changes beside a fleet: read with it, checked, and turned into changes of units."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.sectors.coal.changes import apply
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.prepared import PreparedFleet, prepare
from almaden.sectors.coal.readers.fleet import read_fleet

UNITS = "id,country,capacity_mw,controls\nA,IDN,660,ESP\nB,IDN,100,ESP\n"
COALS = """unit,name,share,basis,mercury_mg_per_kg,moisture_percent,hhv_mj_per_kg
A,Own,1,dry,0.05,20,24
*,Other,1,as_received,0.08,20,20
"""


def prepared(folder: Path, changes: str) -> PreparedFleet:
    for name, text in (("units", UNITS), ("coals", COALS), ("changes", changes)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return prepare(read_fleet(folder), 2024)


def test_changes_stand_with_their_units(tmp_path: Path) -> None:
    fleet = prepared(
        tmp_path,
        "id,unit,kind,devices,coal\nfilter,,retrofit,FF,\nswitch,A,coal switch,,Other\n",
    )
    assert {unit: [change.id for change in changes] for unit, changes in fleet.changes.items()} == {
        "": ["filter"],
        "A": ["switch"],
    }
    after = apply(fleet.units[0], fleet.changes["A"][0])
    assert isinstance(after, CoalUnit)
    # 0.08 mg/kg as received with 20 % of water are 0.1 mg/kg dry.
    assert after.mercury.value == pytest.approx(0.1)
    assert after.heating_value.value == pytest.approx(25.0)


def test_a_coal_that_no_unit_burns_changes_no_unit(tmp_path: Path) -> None:
    fleet = prepared(tmp_path, "id,kind,devices\nfilter,retrofit,FF\n")
    assert fleet.units[0].mercury.value == pytest.approx(0.05)


def test_what_is_wrong_is_told_with_its_row(tmp_path: Path) -> None:
    wrong = (
        "id,unit,kind,devices,coal\n"
        "one,X,retire,,\n"
        "one,,retrofit,magnet,\n"
        "two,,coal switch,,Nowhere\n"
        "three,,additive,,\n"
    )  # fmt: skip
    with pytest.raises(InputError) as caught:
        prepared(tmp_path, wrong)
    told = [(fault.file, fault.row, fault.column) for fault in caught.value.faults]
    assert told == [
        ("changes.csv", 2, "unit"),
        ("changes.csv", 3, "id"),
        ("changes.csv", 3, "devices"),
        ("changes.csv", 4, "coal"),
        ("changes.csv", 5, "bromine_added_mg_per_kg"),
    ]
