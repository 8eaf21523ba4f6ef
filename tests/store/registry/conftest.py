"""A small made-up registry, and people for it."""

from __future__ import annotations

from typing import Any

import pytest

from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.store.models import RegistryRow, User
from almaden.store.registry import loading
from tests.store.conftest import MakeUser


def registry(*records: tuple[str, dict[str, Any]]) -> Registry:
    """A registry of kinds with the fields of their records."""
    return Registry.made_of([(kind, KINDS[kind].record.model_validate(values)) for kind, values in records])


#: All made up.
SMALL = registry(
    ("partner", {"id": "P1", "name": "Institute one (made up)", "category": "academia", "standing": "partner",
                 "joined": "2012-05", "areas": ("COAL",), "contact": "A made-up person", "email": "one@example.org",
                 "language": "fr"}),
    ("partner", {"id": "P2", "name": "Institute two (made up)", "category": "ngo", "areas": ("COAL", "WASTE")}),
    ("activity", {"id": "A1", "title": "Training (made up)", "area": "COAL", "type": "training", "status": "ongoing",
                  "start": "2019-11", "end": "2020", "countries": ("GHA", "PER"), "partners": ("P1", "P2")}),
    ("activity", {"id": "A2", "title": "Inventory (made up)", "area": "COAL", "type": "inventory",
                  "status": "completed", "countries": ("PER",), "partners": ("P1",), "parent": "A1"}),
    ("activity", {"id": "A3", "title": "Training, told again (made up)", "area": "COAL", "type": "training",
                  "status": "ongoing", "same_as": "A1", "countries": ("GHA",)}),
    ("activity", {"id": "A4", "title": "Guidance (made up)", "area": "WASTE", "type": "guidance",
                  "status": "completed", "start": "2017", "partners": ("P2",)}),
    ("budget", {"id": "B1", "activity": "A1", "start": "2020", "end": "2020", "amount": 50000, "currency": "USD"}),
    ("funding", {"id": "F1", "item": "Programme (made up)", "level": "programme", "amount": 300, "currency": "USD",
                 "funder": "P2", "certainty": "stated"}),
    ("funding", {"id": "F2", "item": "A part of it (made up)", "level": "project", "amount": 100, "currency": "USD",
                 "part_of": "F1", "area": "COAL", "funder": "P2"}),
    ("funding", {"id": "F3", "item": "Beside it (made up)", "level": "project", "amount": 7.5, "currency": "EUR",
                 "area": "COAL", "funder_text": "A fund (made up)", "certainty": "estimated"}),
    ("question", {"id": "Q1", "text": "Where to? (made up)", "area": "WASTE", "person": "B made-up",
                  "email": "q@example.org"}),
)  # fmt: skip


#: Who asks to be told of matches; all made up.
EXCHANGE = registry(
    ("partner", {"id": "P1", "name": "Institute one (made up)"}),
    ("need", {"id": "N1", "title": "Storage of stocks (made up)", "country": "PER", "steps": ("interim storage",),
              "materials": ("elemental mercury",), "stock_t": 30, "public": True, "languages": ("es",),
              "contact": "A made-up person", "email": "need@example.org", "alerts": True}),
    ("need", {"id": "N2", "title": "Storage, not shown (made up)", "country": "PER", "steps": ("interim storage",),
              "materials": ("elemental mercury",), "email": "other@example.org"}),
    ("offer", {"id": "O1", "title": "Steel flasks (made up)", "steps": ("interim storage",), "regions": ("global",),
               "materials": ("elemental mercury",), "email": "offer@example.org", "alerts": True}),
)  # fmt: skip


@pytest.fixture
def small(own_home: object, db: None) -> None:
    """The made-up registry, published."""
    loading.load(None, SMALL, "made up", "")


@pytest.fixture
def lead(person: MakeUser) -> User:
    """The lead of one area."""
    return person("lead", "area_lead", area="COAL")


@pytest.fixture
def writer(person: MakeUser) -> User:
    """Somebody who writes for one area."""
    return person("writer", "contributor", area="COAL")


@pytest.fixture
def secretariat(person: MakeUser) -> User:
    """Somebody of the secretariat."""
    return person("secretariat", "secretariat")


def row(kind: str, key: str) -> RegistryRow:
    """The row of a record."""
    return RegistryRow.objects.get(kind=kind, key=key)
