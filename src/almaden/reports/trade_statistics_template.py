"""The workbook in which people give statistics of trade: one line a flow, as one of its sides reports it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.supply.trade.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {"trade": n_("Flows of a commodity between two countries in a year, one line a flow and reporter.")}


def trade_statistics_template(lang: str = "en") -> bytes:
    """The template of statistics of trade, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(TABLES, lang, _read_me)


def write_trade_statistics_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: trade_statistics_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _("1. One line for each flow as each side reports it: what a country exports is a line, what its partner "
          "imports is another."),
        _("2. Net weight in kg. Leave it empty where it is not known; 0 means that nothing moved."),
        _("3. A quantity in flasks, litres or items goes into its own columns with its unit, never into the weight."),
        _("4. Exports hold the re-exports, imports the re-imports; lines with these flows say how much of them."),
        _("A line with # at the start of the first column is a remark and is passed over, as the lines with units "
          "and examples are."),
    ]  # fmt: skip
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    read_me_sheet(form, _("Statistics of trade"), steps, _("Sheets"), lines)
