"""The workbook in which a laboratory writes what passive samplers took up."""

from __future__ import annotations

from typing import Final

from almaden.monitoring.readers.merpas_record import TABLES
from almaden.reports.record_template import RecordTemplate
from almaden.wording import n_

_SHEETS: Final = {"merpas": n_("Passive samplers and blanks: when they hung where, and the mass of mercury.")}
#: The workbook.
MERPAS_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Passive samplers of mercury in air"),
    (
        n_("1. One line for each sampler and each blank. Times are UTC."),
        n_("2. Write the mass as the analysis gave it; blanks are subtracted later, by the program."),
        n_("3. Samplers hung side by side share a name in the column replicate."),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
