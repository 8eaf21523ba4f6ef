"""Long lists, a page at a time, without counting them and without skipping rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

#: Rows on a page.
ROWS: Final = 50
_AFTER: Final = "after"


@dataclass(frozen=True)
class Page(Generic[M]):
    """One page of a list.

    Attributes:
        rows: what stands on it.
        next: query string of the next page, empty on the last.
        first: query string of the first page, empty on the first.
    """

    rows: tuple[M, ...]
    next: str
    first: str


def page_by(found: QuerySet[M], field: str, query: Mapping[str, Any], *, newest_first: bool = False) -> Page[M]:
    """A page of a list in the order of a field that no two rows share.

    Args:
        found: the whole list.
        field: name of the field.
        query: what the address asks; ``after`` is the last value of the page before.
        newest_first: in falling order.
    """
    kept = {name: value for name, value in query.items() if name != _AFTER and value}
    after = str(query.get(_AFTER, ""))
    ordered = found.order_by(f"-{field}" if newest_first else field)
    if after:
        try:
            # An address that somebody made up starts at the beginning.
            ordered = ordered.filter(**{f"{field}__{'lt' if newest_first else 'gt'}": after.replace("\0", "")})
        except (ValueError, ValidationError):
            after = ""
    rows = tuple(ordered[: ROWS + 1])
    more = len(rows) > ROWS
    rows = rows[:ROWS]
    following = urlencode({**kept, _AFTER: getattr(rows[-1], field)}) if more else ""
    return Page(rows, following, (urlencode(kept) or f"{_AFTER}=") if after else "")
