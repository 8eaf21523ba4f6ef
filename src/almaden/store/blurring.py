"""Where informal mines are shown in public: at a corner of a net, never where they are.

Searching by a box asks about the shown place as well: boxes that shrink would find the true one otherwise.
"""

from __future__ import annotations

import math
from typing import Final

from django.db.models import Q

from almaden.store.models import Facility, Site
from almaden.store.rights import Person, countries_with

#: Informal mines are shown at a corner of a net of this width, about eleven kilometres from south to north.
NET: Final = 0.1
#: Sites of this kind are blurred.
HIDDEN_KIND: Final = "informal_mine"

#: West, south, east, north in degrees; west is larger than east where a box crosses the date line.
Box = tuple[float, float, float, float]
#: Countries whose informal mines a person sees where they are; None for all.
Known = frozenset[str] | None


def known_to(user: Person) -> Known:
    """Countries whose informal mines a person sees where they are."""
    return countries_with(user, "read_drafts")


def is_hidden(kind: str, country: str, known: Known) -> bool:
    """Whether the place of a site is shown roughly."""
    return kind == HIDDEN_KIND and known is not None and country not in known


def blurred(degrees: float) -> float:
    """The nearest line of the net to a latitude or longitude."""
    return round(math.floor(degrees / NET + 0.5) * NET, 1)


def in_box(model: type[Facility] | type[Site], box: Box, known: Known) -> Q:
    """Places whose shown point lies in a box; ranges of the columns, so that their index is used.

    Args:
        model: facilities, or sites, of which some are blurred.
        box: the box.
        known: what :func:`known_to` says of the person.
    """
    if known is None or model is Facility:
        return _inside(*box)
    hidden = Q(kind=HIDDEN_KIND)
    hidden = hidden & ~Q(country__in=sorted(known)) if known else hidden
    return (~hidden & _inside(*box)) | (hidden & _shown_inside(*box))


def _inside(west: float, south: float, east: float, north: float) -> Q:
    band = Q(latitude__gte=south, latitude__lte=north)
    if west <= east:
        return band & Q(longitude__gte=west, longitude__lte=east)
    return band & (Q(longitude__gte=west) | Q(longitude__lte=east))


def _shown_inside(west: float, south: float, east: float, north: float) -> Q:
    """Places whose corner of the net lies in the box."""
    band = Q(latitude__gte=_first(south), latitude__lt=_last(north))
    if west <= east:
        return band & Q(longitude__gte=_first(west), longitude__lt=_last(east))
    return band & (Q(longitude__gte=_first(west)) | Q(longitude__lt=_last(east)))


def _first(degrees: float) -> float:
    """From here on places are shown at or above a coordinate."""
    return (math.ceil(round(degrees / NET, 9)) - 0.5) * NET


def _last(degrees: float) -> float:
    """From here on places are shown above a coordinate."""
    return (math.floor(round(degrees / NET, 9)) + 0.5) * NET
