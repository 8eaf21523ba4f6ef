"""Bottle data of GEOTRACES, in the layout of a spreadsheet of Ocean Data View. All values are made up."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from almaden.errors import Fault
from almaden.monitoring.readers.geotraces import flags, read
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord, SiteRecord

HEADER = (
    "Cruise\tStation\tType\tyyyy-mm-ddThh:mm:ss.sss\tLongitude [degrees_east]\tLatitude [degrees_north]\t"
    "Bot. Depth [m]\tDEPTH [m]\tQV:SEADATANET\tHg_D_CONC_BOTTLE [pmol/kg]\tQV:SEADATANET\tSTANDARD_DEV\t"
    "Hg_0_D_CONC_BOTTLE::abc12 [pmol/kg]\tQV:SEADATANET\tSTANDARD_DEV\tFe_D_CONC_BOTTLE [nmol/kg]\tQV:SEADATANET\n"
)
ROWS = (
    "GA99\t1\tB\t2010-11-02T08:30:00.000\t350.5\t31.2\t4000\t10\t1\t0.61\t1\t0.02\t0.05\t2\t\t0.3\t1\n"
    "\t\t\t\t\t\t\t500\t1\t1.10\t3\t\t0.02\t6\t\t0.5\t1\n"
    "GA99\t2\tB\t2010-11-03T00:00:00.000\t-20\t30\t4100\t20\t1\t-1E10\t9\t\t\t9\t\t\t9\n"
)


def made(text: str) -> list[object]:
    return list(read(io.BytesIO(text.encode()), "made.txt"))


def observations(items: list[object]) -> list[ObservationRecord]:
    return [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]


def test_rows_below_the_first_of_a_station_belong_to_it() -> None:
    items = made("//comment\n//another\n" + HEADER + ROWS)
    assert not [one for one in items if isinstance(one, Fault)]
    stations = [one for one in items if isinstance(one, Located) and isinstance(one.record, SiteRecord)]
    assert [(one.record.identifiers["cruise"], one.record.longitude, one.row) for one in stations] == [
        ("GA99_1", -9.5, 4),
        ("GA99_2", -20.0, 6),
    ]
    found = observations(items)
    assert [one.site for one in found] == ["cruise:GA99_1"] * 4 + ["cruise:GA99_2"]
    assert found[2].start == datetime(2010, 11, 2, 8, 30, tzinfo=UTC)
    assert found[2].diagnostics == "depth_m=500.0"
    assert found[0].diagnostics == "depth_m=10.0; standard_deviation=0.02"


def test_flags_are_mapped_and_kept() -> None:
    found = observations(made(HEADER + ROWS))
    assert [(one.species, one.value, one.flag, one.detection_limit, one.original_flag) for one in found] == [
        ("dissolved THg", 0.61, "valid", None, "1"),
        ("dissolved Hg0", 0.05, "valid", None, "2"),
        ("dissolved THg", 1.10, "suspect", None, "3"),
        ("dissolved Hg0", None, "below_detection", 0.02, "6"),
        ("dissolved THg", None, "missing", None, "9"),
    ]
    assert {one.unit for one in found} == {"pmol/kg"}
    assert {one.method for one in found} == {"bottle"}


def test_every_code_of_the_table_has_a_flag_of_ours() -> None:
    assert set(flags()) == set("0123456789ABQ")


def test_odd_cells_are_told() -> None:
    items = made(
        HEADER.replace("Hg_0_D", "Hg_Odd_D")
        + "GA99\t1\tB\t2010-11-02T08:30:00.000\t31\t-120\t4000\t10\t1\t-0.2\t1\t\t\t\t\t\t\n"
        + "\t\t\t\t\t\t\t50\t1\t-9999\t?\t\t\t\t\t\t\n"
    )
    assert [one.trap for one in items if isinstance(one, Remark)] == [
        "unknown parameter",
        "coordinates swapped",
        "negative value",
        "unknown flag",
        "missing code",
    ]
    assert [one.flag for one in observations(items)] == ["suspect", "missing"]


def test_faults_say_what_is_missing() -> None:
    assert "no parameter of mercury" in str(made(HEADER.replace("Hg_", "Pb_") + ROWS)[0])
    assert "column Cruise is missing" in str(made(HEADER.replace("Cruise", "Ship") + ROWS)[0])
    items = made(HEADER + "\t\t\t\t\t\t\t500\t1\t1.10\t3\t\t0.02\t6\t\t0.5\t1\n")
    assert "no station with a date" in str(items[0])
    items = made(HEADER + ROWS.replace("0.61", "much"))
    assert sum(isinstance(one, Fault) for one in items) == 1


def test_an_exponent_of_fortran_is_read_and_told() -> None:
    items = made(HEADER + ROWS.split("\n")[0].replace("0.61", "1.5D+00").replace("\t0.05\t2", "\t\t2"))
    (one,) = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]
    assert one.value == 1.5
    assert [(one.trap, one.fault.value) for one in items if isinstance(one, Remark)] == [
        ("fortran exponent", "1.5D+00")
    ]
