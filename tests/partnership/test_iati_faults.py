from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from almaden.errors import Fault, InputError
from almaden.partnership.nodes import Node
from almaden.partnership.readers import xml
from almaden.partnership.readers.iati import read_iati
from almaden.partnership.readers.iati_registry import read_iati_registry
from almaden.partnership.records.activities import ActivityRecord, ResultRecord

PARTS = {
    "iati-identifier": "<iati-identifier>XM-1-a</iati-identifier>",
    "reporting-org": '<reporting-org ref="XM-1" type="40"><narrative>Made up</narrative></reporting-org>',
    "title": "<title><narrative>A title</narrative></title>",
    "description": "<description><narrative>What it is</narrative></description>",
    "participating-org": '<participating-org role="4" ref="XM-1"><narrative>Made up</narrative></participating-org>',
    "activity-status": '<activity-status code="2"/>',
    "activity-date": '<activity-date type="2" iso-date="2019-01-01"/>',
}


def activity(more: str = "", **changed: str) -> str:
    parts = {**PARTS, **{name.replace("_", "-"): text for name, text in changed.items()}}
    return f"<iati-activity>{''.join(parts.values())}{more}</iati-activity>"


def file(folder: Path, *activities: str, root: str = 'iati-activities version="2.03"', before: str = "") -> Path:
    path = folder / "a.xml"
    tag = root.split()[0]
    path.write_text(f'<?xml version="1.0"?>{before}\n<{root}>\n{"".join(activities)}\n</{tag}>', encoding="utf-8")
    return path


def faults(path: Path) -> list[Fault]:
    return [one for one in read_iati(path) if isinstance(one, Fault)]


def refused(path: Path) -> Fault:
    with pytest.raises(InputError) as error:
        list(read_iati(path))
    (fault,) = error.value.faults
    assert fault.file == "a.xml"
    assert fault.accepted
    assert fault.advice
    return fault


@pytest.mark.parametrize(
    ("root", "problem", "value"),
    [
        ('iati-organisations version="2.03"', "not an IATI file of activities", "iati-organisations"),
        ('iati-activities version="2.03" xmlns="urn:x"', "stand in a name space", "urn:x"),
        ('iati-activities version="1.05"', "another version", "1.05"),
        ("iati-activities", "another version", ""),
        ("html", "not an IATI file of activities", "html"),
    ],
)
def test_another_root_is_refused(tmp_path: Path, root: str, problem: str, value: str) -> None:
    fault = refused(file(tmp_path, activity(), root=root))
    assert problem in fault.problem
    assert (fault.value, fault.row) == (value, 2)


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "before",
    [BOMB, "<!DOCTYPE a>", '<!DOCTYPE a SYSTEM "file:///etc/passwd">', '<!DOCTYPE a [<!ENTITY % p SYSTEM "x">%p;]>'],
)
def test_a_document_type_is_refused_before_anything_is_read(tmp_path: Path, before: str) -> None:
    assert "document type" in refused(file(tmp_path, activity(), before=before)).problem


def test_a_file_that_is_cut_off_or_no_xml_is_refused(tmp_path: Path) -> None:
    path = file(tmp_path, activity())
    path.write_bytes(path.read_bytes()[:-30])
    assert "cannot be read" in refused(path).problem
    path.write_bytes(b"PK\x03\x04")
    assert "cannot be read" in refused(path).problem
    path.write_bytes(b"")
    assert "cannot be read" in refused(path).problem


def test_an_element_deeper_than_any_that_people_write_is_refused(tmp_path: Path) -> None:
    assert "far more" in refused(file(tmp_path, "<a>" * 100 + "</a>" * 100)).problem


def test_an_element_larger_than_any_that_people_write_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml, "MOST_CHARACTERS", 1000)
    assert "far more" in refused(file(tmp_path, activity(f"<x>{'y' * 1001}</x>"))).problem
    monkeypatch.setattr(xml, "MOST_CHARACTERS", 100_000)
    monkeypatch.setattr(xml, "MOST_NODES", 100)
    assert "far more" in refused(file(tmp_path, activity("<x/>" * 101))).problem


@pytest.mark.parametrize("name", list(PARTS))
def test_an_element_that_the_standard_demands_is_asked_for(tmp_path: Path, name: str) -> None:
    bad = activity(**{name: ""})
    good = activity(iati_identifier="<iati-identifier>XM-1-b</iati-identifier>")
    found = list(read_iati(file(tmp_path, bad, good)))
    (fault,) = [one for one in found if isinstance(one, Fault)]
    assert (fault.problem, fault.accepted) == ("an element that the standard demands is missing", name)
    assert fault.row == 3
    # What is right beside it is read.
    assert [one[1].id for one in found if not isinstance(one, Fault) and one[0] == "activity"] == ["XM-1-b"]


MONEY = '<value value-date="2020-01-01" currency="USD">5</value>'
PERIOD = '<period-start iso-date="2020-01-01"/><period-end iso-date="2020-12-31"/>'


@pytest.mark.parametrize(
    ("xml_text", "column", "problem", "value"),
    [
        ('<recipient-country code="QQ"/>', "recipient-country", "no country has this code", "QQ"),
        ('<participating-org role="9" ref="X"/>', "participating-org", "does not stand in the code list", "9"),
        ('<activity-date type="2" iso-date="2019-02-30"/>', "activity-date", "not a day", "2019-02-30"),
        ('<activity-date type="7" iso-date="2019-02-03"/>', "activity-date", "does not stand in the code list", "7"),
        (f"<budget>{PERIOD}<value currency='USD'>1,000</value></budget>", "value", "not a number", "1,000"),
        (f"<budget>{PERIOD}<value>1000</value></budget>", "value", "a sum needs its currency", ""),
        (f"<budget>{PERIOD}<value currency='USD'>nan</value></budget>", "value", "not a number", "nan"),
        ("<budget><value currency='USD'>1</value></budget>", "budget", "demands is missing", ""),
        (f'<transaction><transaction-type code="77"/><transaction-date iso-date="2020-01-01"/>{MONEY}</transaction>',
         "transaction-type", "does not stand in the code list", "77"),
        ('<result type="5"><title/><indicator measure="1"><title><narrative>i</narrative></title></indicator></result>',
         "result", "does not stand in the code list", "5"),
        ('<location><point srsName="x"><pos>here</pos></point></location>', "pos", "not a position", "here"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_told_with_its_place(
    tmp_path: Path, xml_text: str, column: str, problem: str, value: str
) -> None:
    found = list(read_iati(file(tmp_path, activity(xml_text))))
    assert all(isinstance(one, Fault) for one in found)
    first = next(one for one in found if isinstance(one, Fault))
    assert problem in first.problem
    assert (first.column, first.value, first.row) == (column, value, 3)


def test_what_a_record_refuses_is_a_fault(tmp_path: Path) -> None:
    date = '<activity-date type="2" iso-date="2020-01-01"/><activity-date type="4" iso-date="2019-01-01"/>'
    (fault,) = faults(file(tmp_path, activity(activity_date=date)))
    assert fault.problem == "it ends before it begins"


def test_an_area_that_is_not_known_is_a_fault_and_one_of_another_list_is_not(tmp_path: Path) -> None:
    sector = '<sector vocabulary="99" code="GOLD"{}/>'
    (fault,) = faults(file(tmp_path, activity(sector.format(""))))
    assert (fault.value, fault.column) == ("GOLD", "sector")
    assert "ASGM" in fault.accepted
    unplaced: list[str] = []
    foreign = activity(sector.format(' vocabulary-uri="https://example.org/codes"'))
    own = activity('<sector vocabulary="99" code="COAL"/>', iati_identifier="<iati-identifier>XM-1-b</iati-identifier>")
    registry = read_iati_registry(file(tmp_path, foreign, own), unplaced=unplaced)
    assert {one.id: one.area for one in registry.all(ActivityRecord)} == {"XM-1-a": "CROSS", "XM-1-b": "COAL"}
    assert unplaced == ["XM-1-a"]


def test_an_identifier_that_stands_there_twice_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(file(tmp_path, activity(), activity()))
    assert (fault.problem, fault.value) == ("this identifier stands in the file twice", "XM-1-a")


def test_attributes_of_ours_that_we_did_not_write_are_faults(tmp_path: Path) -> None:
    root = 'iati-activities version="2.03" xmlns:almaden="urn:almaden:registry:1"'
    bad = activity().replace("<iati-activity>", f'<iati-activity almaden:partners="{"[" * 5000}">')
    assert "not what Almaden writes" in faults(file(tmp_path, bad, root=root))[0].problem
    unknown = '<almaden:record of="resource_person" almaden:id="X" almaden:name="Y"/>'
    assert "no records of this kind" in faults(file(tmp_path, activity(), unknown, root=root))[0].problem


def test_elements_and_attributes_of_others_are_passed_over(tmp_path: Path) -> None:
    more = '<x:y xmlns:x="urn:x"><x:z>1</x:z></x:y><!-- a remark --><?target text?>'
    assert faults(file(tmp_path, activity(more))) == []


def test_every_period_of_an_indicator_is_a_result(tmp_path: Path) -> None:
    period = '<period>{}<target value="{}"/><actual value="1"><dimension name="sex" value="f"/></actual></period>'
    periods = period.format(PERIOD, 3) + period.format(PERIOD, 4)
    indicator = f"<indicator measure='1'><title><narrative>i</narrative></title>{periods}</indicator>"
    result = f'<result type="1"><title><narrative>r</narrative></title>{indicator}</result>'
    registry = read_iati_registry(file(tmp_path, activity(result)))
    assert [(one.target, one.actual, one.due) for one in registry.all(ResultRecord)] == [
        (3, None, "2020-12-31"), (4, None, "2020-12-31"),
    ]  # fmt: skip
    assert registry.all(ActivityRecord)[0].type == "project"


def test_a_whole_file_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    path = file(
        tmp_path, activity(title=""), activity(iati_identifier="<iati-identifier>b</iati-identifier>", title="")
    )
    with pytest.raises(InputError) as error:
        read_iati_registry(path)
    assert len(error.value.faults) == 2
    parent = '<related-activity ref="nowhere" type="1"/>'
    with pytest.raises(InputError):
        read_iati_registry(file(tmp_path, activity(parent)))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        text = "x" * 2000
        many = (
            activity(iati_identifier=f"<iati-identifier>a{number}</iati-identifier>",
                     description=f"<description><narrative>{text}</narrative></description>")
            for number in range(count)
        )  # fmt: skip
        path = file(tmp_path, *many)
        tracemalloc.start()
        for found in read_iati(path):
            assert not isinstance(found, Fault)
        reached = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return reached

    # Only identifiers are remembered: 1,000 more activities of 2 kB must not take 2 MB.
    peak(10)
    assert peak(1200) - peak(200) < 700_000


def test_a_title_that_a_file_breaks_into_lines_is_one_line() -> None:
    said = Node("title", children=[Node("narrative", text="\n  Retorts for\n    miners ")])
    assert said.narrative() == "Retorts for miners"
    assert said.narrative(lines=True) == "Retorts for\n    miners"
