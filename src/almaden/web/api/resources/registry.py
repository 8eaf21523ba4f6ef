"""The registry of the Partnership: records of every kind, and its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Union

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from almaden.partnership.records.kinds import KINDS
from almaden.partnership.summary import summary as summary_of
from almaden.store.models import RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.reading import registry_of, visible_rows
from almaden.store.registry.showing import as_seen
from almaden.store.rights import Person
from almaden.web.api import asking, schemas
from almaden.web.api.listing import Finish, Listing, Row, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging

router = Router(tags=["registry"])

if TYPE_CHECKING:
    KindName = str
else:
    # The kinds are declared once, elsewhere: no checker of types can read this.
    KindName = Annotated[Literal[tuple(KINDS)], Path(description="Kind of the record.")]
KeyPath = Annotated[str, Path(max_length=80, description="Key of the record.")]
#: Fields that the store adds; no record type has fields of these names.
_ADDED: Final[dict[str, Any]] = {
    "key": (str, Field(description="Key of the record; it never changes.")),
    "review": (
        Literal["draft", "submitted", "published", "withdrawn"],
        Field(description="How far the record is."),
    ),
    "changed_on": (datetime, Field(description="When it was last changed.")),
}
_OURS: Final = frozenset({"id"})


def _type_name(kind: str) -> str:
    return "Registry" + "".join(part.title() for part in kind.split("_"))


#: What shows a record of each kind.
SHOWN: Final[Mapping[str, type[schemas.Shown]]] = MappingProxyType(
    {name: schemas.shown(_type_name(name), kind.record, _OURS, **_ADDED) for name, kind in KINDS.items()}
)
AnyShown: Final = Union[tuple(SHOWN.values())]  # noqa: UP007 - made of a mapping
AnyPage: Final = Union[tuple(schemas.page_of(one) for one in SHOWN.values())]  # noqa: UP007 - made of a mapping


@dataclass(frozen=True)
class RegistryListing(Listing):
    """A list of one kind of records, read from what their rows hold as a person may see it."""

    user: Person = None

    def rows(self, found: QuerySet[Any], finish: Finish | None = None) -> Iterator[Row]:
        """The records of a query, a few hundred at a time."""
        rows = found if found.query.is_sliced else found.iterator(chunk_size=2000)
        for row, record in as_seen(self.user, rows):
            content = record.model_dump(mode="json", exclude={"id"})
            yield {
                "id": row.pk,
                "version": row.version,
                "key": row.key,
                "review": row.state,
                "changed_on": row.changed_on,
                **content,
            }


class RecordsAsked(Paging):
    """What records of the registry can be asked by."""

    area: str | None = Field(None, max_length=40, description="Code of the area.")
    country: asking.Country = None
    status: str | None = Field(None, max_length=100, description="Status, standing, certainty or state of the record.")
    type: str | None = Field(None, max_length=100, description="Type, category, level, kind or role of the record.")
    parent: str | None = Field(None, max_length=80, description="Key of the record that it is a part of.")
    same_as: str | None = Field(None, max_length=80, description="Key of what it tells once more; empty: nothing.")
    year: int | None = Field(None, ge=0, le=9999, description="Year in which it begins.")
    review: Literal["draft", "submitted", "published", "withdrawn"] | None = Field(
        None, description="How far the record is; left out: published."
    )
    title: asking.Contains = None
    sort: Literal["id", "-id", "key", "-key", "changed_on", "-changed_on"] = "id"
    format: TableFormat | None = format_field()


class SummaryAsked(schemas.Taken):
    """Of which moment the numbers are."""

    as_of: date | None = Field(None, description="The day in the world; left out: everything.")
    known_at: datetime | None = Field(None, description="The moment of recording; left out: now.")


class SummaryShown(BaseModel):
    """The registry in numbers."""

    as_of: str = Field(description="The day in the world, empty for everything.")
    activities: dict[str, Any] = Field(description="Activities, each once: by area, document, status and type.")
    countries: dict[str, Any] = Field(description="Where they are.")
    partners: dict[str, Any] = Field(description="Partners by category and date, as stated and as counted.")
    funding: dict[str, Any] = Field(description="Money as it was stated.")
    targets: list[dict[str, Any]] = Field(description="What is to be reached.")
    records: dict[str, int] = Field(description="Number of records by kind.")
    contradictions: list[dict[str, Any]] = Field(description="What documents say that does not fit together.")
    remarks: list[str] = Field(description="What the numbers of a day mean; empty for everything.")


@router.get("/registry/summary", response=SummaryShown, operation_id="registry_summary")
def registry_summary(request: HttpRequest, asked: Query[SummaryAsked]) -> HttpResponse:
    """The registry in numbers, as of a day and as it was known at a moment."""
    told = summary_of(registry_of(request.user, asked.known_at), asked.as_of)
    response = reply(told.to_json())
    if asked.known_at is None:
        response.prepared = True  # type: ignore[attr-defined]  # read by prepared.Prepared
    return response


def records_list(
    request: HttpRequest,
    kind: KindName,
    asked: Query[RecordsAsked],
) -> HttpResponseBase:
    """Records of a kind: what is published, and what else the person may see."""
    found = asking.equal(visible_rows(request.user, kind), asked, "area", "status", "type", "parent", "same_as", "year")
    found = found.filter(state=asked.review or RegistryState.PUBLISHED)
    if asked.country is not None:
        found = found.filter(countries__country=asked.country)
    if asked.title is not None:
        found = found.filter(title__icontains=asked.title)
    return listing(request.user, kind).answer(request, found, asked)


def record(
    request: HttpRequest,
    kind: KindName,
    key: KeyPath,
) -> HttpResponse:
    """One record."""
    return reply(one(request.user, row_of(request.user, kind, key)))


def listing(user: Person, kind: str) -> RegistryListing:
    """The list of a kind as a person sees it."""
    return RegistryListing(kind, SHOWN[kind], {"review": "state"}, public=True, user=user)


def row_of(user: Person, kind: str, key: str) -> RegistryRow:
    """The row of a record that a person sees.

    Raises:
        Http404: there is none.
    """
    row = visible_rows(user, kind).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def one(user: Person, row: RegistryRow) -> Row:
    """A record as a person sees it."""
    return listing(user, row.kind).one(visible_rows(user, row.kind), row.pk)
