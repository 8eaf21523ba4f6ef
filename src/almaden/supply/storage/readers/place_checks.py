"""Coordinates of storage: within the earth, and not exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault
from almaden.quantity.sphere import Place, great_circle_km
from almaden.reference.readers.template import Rows
from almaden.supply.storage.settings import limit
from almaden.wording import n_

#: Pairs of fields with coordinates.
_FIELDS: Final = (("latitude", "longitude"), ("disposal_latitude", "disposal_longitude"))
#: So many other places of a country tell where it lies: of two alone either may be the wrong one.
_ENOUGH: Final = 2


@dataclass(frozen=True)
class _Told:
    rows: Rows
    row: int | None
    field: str
    place: Place

    @property
    def exchanged(self) -> Place:
        return self.place[1], self.place[0]

    def fault(self, problem: str, advice: str) -> Fault:
        text = f"{self.place[0]:g}, {self.place[1]:g}"
        return self.rows.fault(
            problem, self.row, self.field, text, n_("latitude from -90 to 90, longitude from -180 to 180"), advice
        )


def check_coordinates(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of places outside the earth, half a place, and places that lie right only when exchanged."""
    by_country: defaultdict[str, list[_Told]] = defaultdict(list)
    for rows in tables.values():
        for north, east in _FIELDS:
            if north not in rows.record.model_fields:
                continue
            for one in rows.found:
                latitude, longitude = getattr(one.record, north), getattr(one.record, east)
                if (latitude is None) != (longitude is None):
                    yield rows.fault(
                        n_("only one of the two coordinates is told"), one.row, north, "", n_("both, or none"),
                        n_("fill in the other"),
                    )  # fmt: skip
                elif latitude is not None:
                    told = _Told(rows, one.row, north, (latitude, longitude))
                    if not _on_earth(told.place):
                        yield _outside(told)
                    elif north == "latitude":
                        by_country[getattr(one.record, "country", "")].append(told)
    for country, places in by_country.items():
        if country:
            yield from _exchanged(places)


def _on_earth(place: Place) -> bool:
    return abs(place[0]) <= 90.0 and abs(place[1]) <= 180.0


def _outside(told: _Told) -> Fault:
    if _on_earth(told.exchanged):
        return told.fault(n_("latitude and longitude are exchanged"), n_("write each into the column of the other"))
    return told.fault(n_("there is no such place"), n_("write degrees with decimals, south and west negative"))


def _exchanged(places: list[_Told]) -> Iterator[Fault]:
    far, near = limit("swapped_far_km"), limit("swapped_near_km")
    for told in places:
        others = [one.place for one in places if one is not told and one.place != told.place]
        if len(others) < _ENOUGH or not _on_earth(told.exchanged):
            continue
        away, exchanged = (min(great_circle_km(place, one) for one in others) for place in (told.place, told.exchanged))
        if away > far and exchanged < near:
            yield told.fault(
                n_("latitude and longitude are probably exchanged: the others of the country lie far away"),
                n_("write each into the column of the other"),
            )
