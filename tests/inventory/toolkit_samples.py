"""Workbooks of layouts that a Toolkit workbook might have; all are made up, no official workbook was at hand.

The numbers are those of the constructed Level 1 case of the knowledge collected for this program (activity rate,
factor and shares as remembered); the printed results were worked out by hand from them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

PATHWAYS = ("Air", "Water", "Land", "By-products and impurities", "General waste", "Sector specific treatment/disposal")

#: code, name, rate, unit, low, high, default, factor unit, printed input, shares, printed outputs.
ROWS: tuple[tuple[Any, ...], ...] = (
    ("5.1.1", "Coal combustion in large power plants", 100_000.0, "t coal/y", 0.05, 0.5, 0.15, "g Hg/t", 15.0,
     (0.9, 0.0, 0.0, 0.0, 0.0, 0.1), (13.5, 0.0, 0.0, 0.0, 0.0, 1.5)),
    ("5.1.3.2", "Oil refining", 2_000_000.0, "t/y", 1.0, 66.0, 3.4, "mg Hg/t", 6.8,
     (0.25, 0.01, 0.0, 0.0, 0.0, 0.15), (1.7, 0.068, 0.0, 0.0, 0.0, 1.02)),
    ("5.3.1", "Cement production", 500_000.0, "t cement/y", 0.004, 0.5, 0.11, "g Hg/t", 55.0,
     (0.6, 0.0, 0.0, 0.2, 0.0, 0.2), (33.0, 0.0, 0.0, 11.0, 0.0, 11.0)),
    ("5.5.3.1", "Fluorescent tubes (double end)", 200_000.0, "items/y", 10.0, 40.0, 25.0, "mg Hg/item", 5.0,
     (0.3, 0.0, 0.3, 0.0, 0.4, 0.0), (1.5, 0.0, 1.5, 0.0, 2.0, 0.0)),
)  # fmt: skip


def one_table(path: Path, wrong: bool = False) -> Path:
    """A sheet with one row of headings: source, rate, default factor, input and outputs in kg."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Level 1")
    sheet.write(0, 0, "Made-up workbook: one table")
    heads = ["Source category", "Source present? (Y/N/?)", "Activity rate", "Unit", "Default input factor", "Unit",
             "Calculated Hg input, kg Hg/y", *(f"{name} output, kg Hg/y" for name in PATHWAYS)]  # fmt: skip
    sheet.write_row(3, 0, heads)
    sheet.write(4, 0, "5.1 Extraction and use of fuels/energy sources")
    for number, (code, name, rate, unit, _low, _high, factor, factor_unit, printed, _shares, outputs) in enumerate(
        ROWS, 5
    ):
        value = printed * 2 if wrong and code == "5.3.1" else printed
        sheet.write_row(number, 0, [f"{code} {name}", "Y", rate, unit, factor, factor_unit, value, *outputs])
    sheet.write_row(9, 0, ["5.10.1 Crematoria", "?", "?", "corpses/y", 2.5, "g Hg/corpse", "?"])
    book.close()
    return path


def two_headings(path: Path) -> Path:
    """A sheet per chapter, headings in two rows, several scenario lines below each source."""
    book = xlsxwriter.Workbook(path)
    for chapter in ("5.1", "5.3", "5.5"):
        sheet = book.add_worksheet(f"Chapter {chapter}")
        sheet.write(0, 0, "Made-up workbook: two rows of headings")
        upper = {0: "Source category", 3: "Activity rate", 5: "Default input factors", 9: "Input factor used",
                 10: "Hg input", 11: "Output distribution factors", 17: "Calculated outputs, kg Hg/y"}  # fmt: skip
        for column, text in upper.items():
            sheet.write(4, column, text)
        lower = ["Code", "Name", "Emission control", "Activity rate", "Unit", "Low end", "High end",
                 "Default input factor", "Unit", "Input factor used",
                 "Calculated Hg input, kg/y", *PATHWAYS, *PATHWAYS]  # fmt: skip
        sheet.write_row(5, 0, lower)
        number = 6
        for code, name, rate, unit, low, high, factor, factor_unit, printed, shares, outputs in ROWS:
            if not code.startswith(chapter):
                continue
            cells = [code, name, "Level 1 default", rate, unit, low, high, factor, factor_unit, factor, printed]
            sheet.write_row(number, 0, [*cells, *shares, *outputs])
            number += 1
            if code == "5.1.1":
                sheet.write_row(number, 2, ["PM control: fabric filter"])
                sheet.write_row(number, 11, [0.5, 0.0, 0.0, 0.0, 0.0, 0.5])
                number += 1
    book.close()
    return path


def three_tables(path: Path) -> Path:
    """A sheet for input factors, one for distribution factors, one for the inventory; text numbers with commas."""
    book = xlsxwriter.Workbook(path)
    factors = book.add_worksheet("Input factors")
    factors.write_row(1, 1, ["Category no.", "Sub-category", "Input factor, minimum", "Input factor, maximum",
                             "Input factor, default", "Unit"])  # fmt: skip
    shares_sheet = book.add_worksheet("Output scenarios")
    shares_sheet.write_row(2, 0, ["Category no.", "Sub-category", "Scenario", *PATHWAYS])
    inventory = book.add_worksheet("Inventory")
    inventory.write_row(0, 0, ["Category no.", "Sub-category", "Annual consumption/production", "Unit",
                               "Estimated Hg input, kg Hg/y"])  # fmt: skip
    for place, (code, name, rate, unit, low, high, factor, factor_unit, printed, shares, _outputs) in enumerate(ROWS):
        factors.write_row(2 + place, 1, [code, name, low, high, str(factor).replace(".", ","), factor_unit])
        shares_sheet.write_row(3 + place, 0, [code, name, "Level 1 default", *shares])
        inventory.write_row(1 + place, 0, [code, name, rate, unit, printed])
    book.close()
    return path


def without_headings(path: Path) -> Path:
    """A sheet whose headings say nothing; only a map can tell."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Table")
    sheet.write_row(0, 0, ["A1", "A2", "A3", "A4", "A5", "A6"])
    for number, (code, name, rate, unit, _low, _high, factor, factor_unit, printed, _shares, _outputs) in enumerate(
        ROWS, 1
    ):
        sheet.write_row(number, 0, [code, name, rate, unit, factor, factor_unit, printed])
    book.close()
    return path
