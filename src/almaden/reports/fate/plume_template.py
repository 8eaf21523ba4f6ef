"""The workbook in which a user writes stacks, weather or a wind rose, and places, for the air around a facility."""

from __future__ import annotations

from typing import Final

from almaden.fate.plume.records import TABLES
from almaden.reports.record_template import RecordTemplate
from almaden.wording import n_

_SHEETS: Final = {
    "stacks": n_("Stacks and vents with their emissions, species and gas."),
    "weather": n_("Hours of weather, at best a whole year of them."),
    "rose": n_("A wind rose by sector, speed and stability class; only without hours."),
    "places": n_("Places at which the concentration is asked for; without them it is a map."),
}
#: The workbook.
PLUME_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("The air around a facility"),
    (
        n_("1. Write each stack on one line. Heights are above the ground; gas temperatures are in kelvin."),
        n_("2. Write the weather by hours, or as a wind rose. Directions are those that the wind blows from."),
        n_("3. Leave a cell empty where nothing was measured; do not write 999."),
    ),
    n_("Sheets"),
    _SHEETS.items,
)
