"""The registry that comes with the program, and made-up records of what it does not have."""

from __future__ import annotations

import pytest
from django.test import Client

from almaden.demo.registry import demo_registry
from almaden.store.registry import loading
from tests.store.registry.conftest import lead, registry, secretariat, small, writer
from tests.web.conftest import SignIn, browser, own_home, person, signed_in_as
from tests.web.place_samples import opened
from tools.made_up_store import OF_PARTNERSHIP

__all__ = [
    "SignIn", "browser", "lead", "opened", "own_home", "person", "secretariat", "signed_in_as", "small", "writer",
]  # fmt: skip


@pytest.fixture
def demo(own_home: object, db: None) -> None:
    """The registry that comes with the program, published."""
    loading.load(None, demo_registry(), "what comes with the program", "")


@pytest.fixture
def made_up(own_home: object, db: None) -> None:
    """A small made-up registry, published, with fields that tell of persons."""
    people = (
        ("partner", {"id": "mu-p3", "name": "Institute three (made up)", "contact": "Somebody Made-up",
                     "email": "somebody@example.org", "areas": ("COAL",)}),
        ("question", {"id": "mu-q1", "text": "Where to? (made up)", "area": "COAL", "person": "Asker Made-up",
                      "email": "asker@example.org"}),
        ("question", {"id": "mu-q2", "text": "Shown to all? (made up)", "area": "COAL", "person": "Asker Made-up",
                      "email": "asker@example.org", "public": True}),
        ("need", {"id": "mu-secret", "title": "A need that is not shown (made up)", "country": "PER"}),
    )  # fmt: skip
    loading.load(None, registry(*OF_PARTNERSHIP, *people), "made up", "")


def text_of(browser: Client, address: str) -> str:
    """The page at an address."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())
