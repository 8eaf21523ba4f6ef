"""Records and people that the API is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from almaden.reference.records import FacilityRecord, SiteRecord, UnitRecord
from almaden.store.models import (
    CampaignProduct,
    CampaignRound,
    Comment,
    Dataset,
    Edition,
    Facility,
    FactorLayer,
    Inventory,
    InventoryRow,
    Job,
    ProductCampaign,
    ProductTest,
    Site,
    SourceDocument,
    Study,
    Unit,
    User,
)
from almaden.web.api.prepared import shelf
from tests.store.conftest import MakeUser, own_home, person

__all__ = ["own_home", "person"]

NOW = datetime(2026, 3, 1, tzinfo=UTC)

#: Calls the API as a person: method, path under /api/v1, and what Django's client takes.
Call = Callable[..., Any]


@pytest.fixture(autouse=True)
def without_limits(settings: LazySettings) -> Iterator[None]:
    """No throttle, and nothing kept ready from the test before: rows made without the journal look like none."""
    settings.ALMADEN_API_PER_MINUTE = {}
    shelf.get("another", ())
    yield
    shelf.get("another", ())


@pytest.fixture
def call(client: Client) -> Call:
    """Calls the API as a person, or as the public."""

    def called(method: str, path: str, user: User | None = None, **kwargs: Any) -> Any:
        if user is None:
            client.logout()
        else:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        if "json" in kwargs:
            kwargs.update(data=kwargs.pop("json"), content_type="application/json")
        return (
            client.generic(method, f"/api/v1{path}", **kwargs)
            if method not in _CALLS
            else _CALLS[method](client, f"/api/v1{path}", **kwargs)
        )

    return called


_CALLS: dict[str, Callable[..., Any]] = {
    "get": Client.get,
    "post": Client.post,
    "patch": Client.patch,
    "put": Client.put,
    "delete": Client.delete,
}


@pytest.fixture
def records(person: MakeUser) -> SimpleNamespace:
    """A few made-up records: published ones, and drafts of Albania that an author of no role made."""
    author = person("author")
    shown = Dataset.objects.create(key="shown", title="Shown", state="published", made_on=NOW, author=author)
    draft = Dataset.objects.create(key="draft", title="Draft", state="draft", country="ALB", made_on=NOW, author=author)
    works = FacilityRecord(name="Made-up Works", country="ALB", latitude=41.3, longitude=19.4, category="5.1.1")
    facility = Facility.objects.create(dataset=shown, **works.model_dump())
    hidden = Facility.objects.create(dataset=draft, **works.model_copy(update={"name": "Hidden Works"}).model_dump())
    record = UnitRecord(facility="made-up:1", name="Unit 1", capacity_mw=300)
    unit = Unit.objects.create(facility=facility, **record.model_dump(exclude={"facility"}))
    station = SiteRecord(name="Made-up Station", country="IRL", latitude=53.33, longitude=-9.9)
    site = Site.objects.create(dataset=shown, **station.model_dump())
    informal = SiteRecord(name="Made-up Mine", kind="informal_mine", country="GHA", latitude=5.5678, longitude=-1.2345)
    mine = Site.objects.create(dataset=shown, **informal.model_dump())
    inventory = _inventory("a" * 32, "published", author)
    row = InventoryRow.objects.create(
        inventory=inventory, table="activity_rates", position=1, data={"code": "5.1.1", "present": "?", "unit": "t"}
    )
    begun = _inventory("b" * 32, "draft", author)
    draft_row = InventoryRow.objects.create(
        inventory=begun, table="activity_rates", position=1, data={"code": "5.1.1", "present": "?", "unit": "t"}
    )
    return SimpleNamespace(
        author=author,
        draft_row=draft_row,
        submitted=_inventory("c" * 32, "submitted", author),
        dataset=shown,
        draft_dataset=draft,
        facility=facility,
        draft_facility=hidden,
        unit=unit,
        site=site,
        mine=mine,
        inventory=inventory,
        row=row,
        draft=begun,
        source=SourceDocument.objects.create(title="A made-up report", year=2024),
        edition=Edition.objects.create(number=1, title="Edition 1", sha256="0" * 64, made_on=NOW),
        layer=FactorLayer.objects.create(name="made-up", title="Made up", state="published", made_on=NOW),
        study=_study(GOLD, "gold", "published", author),
        draft_study=_study(GOLD, "gold", "draft", author),
        campaign=_campaign("published", author),
        draft_campaign=_campaign("draft", author),
        plants=_study(PLANTS, "chloralkali", "published", author),
        animals=_study(ANIMALS, "biota", "published", author),
        persons=_study(PERSONS, "people", "published", author),
        consents=_study(CONSENTS, "consents", "draft", author),
        products=_study(PRODUCTS, "products", "published", author),
        amalgam=_study(AMALGAM, "amalgam", "published", author),
        balance=_study(BALANCE, "product_balance", "published", author),
        trade=_study(TRADE, "trade", "published", author),
        supply=_study(SUPPLY, "supply", "published", author),
        storage=_study(STORAGE, "storage", "published", author),
        job=Job.objects.create(kind="made-up", made_on=NOW, owner=author),
        comment=Comment.objects.create(
            record_type="inventory", record_id=inventory.pk, text="Look at row 1.", author=author, made_on=NOW
        ),
    )


#: A made-up ledger: a consent, and a shipment of more than was consented to.
CONSENTS: dict[str, list[dict[str, Any]]] = {
    "consents": [
        {"reference": "MU-A", "form": "A", "importer": "ALB", "exporter": "CHE", "decision": "granted", "quantity": 100}
    ],
    "shipments": [{"reference": "MU-S", "exporter": "CHE", "importer": "ALB", "day": "2025-03-01", "quantity": 120}],
    "parties": [
        {"country": "ALB", "entry_into_force": "2020-12-24"},
        {"country": "CHE", "entry_into_force": "2017-08-16"},
    ],
}
#: Tables of a made-up study; the place, the name and the gold of a miner tell whether more is shown than may be.
GOLD: dict[str, list[dict[str, Any]]] = {
    "about": [{"country": "ALB", "year": 2024, "title": "Made up", "made_up": True}],
    "strata": [{"id": "N", "region": "North", "sites": 20}],
    "sites": [
        {"id": "S1", "stratum": "N", "region": "North", "name": "Hidden creek", "latitude": 41.98765,
         "longitude": 20.12345, "miners": 40, "men": 36, "women": 4, "gold_per_miner": 0.4, "days_per_year": 200},
        {"id": "S2", "stratum": "N", "region": "North", "name": "Hidden hill", "miners": 30, "men": 18, "women": 12,
         "gold_per_miner": 0.5, "days_per_year": 180},
        {"id": "S3", "stratum": "N", "region": "North", "miners": 20, "men": 20, "women": 0, "gold_per_miner": 0.6,
         "days_per_year": 210},
    ],
    "miners": [{"site": "S1", "miner": "17", "gold": 0.777}, {"site": "S1", "miner": "18", "gold": 0.3}],
    "practices": [{"practice": "concentrate", "share": 1, "retort_share": 0.1, "observations": 30}],
    "targets": [{"year": 2030, "reduction": 0.3}],
}  # fmt: skip
PLANTS: dict[str, list[dict[str, Any]]] = {
    "plants": [
        {"id": "P1", "country": "ALB", "capacity": 100, "state": "operating", "latitude": 41.25, "longitude": 19.5,
         "cells": 60, "note": "Hidden note"},
        {"id": "P2", "country": "ALB", "capacity": 50, "state": "closed", "closure_year": 2020,
         "mercury_destination": "exported", "mercury_destination_t": 77},
    ]
}  # fmt: skip
#: Made-up fish; the name of the lake tells whether more is shown than may be.
ANIMALS: dict[str, list[dict[str, Any]]] = {
    "biota": [
        {"study": "Made up", "sample": f"S{number}", "site": "hidden-lake", "day": "2024-08-01", "taxon": "Esox lucius",
         "analyte": "THg", "basis": "ww", "tissue": "muscle",
         "value": 0.2 + 0.01 * number, "length_mm": 400 + 20 * number, "unit": "ug/g"}
        for number in range(12)
    ]
}  # fmt: skip
#: Twelve made-up persons.
PERSONS: dict[str, list[dict[str, Any]]] = {
    "people": [
        {"survey": "Hidden survey", "participant": str(number), "consent": True, "year": 2024, "country": "ALB",
         "matrix": "hair", "method": "DMA80", "analyte": "THg", "value": 0.5 + 0.1 * number, "unit": "ug/g"}
        for number in range(12)
    ]
}  # fmt: skip
#: Both sides of a made-up flow; what they tell alone is for those who work on the study.
TRADE: dict[str, list[dict[str, Any]]] = {
    "trade": [
        {"year": 2020, "reporter": "ALB", "partner": "GRC", "flow": "import", "code": "280540", "net_weight_kg": 1234.5,
         "value_usd": 50000, "file": "hidden.csv", "row": 2},
        {"year": 2020, "reporter": "GRC", "partner": "ALB", "flow": "export", "code": "280540", "net_weight_kg": 9876.5,
         "value_usd": 380000, "file": "hidden.csv", "row": 3},
        {"year": 2020, "reporter": "ALB", "partner": "ITA", "flow": "import", "code": "280540", "net_weight_kg": 700,
         "value_usd": 30000, "file": "hidden.csv", "row": 4},
    ]
}  # fmt: skip

#: Two ways to deal with 100 t: 1,000 USD/t at once, and 400 USD/t with 500 t km at 2 USD.
STORAGE: dict[str, list[dict[str, Any]]] = {
    "sources": [
        {"id": "HIDDEN-1", "country": "ALB", "mercury_t": 100, "year": 2020, "until": 2039, "waste_class": "consisting"}
    ],
    "options": [
        {"id": "HERE", "storage_years": 0, "distance_km": 0, "disposal_distance_km": 0},
        {"id": "THERE", "storage_years": 0, "distance_km": 500, "disposal_distance_km": 0},
    ],
    "costs": [
        {"option": "HERE", "item": "disposal_per_t", "value": 1000, "money_year": 2019},
        {"option": "THERE", "item": "disposal_per_t", "value": 400, "money_year": 2019},
        {"option": "THERE", "item": "transport_per_t_km", "value": 2, "money_year": 2019},
    ],
    "facilities": [
        {"id": "OPEN", "country": "ALB", "kind": "interim store", "accepts": "consisting", "capacity_t": 40,
         "filled_t": 0, "source": "made-up register"},
        {"id": "HIDDEN", "country": "ALB", "kind": "interim store", "accepts": "consisting", "capacity_t": 7},
    ],
    "holdings": [{"id": "HIDDEN-GROUP", "country": "ALB", "latitude": 41.1, "longitude": 19.9, "held": 5}],
}  # fmt: skip
#: A country that digs 60 t, uses 20 t in small-scale gold mining, and has a stock whose place nobody is to know.
SUPPLY: dict[str, list[dict[str, Any]]] = {
    "mines": [{"id": "M1", "area": "ALB", "name": "Made-up hill", "kind": "primary", "note": "hidden note"}],
    "mine_output": [{"mine": "M1", "year": 2024, "amount": 60}],
    "uses": [{"area": "ALB", "year": 2024, "use": "ASGM", "amount": 20}],
    "stocks": [{"area": "ALB", "holder": "trader", "place": "Hidden harbour", "day": "2024-12-31", "amount": 70}],
}

PRODUCTS: dict[str, list[dict[str, Any]]] = {
    "about": [{"title": "Made up", "before": "zero", "handling": "informal", "made_up": True}],
    "sales": [
        {"country": "ALB", "kind": "cfl", "year": year, "sold": 10, "unit": "kg Hg", "source": "Hidden stores"}
        for year in (2020, 2021)
    ],
}

AMALGAM: dict[str, list[dict[str, Any]]] = {
    "about": [{"country": "ALB", "title": "Made up", "made_up": True}],
    "values": [
        {"indicator": "amalgam_share", "year": year, "value": 0.6 - 0.05 * (year - 2016)} for year in (2016, 2018, 2020)
    ],
}
#: 10 gauges with 100 g each, of which one breaks in a year.
FACILITY: dict[str, list[dict[str, Any]]] = {
    "facility": [{"name": "Made up", "kind": "clinic", "currency": "USD", "money_year": 2024, "made_up": True}],
    "items": [
        {"id": "gauges", "kind": "sphygmomanometer", "number": 10, "mercury": 100, "broken": 1, "price": 50,
         "new_price": 40, "new_life": 10}
    ],
}  # fmt: skip
#: One reporter of each amount: nothing of it may be public.
BALANCE: dict[str, list[dict[str, Any]]] = {
    "about": [{"country": "ALB", "years": "2021", "title": "Made up", "made_up": True}],
    "reporters": [{"id": "Hidden works"}],
    "mercury": [{"reporter": "Hidden works", "year": 2021, "activity": "import", "quantity": 777.25, "unit": "kg"}],
}


def _study(tables: dict[str, Any], sector: str, state: str, author: User) -> Study:
    return Study.objects.create(
        sector=sector, country="ALB", year=2024, title="Made up", made_up=True, tables=tables, state=state,
        author=author, made_on=NOW,
    )  # fmt: skip


def _campaign(state: str, author: User) -> ProductCampaign:
    one = ProductCampaign.objects.create(
        series=state, title="Made up", country="ALB", state=state, author=author, made_on=NOW, changed_on=NOW
    )
    round = CampaignRound.objects.create(campaign=one, key="R", title="Made up", year=2025, made_up=True)
    product = CampaignProduct.objects.create(campaign=one, key="P1", kind="cosmetic", name="Made up")
    ProductTest.objects.create(
        campaign=one, round=round, product=product, key="T1", method="XRF", value=7, unit="ppm", detection_limit=5,
        url="https://shop.example/hidden", note="Hidden note", tested_on="2025-03-20",
    )  # fmt: skip
    return one


def _inventory(series: str, state: str, author: User) -> Inventory:
    return Inventory.objects.create(
        series=series,
        country="ALB",
        year=2020,
        factor_set="toolkit-2019",
        title="Made up",
        state=state,
        author=author,
        made_on=NOW,
    )
