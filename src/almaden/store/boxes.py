"""Places in a box, as ranges of the columns, so that their index is used.

Informal mines are found where the person is shown them: boxes that shrink would tell the true place otherwise.
"""

from __future__ import annotations

import math
from typing import Final

from django.db.models import Q

from almaden.store.models import Facility, Site
from almaden.store.places import BLUR_DEGREES
from almaden.store.rights import Person, countries_with

#: Sites of this kind are blurred.
HIDDEN_KIND: Final = "informal_mine"

#: From so many square degrees on a box is large: a twentieth of the world.
_LARGE: Final = 3240
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


def in_box(model: type[Facility] | type[Site], box: Box, known: Known) -> Q:
    """Places whose shown point lies in a box; ranges of the columns, so that their index is used.

    Args:
        model: facilities, or sites, of which some are blurred.
        box: the box.
        known: what :func:`known_to` says of the person.
    """
    near = _near(model, box)
    if known is None or model is Facility:
        return near & _inside(*box)
    hidden = Q(kind=HIDDEN_KIND)
    hidden = hidden & ~Q(country__in=sorted(known)) if known else hidden
    return near & ((~hidden & _inside(*box)) | (hidden & _shown_inside(*box)))


def _near(model: type[Facility] | type[Site], box: Box) -> Q:
    """Places that may lie in a small box, found by the index before anything else.

    Left to itself SQLite reads all places in the order of their ids until the page is full. For large boxes that is
    quick; of a small one it takes 30 ms among 100,000 places, and this less than one.
    """
    west, south, east, north = box
    width = east - west if west <= east else east - west + 360
    if width * (north - south) > _LARGE:
        return Q()
    wider = west - BLUR_DEGREES, south - BLUR_DEGREES, east + BLUR_DEGREES, north + BLUR_DEGREES
    return Q(pk__in=model._default_manager.filter(_inside(*wider)).order_by().values("pk"))


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
    return (math.ceil(round(degrees / BLUR_DEGREES, 9)) - 0.5) * BLUR_DEGREES


def _last(degrees: float) -> float:
    """From here on places are shown above a coordinate."""
    return (math.floor(round(degrees / BLUR_DEGREES, 9)) + 0.5) * BLUR_DEGREES
