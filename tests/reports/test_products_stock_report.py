"""The short report on mercury in products: numbers of the run, every format."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from almaden.reports.document import Table
from almaden.reports.products_stock_report import products_stock_report, render_products_stock
from almaden.reports.words import Words
from almaden.sectors.products.data import example
from almaden.sectors.products.engine import run
from almaden.sectors.products.result import StockResult


@pytest.fixture(scope="module")
def found() -> StockResult:
    return run(example(), draws=100, seed=1)


def test_tables_hold_the_numbers_of_the_run(found: StockResult) -> None:
    products, years, ends, _numbers = (
        one for one in products_stock_report(found, Words.of("en")).blocks if isinstance(one, Table)
    )
    whole = found.sums[-1].amounts
    (total,) = products.footer
    assert [total.cells[at].value for at in (1, 3, 5, 7)] == [
        whole[name][-1].value for name in ("inflow", "stock", "discards", "air")
    ]
    assert years.full_rows[-1].cells[0].text == str(found.years[-1])
    # What leaves use ends somewhere.
    *parts, gone = (row.cells[1].value for row in ends.full_rows)
    assert sum(part for part in parts if part is not None) == pytest.approx(gone)


def test_a_document_is_made(found: StockResult) -> None:
    assert render_products_stock(found, "docx", "fr").startswith(b"PK")


def test_a_workbook_has_every_year(found: StockResult) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_products_stock(found, "xlsx", "en")))
    _notice, _names, *rows = book.get_sheet_by_name("data products").to_python()
    assert len(rows) == len(found.rows())
