"""Countries, with how far they are."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Router
from pydantic import BaseModel, Field

from almaden.reference.countries import all_countries, country_name
from almaden.store.models import CountryStage
from almaden.store.rights import visible_inventories
from almaden.web.api import schemas
from almaden.web.api.listing import Listing, reply
from almaden.web.language import language

router = Router(tags=["countries"])


class Country(BaseModel):
    """A country or territory of ISO 3166."""

    iso3: str
    iso2: str
    name: str = Field(description="In the language of the request.")


class CountryWithRecords(Country):
    """A country with its stages and inventories."""

    stages: list[schemas.Stage]
    inventories: list[int] = Field(description="Numbers of its inventories, the latest year first.")


class Countries(BaseModel):
    """All countries."""

    items: list[Country]


STAGES = Listing("stages", schemas.Stage, {"document": "document_id"})


def _country(iso3: str, iso2: str) -> dict[str, str]:
    return {"iso3": iso3, "iso2": iso2, "name": country_name(iso3, language())}


@router.get("/countries", response=Countries, operation_id="countries")
def countries(request: HttpRequest) -> HttpResponseBase:
    """All countries and territories."""
    return reply({"items": [_country(one.iso3, one.iso2) for one in all_countries()]})


@router.get("/countries/{iso3}", response=CountryWithRecords, operation_id="country")
def country(request: HttpRequest, iso3: schemas.Iso3Path) -> HttpResponseBase:
    """One country."""
    found = next((one for one in all_countries() if one.iso3 == iso3), None)
    if found is None:
        raise Http404
    inventories = visible_inventories(request.user).filter(country=iso3).order_by("-year", "-number", "-pk")
    stages = STAGES.rows(CountryStage.objects.filter(country=iso3).order_by("kind", "reached_on", "pk"))
    known = _country(found.iso3, found.iso2)
    return reply({**known, "stages": list(stages), "inventories": list(inventories.values_list("pk", flat=True))})
