"""People, their browsers and a small inventory for the tests of pages."""

from __future__ import annotations

from typing import Any

from django.test import Client

from almaden.store.models import Inventory, User
from almaden.store.reviews import publish, submit, take
from tests.store.samples import COAL, draft, rates

#: The source of the activity rate of coal, as its row names it.
SOURCE = "Energy balance 2020 (made up)"


def signed_in(user: User) -> Client:
    """The browser of a person."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def coal_draft(author: User) -> Inventory:
    """A draft with 100,000 t of coal in power plants: 0.15 g/t of the Toolkit make 15 kg of mercury."""
    return draft(author, {**COAL, "source": SOURCE})


def published(author: User, reviewer: User) -> Inventory:
    """A coal inventory that somebody else reviewed and published."""
    inventory = coal_draft(author)
    submit(author, inventory)
    take(reviewer, inventory)
    return publish(reviewer, inventory)


def row_form(inventory: Inventory, **changed: str) -> dict[str, str]:
    """The form of the first row as a browser sends it."""
    row = rates(inventory)[0]
    values = {name: "" if value in (None, False) else str(value) for name, value in row.data.items()}
    return {**values, "version": str(row.version), **changed}


def text(answer: Any) -> str:
    """The page as text."""
    return answer.content.decode()
