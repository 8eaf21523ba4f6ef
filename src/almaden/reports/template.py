"""The workbook that a ministry fills in: its own tables with help, units, lists to choose from and what is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from almaden.errors import OutputError
from almaden.inventory.readers.tables import (
    ACTIVITY_RATES,
    FACTORS,
    HEADER_SHEET,
    LAW,
    POPULATIONS,
    PRIORITIES,
    PUBLISHED,
    SOURCES,
)
from almaden.reference.countries import country_name, find_country
from almaden.reference.languages import translator
from almaden.reference.readers.labels import sheet_label
from almaden.reports.cells import OPTIONS, fit_row
from almaden.reports.inventory_files import check_workbook_name, write_new_file
from almaden.reports.template_header import header_sheet
from almaden.reports.template_look import Form, Lists, Look
from almaden.reports.template_rates import rates_sheet
from almaden.reports.template_scenarios import scenarios_sheet
from almaden.reports.template_tables import law_rows, table_sheet
from almaden.reports.template_texts import read_me
from almaden.wording import Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook


#: Width of the column of texts on the first sheet, in characters.
_PROSE_WIDTH: Final = 100


def write_template(level: int, country: str, lang: str, path: Path, *, year: int | None = None) -> None:
    """Write a workbook to be filled in, which can be read as an inventory at once: nothing is known in it yet.

    Args:
        level: 1 for the about fifty sources of Level 1, 2 for all sources.
        country: ISO code or name; what is bundled of the country is filled in with its source.
        lang: language of titles, columns and help: ``en``, ``fr`` or ``es``.
        path: the workbook to write, ``.xlsx``.
        year: the year of the inventory, by default the last full year.

    Raises:
        InputError: there is no such country or language, or the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    check_workbook_name(path)
    iso3 = find_country(country)
    chosen = year if year is not None else date.today().year - 1
    translate = translator(lang)
    write_new_file(path, lambda part: _fill(part, level, iso3, chosen, lang, path.name, translate))


def _fill(part: Path, level: int, iso3: str, year: int, lang: str, name: str, translate: Callable[[str], str]) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    book = xlsxwriter.Workbook(part, OPTIONS)
    try:
        form = Form(book, Look.of(book), Lists(), lang, translate)
        _read_me_sheet(book, form, level, iso3, year, name)
        header_sheet(form, level, iso3, year)
        rates_sheet(form, level)
        for kind in (FACTORS, SOURCES, PUBLISHED):
            table_sheet(form, kind, sheet_label(kind.name, lang))
        table_sheet(form, LAW, sheet_label(LAW.name, lang), law_rows(form))
        for kind in (PRIORITIES, POPULATIONS):
            table_sheet(form, kind, sheet_label(kind.name, lang))
        scenarios_sheet(form, level)
        form.lists.write(book)
        book.close()
    except XlsxWriterException as error:
        raise OutputError(Text("the workbook cannot be written: {reason}", reason=str(error))) from error


def _read_me_sheet(book: Workbook, form: Form, level: int, iso3: str, year: int, name: str) -> None:
    _ = form.translate
    sheet = book.add_worksheet(_("Read me"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, _PROSE_WIDTH)
    form.look.print_setup(sheet, landscape=False)
    title = _("Mercury inventory of {country}, {year}").format(country=country_name(iso3, form.lang), year=year)
    sheet.write_string(0, 1, title, form.look.title)
    row = 2
    titles = (sheet_label(HEADER_SHEET, form.lang), sheet_label(ACTIVITY_RATES.name, form.lang))
    for kind, text in read_me(_, level, name, *titles):
        styles = {"head": form.look.section, "text": form.look.prose, "command": form.look.command}
        legend = {"must": form.look.must, "known": form.look.known, "may": form.look.may}
        if kind in legend:
            sheet.write_blank(row, 0, None, legend[kind])
        sheet.write_string(row, 1, text, styles.get(kind, form.look.prose))
        fit_row(sheet, row, [(text, _PROSE_WIDTH)], points=12 if kind == "head" else 11)
        row += 1
