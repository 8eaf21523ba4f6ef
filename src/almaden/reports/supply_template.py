"""The workbook in which people tell of mines, sources, stocks, uses, trade, assumptions and wastes of mercury."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.supply.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "mines": n_("Mines that give mercury, as their product or beside another metal, and since when they are worked."),
    "mine_output": n_("The mercury of a mine in a year."),
    "sources": n_("Other mercury of a year: smelting, oil and gas, recycling, closed plants, stocks, seizures."),
    "stocks": n_("Mercury that somebody holds on a day; counts at the end of two years give what was put into store."),
    "uses": n_("Mercury used in a year, and what was put into store or disposed of."),
    "trade": n_("Imports and exports of a year, of all partners together."),
    "assumptions": n_("Own scenarios: how each supply and use goes on. Without rows those of the program are taken."),
    "wastes": n_("Mercury in wastes of industries, and which share is documented as disposed of."),
}


def supply_template(lang: str = "en") -> bytes:
    """The template of supply and demand, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(TABLES, lang, _read_me)


def write_supply_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: supply_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _("1. Fill in the sheets that you have numbers for; the others may stay empty."),
        _("2. An empty amount is not known; 0 means none. The two are never taken for each other."),
        _("3. Amounts may be in t, kg, lb, flask (34.5 kg) or l: write the unit into the column unit."),
        _("4. Low and high are the ends of a 95 % range. Without them an amount is taken as exact."),
        _("5. For a region that is told as a whole, write its name in place of the country."),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    read_me_sheet(form, _("Supply of and demand for mercury"), steps, _("Sheets"), lines)
