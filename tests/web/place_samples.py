"""Made-up places, and browsers of people, for the tests of the pages that show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from almaden.reference.records import FacilityRecord, SiteRecord, UnitRecord
from almaden.store import points
from almaden.store.journal import writing
from almaden.store.models import Dataset, Facility, Identifier, Site, SourceDocument, Unit, User
from tests.store.conftest import MakeUser, own_home, person

__all__ = ["NOW", "Open", "opened", "own_home", "person", "places"]

NOW = datetime(2026, 3, 1, tzinfo=UTC)

#: A browser in which a person is signed in; that of the public without one.
Open = Callable[..., Client]


@pytest.fixture
def opened(db: None) -> Open:
    """Opens browsers."""

    def browser(user: User | None = None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return browser


@pytest.fixture
def places(person: MakeUser) -> SimpleNamespace:
    """A published and a draft data set, each with a facility in Albania; a unit, a station, an informal mine."""
    # Another test's data may have had the same numbers.
    points._kept.clear()
    source = SourceDocument(title="A made-up report", authors="Nobody", year=2024)
    with writing(None, "sample.add", reason="for tests") as work:
        work.add(source)
        shown = work.add(Dataset(key="shown", title="Shown set", state="published", made_on=NOW, source=source))
        draft = work.add(Dataset(key="draft", title="Draft set", state="draft", country="ALB", made_on=NOW))
        works = FacilityRecord(
            name="Térmica Río Made-up", country="ALB", latitude=41.3, longitude=19.4, category="5.1.1",
            status="operating", identifiers={"made": "M100"},
        )  # fmt: skip
        facility = work.add(Facility(dataset=shown, **works.model_dump()))
        hidden = FacilityRecord(name="Hidden works", country="ALB", status="planned")
        draft_facility = work.add(Facility(dataset=draft, **hidden.model_dump()))
        boiler = UnitRecord(facility="made:M100", name="Boiler 1", capacity_mw=300, identifiers={"made": "U7"})
        unit = work.add(Unit(facility=facility, **boiler.model_dump(exclude={"facility"})))
        Identifier.objects.create(scheme="made", value="M100", facility=facility)
        station = SiteRecord(name="Made-up Head", country="IRL", latitude=53.3312, longitude=-9.9)
        site = work.add(Site(dataset=shown, **station.model_dump()))
        informal = SiteRecord(name="Made-up pit", kind="informal_mine", country="GHA", latitude=5.5678, longitude=-1.23)
        mine = work.add(Site(dataset=shown, **informal.model_dump()))
    return SimpleNamespace(
        source=source,
        shown=shown,
        draft=draft,
        facility=facility,
        draft_facility=draft_facility,
        unit=unit,
        site=site,
        mine=mine,
    )
