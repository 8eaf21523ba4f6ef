"""The types of the answers, as OGC 17-069 has them."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.web.api import asking


class Link(BaseModel):
    """Where something else is."""

    href: str
    rel: str
    type: str
    title: str


class Landing(BaseModel):
    """Where everything begins."""

    title: str
    description: str
    links: list[Link]


class Conformance(BaseModel):
    """What the service follows."""

    conformsTo: list[str]  # noqa: N815 - the standard's name


class Extent(BaseModel):
    """Where and when the features are."""

    spatial: dict[str, Any]
    temporal: dict[str, Any]


class CollectionShown(BaseModel):
    """One collection."""

    id: str
    title: str
    description: str
    itemType: Literal["feature"]  # noqa: N815 - the standard's name
    extent: Extent
    crs: list[str]
    links: list[Link]


class Collections(BaseModel):
    """All collections."""

    links: list[Link]
    collections: list[CollectionShown]


class Point(BaseModel):
    """A point: longitude, latitude in degrees."""

    type: Literal["Point"]
    coordinates: list[float] = Field(min_length=2, max_length=2)


class Feature(BaseModel):
    """One feature of GeoJSON (RFC 7946)."""

    model_config = ConfigDict(extra="allow")

    type: Literal["Feature"]
    id: int
    geometry: Point | None
    properties: dict[str, Any]


class FeatureWithLinks(Feature):
    """One feature by itself."""

    links: list[Link]


class Features(BaseModel):
    """A page of features."""

    type: Literal["FeatureCollection"]
    features: list[Feature]
    links: list[Link]
    timeStamp: str  # noqa: N815 - the standard's name
    numberReturned: int  # noqa: N815 - the standard's name


class FormatAsked(Schema):
    """The format, for those who cannot send the header Accept."""

    f: Literal["json"] | None = Field(None, description="Format of the answer.")


class ItemsAsked(FormatAsked):
    """What every collection can be asked by."""

    limit: int = Field(100, ge=1, le=1000, description="Features on a page.")
    bbox: asking.BBox = None
    datetime: str | None = Field(
        None,
        max_length=100,
        description="An instant or an interval (RFC 3339), `..` for an open end; facilities that operated in it.",
    )
    cursor: str | None = Field(None, max_length=600, description="Where the page begins: take the link `next`.")


class FacilitiesAsked(ItemsAsked):
    """What facilities can be asked by; properties must be equal."""

    name: str | None = None
    country: str | None = None
    category: str | None = None
    kind: str | None = None
    status: str | None = None


class SitesAsked(ItemsAsked):
    """What sites can be asked by; properties must be equal."""

    name: str | None = None
    country: str | None = None
    kind: str | None = None
    network: str | None = None
