"""Places in a box, as ranges of the columns, so that their index is used.

Informal mines are found where the person is shown them: boxes that shrink would tell the true place otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from django.db.models import BooleanField, F
from django.db.models.expressions import Expression

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
#: A piece of SQL, with the names of columns in braces, and its values.
Part = tuple[str, tuple[float | str, ...]]
_COLUMNS: Final = ("id", "latitude", "longitude", "kind", "country")


def known_to(user: Person) -> Known:
    """Countries whose informal mines a person sees where they are."""
    return countries_with(user, "read_drafts")


def is_hidden(kind: str, country: str, known: Known) -> bool:
    """Whether the place of a site is shown roughly."""
    return kind == HIDDEN_KIND and known is not None and country not in known


def in_box(model: type[Facility] | type[Site], box: Box, known: Known) -> InBox:
    """Places whose shown point lies in a box; ranges of the columns, so that their index is used.

    Args:
        model: facilities, or sites, of which some are blurred.
        box: the box.
        known: what :func:`known_to` says of the person.
    """
    parts = [] if _is_large(box) else [_near(model, box)]
    if known is None or model is Facility:
        return InBox(*parts, _inside(*box))
    hidden: Part = "{kind} = %s", (HIDDEN_KIND,)
    if known:
        marks = ", ".join(["%s"] * len(known))
        hidden = f"{hidden[0]} AND {{country}} NOT IN ({marks})", (HIDDEN_KIND, *sorted(known))
    return InBox(*parts, _either(hidden, _shown_inside(*box), _inside(*box)))


class InBox(Expression):
    """A condition on the columns of a place, in SQL that SQLite and PostgreSQL share.

    Django needs longer to put it together from its own parts than the database needs to find the places.
    """

    conditional = True
    output_field = BooleanField()

    def __init__(self, *parts: Part) -> None:
        super().__init__()
        self._sql = " AND ".join(f"({sql})" for sql, _ in parts)
        self._params = tuple(value for _, values in parts for value in values)
        self._columns: list[Any] = [F(name) for name in _COLUMNS]

    def get_source_expressions(self) -> list[Any]:
        """The columns that it asks for."""
        return self._columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """Take the columns as the query names them."""
        self._columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The condition, with the columns as the query names them."""
        columns = dict(zip(_COLUMNS, (compiler.compile(one)[0] for one in self._columns), strict=True))
        return f"({self._sql.format(**columns)})", self._params


def _either(which: Part, then: Part, otherwise: Part) -> Part:
    """One condition for places of a kind, another one for the rest."""
    sql = f"(({which[0]}) AND ({then[0]})) OR (NOT ({which[0]}) AND ({otherwise[0]}))"
    return sql, (*which[1], *then[1], *which[1], *otherwise[1])


def _is_large(box: Box) -> bool:
    west, south, east, north = box
    width = east - west if west <= east else east - west + 360
    return width * (north - south) > _LARGE


def _near(model: type[Facility] | type[Site], box: Box) -> Part:
    """Places that may lie in a small box, found by the index before anything else.

    Left to itself SQLite reads all places in the order of their ids until the page is full. For large boxes that is
    quick; of a small one it takes 30 ms among 100,000 places, and this less than one.
    """
    west, south, east, north = box
    wider = west - BLUR_DEGREES, south - BLUR_DEGREES, east + BLUR_DEGREES, north + BLUR_DEGREES
    sql, values = _inside(*wider)
    plain = sql.format(latitude="latitude", longitude="longitude")
    return f"{{id}} IN (SELECT id FROM {model._meta.db_table} WHERE {plain})", values


def _inside(west: float, south: float, east: float, north: float) -> Part:
    joined = "AND" if west <= east else "OR"
    sql = f"{{latitude}} BETWEEN %s AND %s AND ({{longitude}} >= %s {joined} {{longitude}} <= %s)"
    return sql, (south, north, west, east)


def _shown_inside(west: float, south: float, east: float, north: float) -> Part:
    """Places whose corner of the net lies in the box."""
    joined = "AND" if west <= east else "OR"
    sql = f"{{latitude}} >= %s AND {{latitude}} < %s AND ({{longitude}} >= %s {joined} {{longitude}} < %s)"
    return sql, (_first(south), _last(north), _first(west), _last(east))


def _first(degrees: float) -> float:
    """From here on places are shown at or above a coordinate."""
    return (math.ceil(round(degrees / BLUR_DEGREES, 9)) - 0.5) * BLUR_DEGREES


def _last(degrees: float) -> float:
    """From here on places are shown above a coordinate."""
    return (math.floor(round(degrees / BLUR_DEGREES, 9)) + 0.5) * BLUR_DEGREES
