"""What lists are asked by: parameters that several share, and how they are read."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from ninja import Header
from pydantic import Field

from almaden.errors import Fault, InputError
from almaden.reference.areas import check_area
from almaden.store.boxes import Box
from almaden.wording import n_

M = TypeVar("M", bound=Model)

BBox = Annotated[
    str | None,
    Field(max_length=200, description="West, south, east, north in degrees; west above east crosses the date line."),
]
Country = Annotated[str | None, Field(pattern="^[A-Z]{3}$", description="Country, as ISO 3166 code of three letters.")]
Area = Annotated[
    str | None, Field(max_length=40, description="Code of the area of work of the data set; empty for those of none.")
]
Contains = Annotated[str | None, Field(min_length=1, max_length=200, description="Part of the name.")]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=40, description="The version that you saw, in quotes, or its ETag.")
]


def one(found: QuerySet[M], key: int) -> M:
    """One record of those that a person may see.

    Raises:
        Http404: it is not among them.
    """
    record = found.filter(pk=key).first()
    if record is None:
        raise Http404
    return record


def equal(found: QuerySet[M], asked: Any, *names: str, **paths: str) -> QuerySet[M]:
    """The records whose fields are what was asked; parameters that were left out do not count.

    Args:
        found: the records.
        asked: the parameters.
        *names: parameters that are named like their field.
        **paths: parameter and path of its field.
    """
    wanted = {path: getattr(asked, name) for name, path in {**{name: name for name in names}, **paths}.items()}
    return found.filter(**{path: value for path, value in wanted.items() if value is not None})


def in_area(found: QuerySet[M], area: str | None, path: str) -> QuerySet[M]:
    """The records of data sets of an area of work; left out, all.

    Args:
        found: the records.
        area: code of the area, empty for records of none.
        path: of the field that holds it.

    Raises:
        InputError: there is no such area.
    """
    if area is None:
        return found
    check_area(area)
    return found.filter(**{path: area})


def box_of(text: str, column: str = "bbox") -> Box:
    """A box from its text; of six numbers the heights are left out.

    Raises:
        InputError: these are not four or six numbers of a box on Earth.
    """
    parts = re.split(r"\s*,\s*", text.strip())
    numbers = [_number(part) for part in parts]
    if len(numbers) == 6:
        heights = numbers[2], numbers[5]
        numbers = [*numbers[:2], *numbers[3:5]]
        numbers = numbers if heights[0] <= heights[1] else []
    if len(numbers) == 4 and not any(map(math.isnan, numbers)):
        west, south, east, north = numbers
        if -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    raise InputError(
        Fault(
            n_("this is no box"),
            column=column,
            value=text,
            accepted=n_("west, south, east, north in degrees, south not above north"),
        )
    )


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?", text, re.ASCII) else math.nan


def version_seen(if_match: str | None, version: int | None) -> int:
    """The version that a person saw, from the header or the body.

    Raises:
        InputError: neither is there, the header is none, or they differ.
    """
    # Also with the sum that stands behind the version in an ETag.
    found = re.fullmatch(r'(?:W/)?"?([0-9]{1,9})(?:-[0-9a-f]{8})?"?', (if_match or "").strip())
    named = int(found[1]) if found else None
    if (if_match and named is None) or (named and version and named != version) or not (named or version):
        raise InputError(
            Fault(
                n_("say which version you saw"),
                column="version",
                value=if_match or "",
                accepted=n_("the field version, or the header If-Match with the version in quotes"),
                advice=n_("read the record again and send its version"),
            )
        )
    return named or version or 0
