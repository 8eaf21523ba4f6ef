"""What a user tells of sources at points and of totals of regions: one line of a table each."""

from __future__ import annotations

from pydantic import model_validator

from almaden.reference.record import Record, described
from almaden.wording import n_


class FacilityEmissionRecord(Record):
    """A source at a point that emits mercury to air."""

    name: str = described("Name of the source.", "Made-up power plant", default="")
    latitude: float = described("Latitude, north positive.", "51.5", "degree", ge=-90, le=90)
    longitude: float = described("Longitude, east positive.", "7.2", "degree", ge=-180, le=360)
    emission: float = described("Mercury to air in a year.", "120", "unit of the row", ge=0)
    unit: str = described("Unit of the emission.", "kg/yr", default="kg/yr")
    kind: str = described("Kind of source, for species and height that are not told.", "coal plant", default="other")
    hg0: float | None = described("Share that is elemental vapour.", "0.5", default=None, ge=0, le=1)
    hg2: float | None = described("Share that is oxidised vapour.", "0.4", default=None, ge=0, le=1)
    hgp: float | None = described("Share on particles.", "0.1", default=None, ge=0, le=1)
    height_m: float | None = described(
        "Effective height, stack and rise of the plume, above ground.", "250", "m", default=None, ge=0, le=5000
    )

    @model_validator(mode="after")
    def _whole(self) -> FacilityEmissionRecord:
        told = [one for one in (self.hg0, self.hg2, self.hgp) if one is not None]
        if len(told) not in (0, 3):
            raise ValueError(n_("give the shares of hg0, hg2 and hgp all three, or none"))
        # Three shares rounded to two figures may miss one by this.
        if told and abs(sum(told) - 1) > 0.0151:
            raise ValueError(n_("the shares of hg0, hg2 and hgp do not add to 1"))
        return self


class RegionEmissionRecord(Record):
    """What a country or region emits to air in a year."""

    region: str = described("Name of the region, as the masks name it; world for all.", "Japan", min_length=1)
    total: float = described("Mercury to air in a year.", "8.3", "unit of the row", ge=0)
    unit: str = described("Unit of the total.", "t/yr", default="t/yr")
    kind: str = described("Kind of source, for the species.", "other", default="other")
