"""Reports on chlor-alkali plants: what must be read in them, and what others told that must not."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from python_calamine import CalamineWorkbook

from almaden.reports.chloralkali.write import render_conversions, render_register
from almaden.sectors.chloralkali.closure import closure_plan
from almaden.sectors.chloralkali.conversion import convert
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.chloralkali.conversion_result import ConversionResult
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.records import BalanceRecord, PlantRecord
from almaden.sectors.chloralkali.which_run import which_run

ON = date(2026, 11, 21)
#: A made-up register: one plant runs under an exemption, one was converted.
DATA = PlantData(
    (
        PlantRecord(
            id="MU-1", country="BRA", operator="Works one", capacity=100, state="operating", state_year=2026,
            exemption_until=date(2030, 12, 31), latitude=-23.9, longitude=-46.4, note="told in confidence",
        ),
        PlantRecord(
            id="MU-2", country="BRA", operator="Works two", capacity=50, state="converted", closure_year=2020,
            mercury_destination="stabilised and disposed", mercury_destination_t=80,
        ),
    ),
    (
        BalanceRecord(plant="MU-1", year=2025, purchases=900, stock_start=1000, sales=0, stock_end=800, air=70,
                      water=10, products=5, solid_waste=700),
    ),
    notice="These figures are made up: an example.",
)  # fmt: skip


@cache
def conversion() -> ConversionResult:
    settings = ConversionRecord(plant="MU-1", power_price=61.25, loan_share=0.6, source="a secret offer")
    return convert([ConvertingPlant("MU-1", "BRA", 100_000.0, "Works one", settings=settings)], draws=100)


def register(format: str, data: PlantData = DATA, lang: str = "en") -> str:
    content = render_register(which_run(data, ON), closure_plan(data, ON, draws=100), format, lang, "A register")
    return content.decode() if format == "html" else ""


def test_a_register_tells_the_exemption_the_destination_and_what_is_unaccounted() -> None:
    text = register("html")
    for told in ("runs under an exemption until 2030-12-31", "converted in 2020", "stabilised and disposed"):
        assert told in text
    # 900 + 1,000 - 0 - 800 = 1,100 kg used up; 785 kg of them are told somewhere.
    assert "315" in text
    assert "What Article 3 asks" in text
    assert "These figures are made up: an example." in text


def test_the_world_is_not_set_beside_made_up_plants() -> None:
    assert "Published figures" not in register("html")
    assert "Published figures" in register("html", replace(DATA, notice=""))


def test_places_and_notes_of_a_register_are_not_in_its_workbook() -> None:
    found, plan = which_run(DATA, ON), closure_plan(DATA, ON, draws=100)
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_register(found, plan, "xlsx", "en")))
    assert {"data plants", "data balances", "data surplus", "data meta"} <= set(book.sheet_names)
    cells = {cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert {"MU-1", 315} <= cells
    assert not {-23.9, "told in confidence"} & cells


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_documents_are_made_in_every_format(format: str) -> None:
    start = {"docx": b"PK", "pdf": b"%PDF"}[format]
    assert render_conversions(conversion(), format, "es").startswith(start)


def test_what_one_user_told_is_only_in_the_report_in_depth() -> None:
    deep, wide = (render_conversions(conversion(), "html", "en", depth).decode() for depth in (True, False))
    assert "a secret offer" in deep
    assert "How it is paid for" in deep
    assert "a secret offer" not in wide
    assert "All plants" in wide
