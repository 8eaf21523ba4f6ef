"""The template of small-scale gold mining: every column has its help, and its examples come back as records."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from almaden.errors import InputError
from almaden.reference.readers.names import find_column
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.record import columns
from almaden.reports.gold_template import gold_template, write_gold_template
from almaden.sectors.gold.plan_records import PLAN_TABLES
from almaden.sectors.gold.readers.field import TABLES, read_gold
from almaden.sectors.gold.records import FIELD_TABLES


@pytest.mark.parametrize(("plan", "lang"), [(True, "en"), (False, "es")])
def test_the_examples_of_a_template_come_back_without_faults(plan: bool, lang: str, tmp_path: Path) -> None:
    path, saved = tmp_path / "field.xlsx", io.BytesIO()
    write_gold_template(path, plan, lang)
    book = open_workbook(path)
    names = [*FIELD_TABLES, *(PLAN_TABLES if plan else ())]
    assert list(book.sheets[1:]) == [*names, "lists"]
    with xlsxwriter.Workbook(saved, {"in_memory": True, "strings_to_formulas": False}) as made:
        for title in names:
            header, told, *remarks = book.cells(title)
            assert tuple(find_column(str(head), columns(TABLES[title])) for head in header[1:]) == columns(
                TABLES[title]
            )
            assert all(told[1:])
            sheet = made.add_worksheet(title)
            sheet.write_row(0, 0, header)
            for number, row in enumerate(remarks[1:], 1):
                assert str(row[0]).startswith("# ")
                sheet.write_row(number, 1, row[1:])
    saved.seek(0)
    data = read_gold(saved, "field.xlsx")
    assert all(getattr(data, name) for name in names)
    assert [one.share for one in data.practices] == [0.7, 0.2, 0.1]
    assert data.notes == ()


def test_an_empty_template_says_what_is_missing() -> None:
    with pytest.raises(InputError, match="not exactly one row"):
        read_gold(io.BytesIO(gold_template()), "field.xlsx")
