"""The first table of a template: country, year and the figures on the country."""

from __future__ import annotations

from typing import Final

from almaden.inventory.readers.context import QUESTIONS
from almaden.inventory.readers.tables import HEADER_COLUMNS, HEADER_SHEET
from almaden.inventory.records import FORMAT
from almaden.reference.context import bundled_context
from almaden.reference.factors import DEFAULT_SET
from almaden.reference.languages import n_
from almaden.reference.readers.labels import choice_label, column_label, sheet_label
from almaden.reports.cells import fit_row
from almaden.reports.inventory_workbook import put
from almaden.reports.template_look import Form
from almaden.reports.template_texts import column_help, context_help

_WHAT_WIDTH: Final = 55
_WIDTHS: Final = {"key": 40, "value": 22, "source": 40, "seen": 30}
#: Keys that an inventory cannot do without, or that much of a Level 1 result rests on.
_MUST: Final = ("country", "year", "context.population", "context.electrification_rate",
                "context.dental_personnel_per_1000", *(f"context.{name}" for name in QUESTIONS))  # fmt: skip


def header_sheet(form: Form, level: int, iso3: str, year: int) -> None:
    """Add the sheet with the header."""
    sheet = form.book.add_worksheet(sheet_label(HEADER_SHEET, form.lang))
    descriptions = _descriptions()
    heads, helps = [], []
    for column, name in enumerate(("#what", *HEADER_COLUMNS)):
        label = "#" if name == "#what" else column_label(name, form.lang)
        sheet.write_string(0, column, label, form.look.head)
        told = column_help(form.translate, name, descriptions.get(name, ""))
        sheet.write_string(1, column, told, form.look.help)
        width = _WHAT_WIDTH if name == "#what" else _WIDTHS.get(name, 11)
        sheet.set_column(column, column, width)
        heads.append((label, width))
        helps.append((told, width))
    fit_row(sheet, 0, heads)
    fit_row(sheet, 1, helps, points=9)
    known = _known(level, iso3, year, form.lang)
    for row, (key, text) in enumerate(context_help(form.translate).items(), 2):
        sheet.write_string(row, 0, text, form.look.known)
        sheet.write_string(row, 1, key, form.look.known)
        details = known.get(key, {})
        widths = [(str(details.get(name, "")), _WIDTHS.get(name, 11)) for name in HEADER_COLUMNS[1:]]
        fit_row(sheet, row, [(text, _WHAT_WIDTH), (key, _WIDTHS["key"]), *widths])
        must = form.look.must if key in _MUST else form.look.may
        for column, name in enumerate(HEADER_COLUMNS[1:], 2):
            value = details.get(name)
            sheet.write_blank(row, column, None, must if name == "value" else form.look.may)
            put(sheet, row, column, value, form.look.known, form.look.known)
        if key.removeprefix("context.") in QUESTIONS:
            form.choose(sheet, (row, row), 2, ["Y", "N", "?"], text)
        if key.startswith("context."):
            form.choose(sheet, (row, row), 8, form.choices(["verified", "unverified", "user"]))
    sheet.freeze_panes(2, 2)
    form.look.print_setup(sheet)
    sheet.repeat_rows(0)


def _descriptions() -> dict[str, str]:
    return {
        "value": n_("The value: a number, a text, or Y, N or ? where a question is asked."),
        "low": n_("Low end of its 95 % range."),
        "high": n_("High end of its 95 % range."),
        "year": n_("Year that it is for."),
        "source": n_("Where it was read: title, publisher, year."),
        "seen": n_("Page or address where it was read."),
        "status": n_("verified, unverified or user (when empty)."),
    }


def _known(level: int, iso3: str, year: int, lang: str) -> dict[str, dict[str, str | float]]:
    """What can be filled in, by key and column."""
    known: dict[str, dict[str, str | float]] = {
        "format": {"value": float(FORMAT)},
        "country": {"value": iso3},
        "year": {"value": float(year)},
        "level": {"value": float(level)},
        "factor_set": {"value": DEFAULT_SET},
    }
    for name, found in bundled_context(iso3).items():
        details = {
            "value": found.value,
            "low": found.low,
            "high": found.high,
            "year": float(found.year),
            "source": found.source,
            "seen": found.seen,
            "status": choice_label(found.status, lang),
        }
        known[f"context.{name}"] = {key: value for key, value in details.items() if value is not None}
    return known
