"""The workbook for analysed samples of animals."""

from __future__ import annotations

from typing import Final

from almaden.monitoring.biota.sample_record import TABLES
from almaden.reports.record_template import RecordTemplate
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {"biota": n_("Samples of animals: where and when caught, what was analysed, and how large they were.")}
#: The workbook.
BIOTA_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Mercury in animals"),
    (
        n_("1. One line for each analysed sample; a composite is one sample, with the number of its animals."),
        n_("2. What was not detected: y in the column below_detection, and the limit. Never write half of it."),
        n_("3. Tell length and moisture where they were taken: without them samples compare badly."),
    ),
    n_("Sheets"),
    _SHEETS.items,
    {"biota": ({"sample": "L25-018", "value": "", "below_detection": "y", "length_mm": "310"},)},
)
