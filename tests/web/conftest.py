"""People and their browsers for the tests of pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.store.conftest import MakeUser, own_home, person

__all__ = ["own_home", "person"]

#: Gives the browser of a person who is signed in, with a role.
SignIn = Callable[..., Client]


@pytest.fixture
def browser(db: None) -> Client:
    """A browser of the public."""
    return Client()


@pytest.fixture
def signed_in_as(person: MakeUser) -> SignIn:
    """Makes browsers in which somebody is signed in; an empty role is that of the public without account."""

    def make(role: str, country: str = "") -> Client:
        client = Client()
        if role != "public":
            client.force_login(
                person(f"{role}-{country}", "" if role == "account" else role, country),
                backend="django.contrib.auth.backends.ModelBackend",
            )
        return client

    return make
