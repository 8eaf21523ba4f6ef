"""The report of a fleet: its numbers are those of the result, whatever the shape of the fleet."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from almaden.reports.coal.fleet import fleet_report
from almaden.reports.coal.write import render_fleet
from almaden.reports.document import Callout, Cell, Document, Figure, Paragraph, Table
from almaden.reports.drawings import BarChart, LineChart
from almaden.reports.html import render as as_html
from almaden.reports.words import Words
from almaden.sectors.coal.independent import beside
from almaden.sectors.coal.result import FleetResult

if TYPE_CHECKING:
    from tests.reports.coal.conftest import MadeUp

ENGLISH = Words.of("en")


def _document(made_up: MadeUp, result: FleetResult | None = None) -> Document:
    found = result or made_up.result
    return fleet_report(found, made_up.ranking, made_up.projections, made_up.plan, ENGLISH, "made-up.csv")


def _table(document: Document, caption: str) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.caption.startswith(caption))


def _values(cells: tuple[Cell, ...]) -> list[float | None]:
    return [cell.value for cell in cells]


def test_sums_by_state_are_those_of_the_result(made_up: MadeUp) -> None:
    table = _table(_document(made_up), "Units and their mercury")
    own = [one for one in made_up.result.totals if one.country]
    assert len(table.full_rows) == len(own) == 2
    for row, one in zip(table.full_rows, own, strict=True):
        amounts = (one.coal_kg_per_year, one.kg_per_year, one.lifetime_kg)
        found = [value for value in _values(row.cells) if value is not None]
        assert found == [one.units, one.capacity_mw, *(amount.value for amount in amounts)]


def test_a_fleet_of_two_countries_has_their_names_and_a_sum(made_up: MadeUp) -> None:
    units = tuple(replace(unit, country="ZAF" if unit.id == "MADE-UP-1" else "IDN") for unit in made_up.result.units)
    running = made_up.result.total()
    totals = (
        *(replace(running, country=country, units=1) for country in ("IDN", "ZAF")),
        *(one for one in made_up.result.totals if not one.country),
    )
    document = _document(made_up, replace(made_up.result, units=units, totals=totals))
    table = _table(document, "Units and their mercury")
    assert [row.cells[0].text for row in table.full_rows] == [
        "South Africa" if units[0].kg_per_year.value > units[1].kg_per_year.value else "Indonesia",
        "Indonesia" if units[0].kg_per_year.value > units[1].kg_per_year.value else "South Africa",
        "All countries",
        "All countries",
    ]
    beside_it = _table(document, "The result beside independent figures")
    assert [row.cells[4].text for row in beside_it.full_rows] == ["17–23", "27.1–38.9"]
    assert beside_it.full_rows[0].cells[1].value == pytest.approx(running.kg_per_year.value / 1000.0)


def test_units_stand_in_the_order_of_the_ranking(made_up: MadeUp) -> None:
    table = _table(_document(made_up), "The first")
    for row, unit in zip(table.full_rows, made_up.ranking.units, strict=True):
        assert row.cells[1].text == unit.name
        assert row.cells[4].value == unit.kg_per_year.value
        assert row.cells[7].value == unit.lifetime_kg.value
        assert row.cells[9].value == unit.p_top10 == 1.0  # two units are always among the first ten


def test_methods_are_compared_over_the_units_that_they_cover(made_up: MadeUp) -> None:
    table = _table(_document(made_up), "Methods side by side")
    total = made_up.result.total()
    assert table.full_rows[0].cells[3].value == total.kg_per_year.value
    for row, one in zip(table.full_rows[1:], total.methods.values(), strict=True):
        assert row.cells[1].value == one.units
        assert row.cells[3].value == one.kg_per_year.value
        assert row.cells[6].value == pytest.approx(one.kg_per_year.value / one.default_kg_per_year)


def test_regions_add_to_the_total(made_up: MadeUp) -> None:
    table = _table(_document(made_up), "Mercury of units that operate by region")
    kg = sum(row.cells[3].value or 0.0 for row in table.full_rows)
    assert kg == pytest.approx(made_up.result.total().kg_per_year.value, rel=1e-12)


def test_figures_draw_the_result(made_up: MadeUp) -> None:
    drawings = [block.drawing for block in _document(made_up).blocks if isinstance(block, Figure)]
    curve, bars, outlook, frontier = drawings
    assert isinstance(curve, LineChart)
    assert curve.lines[0].y == (0.0, *(100.0 * unit.cumulative_share for unit in made_up.ranking.units))
    assert curve.marks[0].x == made_up.ranking.k_for_half.value
    assert isinstance(bars, BarChart)
    assert [bar.value for bar in bars.bars] == [unit.lifetime_kg.value for unit in made_up.ranking.units]
    assert isinstance(outlook, LineChart)
    assert [line.y for line in outlook.lines] == [
        tuple(amount.value for amount in one.total) for one in made_up.projections
    ]
    assert isinstance(frontier, LineChart)
    # The step to 40 kg costs more than four times the assured plan: it is told, not drawn.
    assert frontier.lines[0].x == (0.0, 5.0, 25.0, 33.0)
    assert [(mark.x, mark.y) for mark in frontier.marks] == [(25.0, 4.6), (33.0, 6.9)]


def test_the_plan_is_told_with_its_measures(made_up: MadeUp) -> None:
    document = _document(made_up)
    plans = _table(document, "Plans")
    assert _values(plans.full_rows[0].cells)[1:5] == [2, 4.6, 15.0, 25.0]
    assert plans.full_rows[1].cells[7].value == 0.9
    measures = _table(document, "Measures of the plan")
    assert measures.full_rows[0].cells[0].text == "Made-up power station Unit 1"
    assert measures.full_rows[-1].cells[2].value == 25.0


def test_chapters_that_nobody_asked_for_are_left_out(made_up: MadeUp) -> None:
    document = fleet_report(made_up.result, made_up.ranking, (), None, ENGLISH)
    headings = [one.text for one in document.headings]
    assert "The years to come" not in headings
    assert not any("plan" in text for text in headings)


def test_a_fleet_without_running_units_says_so(made_up: MadeUp) -> None:
    units = tuple(unit for unit in made_up.result.units if unit.status != "operating")
    totals = tuple(one for one in made_up.result.totals if one.status != "operating")
    ranking = replace(made_up.ranking, units=())
    document = fleet_report(replace(made_up.result, units=units, totals=totals), ranking, (), None, ENGLISH)
    assert any(isinstance(block, Callout) and block.title == "No unit operates" for block in document.blocks)
    assert b"No unit operates" in as_html(document)


def test_what_is_filled_and_unverified_is_counted(made_up: MadeUp) -> None:
    document = _document(made_up)
    filled = _table(document, "Fields filled")
    assert [row.cells[1].value for row in filled.full_rows] == list(made_up.result.filled.values())
    unverified = _table(document, "Unverified numbers")
    assert [row.cells[1].value for row in unverified.full_rows] == [one.value for one in made_up.result.unverified]
    told = next(b.text for b in document.blocks if isinstance(b, Paragraph) and b.label == "Unverified.")
    assert f"{len(made_up.result.unverified)} unverified numbers" in told


def test_the_world_stands_beside_the_world_only() -> None:
    many = [f"X{number:02}" for number in range(60)]
    assert [one.id for one in beside(["JPN"])] == ["jpn-ito-2005", "jpn-ministry-2014"]
    assert [(one.tonnes, one.low, one.high) for one in beside(many)] == [(292.0, 255.0, 346.0)]
    # Streets et al. (2009): 334 Mg, 35 % to both sides.
    china = beside(["CHN"])[0]
    assert china.low == pytest.approx(334 * 0.65, abs=0.5)
    assert china.high == pytest.approx(334 * 1.35, abs=0.5)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
def test_the_pdf_tells_input_year_notice_and_how_many_carry_half(made_up: MadeUp) -> None:
    content = render_fleet(made_up.result, made_up.ranking, made_up.projections, None, "pdf", "en", "made-up.csv")
    run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    told = " ".join(run.stdout.decode().split())
    half = made_up.ranking.k_for_half.value
    for part in ("Indonesia, 2024", "made-up.csv", made_up.result.meta.notice, f"{half} of 2 units carry half"):
        assert part in told


def test_the_workbook_holds_every_unit_unrounded(made_up: MadeUp) -> None:
    content = render_fleet(made_up.result, made_up.ranking, made_up.projections, made_up.plan, "xlsx", "en")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = book.get_sheet_by_name("data units").to_python(skip_empty_area=False)
    header, units = rows[1], rows[2:]
    assert len(units) == len(made_up.result.units) == 3
    for row, unit in zip(units, made_up.result.units, strict=True):
        cells = dict(zip(header, row, strict=True))
        assert cells["id"] == unit.id
        assert cells["kg_per_year_high"] == pytest.approx(unit.kg_per_year.high, rel=1e-14)
        for name, amount in unit.methods.items():
            assert cells[f"{name}_kg_per_year"] == pytest.approx(amount.value, rel=1e-14)
    years = book.get_sheet_by_name("data years").to_python()
    assert len(years) - 2 == sum(len(one.years) for one in made_up.projections)
    assert [row[1] for row in book.get_sheet_by_name("data frontier").to_python()[2:]][-1] == 9e7
