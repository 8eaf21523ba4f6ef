"""The workbook in which people tell of storage of mercury: facilities, sources, options, sites, stocks."""

from __future__ import annotations

from typing import Final

from almaden.reports.record_template import Examples, RecordTemplate
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
#: The workbook.
STORAGE_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Storage and disposal of mercury"),
    (
        n_("1. Fill in only the sheets that you need: each question uses some of them."),
        n_("2. What is not known stays empty; 0 means none."),
        n_("3. Never write names of persons; groups and places have identifiers."),
    ),
    n_("Sheets"),
    _SHEETS.items,
    _EXAMPLES,
)
