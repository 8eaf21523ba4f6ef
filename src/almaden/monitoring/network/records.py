"""What people tell of a network: sites that measure, and sites that are planned."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import model_validator

from almaden.reference.record import Record, described
from almaden.reference.records import Matrix
from almaden.wording import n_

#: How a planned site measures.
Sampling = Literal["active", "passive", "wet", "biota", "other"]


class MeasuredRecord(Record):
    """What a site measures or measured in one medium."""

    site: str = described("Identifier or name of the site.", "gaw:MHD", min_length=1)
    latitude: float = described("Latitude, north positive.", "53.33", "degree", ge=-90, le=90)
    longitude: float = described("Longitude, east positive.", "-9.9", "degree", ge=-180, le=180)
    matrix: Matrix = described("What was sampled: air, precipitation, water, soil, sediment, biota ...", "air")
    species: str = described("What was measured, such as GEM, TGM, GOM, PBM, THg, MeHg.", "GEM", default="")
    first_year: int = described("First year with measurements.", "1996", ge=1850, le=2200)
    last_year: int = described("Last year with measurements.", "2025", ge=1850, le=2200)
    years: int | None = described("Years with measurements between them.", "28", default=None, ge=1, le=350)
    country: str = described("Country, as ISO 3166 code of three letters.", "IRL", default="", pattern="^$|^[A-Z]{3}$")
    biome: str = described("Biome or kind of landscape, as you group them.", "temperate forest", default="")
    method: str = described("How it was measured.", "Tekran 2537B", default="")

    @model_validator(mode="after")
    def _years_in_order(self) -> MeasuredRecord:
        if self.last_year < self.first_year:
            raise ValueError(n_("the last year lies before the first"))
        if self.years is not None and self.years > self.last_year - self.first_year + 1:
            raise ValueError(n_("there are more years with measurements than years"))
        return self


class PlannedSiteRecord(Record):
    """A site that a regional network plans."""

    site: str = described("Name of the site.", "Hill above the lake", min_length=1)
    latitude: float = described("Latitude, north positive.", "13.1", "degree", ge=-90, le=90)
    longitude: float = described("Longitude, east positive.", "-59.6", "degree", ge=-180, le=180)
    country: str = described("Country, as ISO 3166 code of three letters.", "BRB", pattern="^[A-Z]{3}$")
    sampling: Sampling = described("active, passive, wet, biota or other.", "passive")
    first_year: int = described("First year.", "2027", ge=1990, le=2200)
    last_year: int = described("Last year.", "2031", ge=1990, le=2200)
    samples_per_year: int | None = described(
        "Samples in a year; empty for the usual number.", "4", "1/yr", default=None, ge=1, le=9000
    )
    collocated: bool = described("y where active and passive sampling stand side by side.", "n", default=False)
    setup_usd: float | None = described("Cost of setting it up.", "3000", "USD", default=None, ge=0)
    year_usd: float | None = described(
        "Cost of running it, a year, without analyses.", "1500", "USD/yr", default=None, ge=0
    )
    sample_usd: float | None = described("Cost of one analysis.", "90", "USD", default=None, ge=0)
    note: str = described("Anything a reader should know.", "", default="")

    @model_validator(mode="after")
    def _years_in_order(self) -> PlannedSiteRecord:
        if self.last_year < self.first_year:
            raise ValueError(n_("the last year lies before the first"))
        return self


#: The sheets of the workbook of a network.
TABLES: Final[dict[str, type[Record]]] = {"measured": MeasuredRecord, "planned": PlannedSiteRecord}
