"""Issues of the newsletter and stories that were sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from almaden.partnership.issues import kept_of
from almaden.store.letters.issues import archive
from almaden.web.api import asking, schemas
from almaden.web.api.listing import Listing, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES

router = Router(tags=["registry"])


class NewsShown(schemas.Shown):
    """An issue of the newsletter, or a story, as it was sent."""

    kind: str = Field(description="newsletter or story.")
    language: str
    area: str = Field(description="Code of the area that it is about; empty for all.")
    title: str
    introduction: str = Field(description="Words before the news, in paragraphs.")
    starts_on: date | None
    ends_on: date
    sent_on: datetime


class NewsPiece(BaseModel):
    """One piece of news."""

    id: str = Field(description="Key of the record that it comes from.")
    title: str
    text: str
    facts: list[str] = Field(description="When, where, who.")
    countries: list[str] = Field(description="ISO 3166 codes.")
    link: str


class NewsSection(BaseModel):
    """News of one sort."""

    name: str = Field(description="Such as started or publications; story for a story.")
    pieces: list[NewsPiece]


class NewsWhole(NewsShown):
    """An issue or a story with all that it tells."""

    sections: list[NewsSection]


class NewsAsked(Paging):
    """What the archive can be asked by."""

    kind: Literal["newsletter", "story"] | None = None
    language: str | None = Field(None, max_length=8, description="Code of the language.")
    area: str | None = Field(None, max_length=40, description="Code of the area; empty: of all areas.")
    sort: Literal["id", "-id", "sent_on", "-sent_on"] = "-sent_on"
    format: TableFormat | None = format_field()


NEWS: Final = Listing("news", NewsShown)


@router.get("/registry/news", response=schemas.page_of(NewsShown), operation_id="registry_news", openapi_extra=TABLES)
def registry_news(request: HttpRequest, asked: Query[NewsAsked]) -> HttpResponseBase:
    """The issues of the newsletter and the stories that were sent, the latest first."""
    return NEWS.answer(request, asking.equal(archive(), asked, "kind", "language", "area"), asked)


@router.get("/registry/news/{key}", response=NewsWhole, operation_id="registry_news_issue")
def registry_news_issue(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One issue or story with all that it tells."""
    issue = asking.one(archive(), key)
    sections = [
        {"name": name, "pieces": [block.to_json() for block in blocks]}
        for name, blocks in kept_of(issue.sections, issue.left_out)
    ]
    return reply({**NEWS.one(archive(), key), "sections": sections})
