"""The workbook in which people tell of chlor-alkali plants with mercury cells, their balances and conversions."""

from __future__ import annotations

from typing import Final

from almaden.reference.record import Record
from almaden.reports.record_template import RecordTemplate
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
#: The workbook.
CHLORALKALI_TEMPLATE: Final = RecordTemplate(
    _TABLES,
    n_("Chlor-alkali plants with mercury cells"),
    (
        n_("1. Sheet “plants”: one line for each plant, also for those that closed or were converted."),
        n_("2. Capacity of caustic soda: write NaOH into the column capacity_of; it is turned into chlorine."),
        n_(
            "3. Exemptions: only those that are registered under Article 6 of the Convention. What a country allowed "
            "by itself belongs into the note."
        ),
        n_("4. Sheet “balances”: one line for each plant and year. What is not known stays empty; 0 means none."),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
