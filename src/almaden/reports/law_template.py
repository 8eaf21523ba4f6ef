"""The workbook in which a ministry tells of Parties, exemptions and its laws on mercury."""

from __future__ import annotations

from typing import Final

from almaden.convention.law_records import TABLES
from almaden.reports.record_template import RecordTemplate
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "parties": n_("Countries: whether a Party, since when, and which amendments bind it."),
    "exemptions": n_("Exemptions from phase-out dates that are registered under Article 6."),
    "measures": n_("Laws on mercury and its products: what is barred or ruled, since when, in which paragraph."),
}
#: The workbook.
LAW_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Parties and laws on mercury"),
    (
        n_("1. Sheet “parties”: one line for each country. It replaces what the program knows of the country."),
        n_("2. Write yes in laws_complete only where every law is in the sheet “measures”: others count as missing."),
        n_("3. Sheet “measures”: since is the first day on which the law works, not the day on which it was made."),
        n_("4. A law about a part of the products: write comparisons into conditions, such as mercury_ppm>1."),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
