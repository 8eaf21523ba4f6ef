"""The workbook in which people tell of chlor-alkali plants with mercury cells, their balances and conversions."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reference.record import Record
from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.sectors.chloralkali.conversion_records import CONVERSION_TABLES
from almaden.sectors.chloralkali.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "plants": n_("Plants that have or had mercury cells: capacity, state, exemption, and where the mercury went."),
    "balances": n_("The mercury of a plant in one year: what came in, what is left, where the rest went."),
    "conversion": n_("Own numbers for converting a plant to membrane cells: one line a plant; empty is a default."),
}
_TABLES: Final[dict[str, type[Record]]] = {**TABLES, **CONVERSION_TABLES}


def chloralkali_template(lang: str = "en") -> bytes:
    """The template of plants, balances and conversions, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(_TABLES, lang, _read_me)


def write_chloralkali_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: chloralkali_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _("1. Sheet “plants”: one line for each plant, also for those that closed or were converted."),
        _("2. Capacity of caustic soda: write NaOH into the column capacity_of; it is turned into chlorine."),
        _(
            "3. Exemptions: only those that are registered under Article 6 of the Convention. What a country allowed "
            "by itself belongs into the note."
        ),
        _("4. Sheet “balances”: one line for each plant and year. What is not known stays empty; 0 means none."),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    read_me_sheet(form, _("Chlor-alkali plants with mercury cells"), steps, _("Sheets"), lines)
