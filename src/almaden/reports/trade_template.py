"""The workbooks in which people tell of consents and shipments under Article 3, and of national customs codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from almaden.reference.record import Record
from almaden.reports.record_template import RecordTemplate
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
#: The workbook.
CONSENTS_TEMPLATE: Final = RecordTemplate(
    _ALL,
    n_("Consents under Article 3, and national customs codes"),
    (
        n_("1. Sheets “shipments” and “consents”: countries as codes of three letters; no names of persons."),
        n_("2. Quantities are the mass of the mercury. A flask holds 34.5 kg; litres are of the metal."),
        n_("3. Sheet “parties”: a country that is left out is not taken for a Party, nor for none."),
        n_("4. Sheet “national_codes” is read by itself, by 'almaden trade national --own FILE'."),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
