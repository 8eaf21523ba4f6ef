"""The near field: the air around one stack, and in a room in which amalgam is burnt. Nothing is stored."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.web.api.listing import reply
from almaden.web.plume_asked import hours_of, wind_of

router = Router(tags=["fate"])


class PlumeShown(BaseModel):
    """Mercury in the air around a stack, and what falls there."""

    model_config = ConfigDict(extra="allow")

    meta: dict[str, Any]
    weather: str = Field(description="What it rests on: screening.")
    receptors: list[dict[str, Any]] = Field(description="Points on rings, with concentrations and deposition.")
    balance: dict[str, Any] = Field(description="Where the mercury goes; the three shares add to 1.")
    guidelines: list[dict[str, Any]] = Field(description="Guideline values, and how far they are exceeded.")
    caveats: list[str]
    findings: list[str]
    unverified: list[dict[str, Any]]


class ShopAirShown(BaseModel):
    """Mercury in the air of a room."""

    model_config = ConfigDict(extra="allow")

    meta: dict[str, Any]
    saturation_mg_per_m3: float
    air: list[dict[str, Any]] = Field(description="By hours after the start; the state in the end has no hours.")
    guidelines: list[dict[str, Any]] = Field(description="Limits for places of work, and how many times of each it is.")
    unverified: list[dict[str, Any]]


class PlumeAsked(Schema):
    """One stack, what comes out of it, and how far to look."""

    latitude: float = Field(0.0, ge=-89, le=89)
    longitude: float = Field(0.0, ge=-180, le=360)
    height: float = Field(
        ge=0, le=500, description="Of the mouth above the ground, m.", json_schema_extra={"example": 60}
    )
    emission: str = Field(
        max_length=60, description="Mercury to air, with its unit.", json_schema_extra={"example": "12 kg/yr"}
    )
    species: str = Field("1,0,0", max_length=60, description="Shares of elemental, oxidised and particulate mercury.")
    diameter: float = Field(0.0, ge=0, le=50, description="Inner diameter, m; 0 for a vent whose plume does not rise.")
    speed: float = Field(0.0, ge=0, le=100, description="Of the gas, m/s.")
    temperature: float | None = Field(
        None, ge=0, le=3000, description="Of the gas, K.", json_schema_extra={"example": 400}
    )
    roof: float = Field(0.0, ge=0, le=500, description="Height of the building below the stack, m.")
    width: float = Field(0.0, ge=0, le=1000, description="Width of that building, m.")
    setting: Literal["rural", "urban"] = "rural"
    wind: str = Field(
        "", max_length=200,
        description="How often the wind blows from each direction: 4, 8, 12 or 16 numbers, clockwise from the north.",
        json_schema_extra={"example": "5,5,10,10,10,30,20,10"},
    )  # fmt: skip
    reach_km: float = Field(10.0, ge=0.2, le=50, description="Radius of the last ring.")
    rings: int = Field(12, ge=2, le=48)
    bearings: int = Field(16, ge=4, le=72, description="Points of a ring.")


class ShopAsked(Schema):
    """The room, and what is given off in it."""

    emission: str = Field(
        max_length=60, description="Mercury given off, with its unit.", json_schema_extra={"example": "2 g/h"}
    )
    volume: float = Field(gt=0, le=1e6, description="Of the room, m3.", json_schema_extra={"example": 50})
    changes: float = Field(ge=0, le=1000, description="Changes of air in an hour.", json_schema_extra={"example": 3})
    temperature: float = Field(20.0, ge=-30, le=60, description="Of the air, degrees Celsius.")
    surface: float = Field(0.0, ge=0, le=1e6, description="On which mercury settles, m2.")
    settling: float = Field(0.0, ge=0, le=1, description="Velocity at which it settles there, m/s.")
    hours: str = Field("1", max_length=100, description="Hours after the start; the end is told where there is one.")


@router.get("/fate/plume", response=PlumeShown, operation_id="plume")
def plume(request: HttpRequest, asked: Query[PlumeAsked]) -> HttpResponse:
    """Tell the mercury in the air around a stack: a screening, with guideline values beside it."""
    from almaden.fate.plume.emission import parse_emission, parse_species
    from almaden.fate.plume.local import LocalPlane
    from almaden.fate.plume.one_source import one_source
    from almaden.fate.plume.receptors import distances_to, rings
    from almaden.fate.plume.study import near_field

    source = one_source(
        (asked.latitude, asked.longitude), asked.height, parse_emission(asked.emission), parse_species(asked.species),
        asked.diameter, asked.speed, asked.temperature, asked.roof, asked.width,
    )  # fmt: skip
    plane = LocalPlane(asked.latitude, asked.longitude)
    at = rings(plane, distances_to(1000.0 * asked.reach_km, asked.rings), asked.bearings)
    return reply(near_field([source], wind_of(asked.wind), at, setting=asked.setting).to_json())


@router.get("/fate/shop", response=ShopAirShown, operation_id="shop_air")
def shop_air(request: HttpRequest, asked: Query[ShopAsked]) -> HttpResponse:
    """Tell the mercury in the air of a room in which gold or amalgam is heated."""
    from almaden.fate.plume.shop import shop_air as reckon

    steady = asked.changes > 0.0 or asked.surface * asked.settling > 0.0
    found = reckon(
        asked.emission, asked.volume, asked.changes, asked.temperature, asked.surface, asked.settling,
        hours_of(asked.hours, steady=steady),
    )  # fmt: skip
    return reply(found.to_json())
