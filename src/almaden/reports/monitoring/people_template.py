"""The workbook for samples of people."""

from __future__ import annotations

from typing import Final

from almaden.monitoring.people.records import TABLES
from almaden.reports.record_template import RecordTemplate
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {"people": n_("Samples of people who agreed: what was analysed, by which method, and in whom.")}
#: The workbook.
PEOPLE_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Mercury in people"),
    (
        n_("1. One line for each sample. Participants have numbers; no names, dates of birth or addresses anywhere."),
        n_("2. Without a y in the column consent nothing of a line is read."),
        n_("3. What was not detected: y in the column below_detection, and the limit. Never write half of it."),
        n_("4. Groups of fewer than ten persons are never told, so choose groups that are large enough."),
    ),
    n_("Sheets"),
    _SHEETS.items,
    {
        "people": (
            {"participant": "18", "value": "", "below_detection": "y"},
            {"participant": "19", "matrix": "urine", "unit": "ug/g creatinine", "value": "4.1", "group": "miners",
             "creatinine_g_l": "1.2", "analyte": "THg", "detection_limit": "0.1"},
        )
    },
)  # fmt: skip
