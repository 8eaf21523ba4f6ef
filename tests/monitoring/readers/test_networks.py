"""Tables of MDN, AMNet and GMOS, made up after the descriptions of their formats."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import Fault
from almaden.monitoring.readers import amnet, gmos, mdn
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.registry import readers
from almaden.reference.records import ObservationRecord

Read = Callable[[BinaryIO, str], Iterator[Remarked]]

MDN = "siteID,dateOn,dateOff,RGPPT,sVol,SubPPT,HgConc,HgDep,sampleType,QR,notes"
WET = "VT99,01/02/2024,01/09/2024,20,2000,19,10,200,W,A,"
AMNET = "SiteID,collStart,collEnd,GEM,GEMVal,RGM,RGMVal,PBM2.5,PBM2.5Val"
GMOS = "tstamp,target,value"


def taken(
    read: Read, header: str, *rows: str, name: str = "made-up.csv"
) -> tuple[list[ObservationRecord], list[Fault], list[Remark]]:
    items = list(read(io.BytesIO("\n".join([header, *rows, ""]).encode()), name))
    records = [one.record for one in items if isinstance(one, Located)]
    return records, [one for one in items if isinstance(one, Fault)], [one for one in items if isinstance(one, Remark)]


def traps(found: tuple[list[ObservationRecord], list[Fault], list[Remark]]) -> Counter[str]:
    return Counter(one.trap for one in found[2])


def test_a_week_of_rain() -> None:
    records, faults, remarks = taken(mdn.read, MDN, WET)
    assert (faults, remarks) == ([], [])
    assert [(one.species, one.value, one.unit, one.flag) for one in records] == [
        ("precipitation", 20, "mm", "valid"),
        ("collected precipitation", 19, "mm", "valid"),
        ("THg", 10, "ng/L", "valid"),
        # 10 ng/L of 20 mm are 200 ng/m2.
        ("THg deposition", 200, "ng/m2", "valid"),
    ]
    assert {(one.site, one.start, one.end) for one in records} == {
        ("nadp:VT99", datetime(2024, 1, 2, tzinfo=UTC), datetime(2024, 1, 9, tzinfo=UTC))
    }
    assert records[2].original_flag == "QR=A; sampleType=W"
    assert records[2].diagnostics == "svol=2000"


@pytest.mark.parametrize(
    ("row", "flags", "told"),
    [
        ("VT99,2024-01-02,2024-01-09,0,0,0,-9,0,D,A,", ["valid", "valid", "missing", "valid"], {}),
        ("VT99,2024-01-02,2024-01-09,-9,,-9.00,-9,-9,W,C,", ["missing", "invalid", "invalid", "invalid"], {}),
        ("VT99,2024-01-02,2024-01-09,20,2000,19,10,200,W,C,", ["valid", "invalid", "invalid", "invalid"], {}),
        ("VT99,2024-01-02,2024-01-09,1,9,1,10,10,T,B,", ["valid", "suspect", "suspect", "suspect"], {}),
        ("VT99,2024-01-02,2024-01-09,20,2000,19,10,200,W,Z,", ["valid"] + ["suspect"] * 3, {"unknown flag": 3}),
        ("VT99,2024-01-02,2024-01-09,20,2000,19,10,200,D,A,", ["valid", "valid", "missing", "valid"],
         {"flag and value": 1}),
        ("VT99,2024-01-02,2024-01-09,20,2000,19,0,0,W,A,", ["valid"] * 4, {"zero below detection": 1}),
        ("VT99,2024-01-02,2024-01-09,20,2000,19,-9999,200,W,A,", ["valid", "valid", "missing", "valid"],
         {"missing code": 1}),
        ("VT99,2024-01-02,2024-01-09,20,2000,19,-0.5,200,W,A,", ["valid"] * 4, {"negative value": 1}),
        ("VT99,2024-01-09,2024-01-02,20,2000,19,10,200,W,A,", ["valid"] * 4, {"end before start": 1}),
    ],
)  # fmt: skip
def test_flags_of_a_week(row: str, flags: list[str], told: dict[str, int]) -> None:
    found = taken(mdn.read, MDN, row)
    assert [one.flag for one in found[0]] == flags
    assert traps(found) == told


def test_names_of_columns_in_other_ways() -> None:
    header = (
        "SITE ID;DATEON;DATEOFF;RGPPT (mm);SVOL (mL);SUBPPT (mm);HgConc (ng/L);HgDep (µg/m²);SAMPLETYPE;QRCODE;NOTES"
    )
    header = header.replace("µg/m²", "ug/m2")
    records, faults, remarks = taken(mdn.read, header, WET.replace(",", ";").replace(";200;", ";0.2;"))
    assert (faults, remarks) == ([], [])
    assert (records[3].value, records[3].unit, records[3].original_unit) == (0.2, "ug/m2", "ug/m2")


def test_units_of_deposition_are_found_out_and_never_changed() -> None:
    micro = WET.replace(",200,", ",0.2,")
    records, _, (one,) = taken(mdn.read, MDN, micro)
    assert (one.trap, records[3].value, records[3].unit) == ("unit mistaken", 0.2, "ug/m2")
    records, _, (one,) = taken(mdn.read, MDN.replace("HgDep", "HgDep (ng/m2)"), micro)
    assert (one.trap, records[3].value, records[3].unit) == ("unit mistaken", 0.2, "ng/m2")
    both = taken(mdn.read, MDN.replace("HgDep", "HgDep (ng/m2),HgDep (ug/m2)"), WET.replace(",200,", ",200,0.2,"))
    assert traps(both) == {"two units": 1}
    assert [(one.value, one.unit) for one in both[0][3:]] == [(200, "ng/m2"), (0.2, "ug/m2")]
    later = [
        WET.replace("01/02", "02/06").replace("01/09", "02/13"),
        WET.replace("01/02", "03/05").replace("01/09", "03/12"),
    ]
    mixed = taken(mdn.read, MDN, micro.replace("2024", "2023"), WET, *later)
    assert [(one.trap, one.fault.row) for one in mixed[2]] == [("two units", 2)]


def test_weeks_that_stand_twice() -> None:
    assert traps(taken(mdn.read, MDN, WET, WET)) == {"duplicate row": 1}
    assert traps(taken(mdn.read, MDN, WET, WET.replace(",20,", ",21,"))) == {"duplicate time": 1}


def test_day_and_month_interchanged() -> None:
    records, (fault,), _ = taken(mdn.read, MDN, WET, WET.replace("01/02/2024", "23/01/2024"))
    assert len(records) == 4
    assert (fault.row, fault.column) == (3, "dateOn")
    assert "day and month" in fault.problem
    found = taken(mdn.read, MDN, WET.replace("01/02/2024,01/09/2024", "02/01/2024,09/01/2024"))
    assert traps(found) == {"day and month": 1}


def test_dates_with_two_figures_of_the_year_and_with_hours() -> None:
    records, _, _ = taken(mdn.read, MDN, "VT99,1/2/96 14:30,1/9/96 15:00,20,2000,19,10,200,W,A,")
    assert (records[0].start, records[0].end) == (
        datetime(1996, 1, 2, 14, 30, tzinfo=UTC), datetime(1996, 1, 9, 15, tzinfo=UTC),
    )  # fmt: skip


def test_an_hour_of_amnet() -> None:
    row = "NY20,2020-01-01 00:00,2020-01-01 01:00,1.42,A,12.5,B,8.1,C"
    (gem, gom, pbm), faults, remarks = taken(amnet.read, AMNET, row)
    assert (faults, remarks) == ([], [])
    assert (gem.site, gem.species, gem.value, gem.unit, gem.flag, gem.method) == (
        "nadp:NY20", "GEM", 1.42, "ng/m3", "valid", "",
    )  # fmt: skip
    assert (gom.species, gom.unit, gom.flag, gom.method) == ("GOM", "pg/m3", "valid", "KCl denuder")
    assert (pbm.species, pbm.flag, pbm.method, pbm.original_flag) == ("PBM", "invalid", "KCl denuder", "C")


@pytest.mark.parametrize(
    ("header", "row", "told"),
    [
        (AMNET, "NY20,2020-01-01 00:00,2020-01-01 01:00,1.4,X,,,,", {"unknown flag": 1}),
        (AMNET, "NY20,2020-01-01 00:00,2020-01-01 01:00,1400,A,,,,", {"unit mistaken": 1}),
        (AMNET, "NY20,2020-01-01 00:00,2020-01-01 01:00,-9999,A,,,,", {"missing code": 1}),
        (AMNET.replace("collStart", "collStart (local)"), "NY20,2020-01-01,2020-01-02,1.4,A,,,,", {"time zone": 1}),
        ("SiteID,collStart,GEM", "NY20,2020-01-01,1.4", {"unknown flag": 1}),
        (AMNET, "NY20,1820-01-01,1820-01-02,1.4,A,,,,", {"before 1900": 1}),
    ],
)
def test_what_is_odd_about_amnet(header: str, row: str, told: dict[str, int]) -> None:
    assert traps(taken(amnet.read, header, row)) == told


def test_nines_in_the_middle_are_told_beside_the_others() -> None:
    rows = [f"NY20,2020-01-{day:02},2020-01-{day:02} 23:00,{value},A,,,," for day, value in
            enumerate(["1.4", "1.5", "9.99", "1.6", "1.5", "99.999"], 1)]  # fmt: skip
    records, _, remarks = taken(amnet.read, AMNET, *rows)
    assert [(one.trap, one.fault.row) for one in remarks] == [("missing code", 4), ("missing code", 7)]
    assert [one.value for one in records] == [1.4, 1.5, 9.99, 1.6, 1.5, 99.999]
    high = [row.replace("1.", "101.") for row in rows]
    assert traps(taken(amnet.read, AMNET, *[row.replace("9.99,", "109.99,") for row in high[:5]])) == {
        "unit mistaken": 1
    }


def test_what_cannot_be_used_of_amnet() -> None:
    records, faults, _ = taken(amnet.read, AMNET, "NY20,yesterday,,1.4,A,,,,", "NY20,2020-01-01,,one,A,,,,")
    assert records == []
    assert [(one.row, one.column) for one in faults] == [(2, "collStart"), (3, "GEM")]
    assert [one.problem for one in taken(amnet.read, "a,b", "1,2")[1]] == [
        f"the column {name} is missing" for name in ("siteid", "collstart", "gem")
    ]


def test_gmos() -> None:
    rows = ["2013-01-01 00:00:00,gem,1.5", "2013-01-01 00:00:00,tgm,1.6", "2013-01-01 01:00:00,gem,-99",
            "2013-01-01 00:00:00,gom,12"]  # fmt: skip
    records, faults, remarks = taken(gmos.read, GMOS, *rows, name="MHE_2013.csv")
    assert faults == []
    assert [(one.site, one.species, one.value, one.unit, one.flag) for one in records] == [
        ("gmos:MHE", "GEM", 1.5, "ng/m3", "valid"),
        ("gmos:MHE", "TGM", 1.6, "ng/m3", "valid"),
        ("gmos:MHE", "GEM", None, "ng/m3", "missing"),
        ("gmos:MHE", "GOM", 12, "pg/m3", "valid"),
    ]
    assert records[3].method == "KCl denuder"
    assert [one.trap for one in remarks] == ["site of the file name"]


def test_what_is_wrong_with_gmos() -> None:
    records, (fault,), _ = taken(gmos.read, GMOS, "2013-01-01,gem,1.5", name="data.csv")
    assert (records, fault.row) == ([], None)
    header = "site," + GMOS
    found = taken(gmos.read, header, "MHE,2013-01-01,gem,1500", "MHE,2013-01-01,gem,1500", "MHE,2013-01-02,xyz,1")
    assert [one.row for one in found[1]] == [4]
    assert traps(found) == {"duplicate row": 1, "unit mistaken": 1}


@pytest.mark.parametrize("read", [mdn.read, amnet.read, gmos.read])
def test_a_file_that_is_no_table(read: Read) -> None:
    for data in (b"", b"\x00\x01", b"one\ntwo\n"):
        assert [type(one) for one in read(io.BytesIO(data), "x.csv")] != []
        assert all(isinstance(one, Fault) for one in read(io.BytesIO(data), "x.csv"))


def test_old_line_ends_and_mixed_encodings_are_told() -> None:
    data = "\r".join([MDN, WET + "neige tombée", ""]).encode("cp1252")
    items = list(mdn.read(io.BytesIO(data), "x.csv"))
    remarks = [one for one in items if isinstance(one, Remark)]
    assert [one.trap for one in remarks] == ["line ends", "encoding"]
    # A table has one encoding: what was UTF-8 was not kept so.
    assert "all of it was read as Windows-1252" in remarks[1].fault.problem
    assert len([one for one in items if isinstance(one, Located)]) == 4


CELLS = st.sampled_from(
    ["", "-9", "nan", "1e999", "1D2", "A", "W", "2024-01-02", "13/13/2024", "1/2/2024", "gem", "VT99"]
)


@given(st.sampled_from([(mdn.read, MDN), (amnet.read, AMNET), (gmos.read, "site," + GMOS)]), st.data())
@settings(max_examples=50)
def test_any_cells_end_with_records_faults_and_remarks(which: tuple[Read, str], data: st.DataObject) -> None:
    read, header = which
    width = header.count(",") + 1
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=4))
    taken(read, header, *(",".join(row) for row in rows))


def test_readers_that_saw_no_real_file_say_so() -> None:
    assert {one.name for one in readers() if not one.tried} >= {"nadp-mdn", "amnet", "gmos"}
    assert next(one for one in readers() if one.name == "ebas").tried


def test_what_instruments_tell_beside_is_kept_for_the_rules() -> None:
    row = "NY20,2020-01-01 00:00,2020-01-01 01:00,1.42,A,,,,,A,0.15,-999"
    ((gem,), *_) = taken(amnet.read, f"{AMNET},Cartridge,Baseline V,lamp_v", row)
    assert gem.diagnostics == "cartridge=A; baseline_v=0.15"
    ((gem,), *_) = taken(gmos.read, f"{GMOS},status", "2013-01-01 00:00:00,gem,1.5,OK", name="MHE_2013.csv")
    assert gem.diagnostics == "target=gem; status=OK"
