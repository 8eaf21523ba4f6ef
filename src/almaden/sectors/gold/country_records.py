"""A value of the mercury that a country's small-scale gold mining uses: the table that users bring."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from almaden.reference.record import Record, described
from almaden.sectors.gold.terms import DataClass
from almaden.wording import n_


class CountryEstimateRecord(Record):
    """One value of one country."""

    country: str = described("Country, as ISO 3166 code of three letters.", "GHA", pattern="^[A-Z]{3}$")
    year: int = described("Year that it is for.", "2018", ge=1900, le=2200)
    mercury_t: float = described("Mercury used in the year.", "45.15", "t/y", ge=0)
    low_t: float | None = described("Low end of its 95 % range.", "35", "t/y", default=None, ge=0)
    high_t: float | None = described("High end of its 95 % range.", "105", "t/y", default=None, ge=0)
    gold_t: float | None = described("Gold of that mining in the year.", "46.7", "t/y", default=None, ge=0)
    data_class: DataClass | None = described("Quality of the value in classes 1 to 4.", "3", default=None, ge=1, le=4)
    chosen: bool = described("y on the one of several that counts; otherwise the newest.", "", default=False)
    source: str = described("Where it was read.", "Minamata Initial Assessment 2018", min_length=1)
    seen: str = described("Page or address where it was read.", "page 61", default="")
    status: Literal["verified", "unverified", "user"] = described(
        "verified, unverified or user (when empty).", "user", default="user"
    )
    note: str = described("Anything a reader should know.", "", default="")

    @model_validator(mode="after")
    def _value_lies_in_range(self) -> CountryEstimateRecord:
        if (self.low_t is not None and self.low_t > self.mercury_t) or (
            self.high_t is not None and self.high_t < self.mercury_t
        ):
            raise ValueError(n_("the value must lie within its range"))
        return self
