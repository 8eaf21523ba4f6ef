"""Offers that fit a need and needs that fit an offer, with their scores part by part; weights; what people say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field, create_model

from almaden.partnership.matching.match import Match, matches, needs_for
from almaden.partnership.matching.weights import PARTS, Weights, default_weights, weight_meanings
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.store.models import MatchFeedback, MatchWeights
from almaden.store.models.exchange import Verdict
from almaden.store.registry import feedback, match_weights
from almaden.store.registry.columns import record_of
from almaden.store.registry.lists import needs_seen, offers_seen
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.resources.places import TABLES
from almaden.web.api.resources.records import ListAsked
from almaden.web.api.resources.registry import KeyPath, row_of
from almaden.web.language import translate

router = Router(tags=["registry"])

#: Names the weights that come with the program.
_OF_PROGRAM: Final = "program"

if TYPE_CHECKING:
    VerdictName = str
    Points = dict[str, float]
    SomePoints = dict[str, float]
else:
    # Declared once, elsewhere: no checker of types can read these.
    VerdictName = Literal[tuple(Verdict.values)]
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


class PartShown(BaseModel):
    """One part of a score."""

    part: str = Field(description="Name of the part, as weights name it.")
    points: float = Field(description="Points that it earned.")
    of: float = Field(description="Points that there were to earn.")
    reason: str = Field(description="Why, in the language of the request.")


class RemarkShown(BaseModel):
    """What was not known of a pair, or has to be asked."""

    filter: str
    reason: str


class MatchShown(BaseModel):
    """A need and an offer that may help with it."""

    need: str = Field(description="Key of the need.")
    need_title: str
    offer: str = Field(description="Key of the offer.")
    offer_title: str
    provider: str = Field(description="Key or name of who offers.")
    total: float = Field(description="Sum of the parts: points of 100, and at most 10 more for likeness of words.")
    shared: bool = Field(description="Whether a step, material or topic is seen to be shared.")
    parts: list[PartShown]
    flags: list[RemarkShown]


class WeightsUsed(BaseModel):
    """By which weights the matches are ranked."""

    id: int | None = Field(description="Number of the set; null for the weights of the program.")
    name: str = Field(description="Name of the set; program for the weights of the program.")
    points: Points


class NeedMatches(BaseModel):
    """The offers that fit a need, the best first."""

    weights: WeightsUsed
    on: str = Field(description="The day on which it was judged whether a confirmation is old.")
    fitting: int = Field(description="Offers that pass every filter.")
    refused: dict[str, int] = Field(description="How many offers each filter refuses.")
    items: list[MatchShown]


class OfferMatches(BaseModel):
    """The needs that an offer fits, the best first."""

    weights: WeightsUsed
    on: str = Field(description="The day on which it was judged whether a confirmation is old.")
    items: list[MatchShown]


class MatchesAsked(schemas.Taken):
    """How matches are ranked."""

    weights: str | None = Field(
        None, min_length=1, max_length=100, description="Name of a set, or program; left out: the standing set."
    )
    limit: int = Field(10, ge=1, le=100, description="The most matches; the best come first.")


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


class NewFeedback(schemas.Taken):
    """What you think of an offer for a need; it changes no score."""

    need: str = Field(max_length=80, description="Key of the need.")
    offer: str = Field(max_length=80, description="Key of the offer.")
    verdict: VerdictName
    note: str = Field("", max_length=2_000, description="Why, for those who are concerned too.")
    version: int = Field(0, ge=0, le=2**31 - 1, description="That of what you said before; 0 where you said nothing.")


class FeedbackShown(schemas.Shown):
    """What somebody said of a match."""

    need: str
    offer: str
    verdict: str
    note: str
    made_on: datetime


WEIGHTS: Final = Listing("match-weights", MatchWeightsShown)
FEEDBACK: Final = Listing("match-feedback", FeedbackShown, {"need": "need__key", "offer": "offer__key"}, public=False)


@router.get("/registry/needs/{path:key}/matches", response=NeedMatches, operation_id="matches_of_need")
def matches_of_need(request: HttpRequest, key: KeyPath, asked: Query[MatchesAsked]) -> HttpResponse:
    """The published offers that fit a need, with the score of each part by part."""
    need = record_of(row_of(request.user, "need", key), personal=False)
    assert isinstance(need, NeedRecord)
    used, weights = _ranking(asked.weights)
    on = datetime.now(UTC).date()
    found = matches([need], offers_seen(request.user), weights, on, asked.limit).found[0]
    told = {"weights": used, "on": on, "fitting": found.fitting, "refused": dict(found.refused)}
    return reply({**told, "items": _shown(found.best)})


@router.get("/registry/offers/{path:key}/matches", response=OfferMatches, operation_id="matches_of_offer")
def matches_of_offer(request: HttpRequest, key: KeyPath, asked: Query[MatchesAsked]) -> HttpResponse:
    """The published needs that an offer fits, as far as you may see them, with the score of each part by part."""
    offer = record_of(row_of(request.user, "offer", key), personal=False)
    assert isinstance(offer, OfferRecord)
    used, weights = _ranking(asked.weights)
    on = datetime.now(UTC).date()
    found = needs_for(offer, needs_seen(request.user), weights, on, asked.limit)
    return reply({"weights": used, "on": on, "items": _shown(found)})


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


@router.post(
    "/registry/match-feedback",
    response={200: FeedbackShown, 201: FeedbackShown},
    operation_id="say_of_match",
    auth=signed_in,
)
def say_of_match(request: HttpRequest, body: NewFeedback) -> HttpResponse:
    """Say what you think of an offer for a need; once more changes what you said before."""
    need, offer = row_of(request.user, "need", body.need), row_of(request.user, "offer", body.offer)
    said = feedback.say(actor(request), need, offer, body.verdict, body.note, body.version)
    return reply(FEEDBACK.one(MatchFeedback.objects.all(), said.pk), status=200 if body.version else 201)


def _ranking(name: str | None) -> tuple[Row, Weights]:
    """The weights of a set, and what is told of them.

    Raises:
        Http404: there is no set of this name.
    """
    row = None
    if name is None:
        row = match_weights.standing()
    elif name != _OF_PROGRAM:
        row = MatchWeights.objects.filter(name=name).first()
        if row is None:
            raise Http404
    weights = match_weights.weights_of(row)
    used = {"id": row.pk if row else None, "name": row.name if row else _OF_PROGRAM, "points": weights.to_json()}
    return used, weights


def _shown(found: Iterable[Match]) -> list[Row]:
    """Matches, with their reasons in the language of the request."""
    return [
        {
            **one.to_json(),
            "parts": [{**part.to_json(), "reason": translate(part.reason)} for part in one.parts],
            "flags": [{"filter": flag.filter, "reason": translate(flag.reason)} for flag in one.flags],
        }
        for one in found
    ]


def _typed(points: Any, unset: bool = True) -> dict[str, str]:
    """Points as the store reads them, with or without those that were left out."""
    return {part: repr(value) for part, value in points.model_dump(exclude_unset=not unset).items()}
