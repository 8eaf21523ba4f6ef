"""The workbook in which people tell of storage of mercury: facilities, sources, options, sites, stocks."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reports.record_template import Examples, read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.supply.storage.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "facilities": n_("Stores, plants and mines that take mercury: capacity, what is in them, what they accept."),
    "permits": n_("Permits of the facilities; without one a facility is not counted."),
    "sources": n_("Where surplus mercury comes free, how much and when."),
    "options": n_("Ways to deal with it that are compared, with scores of what is not money."),
    "costs": n_("Costs of the options: a value with its range, or a price of the program."),
    "candidates": n_("Places where a store could be built."),
    "crossings": n_("Borders that mercury may cross; what is not told is not allowed."),
    "holdings": n_("Mercury that groups of miners hold and recover."),
    "stocktakes": n_("Stocktaking: what was there, came, went and is there now."),
}
#: An option is nothing without several costs; one of them with a price of the program.
_EXAMPLES: Final[Examples] = {
    "costs": (
        {"item": "disposal_per_t", "price": "eu", "value": "", "low": "", "high": "", "currency": "",
         "money_year": "", "shared": ""},
    ),
}  # fmt: skip


def storage_template(lang: str = "en") -> bytes:
    """The template of storage, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(TABLES, lang, _read_me, _EXAMPLES)


def write_storage_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: storage_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _("1. Fill in only the sheets that you need: each question uses some of them."),
        _("2. What is not known stays empty; 0 means none."),
        _("3. Never write names of persons; groups and places have identifiers."),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    read_me_sheet(form, _("Storage and disposal of mercury"), steps, _("Sheets"), lines)
