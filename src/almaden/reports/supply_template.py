"""The workbook in which people tell of mines, sources, stocks, uses, trade, assumptions and wastes of mercury."""

from __future__ import annotations

from typing import Final

from almaden.reports.record_template import RecordTemplate
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
#: The workbook.
SUPPLY_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Supply of and demand for mercury"),
    (
        n_("1. Fill in the sheets that you have numbers for; the others may stay empty."),
        n_("2. An empty amount is not known; 0 means none. The two are never taken for each other."),
        n_("3. Amounts may be in t, kg, lb, flask (34.5 kg) or l: write the unit into the column unit."),
        n_("4. Low and high are the ends of a 95 % range. Without them an amount is taken as exact."),
        n_("5. For a region that is told as a whole, write its name in place of the country."),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
