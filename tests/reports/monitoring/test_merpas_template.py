"""The template for passive samplers can be read by the reader that it is for."""

from __future__ import annotations

import io

from openpyxl import load_workbook  # type: ignore[import-untyped]

from almaden.monitoring.readers.merpas import read
from almaden.reference.readers.labels import column_label
from almaden.reference.readers.located import Located
from almaden.reports.monitoring.merpas_template import MERPAS_TEMPLATE


def test_the_template_is_read_empty_and_filled_in() -> None:
    content = MERPAS_TEMPLATE.content("fr")
    assert not list(read(io.BytesIO(content), "merpas.xlsx"))
    book = load_workbook(io.BytesIO(content))
    sheet = book["merpas"]
    header = [cell.value for cell in sheet[1]]
    filled = {
        "sampler": "M-1",
        "site": "gaw:MHD",
        "deployed": "2026-01-05",
        "retrieved": "2026-04-06",
        "mass_ng": 2.41,
        "wind_speed_m_s": 3.4,
        column_label("note", "fr"): "windy",
    }
    row = sheet.max_row + 1
    for name, value in filled.items():
        sheet.cell(row, header.index(name) + 1, value)
    saved = io.BytesIO()
    book.save(saved)
    (item,) = read(io.BytesIO(saved.getvalue()), "merpas.xlsx")
    assert isinstance(item, Located)
    assert (item.record.value, item.record.diagnostics) == (2.41, "wind_speed_m_s=3.4; note=windy")
