"""The baseline chapter and the report on an estimate: their numbers are those of the result, in every format."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace

import docx
import pytest
from python_calamine import CalamineWorkbook

from almaden.demo.gold import ghana
from almaden.reports.document import Document, Figure, Table
from almaden.reports.drawings import BarChart, LineChart, Sankey
from almaden.reports.gold.chapter import baseline_chapter
from almaden.reports.gold.countries import countries_report
from almaden.reports.gold.estimate import estimate_report
from almaden.reports.gold.write import render_chapter, render_countries, render_estimate
from almaden.reports.html import render as as_html
from almaden.reports.words import Words
from almaden.sectors.gold.chapter import PlanResult, plan_of
from almaden.sectors.gold.country_table import country_table
from almaden.sectors.gold.readers.field import read_gold
from tests.reports.conftest import HOSTILE
from tests.reports.gold.made_up import survey

ENGLISH = Words.of("en")


def _table(document: Document, caption: str) -> Table:
    return next(one for one in document.blocks if isinstance(one, Table) and one.caption.startswith(caption))


def _drawings(document: Document) -> list[object]:
    return [block.drawing for block in document.blocks if isinstance(block, Figure)]


def test_the_tables_of_the_chapter_are_those_of_the_plan(plan: PlanResult) -> None:
    document, found = baseline_chapter(plan, ENGLISH), plan.baseline
    routes = _table(document, "Gold by route").full_rows
    assert [row.cells[1].value for row in routes[:4]] == [one.gold_kg and one.gold_kg.value for one in found.routes]
    assert routes[-1].cells[3].value == found.mercury_kg.value
    regions = {
        row.cells[0].text: row.cells[5].value for row in _table(document, "Gold and mercury by region").full_rows
    }
    assert regions == {one.name: one.mercury_kg.value for one in found.by_region}
    worst = _table(document, "The four worst").full_rows
    assert [row.cells[2].value for row in worst] == list(plan.trajectory[-1].worst.values())
    targets = _table(document, "Targets").full_rows
    assert [row.cells[8].text[:2] for row in targets] == ["ye" if one.reached else "no" for one in plan.targets]
    measures = _table(document, "What the measures do").full_rows
    assert [row.cells[0].text for row in measures] == [*(one.name for one in plan.measures), "All together"]
    assert measures[-1].cells[6].value == plan.cost.effect.usd_per_kg_released.value
    years = _table(document, "Mercury year by year").full_rows
    assert [row.cells[1].value for row in years] == [one.mercury_kg.value for one in plan.trajectory]
    annex = _table(document, "Annex C").full_rows
    assert [row.cells[0].text for row in annex] == [one.item for one in plan.checklist]
    assert sum(row.strong for row in annex) == sum(one.required and one.state == "missing" for one in plan.checklist)


def test_the_figures_of_the_chapter_draw_the_plan(plan: PlanResult) -> None:
    routes, pathways, beside, measures, years = _drawings(baseline_chapter(plan, ENGLISH))
    assert isinstance(routes, BarChart)
    assert [bar.value for bar in routes.bars][-1] == plan.baseline.gold_kg.value
    assert isinstance(pathways, Sankey)
    assert sum(map(sum, pathways.flows)) == pytest.approx(plan.baseline.mercury_kg.value)
    assert isinstance(beside, BarChart)
    assert [bar.value for bar in beside.bars] == [plan.baseline.mercury_kg.value, 2_400.0]
    assert isinstance(measures, BarChart)
    assert isinstance(years, LineChart)
    assert years.lines[0].high == tuple(one.mercury_kg.high for one in plan.trajectory)
    # The target for whole ore alone is not drawn over all mercury used.
    assert [mark.x for mark in years.marks] == [2028.0, 2032.0]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_the_chapter_of_the_worked_example_says_so_on_every_page() -> None:
    """The bundled example: 1.5 million troy ounces are 46,655 kg; its initial assessment told 45,150 kg."""
    with ghana() as path:
        found = plan_of(read_gold(path), draws=200)
    content = render_chapter(found, "pdf", "en", "gold-ghana")
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    pages = run.stdout.decode().split("\f")[:-1]
    assert 8 <= len(pages) <= 12
    assert all("worked example, not a plan of the country" in page for page in pages)
    told = " ".join(" ".join(pages).split())
    for part in (
        "Ghana, 2016", "46,655", "45,150", f"read second-hand: {len(found.unverified)}.", "Only one route has data",
        "Can the targets be told", "1(b)(iv)", "beside 16 published ones", "How many gold shops",
    ):  # fmt: skip
        assert part in told


def test_the_docx_holds_every_chapter_and_figure(plan: PlanResult) -> None:
    made = docx.Document(io.BytesIO(render_chapter(plan, "docx", "en")))
    document = baseline_chapter(plan, ENGLISH)
    paragraphs = [one.text for one in made.paragraphs]
    assert all(heading.text in paragraphs for heading in document.headings)
    assert len(made.inline_shapes) == len(_drawings(document))
    assert plan.meta.notice in made.sections[0].header.paragraphs[-1].text


def test_the_workbook_holds_the_plan_unrounded(plan: PlanResult) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_chapter(plan, "xlsx", "en")))
    names = {name.removeprefix("data ") for name in book.sheet_names if name.startswith("data ")}
    assert names >= {
        "summary", "routes", "regions", "practices", "pathways", "beside", "years", "targets", "measures", "annex_c",
        "budget", "formalisation", "origins", "meta",
    }  # fmt: skip
    rows = book.get_sheet_by_name("data summary").to_python()
    mercury = next(row for row in rows if row[0] == "mercury_kg")
    amount = plan.baseline.mercury_kg
    assert mercury[1:4] == pytest.approx([amount.value, amount.low, amount.high], rel=1e-14)
    assert len(book.get_sheet_by_name("data origins").to_python()) - 2 == len(
        set(plan.baseline.origins) | set(plan.origins)
    )


def test_an_estimate_alone_without_anything_beside_it(plan: PlanResult) -> None:
    bare = replace(plan.baseline, beside=(), supply=None, by_region=(), agreement=None)
    document = estimate_report(bare, ENGLISH)
    page = as_html(document).decode()
    for part in ("tells no figures of others", "tell of no regions", "No figures of imports", "Only one route"):
        assert part in page
    assert not any("Target" in heading.text for heading in document.headings)
    assert render_estimate(bare, "xlsx", "en")[:2] == b"PK"


def test_names_that_could_be_taken_for_markup_stay_text() -> None:
    odd = " ".join(HOSTILE[place] for place in (0, 2, 3))
    found = plan_of(survey(odd), draws=20)
    assert b"<script>" not in render_chapter(found, "html", "en", odd)
    assert render_chapter(found, "pdf", "en", odd).startswith(b"%PDF")


def test_the_table_of_countries_is_a_sum_of_countries_and_says_what_nobody_verified() -> None:
    found = country_table(draws=50)
    document = countries_report(found, ENGLISH)
    table = _table(document, "Mercury used, the value")
    assert len(table.rows) == len(found.lines)
    assert table.footer[0].cells[0].text == f"sum of {len(found.lines)} countries"
    assert any(str(len(found.unverified)) in one.text for one in document.warnings)
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_countries(found, "xlsx", "en")))
    values = book.get_sheet_by_name("data countries").to_python()
    assert len(values) - 1 == sum(len(line.history) for line in found.lines)
