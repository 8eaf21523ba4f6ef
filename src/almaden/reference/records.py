"""Records that several rooms share: facilities and their units, sites, observations, and where they were read.

Each type is declared once. Validation, import templates, the tables of the store, the schema of the API and the
data dictionary follow from the fields here.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import model_validator

from almaden.reference.record import Record, described
from almaden.wording import n_

#: Names of identifiers and the identifiers, such as ``{"gem": "L100000100001"}``.
Identifiers = dict[str, str]
#: What a source tells beyond the fields of a record, under the source's own names.
Attributes = dict[str, str | float | bool]

FacilityStatus = Literal[
    "",
    "announced",
    "planned",
    "permitted",
    "construction",
    "operating",
    "mothballed",
    "shelved",
    "cancelled",
    "retired",
]
Accuracy = Literal["", "exact", "approximate"]
SiteKind = Literal["monitoring", "contaminated", "informal_mine", "other"]
Matrix = Literal["air", "precipitation", "water", "soil", "sediment", "biota", "human", "other"]
Flag = Literal["valid", "suspect", "invalid", "below_detection", "missing"]
#: How far a value was checked: as the instrument gave it, by rules, by its operator. Empty where nobody tells.
Level = Literal["", "raw", "automatic", "final"]


class SourceRecord(Record):
    """Where something was read: a document, a data set, a page."""

    title: str = described("Title of the document or data set.", "Global Coal Plant Tracker, July 2024", min_length=1)
    authors: str = described("Who wrote it.", "Global Energy Monitor", default="")
    publisher: str = described("Who published it.", "Global Energy Monitor", default="")
    year: int | None = described("Year of publication.", "2024", default=None, ge=1500, le=2200)
    url: str = described("Where it can be found.", "https://globalenergymonitor.org", default="")
    licence: str = described("Terms under which it may be used.", "CC BY 4.0", default="")
    accessed: date | None = described("Day on which it was read.", "2026-03-01", default=None)


class FacilityRecord(Record):
    """A place where mercury is used, formed or released: a plant, a mine, a works."""

    identifiers: Identifiers = described(
        "Identifiers with the system that gave them, separated by semicolons.", "gem:L100000100001", default={}
    )
    name: str = described("Name of the facility.", "Porto Romano Power Station", min_length=1, max_length=300)
    other_names: str = described("Other and local names.", "Central Térmica Río Turbio", default="")
    country: str = described("Country, as ISO 3166 code of three letters.", "ALB", pattern="^[A-Z]{3}$")
    subdivision: str = described("Province, state or district.", "Durres", default="")
    place: str = described("Town or place.", "Porto Romano", default="")
    latitude: float | None = described("Latitude, north positive.", "41.371141", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described(
        "Longitude, east positive.", "19.425201", "degree", default=None, ge=-180, le=180
    )
    accuracy: Accuracy = described("How well the place is known: exact or approximate.", "approximate", default="")
    category: str = described("Source category of the Toolkit.", "5.1.1", default="", pattern=r"^$|^5(\.\d+)+$")
    kind: str = described("What it is, in words of the field.", "coal power plant", default="")
    status: FacilityStatus = described("State of the facility.", "operating", default="")
    owner: str = described("Who owns it.", "Enel SpA [100%]", default="")
    operator: str = described("Who runs it.", "", default="")
    start_year: int | None = described("First year of operation.", "2022", default=None, ge=1700, le=2200)
    retired_year: int | None = described("Last year of operation.", "2031", default=None, ge=1700, le=2200)
    url: str = described("Page about the facility.", "https://www.gem.wiki/Porto_Romano_Power_Station", default="")
    note: str = described("Anything a reader should know.", "", default="")
    attributes: Attributes = described("What the source tells beyond these columns.", "", default={})

    @model_validator(mode="after")
    def _has_both_coordinates(self) -> FacilityRecord:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(n_("give both latitude and longitude, or none"))
        return self


class UnitRecord(Record):
    """A separately controlled part of a facility: a boiler, a kiln, a furnace, a cell room."""

    facility: str = described("Identifier of the facility that it belongs to.", "gem:L100000100001", min_length=1)
    identifiers: Identifiers = described(
        "Identifiers with the system that gave them, separated by semicolons.", "gem:G100000108106", default={}
    )
    name: str = described("Name of the unit within the facility.", "Unit 1", min_length=1, max_length=300)
    status: FacilityStatus = described("State of the unit.", "operating", default="")
    capacity_mw: float | None = described("Electric capacity.", "800", "MW", default=None, ge=0)
    technology: str = described("Technology.", "ultra-supercritical", default="")
    fuel: str = described("Main fuel or feed.", "bituminous", default="")
    start_year: int | None = described("First year of operation.", "2022", default=None, ge=1700, le=2200)
    retired_year: int | None = described("Last year of operation.", "2031", default=None, ge=1700, le=2200)
    note: str = described("Anything a reader should know.", "", default="")
    attributes: Attributes = described("What the source tells beyond these columns.", "", default={})


class SiteRecord(Record):
    """A place where mercury is measured or was left: a station, a contaminated site, an informal mine."""

    identifiers: Identifiers = described(
        "Identifiers with the system that gave them, separated by semicolons.", "gaw:MHD", default={}
    )
    name: str = described("Name of the site.", "Mace Head", min_length=1, max_length=300)
    kind: SiteKind = described("monitoring, contaminated, informal_mine or other.", "monitoring", default="monitoring")
    country: str = described("Country, as ISO 3166 code of three letters.", "IRL", default="", pattern="^$|^[A-Z]{3}$")
    subdivision: str = described("Province, state or district.", "Galway", default="")
    latitude: float | None = described("Latitude, north positive.", "53.33", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described("Longitude, east positive.", "-9.9", "degree", default=None, ge=-180, le=180)
    elevation_m: float | None = described("Height above the sea.", "8", "m", default=None, ge=-500, le=9000)
    network: str = described("Network or programme.", "EMEP", default="")
    url: str = described("Page about the site.", "", default="")
    note: str = described("Anything a reader should know.", "", default="")
    attributes: Attributes = described("What the source tells beyond these columns.", "", default={})

    @model_validator(mode="after")
    def _has_both_coordinates(self) -> SiteRecord:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(n_("give both latitude and longitude, or none"))
        return self


class ObservationRecord(Record):
    """One measured value."""

    site: str = described("Identifier of the site.", "gaw:MHD", min_length=1)
    start: datetime = described("Start of the measurement, UTC.", "2024-01-01T00:00:00Z")
    end: datetime | None = described("End of the measurement, UTC.", "2024-01-01T01:00:00Z", default=None)
    matrix: Matrix = described("What was sampled: air, precipitation, water, soil, sediment, biota ...", "air")
    species: str = described("What was measured, such as GEM, TGM, GOM, PBM, THg, MeHg.", "GEM", min_length=1)
    value: float | None = described("The value; empty when missing.", "1.42", default=None, allow_inf_nan=False)
    unit: str = described("Unit of the value.", "ng/m3", min_length=1)
    flag: Flag = described("valid, suspect, invalid, below_detection or missing.", "valid", default="valid")
    method: str = described("How it was measured.", "Tekran 2537B", default="")
    instrument: str = described("Which instrument, such as its serial number.", "2537B-0112", default="")
    level: Level = described("How far it was checked: raw, automatic or final.", "final", default="")
    detection_limit: float | None = described(
        "Detection limit, in the unit of the value.", "0.1", default=None, gt=0, allow_inf_nan=False
    )
    sample: str = described("Identifier of the sample, where one site gave several at once.", "S-17", default="")
    taxon: str = described("Species of the animal or plant.", "Sander vitreus", default="")
    tissue: str = described("Tissue, such as muscle, whole, egg, blood, feather, hair.", "muscle", default="")
    basis: Literal["", "ww", "dw"] = described("Of wet (ww) or dry (dw) weight.", "ww", default="")
    length_mm: float | None = described("Length of the animal.", "412", "mm", default=None, gt=0, allow_inf_nan=False)
    diagnostics: str = described(
        "What the instrument told with the value: name=value, separated by semicolons.",
        "cartridge=A; baseline_v=0.12",
        default="",
    )
    original_value: str = described("The value as it was written.", "1.42", default="")
    original_unit: str = described("The unit as it was written.", "ng/m3", default="")
    original_flag: str = described("The flag as it was written.", "0.147", default="")
    original_file: str = described("The file that it was read from.", "IE0031R.nas", default="")


#: Record types that a reader may yield and an import can keep, by the name that users see.
RECORD_TYPES: dict[str, type[Record]] = {
    "facility": FacilityRecord,
    "unit": UnitRecord,
    "site": SiteRecord,
    "observation": ObservationRecord,
    "source": SourceRecord,
}
