"""Compilations of seawater: units, land, negative values told, nothing changed."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest

from almaden.errors import Fault
from almaden.monitoring.readers.seawater import read, water_unit
from almaden.monitoring.traps import counted
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord

HEADER = "quantity,lat,lon,datetime,stationID,cruiseID,depth,value,units,basin\n"
NAME = "interpolated_seawater_HgT_observation_compilation.csv.gz"


@pytest.fixture(scope="module")
def items(shared: Path) -> list[object]:
    with (shared / "data/cumulative_anthropogenic_hg/seawater" / NAME).open("rb") as file:
        return list(read(file, NAME))


def made(*rows: str) -> list[object]:
    return list(read(io.BytesIO((HEADER + "\n".join(rows)).encode()), "made.csv"))


def test_every_row_is_read_and_its_traps_are_counted(items: list[object]) -> None:
    # The description of the data set: 11,632 rows, 229 in pg/L, 544 with the basin Land, 2 negative.
    values = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]
    assert len(values) == 11_632
    assert not [one for one in items if isinstance(one, Fault)]
    traps = counted(one for one in items if isinstance(one, Remark))
    assert {one.trap: one.count for one in traps} == {"two units": 229, "sea on land": 544, "negative value": 2}
    assert Counter(one.unit for one in values) == {"pmol/L": 11_403, "pg/L": 229}
    assert Counter(one.flag for one in values) == {"valid": 11_630, "suspect": 2}
    # The outlier of particulate mercury is left to quality control.
    highest = max((one for one in values if one.unit == "pmol/L"), key=lambda one: one.value or 0)
    assert highest.value == pytest.approx(77.606766)
    assert (highest.species, highest.flag) == ("particulate THg", "valid")


def test_no_two_observations_are_the_same(items: list[object]) -> None:
    values = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]
    assert len({(one.site, one.start, one.species, one.sample) for one in values}) == len(values)
    assert values[0].site == "cruise:KM1128_13"
    assert values[0].diagnostics == "depth_m=100.0; basin=Pacific"


def test_a_missing_code_and_exchanged_coordinates() -> None:
    found = made(
        "Hg_T,-120,10,2011-10-24 00:00:00,1,A,5,-9999,pmol L-1,Pacific",
        "Hg_T,10,200,2011-10-24 00:00:00,2,A,5,0.5,pmol L-1,Pacific",
    )
    assert [one.trap for one in found if isinstance(one, Remark)] == ["coordinates swapped", "missing code"]
    records = [one.record for one in found if isinstance(one, Located)]
    assert (records[0].latitude, records[1].value, records[1].flag) == (None, None, "missing")
    assert records[2].longitude == -160


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Gold,1,2,2011-10-24 00:00:00,1,A,5,0.5,pmol L-1,", "quantity is not known"),
        ("Hg_T,1,2,24.10,1,A,5,0.5,pmol L-1,", "no date"),
        ("Hg_T,1,2,2011-10-24 00:00:00,1,A,5,much,pmol L-1,", "not a number"),
    ],
)
def test_what_cannot_be_read_is_a_fault_of_its_row(row: str, problem: str) -> None:
    (fault,) = made(row)
    assert isinstance(fault, Fault)
    assert problem in fault.problem
    assert fault.row == 2


def test_units_are_written_with_a_slash() -> None:
    assert [water_unit(one) for one in ("pmol L-1", "pg L-1", "pmol/kg")] == ["pmol/L", "pg/L", "pmol/kg"]


def test_an_exponent_of_fortran_is_read_and_told() -> None:
    items = made("Hg_T,10,20,2011-10-24 00:00:00,2,A,5,1.5D+00,pmol L-1,Atlantic")
    (one,) = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]
    assert one.value == 1.5
    assert [(one.trap, one.fault.value) for one in items if isinstance(one, Remark)] == [
        ("fortran exponent", "1.5D+00")
    ]
