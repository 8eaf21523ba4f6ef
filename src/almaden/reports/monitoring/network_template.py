"""The workbook to start a regional network: who measures already, and what is planned."""

from __future__ import annotations

from typing import Final

from almaden.monitoring.network.records import TABLES
from almaden.reports.record_template import RecordTemplate
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "measured": n_("Sites that measure or measured mercury: where, what, from when to when."),
    "planned": n_("Sites that are planned: how they will measure, from when to when, and at what cost."),
}
#: The workbook.
NETWORK_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Network of monitoring sites"),
    (
        n_("1. Sheet “measured”: one line for each site and medium, also for those that ended."),
        n_("2. Sheet “planned”: one line for each site and way of sampling. What costs are not known stays empty."),
        n_(
            "3. Passive sampling: plan two samplers at once, blanks, and three sites or more beside active instruments."
        ),
    ),
    n_("Sheets"),
    _SHEETS.items,
    {"planned": ({"site": "Old pier", "sampling": "active", "collocated": "y", "samples_per_year": ""},)},
)
