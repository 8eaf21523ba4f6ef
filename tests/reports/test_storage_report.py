"""The report on storage: numbers of the comparison, the map, every format, what is left out."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from almaden.reports.canvas import style
from almaden.reports.document import Figure
from almaden.reports.drawings import PlaceMap, Tornado
from almaden.reports.place_map import draw_map
from almaden.reports.storage_report import render_storage_report, storage_report
from almaden.reports.tornado import draw_tornado
from almaden.reports.words import Words
from almaden.supply.storage.data import example
from almaden.supply.storage.study import StorageStudy, storage_study

ON = date(2026, 11, 21)


@pytest.fixture(scope="module")
def study() -> StorageStudy:
    return storage_study(example(), ON, states={"duty": "done"}, draws=200)


def test_the_page_tells_costs_sites_capacity_and_the_plan(study: StorageStudy) -> None:
    page = render_storage_report(study, "html", "en").decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Made-up data: no facility, source or price of it exists." in page
    assert "EXPORT: Export for stabilisation and disposal abroad is the cheapest" in page
    assert "2 of 3 places are built" in page
    assert "5 kg are missing, more than the error of weighing of 1.96 kg explains" in page
    assert f"{study.checklist.done} of {study.checklist.asked} needed items are done" in page
    assert f"This rests on {len(study.unverified)} unverified numbers" in page


def test_a_workbook_has_the_costs_unrounded(study: StorageStudy) -> None:
    assert study.comparison is not None
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_storage_report(study, "xlsx", "fr")))
    _notice, names, *rows = book.get_sheet_by_name("data options").to_python()
    at = names.index("cost")
    assert [row[at] for row in rows] == pytest.approx([one.cost.value for one in study.comparison.options])
    assert {"data sites", "data facilities", "data matches", "data plan"} <= set(book.sheet_names)


def test_a_document_is_made(study: StorageStudy) -> None:
    assert render_storage_report(study, "pdf", "es").startswith(b"%PDF")


def test_figures_hold_every_place_and_every_swing(study: StorageStudy) -> None:
    drawings = [one.drawing for one in storage_report(study, Words.of("en")).blocks if isinstance(one, Figure)]
    (chart,) = (one for one in drawings if isinstance(one, PlaceMap))
    tornado = next(one for one in drawings if isinstance(one, Tornado))
    with style():
        axes, bars = draw_map(chart).axes[0], draw_tornado(tornado).axes[0]
    assert {one.get_text() for one in axes.texts} == {one.label for one in chart.places}
    west, east = axes.get_xlim()
    south, north = axes.get_ylim()
    assert all(west < one.longitude < east and south < one.latitude < north for one in chart.places)
    low, high = bars.get_xlim()
    assert len(bars.patches) == 2 * len(tornado.swings)
    assert all(low < end < high for one in tornado.swings for end in (one.at_low, one.at_high))


def test_chapters_without_tables_are_left_out_and_a_source_without_a_place_is_told() -> None:
    (first, *others) = example().sources
    data = replace(example(), sources=(first.model_copy(update={"latitude": None}), *others))
    page = render_storage_report(storage_study(data, ON, draws=200), "html", "en").decode()
    assert f"No sites are chosen, as these sources have no place: {first.id}." in page
    alone = storage_study(replace(example(), options=(), facilities=()), ON, draws=200)
    assert alone.comparison is None
    assert alone.facilities is None
    assert "Sites of stores" in render_storage_report(alone, "html", "en").decode()
