"""The collections: which places they hold, how they are filtered, when a place was there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from almaden.store import boxes
from almaden.store.rights import Person, visible_facilities, visible_sites
from almaden.web.api.asking import box_of
from almaden.web.api.listing import Finish, Listing
from almaden.web.api.ogc.times import Years, years_of
from almaden.web.api.resources.places import FACILITIES, SITES, as_shown

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@dataclass(frozen=True)
class Collection:
    """One collection.

    Attributes:
        name: in addresses.
        title, description: for people.
        listing: the same records as a list of the API.
        visible: the records that a person may see.
        properties: names of the properties that can be asked by.
        operates: whether its places have years of operation, which `datetime` asks by.
    """

    name: str
    title: str
    description: str
    listing: Listing
    visible: Callable[[Person], QuerySet[Any]]
    properties: tuple[str, ...]
    operates: bool

    def found(self, user: Person, asked: Any) -> QuerySet[Any]:
        """The places that a person may see and asked for."""
        found = self.visible(user)
        wanted = {name: getattr(asked, name) for name in self.properties}
        found = found.filter(**{name: value for name, value in wanted.items() if value is not None})
        if asked.bbox is not None:
            found = found.filter(boxes.in_box(found.model, box_of(asked.bbox), boxes.known_to(user)))
        years = years_of(asked.datetime) if asked.datetime is not None else None
        return found.filter(_operating(years)) if years and self.operates else found

    def finish(self, user: Person) -> Finish | None:
        """What is done to each record before a person sees it."""
        return None if self.operates else as_shown(user)


def _operating(years: Years) -> Q:
    """Facilities that operated in years; one without a first or last year is open on that side."""
    first, last = years
    ended = Q() if first is None else Q(retired_year__isnull=True) | Q(retired_year__gte=first)
    began = Q() if last is None else Q(start_year__isnull=True) | Q(start_year__lte=last)
    return ended & began


_ALL: Final = (
    Collection(
        "facilities",
        "Facilities",
        "Places where mercury is used, formed or released: plants, mines, works.",
        FACILITIES,
        visible_facilities,
        ("name", "country", "category", "kind", "status"),
        True,
    ),
    Collection(
        "sites",
        "Sites",
        "Places where mercury is measured or was left. Informal mines are shown at a rough place.",
        SITES,
        visible_sites,
        ("name", "country", "kind", "network"),
        False,
    ),
)
COLLECTIONS: Final = {collection.name: collection for collection in _ALL}
