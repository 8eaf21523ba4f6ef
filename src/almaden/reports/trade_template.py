"""The workbooks in which people tell of consents and shipments under Article 3, and of national customs codes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from almaden.reference.record import Record
from almaden.reports.record_template import read_me_sheet, record_template, write_template
from almaden.reports.template_look import Form
from almaden.supply.trade.consent_records import CONSENT_TABLES
from almaden.supply.trade.readers.national import TABLES
from almaden.wording import n_

_ALL: Final[Mapping[str, type[Record]]] = {**CONSENT_TABLES, **TABLES}
#: What each sheet is for.
_SHEETS: Final = {
    "shipments": n_("Mercury that was or will be shipped from one country to another: one line a shipment."),
    "consents": n_("Consents, certifications and general notifications, granted or not: one line each."),
    "parties": n_("Since when the countries of the other sheets are Parties; empty: no Party. Left out: not known."),
    "national_codes": n_("Lines of a national tariff with more than six digits, and how much of each is with mercury."),
}


def trade_template(lang: str = "en") -> bytes:
    """The template of consents, shipments, Parties and national codes, a workbook that can be read when filled in.

    Args:
        lang: language of columns and help: ``en``, ``fr`` or ``es``.
    """
    return record_template(_ALL, lang, _read_me)


def write_trade_template(path: Path, lang: str = "en") -> None:
    """Write the template.

    Args:
        path: the workbook to write, ``.xlsx``.
        lang: language of columns and help: ``en``, ``fr`` or ``es``.

    Raises:
        InputError: the name does not end in ``.xlsx``.
        OutputError: the workbook is there already or cannot be written.
    """
    write_template(path, lambda: trade_template(lang))


def _read_me(form: Form) -> None:
    _ = form.translate
    steps = [
        _("1. Sheets “shipments” and “consents”: countries as codes of three letters; no names of persons."),
        _("2. Quantities are the mass of the mercury. A flask holds 34.5 kg; litres are of the metal."),
        _("3. Sheet “parties”: a country that is left out is not taken for a Party, nor for none."),
        _("4. Sheet “national_codes” is read by itself, by 'almaden trade national --own FILE'."),
        _(
            "A line with # at the start of the first column is a remark and is passed over, as the lines with units "
            "and examples are."
        ),
    ]
    lines = [(name, _(text)) for name, text in _SHEETS.items()]
    read_me_sheet(form, _("Consents under Article 3, and national customs codes"), steps, _("Sheets"), lines)
