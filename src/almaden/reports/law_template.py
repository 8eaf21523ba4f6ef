"""The workbook in which a ministry tells of Parties, exemptions and its laws on mercury."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.convention.law_records import TABLES
from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "parties": n_("Countries: whether a Party, since when, and which amendments bind it."),
    "exemptions": n_("Exemptions from phase-out dates that are registered under Article 6."),
    "measures": n_("Laws on mercury and its products: what is barred or ruled, since when, in which paragraph."),
}


def law_template(lang: str = "en") -> bytes:
    """The template of Parties, exemptions and measures, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(TABLES, lang, _read_me)


def write_law_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: law_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _("1. Sheet “parties”: one line for each country. It replaces what the program knows of the country."),
        _("2. Write yes in laws_complete only where every law is in the sheet “measures”: others count as missing."),
        _("3. Sheet “measures”: since is the first day on which the law works, not the day on which it was made."),
        _("4. A law about a part of the products: write comparisons into conditions, such as mercury_ppm>1."),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    read_me_sheet(form, _("Parties and laws on mercury"), steps, _("Sheets"), lines)
