"""The wish list for donors: what of the registry still looks for money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field, create_model

from almaden.partnership.donor_fields import donor_fields
from almaden.partnership.wishes import Filter, Funding, Order, Wish
from almaden.store.models import RegistryWish
from almaden.store.registry import wish_list
from almaden.web.api import asking, paging, schemas
from almaden.web.api.formats import file_of
from almaden.web.api.listing import Row, reply
from almaden.web.api.negotiation import TableFormat, format_field, format_of
from almaden.web.api.resources.places import TABLES
from almaden.web.api.resources.registry import KeyPath
from almaden.web.language import translate
from almaden.web.numbers_asked import sum_asked
from almaden.web.wish_lines import WishLine, line_of

router = Router(tags=["registry"])

WishKind = Literal["activity", "plan_item"]
#: What a program says of a field of a fund, in the language of the request.
_WORDS: Final = ("term", "meaning", "remark", "unit")
_SUM: Final = "; sums are compared within one currency, so it needs `currency`."


class EffectShown(BaseModel):
    """What would change at one grade of evidence."""

    grade: str = Field(description="Grade of evidence; empty for none.")
    count: int = Field(description="How many figures.")
    value: float = Field(description="Their sum, in kg of mercury a year.")
    weighted: float = Field(description="Their sum, each weighted by the contribution of its activity.")
    low: float
    high: float
    without_range: int = Field(description="How many figures state no range.")


class WishShown(BaseModel):
    """Something that looks for money."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    kind: WishKind = Field(description="An activity, or a point of a business plan that has not become one.")
    key: str = Field(description="Key of its record.")
    title: str
    area: str = Field(description="Code of the area.")
    countries: list[str] = Field(description="ISO 3166 codes.")
    status: str = Field(description="Empty for a point of a plan.")
    readiness: str = Field(description="idea, concept, proposal, ready, or empty.")
    funding: str = Field(description="unfunded, part-funded or cost not stated.")
    cost: float | None = Field(description="What it costs in all; null where it is not stated.")
    secured: float | None = Field(description="What is secured of it; null where it is not stated.")
    gap: float | None = Field(description="Cost less what is secured.")
    cofinance: float | None = Field(description="What others put beside it; no part of the cost.")
    currency: str = Field(description="Currency of the sums; nothing is converted.")
    mercury: list[EffectShown] = Field(description="What it would change, each grade of evidence by itself.")
    cost_per_kg: dict[str, float] = Field(description="Cost for each kg a year, by grade of evidence.")
    articles: list[str] = Field(description="Articles of the Convention.")
    parent: str = Field(description="Key of the activity that it is a part of.")
    start: str
    end: str


class DonorFieldShown(BaseModel):
    """A field that a fund asks for; its terms are from memory where `status` says so."""

    fund: str = Field(description="gef or sip.")
    field: str
    term: str = Field(description="How the fund calls it.")
    meaning: str
    value: str = Field(description="What the registry has for it.")
    unit: str
    remark: str
    status: str = Field(description="verified or unverified: whether the term was read in a document of the fund.")
    source: str


class WishWhole(WishShown):
    """Something that looks for money, with the fields that two funds ask for."""

    donor_fields: list[DonorFieldShown]


WishPage = create_model(
    "WishPage", __base__=schemas.Page, __doc__="A page of the wish list.", items=(list[WishShown], Field())
)


class WishesAsked(paging.Paging):
    """What the wish list can be asked by, as its page can."""

    area: str | None = Field(None, max_length=40, description="Code of the area.")
    country: asking.Country = None
    currency: str | None = Field(None, pattern="^[A-Z]{3}$", description="Only sums of this currency.")
    least_cost: float | None = Field(None, ge=0, allow_inf_nan=False, description=f"Only costs from this sum on{_SUM}")
    most_cost: float | None = Field(None, ge=0, allow_inf_nan=False, description=f"Only costs up to this sum{_SUM}")
    least_mercury: float | None = Field(
        None, ge=0, allow_inf_nan=False, description="Only what would avoid so many kg a year, in any one grade."
    )
    readiness: Literal["idea", "concept", "proposal", "ready"] | None = None
    funding: Funding | None = None
    with_cost: bool = Field(False, description="Leave out those whose cost is not stated.")
    with_cofinance: bool = Field(False, description="Only those that others put something beside.")
    order: Order = Field("area", description="What states nothing comes last.")
    format: TableFormat | None = format_field()


@router.get("/registry/wishes", response=WishPage, operation_id="registry_wishes", openapi_extra=TABLES)
def registry_wishes(request: HttpRequest, asked: Query[WishesAsked]) -> HttpResponseBase:
    """What of the registry looks for money. As a table it has the columns of the file on the page."""
    kind = format_of(request, asked.format)
    sort = f"wishes by {asked.order}"
    place = None if asked.cursor is None else paging.read_cursor(asked.cursor, sort)[0]
    rows = wish_list.after(wish_list.found(_filter(asked)), asked.order, place)
    limit = asked.limit or (paging.USUAL if kind == "json" else None)
    if limit is None:
        return file_of(kind, "wishes", WishLine, _lines(rows))
    some = list(rows[: limit + 1])
    following = ""
    if len(some) > limit:
        last = wish_list.place_of(some[limit - 1], asked.order)
        following = paging.address_of_next(request, paging.cursor_of(sort, last, 0))
    if kind == "json":
        items = [_shown(Wish.from_json(row.content)) for row in some[:limit]]
        response: HttpResponseBase = reply({"items": items, "next": following or None})
    else:
        response = file_of(kind, "wishes", WishLine, (_line(row.content) for row in some[:limit]))
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    # The list changes with the journal only.
    response.prepared = True  # type: ignore[attr-defined]  # read by prepared.Prepared
    return response


@router.get("/registry/wishes/{kind}/{path:key}", response=WishWhole, operation_id="registry_wish")
def registry_wish(request: HttpRequest, kind: WishKind, key: KeyPath) -> HttpResponse:
    """One entry of the wish list."""
    found = wish_list.wish(kind, key)
    if found is None:
        raise Http404
    told = [
        {**one.to_json(), **{name: translate(text) for name in _WORDS if (text := getattr(one, name))}}
        for one in donor_fields(found)
    ]
    return reply({**_shown(found), "donor_fields": told})


def _filter(asked: WishesAsked) -> Filter:
    currency = asked.currency or ""
    for name in ("least_cost", "most_cost"):
        value = getattr(asked, name)
        sum_asked(name, "" if value is None else repr(value), currency)
    return Filter(
        areas=(asked.area,) if asked.area else (),
        countries=(asked.country,) if asked.country else (),
        currency=currency,
        readiness=(asked.readiness,) if asked.readiness else (),
        least_mercury=asked.least_mercury,
        with_cost=asked.with_cost,
        least_cost=asked.least_cost,
        most_cost=asked.most_cost,
        funding=(asked.funding,) if asked.funding else (),
        with_cofinance=asked.with_cofinance,
    )


def _lines(rows: QuerySet[RegistryWish]) -> Iterator[Row]:
    for row in rows.iterator(500):
        yield _line(row.content)


def _line(content: Any) -> Row:
    return line_of(Wish.from_json(content)).model_dump()


def _shown(wish: Wish) -> Row:
    told = wish.to_json()
    return {"kind": told["kind"], "key": told.pop("id"), **told}
