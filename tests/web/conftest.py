"""People and their browsers for the tests of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from almaden.store.models import User
from tests.store.conftest import MakeUser, own_home, person

__all__ = ["own_home", "person"]

#: Gives the browser of a person who is signed in, with a role.
SignIn = Callable[..., Client]


@pytest.fixture(scope="session", autouse=True)
def coarse_members() -> Iterator[None]:
    """Ranges of a tonne from members on 20 degrees, four times as fast; the rooms test what they mean."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("almaden.fate.tonne._COARSE", 20.0)
        yield


@pytest.fixture
def browser(db: None) -> Client:
    """A browser of the public."""
    return Client()


@pytest.fixture
def signed_in_as(person: MakeUser) -> SignIn:
    """Makes browsers of a person with a role; ``account`` is one without a role, ``public`` one without account."""

    def make(role: str, country: str = "") -> Client:
        client, name = Client(), f"{role}-{country}"
        if role != "public":
            known = User.objects.filter(username=name).first()
            user = known or person(name, "" if role == "account" else role, country)
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
