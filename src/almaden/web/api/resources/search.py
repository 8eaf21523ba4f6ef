"""Search over everything that one may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from almaden.web.api.listing import reply
from almaden.web.language import translate

router = Router(tags=["search"])


class SearchAsked(Schema):
    """What is looked for."""

    q: str = Field(min_length=1, max_length=200, description="Words or parts of words.")
    limit: int = Field(20, ge=1, le=100, description="The most records of each kind.")


class HitShown(BaseModel):
    """One record that was found."""

    kind: str = Field(
        description="country, category, inventory, facility, unit, site, source, dataset, registry_record, study, "
        "product_campaign or edition."
    )
    key: str = Field(description="Its number, or its code.")
    title: str
    subtitle: str


class Hits(BaseModel):
    """What was found."""

    items: list[HitShown]


@router.get("/search", response=Hits, operation_id="search")
def search(request: HttpRequest, asked: Query[SearchAsked]) -> HttpResponse:
    """Records of every kind whose words hold every word that is asked for."""
    from almaden.store import search as store

    hits = store.search(request.user, asked.q, asked.limit)
    return reply(
        {
            "items": [
                {
                    "kind": hit.kind,
                    "key": str(hit.address[-1]),
                    "title": translate(hit.title),
                    "subtitle": translate(hit.subtitle),
                }
                for hit in hits
            ]
        }
    )
