"""Templates of facilities, units and sites as people fill them in, and as they should not. All data are made up."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from collections.abc import Mapping, Sequence

import pytest
import xlsxwriter

from almaden.errors import Fault
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.registry import read
from almaden.reports.place_templates import template_csv, template_xlsx

HEADER = "identifiers,name,country,latitude,longitude\n"


def items(
    reader: str, content: str | bytes, name: str = "t.csv", columns: Mapping[str, str] | None = None
) -> list[Item]:
    data = content.encode() if isinstance(content, str) else content
    return list(read(reader, io.BytesIO(data), name, columns))


def records(found: Sequence[Item]) -> list[Located]:
    assert [one for one in found if isinstance(one, Fault)] == []
    return [one for one in found if isinstance(one, Located)]


def faults(found: Sequence[Item]) -> list[Fault]:
    assert [one for one in found if isinstance(one, Located)] == []
    return [one for one in found if isinstance(one, Fault)]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()


def test_a_facility_with_every_kind_of_column() -> None:
    text = (
        (
            "Identifiers;Name;COUNTRY;latitude;longitude;place;category;status;start_year;attributes\n"
            "gem:L1; wri:X;Central Norte;Perú;-12,046;-77,043;Lima;5.1.1 coal;Operating;2004;stack_m=120;fuel=gas\n"
        )
        .replace("gem:L1; wri:X", '"gem:L1; wri:X"')
        .replace("stack_m=120;fuel=gas", '"stack_m=120; fuel=gas"')
    )
    (found,) = records(items("facilities", text))
    one = found.record
    assert (found.row, found.sheet) == (2, "")
    assert one.identifiers == {"gem": "L1", "wri": "X"}
    assert (one.name, one.country, one.place) == ("Central Norte", "PER", "Lima")
    assert (one.latitude, one.longitude) == (-12.046, -77.043)
    assert (one.category, one.status, one.start_year) == ("5.1.1", "operating", 2004)
    assert one.attributes == {"stack_m": 120.0, "fuel": "gas"}


@pytest.mark.parametrize(
    "name", ["محطة الشمال", "Северная ТЭЦ", "北方电厂", "โรงไฟฟ้า", "उत्तरी संयंत्र", "Ελληνική μονάδα"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_in_many_scripts_and_encodings(name: str, encoding: str) -> None:
    (found,) = records(items("facilities", f"{HEADER}x:1,{name},EGY,1.5,2.5\n".encode(encoding)))
    assert found.record.name == name


def test_a_name_in_an_old_encoding() -> None:
    (found,) = records(items("sites", "name;country\nEstación Ñandú;ARG\n".encode("cp1252")))
    assert found.record.name == "Estación Ñandú"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "the file is not text in an encoding that is understood"),
        (b"PK\x03\x04 cut off", "the workbook is damaged or was cut off"),
        (b"\x1f\x8b\x08\x00broken", "the packed file is damaged or was cut off"),
        (b"country\nPER\n", "the column name is missing"),
    ],
)
@pytest.mark.parametrize("reader", ["facilities", "sites"])
def test_a_file_that_cannot_be_used_gives_one_fault(reader: str, content: bytes, problem: str) -> None:
    (found,) = faults(items(reader, content))
    assert (found.problem, found.file) == (problem, "t.csv")


def test_every_missing_column_is_told_at_once() -> None:
    assert [one.problem for one in faults(items("units", "note\nx\n"))] == [
        "the column facility is missing",
        "the column name is missing",
    ]


def test_a_table_without_rows_gives_nothing() -> None:
    assert items("facilities", HEADER) == []


def test_an_unpacked_size_that_is_a_lie_is_refused() -> None:
    bomb = gzip.compress(HEADER.encode() + b"\n" * 40_000_000, 9)
    (found,) = faults(items("facilities", bomb, "bomb.csv.gz"))
    assert "unfolds into too much" in found.problem


def test_a_packed_table_is_read() -> None:
    (found,) = records(items("facilities", gzip.compress(f"{HEADER}x:1,A,PER,1,2\n".encode()), "t.csv.gz"))
    assert found.record.name == "A"


@pytest.mark.parametrize(
    ("row", "column", "value", "problem"),
    [
        ("x:1,A,PER,117.3,34.4", "latitude", "117.3", "the number is out of range"),
        ("x:1,A,PER,nan,34.4", "latitude", "nan", "the number is not finite"),
        ("x:1,A,PER,12N,34.4", "latitude", "12N", "text follows the number"),
        ("x:1,A,PER,12.5,", "", "", "give both latitude and longitude, or none"),
        ("x:1,,PER,1,2", "name", "", "the cell must not be empty"),
        ("x:1,A,Atlantis,1,2", "country", "Atlantis", "no country has this code or name"),
        ("L1,A,PER,1,2", "identifiers", "L1", "the identifiers cannot be understood"),
        (f"x:1,{'A' * 301},PER,1,2", "name", "A" * 301, "the text is longer than 300 characters"),
    ],
)
def test_a_faulty_row_is_told_with_its_place(row: str, column: str, value: str, problem: str) -> None:
    found = items("facilities", f"{HEADER}x:8,Good,PER,1,2\n{row}\nx:9,Good,PER,1,2\n")
    assert [one.row for one in found if isinstance(one, Located)] == [2, 4]
    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert (fault.row, fault.column, fault.value, str(fault.problem)) == (3, column, value, problem)
    assert fault.advice


def test_exchanged_coordinates_are_suggested() -> None:
    (fault,) = faults(items("facilities", f"{HEADER}x:1,A,CHN,117.3,34.4\n"))
    assert "may be exchanged" in fault.advice
    assert str(fault.accepted) == "a number from -90 to 90"


def test_an_identifier_that_stands_twice_names_both_rows() -> None:
    found = items("sites", "identifiers,name\ngaw:A,One\ngaw:B,Two\n\ngaw:A,Three\n")
    assert [one.record.name for one in found if isinstance(one, Located)] == ["One", "Two"]
    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert str(fault.problem) == "the rows 2 and 5 have the same identifier"
    assert fault.value == "gaw:A"


def test_a_column_that_is_not_known_is_told_once() -> None:
    found = items("sites", "name,colour,#mine\nA,red,x\nB,blue,\n")
    assert [one.record.name for one in found if isinstance(one, Located)] == ["A", "B"]
    assert [one.column for one in found if isinstance(one, Fault)] == ["colour"]


def test_a_workbook_with_facilities_and_units() -> None:
    data = workbook(
        Notes=[["anything"]],
        Facilities=[["identifiers", "name", "country", "latitude", "longitude"], ["x:1", "A", "Chile", -33.5, -70.6]],
        units=[["facility", "name", "capacity_mw", "start_year"], ["x:1", "Unit 1", 350.5, 1999], ["x:1", 2, "", ""]],
    )
    found = records(items("facilities", data, "t.xlsx"))
    assert [(one.sheet, one.row, type(one.record).__name__) for one in found] == [
        ("Facilities", 2, "FacilityRecord"),
        ("units", 2, "UnitRecord"),
        ("units", 3, "UnitRecord"),
    ]
    assert (found[1].record.capacity_mw, found[1].record.start_year) == (350.5, 1999)
    assert found[2].record.name == "2"


def test_a_workbook_without_the_sheet_names_its_sheets() -> None:
    (fault,) = faults(items("facilities", workbook(One=[["a"]], Two=[["b"]]), "t.xlsx"))
    assert str(fault.problem) == "there is no sheet 'facilities'"
    assert "One, Two" in str(fault.accepted)


def test_formulas_are_read_as_their_values_and_never_run() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("sites")
    sheet.write_row(0, 0, ["name", "country", "latitude", "longitude"])
    sheet.write_row(1, 0, ["A", "PER"])
    sheet.write_formula(1, 2, "=1+1", value=2)
    sheet.write_formula(1, 3, "=1/0", value="#DIV/0!")
    book.close()
    (fault,) = faults(items("sites", content.getvalue(), "t.xlsx"))
    assert (fault.column, fault.value, str(fault.problem)) == (
        "longitude", "#DIV/0!", "the cell holds the error #DIV/0!",
    )  # fmt: skip
    (found,) = records(items("sites", "name,note\nA,'=cmd()\n"))
    assert found.record.note == "=cmd()"


def test_any_table_by_a_map_of_columns() -> None:
    text = "Planta;País;MW;Código;Estado\nNorte;Perú;12,5;007;\n"
    columns = {"record": "facility", "name": "Planta", "country": "pais"}
    (found,) = records(items("table", text, columns=columns))
    assert (found.record.name, found.record.country) == ("Norte", "PER")
    assert found.record.attributes == {"mw": "12,5", "codigo": "007"}


def test_any_sheet_by_a_map_of_columns() -> None:
    data = workbook(First=[["x"]], Second=[["Station", "Lat", "Lon"], ["A", 1.5, 2.5]])
    columns = {"record": "site", "sheet": "second", "name": "Station", "latitude": "Lat", "longitude": "Lon"}
    (found,) = records(items("table", data, "t.xlsx", columns))
    assert (found.sheet, found.record.name, found.record.latitude) == ("Second", "A", 1.5)


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"name": "Plante", "country": "Land"}, "the file has no column of this name"),
        (
            {"name": "Plant", "country": "Land", "colour": "Land"},
            "the map of columns names a field that there is not: colour",
        ),
        ({"name": "Plant"}, "no column feeds the field country"),
        ({"record": "inventory", "name": "Plant"}, "the map of columns names no record type that can be read"),
    ],
)
def test_a_map_that_does_not_fit_is_told(columns: dict[str, str], problem: str) -> None:
    (fault,) = faults(items("table", "Plant,Land\nA,PER\n", columns=columns))
    assert str(fault.problem) == problem


@pytest.mark.slow
def test_forty_thousand_rows_are_streamed() -> None:
    rows = "".join(f"x:{number},Plant {number},PER,{number % 90}.5,{number % 180}.25\n" for number in range(40_000))
    file = io.BytesIO((HEADER + rows).encode())
    tracemalloc.start()
    count = sum(1 for one in read("facilities", file, "t.csv") if isinstance(one, Located))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 40_000
    # The identifiers are remembered to find those that stand twice; records would take three times as much.
    assert peak < 24_000_000


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
@pytest.mark.parametrize("name", ["facilities", "units", "sites"])
def test_an_empty_template_reads_as_nothing_in_every_language(name: str, lang: str) -> None:
    assert items(name, template_csv(name, lang)) == []
    assert items(name, template_xlsx(name, lang), "t.xlsx") == []


def test_the_examples_of_a_template_are_valid() -> None:
    lines = template_csv("facilities").decode("utf-8-sig").splitlines(keepends=True)
    (found,) = records(items("facilities", lines[0] + lines[2].replace("# example", "")))
    assert found.record.identifiers == {"gem": "L100000100001"}
    assert found.record.country == "ALB"


def test_a_column_that_is_none_of_countries_does_not_take_an_hour() -> None:
    rows = "".join(f"x:{number},A,Nowhere {number}x,1,2\n" for number in range(2_000))
    found = faults(items("facilities", HEADER + rows))
    assert len(found) == 2_000
    assert all(one.problem == "no country has this code or name" and one.advice for one in found)
