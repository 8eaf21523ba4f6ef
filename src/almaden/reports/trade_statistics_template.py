"""The workbook in which people give statistics of trade: one line a flow, as one of its sides reports it."""

from __future__ import annotations

from typing import Final

from almaden.reports.record_template import RecordTemplate
from almaden.supply.trade.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {"trade": n_("Flows of a commodity between two countries in a year, one line a flow and reporter.")}
#: The workbook.
TRADE_STATISTICS_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Statistics of trade"),
    (
        n_(
            "1. One line for each flow as each side reports it: what a country exports is a line, what its partner "
            "imports is another."
        ),
        n_("2. Net weight in kg. Leave it empty where it is not known; 0 means that nothing moved."),
        n_("3. A quantity in flasks, litres or items goes into its own columns with its unit, never into the weight."),
        n_("4. Exports hold the re-exports, imports the re-imports; lines with these flows say how much of them."),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
