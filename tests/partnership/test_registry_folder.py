"""Tables of the registry: read as a folder or a workbook, with all faults at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from almaden.demo.registry import demo_registry
from almaden.errors import Fault, InputError
from almaden.partnership.doubts import doubts
from almaden.partnership.readers.registry_folder import read_registry
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.outputs import FundingRecord, PublicationRecord
from almaden.partnership.records.partners import PartnerCountRecord
from almaden.reference.record import columns

HEADER = "id,title,area,type,status"


def write(folder: Path, **tables: str) -> Path:
    """A folder with tables."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def faults_of(path: Path) -> tuple[Fault, ...]:
    """What is wrong with a registry."""
    with pytest.raises(InputError) as caught:
        read_registry(path)
    return caught.value.faults


def test_a_folder_is_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        partner="id;name\nP1;A made-up union\nP2;Another\n",
        activity='id,title,area,type,status,partners,countries,start,latitude\nA1,"Training",ASGM,training,ongoing,'
        "P1; P2 ;,Ghana;CIV,2019-11,-3.5\n",
        publication="id,title,year,languages\nPB1,Guidance,2017,en; fr\n",
        partner_count="id,on,category,count\nC1,2020,total,215\n",
        funding="id,item,level,amount,currency,in_kind\nF1,Help,named,,,yes\n",
    )
    registry = read_registry(folder)
    [one] = registry.all(ActivityRecord)
    assert one.partners == ("P1", "P2")
    assert one.countries == ("GHA", "CIV")
    assert (one.start, one.latitude) == ("2019-11", -3.5)
    assert registry.all(PublicationRecord)[0].languages == ("en", "fr")
    assert registry.all(PublicationRecord)[0].year == 2017
    assert registry.all(PartnerCountRecord)[0].count == 215
    assert registry.all(FundingRecord)[0].in_kind


def test_a_workbook_gives_the_same_as_the_folder(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "registry.xlsx") as book:
        for kind, records in demo_registry().tables.items():
            sheet = book.add_worksheet(KINDS[kind].title if kind == "activity" else kind)
            names = columns(KINDS[kind].record)
            for row, record in enumerate(records, 1):
                sheet.write_row(0, 0, names)
                values = [getattr(record, name) for name in names]
                sheet.write_row(row, 0, ["; ".join(value) if isinstance(value, tuple) else value for value in values])
        book.add_worksheet("Read me").write(0, 0, "Whatever people write here")
    assert read_registry(tmp_path / "registry.xlsx").tables == demo_registry().tables


def test_all_faults_of_all_tables_come_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        partner="id,name,count\nP1,A made-up union,3\n",
        activity=f"{HEADER},start,end,partners,cost,countries\n"
        "A1,One,ASGM,project,ongoing,2020,2019,P1,,\n"
        "A2,Two,GOLD,project,ongoing,,,P1,,\n"
        "A3,Three,ASGM,project,sleeping,2019-13,,,,\n"
        "A4,Four,ASGM,project,ongoing,,,,5000,Atlantis\n",
        event="id,title\nE 1,A meeting\n",
    )
    found = {(fault.file, fault.row, fault.column): fault for fault in faults_of(folder)}
    assert set(found) == {
        ("partner.csv", 1, "count"),
        ("activity.csv", 2, ""),
        ("activity.csv", 3, "area"),
        ("activity.csv", 4, "status"),
        ("activity.csv", 5, "countries"),
        ("event.csv", 2, "id"),
    }
    assert found["activity.csv", 2, ""].problem == "it ends before it begins"
    assert found["activity.csv", 3, "area"].value == "GOLD"
    assert "pipeline" in found["activity.csv", 4, "status"].accepted


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        ("A1,One,ASGM,project,ongoing,,,,2019-13,", "start", "there is no such day"),
        ("A1,One,ASGM,project,ongoing,,,,next year,", "start", "write a year, a month or a day"),
        ("A1,One,ASGM,project,ongoing,,,,,5000", "", "a sum needs its currency"),
        ("A1,One,ASGM,project,ongoing,A1,,,,", "", "it cannot be a part of itself"),
        ("A1,One,ASGM,project,ongoing,A9,,,,", "parent", "there is no activity with this key"),
        ("A1,One,ASGM,project,ongoing,,,P7,,", "partners", "there is no partner with this key"),
    ],
)
def test_one_fault_names_its_place(tmp_path: Path, row: str, column: str, problem: str) -> None:
    header = f"{HEADER},parent,same_as,partners,start,cost"
    [fault] = faults_of(write(tmp_path, activity=f"{header}\n{row}\n", partner="id,name\nP1,A made-up union\n"))
    assert (fault.file, fault.row, fault.column) == ("activity.csv", 2, column)
    assert fault.problem.startswith(problem)


def test_keys_are_there_once_and_nothing_leads_in_a_circle(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        activity=f"{HEADER},parent,same_as\n"
        "A1,One,ASGM,project,ongoing,A2,\nA2,Two,ASGM,project,ongoing,A3,\nA3,Three,ASGM,project,ongoing,A1,\n"
        "A4,Four,ASGM,project,ongoing,,A1\nA5,Five,ASGM,project,ongoing,,A4\nA5,Five,ASGM,project,ongoing,,\n"
        "A6,Six,ASGM,project,ongoing,A1,\n",
    )
    problems = [(fault.row, fault.column, fault.problem) for fault in faults_of(folder)]
    assert problems == [
        (7, "id", "the key is there twice, first in row 6"),
        (2, "parent", "the records lead in a circle: A1, A2, A3, A1"),
        (6, "same_as", "A4 itself tells another once more"),
    ]


def test_links_into_a_table_with_lost_rows_are_not_blamed(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        partner="id,name,country\nP1,A made-up union,Atlantis\n",
        activity=f"{HEADER},partners\nA1,One,ASGM,project,ongoing,P1\n",
    )
    assert [(fault.file, fault.column) for fault in faults_of(folder)] == [("partner.csv", "country")]


def test_a_broken_row_does_not_hide_the_faults_of_others(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        partner="id,name,country\nP1,A made-up union,Atlantis\n",
        activity=f"{HEADER},partners\nA1,One,ASGM,project,ongoing,P1\nA2,Two,ASGM,project,ongoing,P999\n",
    )
    found = [(fault.file, fault.column, fault.value) for fault in faults_of(folder)]
    assert found == [("partner.csv", "country", "Atlantis"), ("activity.csv", "partners", "P999")]


def test_a_sum_of_money_needs_its_currency(tmp_path: Path) -> None:
    [fault] = faults_of(write(tmp_path, funding="id,item,level,amount\nF1,Help,project,500\n"))
    assert (fault.row, fault.column, fault.problem) == (2, "currency", "a sum needs its currency")


def test_a_name_that_is_nearly_that_of_a_table_is_told(tmp_path: Path) -> None:
    folder = write(
        tmp_path, partners="id,name\nP1,A made-up union\n", activitys=f"{HEADER}\n", budgte="id\n", notes="x\n"
    )
    faults = faults_of(folder)
    assert [(fault.value, fault.advice.split()[2].rstrip(",")) for fault in faults] == [
        ("activitys", "activity"),
        ("budgte", "budget"),
    ]


def test_a_table_that_is_there_twice_is_told(tmp_path: Path) -> None:
    [fault] = faults_of(write(tmp_path, partner="id,name\nP1,A\n", Partners="id,name\nP2,B\n"))
    assert fault.problem == "the table partner is there twice: Partners.csv and partner.csv"


@pytest.mark.parametrize("name", ["empty", "notes.txt", "nowhere"])
def test_what_holds_no_table_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("Nothing", encoding="utf-8")
    [fault] = faults_of(tmp_path / name)
    assert fault.file == name


def test_text_of_a_page_stays_text(tmp_path: Path) -> None:
    text = "<script>alert(1)</script>"
    registry = read_registry(write(tmp_path, activity=f"{HEADER}\nA1,{text},ASGM,project,ongoing\n"))
    assert registry.all(ActivityRecord)[0].title == text


@pytest.mark.parametrize(
    ("table", "text", "column", "problem"),
    [
        ("event", "id,title,start,end\nE1,A meeting,2020-06,2020-05\n", "end", "it ends before it begins"),
        ("funding", "id,item,level,start,end\nF1,Help,named,2020,2019\n", "end", "it ends before it begins"),
        ("partner", "id,name,joined,left\nP1,A union,2020,2019\n", "left", "it ends before it begins"),
        ("consultation", "id,title,opens,closes\nN1,Waste,2020,2019\n", "closes", "it ends before it begins"),
        ("offer", "id,title,mercury_low_mg_per_kg,mercury_high_mg_per_kg\nO1,A retort,9,3\n",
         "mercury_high_mg_per_kg", "the upper end lies below the lower end"),
    ],
)  # fmt: skip
def test_ends_that_come_first_are_told(tmp_path: Path, table: str, text: str, column: str, problem: str) -> None:
    [fault] = faults_of(write(tmp_path, **{table: text}))
    assert (fault.row, fault.column, fault.problem) == (2, column, problem)


def test_states_and_sums_that_do_not_bear_each_other_out_are_doubtful(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        activity=f"{HEADER},end,cost,secured,currency\n"
        "A1,One,ASGM,project,completed,2090,,,\nA2,Two,ASGM,project,planned,2000,,,\n"
        "A3,Three,ASGM,project,ongoing,2000,,,\nA4,Four,ASGM,project,ongoing,2090,500,700,USD\n"
        "A5,Five,ASGM,project,completed,2000,,,\n",
    )
    found = doubts(read_registry(folder), date(2026, 11, 21))
    assert [(fault.file.split()[1], fault.column) for fault in found] == [
        ("A1", "status"),
        ("A2", "status"),
        ("A3", "status"),
        ("A4", "secured"),
    ]


def test_what_is_doubtful_is_said_and_not_refused(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        activity=f"{HEADER},start,end,parent,reported_to,other_areas\n"
        "A1,Whole,ASGM,project,ongoing,2019,2020,,,\nA2,Part,ASGM,project,ongoing,2018,,A1,,\n"
        "A3,Part,COAL,project,completed,2019,2022,A1,2020-11,\nA4,Training,ASGM,sorcery,planned,2019,,,2020,ASGM\n",
    )
    assert [(fault.file, fault.column) for fault in doubts(read_registry(folder))] == [
        ("activity A2", "start"),
        ("activity A3", "end"),
        ("activity A3", "status"),
        ("activity A4", "type"),
    ]
    assert [fault.file for fault in doubts(demo_registry()) if fault.column == "type"] == []
