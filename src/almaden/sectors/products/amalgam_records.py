"""What is told of the way out of dental amalgam in a country: the tables of the template."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.record import Record, described

MeasureStatus = Literal["taken", "planned", "none"]


class AmalgamAboutRecord(Record):
    """The country: one line. What it is called may stand in the title alone."""

    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", default="", pattern="^([A-Z]{3})?$")
    title: str = described("Title.", "Way out of dental amalgam", default="", max_length=300)
    made_up: bool = described("y where the figures are made up, as in an example.", "n", default=False)
    note: str = described("Anything a reader should know.", "", default="")


class AmalgamMeasureRecord(Record):
    """A measure of Annex A Part II, or of the decisions after it."""

    measure: str = described("The measure, a word of the list in the sheet to be read first.", "capsules", min_length=1)
    status: MeasureStatus = described("taken, planned or none.", "taken")
    since: int | None = described(
        "Year since which, or for which it is planned.", "2021", default=None, ge=1950, le=2100
    )
    evidence: str = described("Law, programme or document that shows it.", "Decree 12 of 2021, article 4", default="")


class AmalgamValueRecord(Record):
    """The value of an indicator in a year. Shares are told between 0 and 1."""

    indicator: str = described("The indicator, a word of the list in the sheet to be read first.", "amalgam_share",
                               min_length=1)  # fmt: skip
    year: int = described("Year.", "2022", ge=1950, le=2100)
    value: float = described("Its value; shares between 0 and 1.", "0.34", ge=0)
    low: float | None = described("Low end of its 95 % range.", "0.3", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "0.38", default=None, ge=0)
    source: str = described("Where this was read.", "Survey of practices 2022", default="")


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {"about": AmalgamAboutRecord, "measures": AmalgamMeasureRecord, "values": AmalgamValueRecord}
)
