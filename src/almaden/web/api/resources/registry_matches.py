"""Offers that fit a need and needs that fit an offer, with their scores part by part; and what people say of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, Field

from almaden.partnership.matching.match import Match, matches, needs_for
from almaden.partnership.matching.weights import Weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.store.models import MatchFeedback, MatchWeights
from almaden.store.models.exchange import Verdict
from almaden.store.registry import feedback, match_weights
from almaden.store.registry.columns import record_of
from almaden.store.registry.lists import needs_seen, offers_seen
from almaden.web.api import schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, reply
from almaden.web.api.resources.registry import KeyPath, row_of
from almaden.web.api.resources.registry_weights import Points, router
from almaden.web.language import translate

#: Names the weights that come with the program.
_OF_PROGRAM: Final = "program"

if TYPE_CHECKING:
    VerdictName = str
else:
    # Declared once, elsewhere: no checker of types can read this.
    VerdictName = Literal[tuple(Verdict.values)]


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
