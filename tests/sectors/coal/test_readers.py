"""Reading a fleet: the tracker's own figures, other names of columns, the template in every form, and bad input."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import fsum
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import Fault, InputError
from almaden.reference.readers import template
from almaden.reference.readers.table import RawTable, Row
from almaden.sectors.coal.readers import unit_tables
from almaden.sectors.coal.readers.advice import advice
from almaden.sectors.coal.readers.fleet import FleetInput, read_fleet
from almaden.sectors.coal.records import CoalUnitRecord, IndustrialBoilerRecord

DEMO = Path(unit_tables.__file__).parents[3] / "demo" / "data" / "coal"
Rows = Sequence[Mapping[str, object]]

#: A made-up unit of a register, under the names of the release of July 2024.
REGISTERED: Mapping[str, object] = {
    "GEM unit/phase ID": "G1", "GEM location ID": "L1", "Country/Area": "Kosovo", "Plant name": "Plant",
    "Unit name": "Unit 1", "Capacity (MW)": 100.0, "Status": "operating", "Start year": 1990.0, "Retired year": "",
    "Planned retirement": 2030.0, "Combustion technology": "subcritical", "Coal type": "lignite",
    "Coal source": "a mine", "Latitude": 42.5, "Longitude": 21.0, "Heat rate (Btu per kWh)": 10442.4,
    "Capacity factor": 0.53, "Remaining plant lifetime (years)": 6.0,
}  # fmt: skip
#: A made-up unit of the template.
UNIT: Mapping[str, object] = {"id": "U1", "country": "IDN", "capacity_mw": 660}


def text(rows: Rows) -> bytes:
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue().encode()


def book(sheets: Mapping[str, Rows]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for number, row in enumerate(rows, 1):
                sheet.write_row(0, 0, list(row))
                sheet.write_row(number, 0, list(row.values()))
    return content.getvalue()


def fleet(content: bytes, name: str = "made-up.csv") -> FleetInput:
    return read_fleet(io.BytesIO(content), name)


def faults(content: bytes, name: str = "made-up.csv") -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        fleet(content, name)
    return caught.value.faults


def one(found: Iterable[Fault]) -> Fault:
    (fault,) = found
    return fault


def changed(row: Mapping[str, object], **change: object) -> dict[str, object]:
    return {**row, **change}


# The tracker of July 2024: counts and sums of its own README, and of the sheet as another program adds them.


def test_operating_capacity_of_the_world_and_of_two_countries(tracker: FleetInput) -> None:
    units = [unit for unit in tracker.units if isinstance(unit, CoalUnitRecord)]
    assert (len(units), tracker.format, len({unit.id for unit in units})) == (14_004, "register", 14_004)
    operating = [unit for unit in units if unit.status == "operating"]
    assert len(operating) == 6_525
    assert fsum(unit.capacity_mw for unit in operating) == pytest.approx(2_125_527.1, abs=0.05)
    for country, capacity in (("ZAF", 44_224.1), ("IDN", 52_316.6)):
        of_country = fsum(unit.capacity_mw for unit in operating if unit.country == country)
        assert of_country == pytest.approx(capacity, abs=0.05)


def test_states_are_kept_apart(tracker: FleetInput) -> None:
    counted = {state: sum(unit.status == state for unit in tracker.units) for state in ("cancelled", "shelved")}
    assert counted == {"cancelled": 3_063, "shelved": 210}
    assert sum(unit.status == "planned" for unit in tracker.units) == 229  # pre-permit in the tracker


def test_words_of_the_tracker_become_ours(tracker: FleetInput) -> None:
    # 6,399 of unknown type and 10 of unknown type with carbon capture; 4,425 bituminous and 6 with capture.
    assert sum(not unit.rank for unit in tracker.units) == 6_409
    assert sum(unit.rank == "bituminous" for unit in tracker.units) == 4_431
    assert sum(unit.boiler == "fluidised bed" for unit in tracker.units) == 273
    assert sum(unit.boiler == "gasifier" for unit in tracker.units) == 45
    assert sum("with carbon capture" in unit.note for unit in tracker.units) == 18
    assert [str(note) for note in tracker.notes] == [
        "6,409 units have no rank of coal; defaults of their country are taken"
    ]


def test_estimates_of_the_tracker_stand_beside_the_units(tracker: FleetInput) -> None:
    unit = tracker.units[0]
    assert isinstance(unit, CoalUnitRecord)
    assert (unit.id, unit.heat_rate_mj_per_kwh, unit.capacity_factor) == ("G100000108106", None, None)
    assert tracker.estimates[unit.id] == (8272.0, 0.53, 40.0)


# A register whose columns have other names, or are not there.


def test_a_register_as_text_packed_or_not() -> None:
    plain = fleet(text([REGISTERED]))
    packed = fleet(gzip.compress(text([REGISTERED])), "made-up.csv.gz")
    assert (plain.units, plain.format) == (packed.units, "register")
    (unit,) = plain.units
    assert isinstance(unit, CoalUnitRecord)
    assert (unit.country, unit.start_year, unit.planned_retirement, unit.rank) == ("XKX", 1990, 2030, "lignite")
    assert plain.sha256 != packed.sha256
    assert len(plain.sha256) == 64


def test_renamed_columns_are_matched_and_told() -> None:
    renamed = {
        "Status": "Unit status", "Start year": "Start years", "GEM unit/phase ID": "GEM Unit / Phase ID",
        "Coal type": "COAL TYPE", "Longitude": "Longitud",
    }  # fmt: skip
    read = fleet(book({"Units": [{renamed.get(name, name): value for name, value in REGISTERED.items()}]}), "t.xlsx")
    (unit,) = read.units
    assert (unit.status, unit.start_year, unit.longitude, unit.rank) == ("operating", 1990, 21.0, "lignite")
    assert [str(note) for note in read.notes] == [
        "the column 'GEM Unit / Phase ID' was taken as 'GEM unit/phase ID'",
        "the column 'Unit status' was taken as 'Status'",
        "the column 'Start years' was taken as 'Start year'",
        "the column 'COAL TYPE' was taken as 'Coal type'",
        "the column 'Longitud' was taken as 'Longitude'",
    ]


def test_a_column_in_kilowatts_is_not_taken_for_megawatts() -> None:
    row = {("Capacity (kW)" if name == "Capacity (MW)" else name): value for name, value in REGISTERED.items()}
    fault = one(faults(text([row])))
    assert str(fault.problem) == "the column Capacity (MW) is missing"
    assert str(fault.accepted) == "Capacity (MW) | Capacity"
    assert "almaden coal template" in fault.advice


def test_missing_columns_that_are_needed_are_named_together() -> None:
    left = ("GEM unit/phase ID", "Status")
    found = faults(text([{name: value for name, value in REGISTERED.items() if name not in left}]))
    assert {str(fault.problem) for fault in found} == {
        "the column GEM unit/phase ID is missing",
        "the column Status is missing",
    }


def test_missing_columns_that_can_be_filled_are_told_and_no_unit_is_dropped() -> None:
    left = ("Coal type", "Latitude", "Longitude", "Combustion technology")
    read = fleet(text([{name: value for name, value in REGISTERED.items() if name not in left}]))
    assert len(read.units) == 1
    notes = "\n".join(map(str, read.notes))
    for word in (*left, "1 units have no rank of coal", "1 units have no coordinates"):
        assert word in notes


def test_a_register_of_the_columns_that_it_must_have_alone() -> None:
    must = (
        "GEM unit/phase ID",
        "GEM location ID",
        "Country/Area",
        "Plant name",
        "Unit name",
        "Capacity (MW)",
        "Status",
    )
    (unit,) = fleet(text([{name: REGISTERED[name] for name in must}])).units
    assert (unit.id, unit.country, unit.start_year) == ("G1", "XKX", None)


def test_units_without_coordinates_or_coal_type_and_words_that_nobody_knows() -> None:
    rows = [
        changed(REGISTERED, Latitude="", Longitude=""),
        {**REGISTERED, "GEM unit/phase ID": "G2", "Coal type": "unknown with CCS", "Latitude": "", "Longitude": ""},
        {**REGISTERED, "GEM unit/phase ID": "G3", "Coal type": "peat", "Combustion technology": "IGCC/CCS"},
    ]
    read = fleet(text(rows))
    # The second unit says nothing on its place, and neither does the first of its plant.
    assert [unit.latitude for unit in read.units] == [None, None, 42.5]
    assert [(unit.rank, unit.boiler) for unit in read.units] == [("lignite", ""), ("", ""), ("", "gasifier")]
    assert "the word 'peat' is not known and was taken for unknown in 1 units" in map(str, read.notes)


def test_faults_of_a_register_come_together_with_their_columns() -> None:
    rows = [
        {**REGISTERED, "GEM unit/phase ID": "G1", "Capacity (MW)": 660_000.0},
        {**REGISTERED, "GEM unit/phase ID": "G2", "Retired year": 1980.0},
        {**REGISTERED, "GEM unit/phase ID": "G3", "Status": "dreamt of"},
        {**REGISTERED, "GEM unit/phase ID": "G4"},
        {**REGISTERED, "GEM unit/phase ID": "G4"},
    ]
    found = {fault.row: fault for fault in faults(text(rows))}
    assert {row: fault.column for row, fault in found.items()} == {
        2: "Capacity (MW)", 3: "Retired year", 4: "Status", 6: "GEM unit/phase ID",
    }  # fmt: skip
    assert "660,000 kW are 660 MW" in found[2].advice
    assert str(found[3].problem) == "the unit ends before it begins"


# The template.


def test_the_example_that_comes_along() -> None:
    read = read_fleet(DEMO)
    assert [unit.id for unit in read.units] == ["MADE-UP-1", "MADE-UP-2", "MADE-UP-3"]
    assert (len(read.coals), len(read.tests), read.format, read.estimates) == (3, 5, "template", {})
    assert all("made up" in unit.note for unit in read.units)
    # Its tests close the balance: 14.0 g/h in, 0.025 + 2.1 + 3.18 + 8.325 = 13.63 g/h out.
    flows = {
        test.stream: test.value * (test.flow or 0) * (1e-6 if test.stream == "stack" else 1.0) for test in read.tests
    }
    assert flows.pop("coal") == pytest.approx(fsum(flows.values()), rel=0.05)


def test_folder_workbook_and_single_table_say_the_same(tmp_path: Path) -> None:
    whole = read_fleet(DEMO)
    sheets = {}
    for name in ("units", "coals", "tests"):
        with (DEMO / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            sheets[name.title()] = list(csv.DictReader(file))
    from_book = fleet(book({"Read me": [], **sheets}), "made-up.xlsx")
    assert (from_book.units, from_book.coals, from_book.tests) == (whole.units, whole.coals, whole.tests)
    alone = read_fleet(DEMO / "units.csv")
    assert (alone.units, alone.coals) == (whole.units, ())
    assert "efficiency_percent" in str(alone.notes[0])


def test_french_columns_and_decimal_commas() -> None:
    (unit,) = fleet("id;pays;capacity_mw;heat_rate_mj_per_kwh\nU1;Indonésie;660,5;10,25\n".encode("cp1252")).units
    assert isinstance(unit, CoalUnitRecord)
    assert (unit.country, unit.capacity_mw, unit.heat_rate_mj_per_kwh) == ("IDN", 660.5, 10.25)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_names_in_six_scripts(encoding: str) -> None:
    names = ["Électricité de Łódź", "محطة الفحم", "Угольная станция", "燃煤电厂", "कोयला बिजलीघर", "โรงไฟฟ้าถ่านหิน"]
    rows = "".join(f"{name},IDN,660,{name}\n" for name in names)
    read = fleet(f"id,country,capacity_mw,plant\n{rows}".encode(encoding))
    assert [(unit.id, unit.plant) for unit in read.units] == [(name, name) for name in names]


def test_a_header_without_rows_is_no_fleet() -> None:
    assert str(one(faults(b"id,country,capacity_mw\n")).problem) == "there are no coal-fired units in it"


def test_a_single_table_of_boilers_is_known_by_its_columns() -> None:
    (boiler,) = fleet(b"id,country,thermal_mw,industry\nB1,IDN,60,textiles\n").units
    assert isinstance(boiler, IndustrialBoilerRecord)
    fault = one(faults(b"id,country,thermal_mw,industry\nB1,IDN,,textiles\n"))
    assert str(fault.problem) == "nothing tells how large the boiler is"


@pytest.mark.parametrize(
    ("change", "column", "told"),
    [
        ({"capacity_mw": 660_000}, "capacity_mw", "660,000 kW are 660 MW"),
        ({"capacity_mw": 6_600}, "capacity_mw", "6,600 kW are 6.6 MW"),
        ({"capacity_mw": 0}, "capacity_mw", "a number above 0"),
        ({"capacity_factor": 65}, "capacity_factor", "65 % is a share of 0.65"),
        ({"efficiency_percent": 0.36}, "efficiency_percent", "0.36 is 36 %"),
        ({"heat_rate_mj_per_kwh": 9_500}, "heat_rate_mj_per_kwh", "in Btu/kWh it would be 10.02 MJ/kWh"),
        ({"efficiency_percent": 40, "heat_rate_mj_per_kwh": 10}, "heat_rate_mj_per_kwh", "efficiency of 36 %"),
        ({"start_year": 2011, "retired_year": 1999}, "retired_year", "the unit ends before it begins"),
        ({"controls": "wFGD + CS-ESP"}, "controls", "CS-ESP cannot stand after wFGD"),
        ({"controls": "CS-ESP + SCR + SDA"}, "controls", "SDA needs one of CS-ESP, FF after it"),
        ({"controls": "SCR + bagghouse"}, "controls", "did you mean FF?"),
        ({"controls": "CS-ESP", "sorbent_mg_per_m3": 50}, "sorbent_mg_per_m3", "the control train has no ACI"),
        ({"rank": "brown"}, "rank", "anthracite, bituminous, subbituminous, lignite, waste coal or empty"),
        ({"country": "Indonesa"}, "country", "Indonesia"),
        ({"capacity": 3}, "capacity", "is it capacity_mw?"),
    ],
)  # fmt: skip
def test_bad_units(change: dict[str, Any], column: str, told: str) -> None:
    fault = one(faults(text([changed(UNIT, **change)])))
    assert fault.column == column
    assert told in fault.say()


@pytest.mark.parametrize(
    ("table", "rows", "column", "told"),
    [
        ("coals", [{"unit": "U-1"}], "unit", "did you mean U1?"),
        ("coals", [{"unit": "U1", "share": 0.5}, {"unit": "U1", "share": 0.4}], "share", "add to 0.90, not to 1"),
        ("coals", [{"unit": "U1", "ash_percent": 120}], "ash_percent", "a number from 0 to 100"),
        ("coals", [{"unit": "U1", "moisture_percent": 4_000}], "moisture_percent", "4,000 mg/kg are 0.4 %"),
        ("coals", [{"unit": "U1", "basis": "as_received", "ash_percent": 60, "moisture_percent": 50}],
         "moisture_percent", "ash and moisture are more than the coal"),
        ("coals", [{"unit": "U1", "mercury_mg_per_kg": 0.1, "mercury_high": 0.08}], "mercury_high", "the range"),
        ("coals", [{"unit": "U1", "hhv_mj_per_kg": 24_000}], "hhv_mj_per_kg", "in kJ/kg it would be 24 MJ/kg"),
        ("coals", [{"unit": "U1", "mercury_mg_per_kg": 0}], "mercury_mg_per_kg", "half the detection limit"),
        ("tests", [{"unit": "U1", "stream": "chimney", "value": 1, "unit_of_value": "g/h"}], "stream", "stack"),
        ("tests", [{"unit": "U1", "stream": "after device", "value": 1, "unit_of_value": "g/h"}], "device", "CS-ESP"),
        ("tests", [{"unit": "U1", "stream": "after device", "device": "ESPP", "value": 1, "unit_of_value": "g/h"}],
         "device", "there is no device 'ESPP'"),
    ],
)  # fmt: skip
def test_bad_coals_and_tests(table: str, rows: Rows, column: str, told: str) -> None:
    fault = one(faults(book({"units": [UNIT], table: rows}), "made-up.xlsx"))
    assert (fault.sheet, fault.column) == (table, column)
    assert told in fault.say()


def test_the_faults_of_all_tables_come_together() -> None:
    sheets: dict[str, Rows] = {
        "units": [UNIT, UNIT, changed(UNIT, id="U3", capacity_mw="much")],
        # The row of U3 is lost, but not its identifier.
        "coals": [{"unit": "U3"}, {"unit": "U9"}],
    }
    found = faults(book(sheets), "made-up.xlsx")
    assert sorted((fault.sheet, fault.row) for fault in found) == [("coals", 3), ("units", 3), ("units", 4)]
    assert "the identifier is that of another unit: units, row 2" in map(str, [fault.problem for fault in found])


def test_rounded_shares_of_three_coals_add_up() -> None:
    coals = [{"unit": "U1", "share": 0.33} for _ in range(3)]
    assert len(fleet(book({"units": [UNIT], "coals": coals}), "made-up.xlsx").coals) == 3


def test_what_is_no_fleet_says_what_would_be(tmp_path: Path) -> None:
    for content in (b"a,b\n1,2\n", text([{"id": ""}])):
        assert "Global Coal Plant Tracker" in one(faults(content)).accepted
    assert one(faults(book({"Units": [UNIT], "coal s": []}), "t.xlsx")).value == "coal s"
    with pytest.raises(InputError, match="the file cannot be read"):
        read_fleet(tmp_path / "nothing.csv")
    with pytest.raises(InputError, match="there are no coal-fired units in it"):
        read_fleet(tmp_path)


def test_a_table_that_is_too_long_is_refused_before_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def rows() -> Iterator[Row]:
        for row in range(9):
            read.append(row)
            yield row, ["x"]

    table = RawTable("made-up.csv", "", ("id",), 1, rows)
    monkeypatch.setattr(template, "MOST_ROWS", 3)
    fault = template.too_long(table)
    assert fault is not None
    assert (str(fault.accepted), read) == ("at most 3 rows", [0, 1, 2, 3])


def test_no_advice_where_a_number_is_right() -> None:
    assert [advice("capacity_mw", 660), advice("share", 0.5), advice("note", 1), advice("hhv_mj_per_kg", 24)] == [
        None
    ] * 4


@given(st.permutations(list(REGISTERED)), st.sampled_from([str.upper, str.lower, str.title]), st.sampled_from(" _-"))
@settings(max_examples=25)
def test_order_case_and_blanks_of_the_columns_change_nothing(
    order: list[str], case: Callable[[str], str], blank: str
) -> None:
    row = {case(name).replace(" ", blank): REGISTERED[name] for name in order}
    assert fleet(text([row])).units == fleet(text([REGISTERED])).units
