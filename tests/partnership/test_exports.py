from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from almaden.partnership.readers.registry_folder import read_registry
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.exchange import NeedRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.meetings import DecisionRecord, MeetingRecord, MemberRecord, QuestionRecord
from almaden.partnership.records.outputs import EventRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.reports.partnership import atom, calendar, tables

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def registry() -> Registry:
    made: list[tuple[str, RegistryRecord]] = [
        ("partner", PartnerRecord(id="P1", name="=cmd()", contact="SECRET-1", email="secret-2@example.org")),
        ("member", MemberRecord(id="M1", partner="P1", person="SECRET-3")),
        ("question", QuestionRecord(id="Q1", text="SECRET-4", person="SECRET-5")),
        ("need", NeedRecord(id="N1", title="SECRET-6", contact="SECRET-7")),
        ("need", NeedRecord(id="N2", title="Storage", public=True, contact="SECRET-8", email="secret-9@example.org")),
        ("activity", ActivityRecord(id="A1", title="<b>Bold</b> & more", area="ASGM", type="training", status="ongoing",
                                    countries=("GIN", "PER"), cost=5, currency="USD")),
        ("event", EventRecord(id="E1", title="Long; title, with breaks \\ " + "é" * 60, start="2020-06-16",
                              end="2020-06-17", place="Geneva", country="CHE", website="https://example.org/",
                              documents=("https://example.org/a.pdf",), follow_up="Two visits; one more")),
        ("event", EventRecord(id="E2", title="Only a year", start="2020")),
        ("meeting", MeetingRecord(id="G1", title="Meeting", start="2019-11")),
        ("decision", DecisionRecord(id="D1", meeting="G1", text="Share it", due="2021")),
        ("decision", DecisionRecord(id="D2", meeting="G1", text="Done", due="2021", state="done")),
    ]  # fmt: skip
    return Registry.made_of(made)


def test_the_tables_hold_nothing_personal_and_no_formula(tmp_path: Path) -> None:
    names = {path.name for path in tables.write_csv(registry(), tmp_path)}
    assert names == {
        f"{kind}.csv" for kind in ("partner", "member", "activity", "event", "meeting", "decision", "need")
    }
    text = "".join(path.read_text(encoding="utf-8-sig") for path in tmp_path.iterdir())
    assert "secret" not in text.lower()
    with (tmp_path / "partner.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["name"] == "'=cmd()"
    assert not {"contact", "email"} & set(row)


def test_the_tables_are_read_back(tmp_path: Path) -> None:
    tables.write_csv(registry(), tmp_path / "t")
    tables.write_xlsx(registry(), tmp_path / "t.xlsx")
    for path in (tmp_path / "t", tmp_path / "t.xlsx"):
        back = read_registry(path)
        assert back.all(ActivityRecord) == registry().all(ActivityRecord)
        assert back.all(PartnerRecord) == (PartnerRecord(id="P1", name="=cmd()"),)


def test_the_workbook_holds_nothing_personal(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(tables.write_xlsx(registry(), tmp_path / "t.xlsx"))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert "=cmd()" in cells
    assert not [cell for cell in cells if "secret" in cell.lower()]
    assert "question" not in book.sheet_names
    assert [row[0] for row in book.get_sheet_by_name("need").to_python()] == ["id", "N2"]


def test_the_json_holds_nothing_personal(tmp_path: Path) -> None:
    text = tables.write_json(registry(), tmp_path / "t.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert "secret" not in text.lower()
    assert found["activity"][0]["countries"] == ["GIN", "PER"]
    assert "contact" not in found["partner"][0]
    assert [one["id"] for one in found["need"]] == ["N2"]
    assert not {"contact", "email", "alerts"} & set(found["need"][0])


def test_a_registry_without_records_is_written(tmp_path: Path) -> None:
    empty = Registry.made_of([])
    assert tables.write_csv(empty, tmp_path) == []
    assert json.loads(tables.write_json(empty, tmp_path / "e.json").read_text(encoding="utf-8")) == {}
    assert tables.write_xlsx(empty, tmp_path / "e.xlsx").stat().st_size > 0


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_template_has_a_sheet_for_each_kind(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(tables.template_xlsx(lang))
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names[: len(KINDS)] == list(KINDS)
    head, told = book.get_sheet_by_name("activity").to_python()[:2]
    assert len(head) == len(told)
    assert all(told)


def unfolded(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_keeps_to_its_standard() -> None:
    lines = unfolded(calendar.write_calendar(registry(), "XM-DAC-41304", NOW))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    assert "SUMMARY:Long\\; title\\, with breaks \\\\ " + "é" * 60 in lines
    assert "LOCATION:Geneva\\, Switzerland" in lines
    assert "DESCRIPTION:Two visits\\; one more\\nhttps://example.org/a.pdf" in lines
    assert "DTSTART;VALUE=DATE:20200616" in lines
    assert "DTEND;VALUE=DATE:20200618" in lines
    assert "DTSTART;VALUE=DATE:20211231" in lines
    assert [line for line in lines if line.startswith("UID:")] == [
        f"UID:{mark}@XM-DAC-41304" for mark in ("event-E1", "meeting-G1", "decision-D1")
    ]
    assert not [line for line in lines if "Only a year" in line or line == "SUMMARY:Due: Done"]


def test_the_feed_is_newest_first_and_shows_html_as_text() -> None:
    news = [
        *atom.news_of(registry(), datetime(2026, 10, 1, tzinfo=UTC)),
        atom.New("publication", "D9", "Newest", "", datetime(2026, 10, 30, tzinfo=UTC), "javascript:alert(1)"),
        atom.New("need", "N1", "SECRET", "", datetime(2026, 10, 31, tzinfo=UTC)),
    ]
    content = atom.write_feed(news, "What is new", "XM-DAC-41304", NOW)
    space = {"a": "http://www.w3.org/2005/Atom"}
    feed = etree.fromstring(content)
    assert feed.xpath("a:entry/a:title/text()", namespaces=space)[:2] == ["Newest", "<b>Bold</b> & more"]
    assert feed.xpath("a:updated/text()", namespaces=space) == ["2026-11-01T12:00:00Z"]
    assert feed.xpath("a:entry/a:link/@href", namespaces=space) == ["https://example.org/"]
    assert len(set(feed.xpath("a:entry/a:id/text()", namespaces=space))) == 4
    assert b"SECRET" not in content
