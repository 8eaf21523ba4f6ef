"""Products with mercury and the law: may one pass, which are phased out when, where national law falls short."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import BaseModel, ConfigDict, Field

from almaden.convention.board import board
from almaden.convention.gaps import gap_table
from almaden.convention.law import working
from almaden.convention.next_steps import next_steps
from almaden.convention.product_names import find_product
from almaden.errors import Fault, InputError
from almaden.store.study_results import Object
from almaden.web.api.listing import reply
from almaden.web.law_asked import law_asked
from almaden.web.product_asked import checked, named
from almaden.web.reading import Reading, today
from almaden.wording import n_

router = Router(tags=["law"])

Word = Annotated[str, Field(max_length=200)]
_DAY = Field("", max_length=10, description="Day asked about, year-month-day; otherwise today.")
_LAW = Field("", max_length=18, description="Number of a study of law that you may see; otherwise what is published.")
#: Parties of one answer.
_MOST: int = 20


class _Shown(BaseModel):
    """What commands print: fields that are named here, and others."""

    model_config = ConfigDict(extra="allow")

    meta: Object = Field(description="How it was made.")


class CheckAsked(Schema):
    """A product with mercury, and what is done with it."""

    product: Word = Field(
        description="Key of Annex A, kind of product, or words.", json_schema_extra={"example": "thermometer"}
    )
    movement: str = Field("import", max_length=20, description="import, export, manufacture or use.")
    mercury: Word = Field("", description="Content with its unit: 4mg for an item; 5ppm or 2% by weight.")
    watts: Word = Field("", description="Power of the lamp in W.")
    length: Word = Field("", description="Length of the lamp: 1200mm, 120cm.")
    on: str = _DAY
    party: Word = Field("", description="Country that asks, as code or name; empty for any Party.")
    exemption_until: str = Field("", max_length=10, description="Last day of an exemption under Article 6.")
    purpose: str = Field("", max_length=40, description="What takes it out of Annex A; exception for what it excepts.")
    law: str = _LAW


class CheckShown(_Shown):
    """Whether a product may be imported, exported or made on a day."""

    answer: str = Field(description="barred, allowed or unclear, by the Convention.")
    reason: str
    remembered: str = Field(description="The answer if what is remembered of unread texts holds.")
    rule: str | None = Field(description="The rule that decides.")
    decision: str | None
    status: str = Field(description="verified or unverified.")
    steps: list[str] = Field(description="What to do next.")


class BoardAsked(Schema):
    """Which Parties on which day."""

    party: list[Word] = Field(
        [],
        max_length=_MOST,
        description="Countries, as codes or names; none: any Party, and for gaps all of which laws are known.",
    )
    on: str = _DAY
    law: str = _LAW


class BoardShown(_Shown):
    """How every entry of Annex A stands."""

    rows: list[Object] = Field(description="A row for each Party and entry.")
    summary: Object = Field(description="How many stand how.")


class GapsAsked(BoardAsked):
    """Which countries on which day, and which product."""

    product: Word = Field("", description="Only this product: key of Annex A, kind of product, or words.")


class GapsShown(_Shown):
    """Where national law falls short of Annex A, and what to do next by when."""

    rows: list[Object] = Field(description="A row for each country, entry and movement.")
    steps: list[Object] = Field(description="The road map.")


class LawsAsked(Schema):
    """Which legal measures."""

    country: Word = Field("", description="Only those that work in this country, or EU.")
    article: str = Field("", max_length=2, description="Only those that serve this article of the Convention.")
    kind: str = Field("", max_length=20, description="Only those of this kind: export ban, import ban, product ban.")
    on: str = Field("", max_length=10, description="Only those that work on this day.")
    law: str = _LAW


class LawsShown(_Shown):
    """Legal measures, dated and cited."""

    measures: list[Object]


@router.get("/products/check", response=CheckShown, operation_id="check_product")
def check_product(request: HttpRequest, asked: Query[CheckAsked]) -> HttpResponse:
    """Tell whether a product with mercury may be imported, exported or made on a day, and what to do next."""
    found = checked(Reading(asked.model_dump()), law_asked(request.user, asked.law).law)
    if found is None:
        raise InputError(Fault(n_("the field must not be empty"), column="product"))
    return reply({**found.as_dict(), "steps": [str(one) for one in next_steps(found)]})


@router.get("/products/board", response=BoardShown, operation_id="phase_out_board")
def phase_out_board(request: HttpRequest, asked: Query[BoardAsked]) -> HttpResponse:
    """Tell how every entry of Annex A stands for some Parties on a day."""
    law, reading = law_asked(request.user, asked.law).law, Reading({"on": asked.on})
    on, parties = reading.day("on") or today(), _countries(asked.party, reading)
    reading.raise_if_any()
    return reply(board(on, [law.party(one) for one in parties]).as_dict())


@router.get("/products/gaps", response=GapsShown, operation_id="law_gaps")
def law_gaps(request: HttpRequest, asked: Query[GapsAsked]) -> HttpResponse:
    """Tell where the law of some countries falls short of Annex A, and what to do next by when."""
    law = law_asked(request.user, asked.law).law
    reading = Reading({"on": asked.on, "product": asked.product})
    on, product = reading.day("on") or today(), reading.read("product", named)
    parties = _countries(asked.party, reading)
    reading.raise_if_any()
    chosen = parties or sorted(law.told or law.countries_with_measures())
    products = find_product(product).leaves if product else ()
    return reply(gap_table([law.party(one) for one in chosen], law, on, products=products).as_dict())


@router.get("/supply/laws", response=LawsShown, operation_id="laws")
def laws(request: HttpRequest, asked: Query[LawsAsked]) -> HttpResponse:
    """List legal measures on mercury by country and article, dated and cited."""
    from dataclasses import asdict

    from almaden.reference.meta import meta

    law, reading = law_asked(request.user, asked.law).law, Reading({"on": asked.on, "country": asked.country})
    on = reading.day("on")
    country = "EU" if asked.country == "EU" else reading.country("country")
    reading.raise_if_any()
    found = law.measures_of(country, on) if country else (one for one in law.measures if working(one, on))
    shown: list[dict[str, Any]] = [
        one.model_dump(mode="json")
        for one in found
        if asked.article in ("", one.article) and asked.kind in ("", one.kind)
    ]
    return reply({"meta": asdict(meta(0, 0, law.sha256)), "measures": shown})


def _countries(texts: list[str], reading: Reading) -> list[str]:
    """The countries that are named, each once; faults are added to those of the others."""
    found: dict[str, None] = {}
    for text in texts:
        one = Reading({"party": text})
        found[one.country("party")] = None
        reading.faults += one.faults
    return [code for code in found if code]
