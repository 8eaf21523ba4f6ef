"""Lists of facilities and sites: filters, order, and pages that are found by their first row, without counting."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from django.db.models import Q, QuerySet

from almaden.errors import Fault, InputError
from almaden.store.boxes import Box, in_box, known_to
from almaden.store.models import Facility, Site
from almaden.store.models.recorded import Recorded
from almaden.store.rights import Person, visible_facilities, visible_sites
from almaden.store.search import matching
from almaden.wording import n_

T = TypeVar("T", bound=Recorded)

#: Orders of a list: the fields that rows are sorted by. The last one is never the same in two rows.
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name", "id"),
    "country": ("country", "name", "id"),
    "newest": ("-id",),
    "title": ("title", "id"),
}


@dataclass(frozen=True)
class Asked:
    """What is asked of a list; empty fields ask for nothing."""

    country: str = ""
    category: str = ""
    status: str = ""
    kind: str = ""
    text: str = ""
    box: Box | None = None
    dataset: str = ""
    order: str = "name"


@dataclass(frozen=True)
class Listed(Generic[T]):
    """Rows of one page, and where the next page begins; ``next`` is empty on the last page."""

    rows: Sequence[T] = field(default_factory=list)
    next: str = ""


def facilities(user: Person, asked: Asked) -> QuerySet[Facility]:
    """The facilities that a person may see and asks for, in no order."""
    found = _filtered(visible_facilities(user), "facility", asked)
    if asked.category:
        found = found.filter(Q(category=asked.category) | Q(category__startswith=f"{asked.category}."))
    if asked.status:
        found = found.filter(status=asked.status)
    return found if asked.box is None else found.filter(in_box(Facility, asked.box, known_to(user)))


def sites(user: Person, asked: Asked) -> QuerySet[Site]:
    """The sites that a person may see and asks for, in no order; informal mines lie where the person sees them."""
    found = _filtered(visible_sites(user), "site", asked)
    return found if asked.box is None else found.filter(in_box(Site, asked.box, known_to(user)))


def page(found: QuerySet[T], order: str = "name", after: str = "", limit: int = 50) -> Listed[T]:
    """One page of a list.

    Args:
        found: the rows.
        order: one of :data:`ORDERS`.
        after: ``next`` of the page before; empty for the first page.
        limit: rows of a page.

    Raises:
        InputError: there is no such order, or ``after`` is not one that was given out.
    """
    fields = ORDERS.get(order)
    if fields is None:
        raise InputError(Fault(n_("there is no such order"), column="order", value=order, accepted=", ".join(ORDERS)))
    if after:
        found = found.filter(_beyond(fields, _read(after, len(fields))))
    rows = list(found.order_by(*fields)[: limit + 1])
    if len(rows) <= limit:
        return Listed(rows)
    last = rows[limit - 1]
    return Listed(rows[:limit], _written([getattr(last, name.lstrip("-")) for name in fields]))


def box_of(text: str) -> Box | None:
    """A box as it stands in an address: ``west,south,east,north`` in degrees; None for an empty text.

    Raises:
        InputError: it is none.
    """
    if not text.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(
            Fault(
                n_("this is not a box on the map"),
                column="box",
                value=text,
                accepted=n_("west, south, east and north in degrees, separated by commas"),
                advice=n_("for example 33.9,-4.7,41.9,5.1"),
            )
        )
    return west, south, east, north


def _filtered(found: QuerySet[T], record_type: str, asked: Asked) -> QuerySet[T]:
    for name in ("country", "kind"):
        if getattr(asked, name):
            found = found.filter(**{name: getattr(asked, name)})
    if asked.dataset:
        found = found.filter(dataset__key=asked.dataset)
    if asked.text.strip():
        found = found.filter(pk__in=matching(record_type, asked.text))
    return found


def _beyond(fields: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows that come after the one with these values."""
    beyond, same = Q(pk__in=[]), Q()
    for name, value in zip(fields, values, strict=True):
        plain = name.lstrip("-")
        beyond |= same & Q(**{f"{plain}__{'lt' if name.startswith('-') else 'gt'}": value})
        same &= Q(**{plain: value})
    return beyond


def _written(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read(after: str, count: int) -> list[Any]:
    try:
        values = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (binascii.Error, ValueError, RecursionError):
        values = None
    # Texts, and the id at the end.
    fits = isinstance(values, list) and len(values) == count and type(values[-1]) is int
    if not fits or not all(map(_can_be_kept, values[:-1])) or not 0 <= values[-1] < 2**63:
        raise InputError(
            Fault(n_("this page cannot be found"), column="after", advice=n_("begin again at the first page"))
        )
    return values


def _can_be_kept(value: Any) -> bool:
    """Whether it is a text that a database takes."""
    return isinstance(value, str) and "\0" not in value and value.isprintable()
