"""The report of one unit: its numbers are those of the result, and it stays short."""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from almaden.reports.coal.unit import unit_report
from almaden.reports.coal.write import render_unit
from almaden.reports.document import Document, Figure, Paragraph, Table
from almaden.reports.drawings import StackedBars
from almaden.reports.words import Words

if TYPE_CHECKING:
    from tests.reports.coal.conftest import MadeUp

ENGLISH = Words.of("en")


def _document(made_up: MadeUp) -> Document:
    return unit_report(made_up.unit, made_up.what_if, ENGLISH, "made-up.csv", 2023)


def _table(document: Document, caption: str) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.caption == caption)


def test_quantities_and_fates_are_those_of_the_result(made_up: MadeUp) -> None:
    document = _document(made_up)
    quantities = [row.cells[1].value for row in _table(document, "Emission to air").full_rows]
    assert quantities == [amount.value for amount in made_up.unit.quantities.values()]
    fates = _table(document, "Where the mercury goes")
    kg = [row.cells[1].value for row in fates.rows[: len(made_up.unit.fates)]]  # type: ignore[union-attr]
    assert sorted(kg) == sorted(amount.value for amount in made_up.unit.fates.values())  # type: ignore[type-var]
    assert sum(kg) == pytest.approx(fates.footer[0].cells[1].value, rel=1e-9)  # type: ignore[arg-type]


def test_bars_show_all_mercury_after_each_place(made_up: MadeUp) -> None:
    figure = next(block for block in _document(made_up).blocks if isinstance(block, Figure))
    assert isinstance(figure.drawing, StackedBars)
    _share, steps = made_up.unit.steps[0]
    assert [bar.parts[0] for bar in figure.drawing.bars] == [100 * step.elemental.value for step in steps]
    assert all(sum(bar.parts) == pytest.approx(100.0) for bar in figure.drawing.bars)
    # What was captured stays captured.
    captured = [bar.parts[3] for bar in figure.drawing.bars]
    assert all(after >= before - 1e-9 for before, after in itertools.pairwise(captured))


def test_every_method_stands_there_with_its_answer_or_its_reason(made_up: MadeUp) -> None:
    rows = _table(_document(made_up), "Emission by method").full_rows
    for row, method in zip(rows, made_up.unit.methods, strict=True):
        assert row.cells[1].value == (method.kg_per_year.value if method.kg_per_year else None)
        assert row.cells[4].text or method.applies


def test_tests_and_measures_are_told(made_up: MadeUp) -> None:
    document = _document(made_up)
    assert made_up.unit.tests is not None
    results = _table(document, "The plant's own tests").full_rows
    assert len(results) == len(made_up.unit.tests.tests.data)
    measures = _table(document, "What measures would do in a year")
    effects = sorted((one.effect.avoided.value for one in made_up.what_if if one.effect), reverse=True)
    assert [row.cells[1].value for row in measures.full_rows] == effects
    refused = [one.change.name for one in made_up.what_if if one.effect is None]
    assert all(name in measures.notes[1] for name in refused)
    assert "USD of 2023" in measures.notes[0]


def test_article_8_is_judged_only_where_the_day_is_known(made_up: MadeUp) -> None:
    label = "Article 8 of the Minamata Convention."
    told = [b for b in _document(made_up).blocks if isinstance(b, Paragraph) and b.label == label]
    # Existing source: ten years after 16 August 2017 (Article 8, paragraph 5).
    assert "existing source" in told[0].text
    assert "2027-08-16" in told[0].text
    without = unit_report(replace(made_up.unit, article8=None, questions=("Is this right?",)), (), ENGLISH)
    assert not any(isinstance(b, Paragraph) and b.label == label for b in without.blocks)
    assert without.warnings[0].text == "Is this right?"


def test_origins_name_their_sources(made_up: MadeUp) -> None:
    document = _document(made_up)
    origins = _table(document, "Numbers used").full_rows
    assert [row.cells[1].value for row in origins] == [one.value for one in made_up.unit.origins]
    sources = document.blocks[-1]
    assert isinstance(sources, Paragraph)
    assert all(row.cells[5].text in sources.text for row in origins)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_the_pdf_has_at_most_three_pages(made_up: MadeUp) -> None:
    content = render_unit(made_up.unit, made_up.what_if, "pdf", "en", "made-up.csv")
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    told = run.stdout.decode()
    assert told.count("\f") <= 3
    assert "Contents" not in told
    assert made_up.unit.meta.notice in told


def test_the_workbook_holds_the_steps_unrounded(made_up: MadeUp) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_unit(made_up.unit, made_up.what_if, "xlsx", "en")))
    rows = book.get_sheet_by_name("data steps").to_python()
    cells = [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]
    _share, steps = made_up.unit.steps[0]
    assert [cell["oxidised"] for cell in cells] == pytest.approx([step.oxidised.value for step in steps], rel=1e-14)
