"""Sets of weights by which matches are ranked."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import Field, create_model

from almaden.partnership.matching.weights import PARTS, default_weights, weight_meanings
from almaden.store.models import MatchWeights
from almaden.store.registry import match_weights
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, made, reply
from almaden.web.api.resources.places import TABLES
from almaden.web.api.resources.records import ListAsked

#: Matches add their operations to it.
router = Router(tags=["registry"])

if TYPE_CHECKING:
    Points = dict[str, float]
    SomePoints = dict[str, float]
else:
    # The parts are declared once, elsewhere: no checker of types can read these.
    Points = create_model(
        "MatchPoints",
        __doc__="Points of each part; those of all but the text are brought to a sum of 100.",
        **{part: (float, Field(description=weight_meanings()[part])) for part in PARTS},
    )
    SomePoints = create_model(
        "SomeMatchPoints",
        __base__=schemas.Taken,
        __doc__="Points of parts: 0 to 100, of the text 0 to 10.",
        **{
            part: (float, Field(default_weights().to_json()[part], ge=0, le=100, description=weight_meanings()[part]))
            for part in PARTS
        },
    )


class MatchWeightsShown(schemas.Shown):
    """A named set of weights."""

    name: str
    note: str = Field(description="What it is for.")
    points: Points
    is_standing: bool = Field(description="Whether matches are ranked by it where nobody chooses another.")
    made_on: datetime


class NewMatchWeights(schemas.Taken):
    """A new set of weights; parts that are left out have the weight of the program."""

    name: str = Field(max_length=100, description="Everybody may read it.")
    note: str = Field("", max_length=5_000, description="What it is for; everybody may read it.")
    points: SomePoints = Field(description="Points by part.")


class MatchWeightsChange(schemas.Taken):
    """What of a set changes; parts that are left out stay."""

    version: int | None = Field(
        None, ge=1, le=2**31 - 1, description="The version that you saw; or send it as the header If-Match."
    )
    name: str | None = Field(None, max_length=100)
    note: str | None = Field(None, max_length=5_000)
    points: SomePoints | None = Field(None, description="Points by part.")


WEIGHTS: Final = Listing("match-weights", MatchWeightsShown)


@router.get(
    "/registry/match-weights",
    response=schemas.page_of(MatchWeightsShown),
    operation_id="match_weights",
    openapi_extra=TABLES,
)
def match_weights_list(request: HttpRequest, asked: Query[ListAsked]) -> HttpResponseBase:
    """The sets of weights by which matches can be ranked."""
    return WEIGHTS.answer(request, MatchWeights.objects.all(), asked)


@router.post(
    "/registry/match-weights", response={201: MatchWeightsShown}, operation_id="make_match_weights", auth=signed_in
)
def make_match_weights(request: HttpRequest, body: NewMatchWeights) -> HttpResponse:
    """Keep a new set of weights."""
    row = match_weights.make(actor(request), body.name, body.note, _typed(body.points))
    return made(WEIGHTS.one(MatchWeights.objects.all(), row.pk), f"/api/v1/registry/match-weights/{row.pk}")


@router.get("/registry/match-weights/{key}", response=MatchWeightsShown, operation_id="match_weights_set")
def match_weights_set(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One set of weights."""
    return reply(WEIGHTS.one(MatchWeights.objects.all(), key))


@router.patch(
    "/registry/match-weights/{key}", response=MatchWeightsShown, operation_id="change_match_weights", auth=signed_in
)
def change_match_weights(
    request: HttpRequest, key: schemas.Id, body: MatchWeightsChange, if_match: asking.IfMatch = None
) -> HttpResponse:
    """Change name, note or points of a set."""
    row = asking.one(MatchWeights.objects.all(), key)
    expected = asking.version_seen(if_match, body.version)
    points = {part: repr(float(value)) for part, value in row.points.items()}
    points |= _typed(body.points, unset=False) if body.points is not None else {}
    name = row.name if body.name is None else body.name
    note = row.note if body.note is None else body.note
    match_weights.change(actor(request), row, expected, name, note, points)
    return reply(WEIGHTS.one(MatchWeights.objects.all(), key))


def _typed(points: Any, unset: bool = True) -> dict[str, str]:
    """Points as the store reads them, with or without those that were left out."""
    return {part: repr(value) for part, value in points.model_dump(exclude_unset=not unset).items()}
