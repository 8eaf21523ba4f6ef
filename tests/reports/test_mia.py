"""The Minamata Initial Assessment: chapters, what is missing, law, dates, people, costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from almaden.inventory.records import ContextEntry, InventoryData, PopulationRow
from almaden.inventory.result import Result
from almaden.reports import mia
from almaden.reports.document import Callout, Document, Heading, Table

MakeData = Callable[..., InventoryData]


def _table(document: Document, sheet: str) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table) and block.sheet == sheet]
    return found


def _callout_under(document: Document, chapter: str) -> Callout | None:
    """The callout that follows a chapter's heading at once."""
    for heading, block in zip(document.blocks, document.blocks[1:], strict=False):
        if isinstance(heading, Heading) and heading.text.startswith(f"{chapter}. "):
            return block if isinstance(block, Callout) else None
    raise AssertionError(f"no chapter {chapter}")


def test_every_chapter_of_the_outline_is_there(result: Result, make_data: MakeData) -> None:
    document = mia.build(result, make_data(empty=True), "en")
    chapters = [heading.text.split(".")[0] for heading in document.headings if heading.level == 1]
    assert [one for one in chapters if one in {"0", "I", "II", "III", "IV", "V", "VI"}] == [
        "0", "I", "II", "III", "IV", "V", "VI",
    ]  # fmt: skip


def test_chapters_without_data_are_named_as_missing_with_what_is_needed(result: Result, make_data: MakeData) -> None:
    document = mia.build(result, make_data(empty=True), "en")
    states = {row.cells[0].text: row.cells[2].text for row in _table(document, "Chapters").full_rows}
    assert states["I"] == states["III"] == states["IV"] == states["V"] == states["VI"] == "missing"
    assert states["II"] == "in part"
    missing = _callout_under(document, "IV")
    assert missing is not None
    assert missing.title == "This chapter is missing"
    assert "populations at risk (fill in the table populations)" in missing.text


def test_chapters_with_data_are_complete(result: Result, make_data: MakeData) -> None:
    document = mia.build(result, make_data(), "en")
    states = {row.cells[0].text: row.cells[2].text for row in _table(document, "Chapters").full_rows}
    assert states["III"] == states["IV"] == states["VI"] == "complete"
    assert states["V"] == "missing"
    assert _callout_under(document, "III") is None


def test_legal_gaps_show_the_marks_and_unmarked_is_not_known(result: Result, make_data: MakeData) -> None:
    rows = _table(mia.build(result, make_data(), "en"), "Legal gaps").full_rows
    marks = {row.cells[0].text: (row.cells[4].text, row.cells[5].text) for row in rows}
    # OB004 is Article 3(3), OB013 is Article 4(1).
    assert marks["3(3)"] == ("in law", "Mining Code (made up)")
    assert marks["4(1)"] == ("partly in law", "Chemicals Act (made up); imports")
    assert marks["8(4)"] == ("not known", "")


def test_deadlines_follow_from_the_entry_into_force(result: Result, make_data: MakeData) -> None:
    data = make_data()
    context = {**data.header.context, "entry_into_force": ContextEntry("2017-08-16")}
    dated = replace(data, header=replace(data.header, context=context))
    rows = _table(mia.build(result, dated, "en"), "Legal gaps").full_rows
    deadlines = {row.cells[0].text: row.cells[3].text for row in rows}
    # New sources within five years, existing ones within ten (Minamata Convention, Article 8(4) and 8(5)).
    assert deadlines["8(4)"] == "2022-08-16"
    assert deadlines["8(5)"] == "2027-08-16"


def test_dates_name_decision_and_status_and_mark_what_the_inventory_has(result: Result, make_data: MakeData) -> None:
    rows = _table(mia.build(result, make_data(), "en"), "Phase-out dates").full_rows
    chlor = next(row for row in rows if row.cells[1].text == "Chlor-alkali production")
    # Minamata Convention (2013), Annex B Part I: 2025.
    assert [cell.text for cell in chlor.cells][3:6] == [
        "barred after 2025-12-31",
        "Convention text of 2013",
        "verified",
    ]
    assert chlor.cells[6].text == "●"
    assert any(row.cells[6].text == "" for row in rows)


def test_small_numbers_of_people_are_not_shown(result: Result, make_data: MakeData) -> None:
    rows = _table(mia.build(result, make_data(), "en"), "Populations at risk").full_rows
    miners, dentists = ([cell.text for cell in row.cells[2:5]] for row in rows)
    assert miners == ["30,000", "9,000", "< 10"]
    assert dentists == ["?", "?", "?"]
    assert all(cell.value is None for row in rows for cell in row.cells if cell.text.startswith("<"))


def test_costs_stand_with_ranges_and_cost_per_kilogram(result: Result, make_data: MakeData) -> None:
    table = _table(mia.build(result, make_data(), "en"), "Priority actions")
    first, last = table.full_rows[0].cells, table.full_rows[3].cells
    assert first[5].text == "250,000 (200,000–380,000)"
    # 250,000 USD / 50 kg
    assert (first[7].text, first[7].value) == ("5,000", 5000.0)
    assert [last[index].text for index in (4, 5, 6, 7)] == ["?"] * 4
    total = table.footer[0].cells
    assert total[1].text == "Sum of the known; without a cost: 1"
    assert total[5].value == 1_470_000
    assert total[6].value == 950


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_hostile_names_and_every_language(make_result: Callable[..., Result], make_data: MakeData, lang: str) -> None:
    document = mia.build(make_result(5, hostile=True), make_data(hostile=True), lang)
    assert document.lang == lang


def test_gender_needs_a_number(result: Result, make_data: MakeData) -> None:
    data = replace(make_data(), populations=(PopulationRow(group="made up", persons=100),))
    assert "gender" not in mia.at_hand(result, data)
    assert "populations" in mia.at_hand(result, data)


def test_numbers_on_the_country_are_told_with_their_source(result: Result, make_data: MakeData) -> None:
    told = replace(result, context={"population": 1_000_000.0, "waste_separated_over_one_third": False})
    rows = _table(mia.build(told, make_data(), "en"), "Country").full_rows
    assert [cell.text for cell in rows[0].cells] == ["population", "1,000,000", "2019", "made up"]
    assert rows[1].cells[1].text == "no"
