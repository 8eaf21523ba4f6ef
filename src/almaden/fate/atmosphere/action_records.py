"""Actions against emissions as users tell them: one line of a table each."""

from __future__ import annotations

from pydantic import model_validator

from almaden.reference.record import Record, columns, described
from almaden.wording import n_


class ActionRecord(Record):
    """Something that can be done so that less mercury goes into the air."""

    name: str = described("Name of the action.", "Made-up filter at a power plant", min_length=1, max_length=200)
    region: str = described(
        "One of the 17 regions, whose emissions of all kinds then fall alike; or give a place.", "East Asia", default=""
    )
    latitude: float | None = described(
        "Latitude of the source, north positive.", "", "degree", default=None, ge=-90, le=90
    )
    longitude: float | None = described("Longitude, east positive.", "", "degree", default=None, ge=-180, le=360)
    reduction: float = described("Mercury that is no longer emitted to air in a year.", "120", "unit of the row", gt=0)
    unit: str = described("Unit of the reduction.", "kg/yr", default="kg/yr")
    kind: str = described("Kind of source, for species that are not told.", "coal plant", default="other")
    hg0: float | None = described("Share that is elemental vapour.", "0.5", default=None, ge=0, le=1)
    hg2: float | None = described("Share that is oxidised vapour.", "0.4", default=None, ge=0, le=1)
    hgp: float | None = described("Share on particles.", "0.1", default=None, ge=0, le=1)
    cost: float | None = described("Cost in a year; may be empty.", "250000", "currency of the row", default=None, ge=0)
    currency: str = described("Currency of the cost, the same in all rows.", "USD", default="", max_length=20)

    @model_validator(mode="after")
    def _whole(self) -> ActionRecord:
        told = [one for one in (self.hg0, self.hg2, self.hgp) if one is not None]
        if len(told) not in (0, 3):
            raise ValueError(n_("give the shares of hg0, hg2 and hgp all three, or none"))
        # Three shares rounded to two figures may miss one by this.
        if told and abs(sum(told) - 1) > 0.0151:
            raise ValueError(n_("the shares of hg0, hg2 and hgp do not add to 1"))
        place = [one is not None for one in (self.latitude, self.longitude)]
        if any(place) and not all(place):
            raise ValueError(n_("a place needs latitude and longitude"))
        if bool(self.region.strip()) == any(place):
            raise ValueError(n_("give a region or a place, one of the two"))
        return self


def template() -> str:
    """An empty table of actions, as CSV."""
    return ",".join(columns(ActionRecord)) + "\n"
