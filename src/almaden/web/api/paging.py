"""Pages of a list by the key of its last record: no count, no offset, the same speed on every page."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from almaden.errors import Fault, InputError
from almaden.wording import n_

#: Records on a page where nothing is asked.
USUAL: Final = 100
MOST: Final = 1000

_SIGNER = Signer(salt="almaden.web.api.paging")


class Paging(Schema):
    """What every list takes."""

    limit: int | None = Field(
        None,
        ge=1,
        le=MOST,
        description="Records on a page. Left out: 100 as JSON, all that match in the other formats.",
    )
    cursor: str | None = Field(None, max_length=600, description="Where the page begins: take it from `next`.")


def after(rows: QuerySet[Any], sort: str, cursor: str | None) -> QuerySet[Any]:
    """The rows of a list that come after a cursor, in order.

    Args:
        rows: the list.
        sort: path of the field to sort by, with a minus for falling order; ids decide between equal ones.
        cursor: what :func:`cursor_of` gave, or None for the beginning.

    Raises:
        InputError: the cursor is not one that was given for this order.
    """
    name, falling = sort.removeprefix("-"), sort.startswith("-")
    order = ("-" if falling else "") + name
    ordered = rows.order_by(order) if name in ("pk", "id") else rows.order_by(order, "-pk" if falling else "pk")
    if cursor is None:
        return ordered
    value, key = read_cursor(cursor, sort)
    step = "lt" if falling else "gt"
    if name in ("pk", "id"):
        return ordered.filter(**{f"pk__{step}": key})
    return ordered.filter(Q(**{f"{name}__{step}": value}) | Q(**{name: value, f"pk__{step}": key}))


def cursor_of(sort: str, value: Any, key: int) -> str:
    """The cursor after a record: signed, so that only those that we gave come back."""
    return _SIGNER.sign_object([sort, value, key], compress=True)


def read_cursor(cursor: str, sort: str) -> tuple[Any, int]:
    """What :func:`cursor_of` was given.

    Raises:
        InputError: the cursor is not one that was given for this order.
    """
    try:
        made_for, value, key = _SIGNER.unsign_object(cursor)
    except (BadSignature, ValueError, TypeError):
        made_for = None
    if made_for != sort:
        raise InputError(
            Fault(
                n_("this is no cursor of this list"),
                column="cursor",
                value=cursor,
                accepted=n_("the cursor in `next` of the page before, with the same `sort`"),
                advice=n_("leave the cursor out to begin again"),
            )
        )
    return value, key


def address_of_next(request: HttpRequest, cursor: str) -> str:
    """The address of the next page."""
    asked = [(name, value) for name, value in request.GET.items() if name != "cursor"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('cursor', cursor)])}")
