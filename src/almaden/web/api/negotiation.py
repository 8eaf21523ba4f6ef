"""Which format an answer has: the one named in the address, or the first that the client accepts."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.http import HttpRequest
from pydantic import Field

from almaden.errors import Fault, InputError
from almaden.web.api.problems import StatusError
from almaden.wording import n_

#: Media type of each format.
MEDIA_TYPES: Final[dict[str, str]] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}

TableFormat = Literal["json", "csv", "xlsx", "parquet"]
PlaceFormat = Literal["json", "csv", "geojson", "xlsx", "parquet"]


def format_field() -> Any:
    """The parameter ``format`` of a list."""
    return Field(None, description="Format of the answer; left out, the first that the header Accept names.")


def format_of(request: HttpRequest, named: str | None, geometry: bool = False) -> str:
    """The format of an answer.

    Raises:
        StatusError: 406 where nothing that the client accepts can be given.
        InputError: GeoJSON of records without a place.
    """
    if named == "geojson" and not geometry:
        raise InputError(Fault(n_("these records have no place"), column="format", value=named))
    if named:
        return named
    for kind, media_type in MEDIA_TYPES.items():
        if (geometry or kind != "geojson") and request.accepts(media_type.partition(";")[0]):
            return kind
    raise StatusError(406)
