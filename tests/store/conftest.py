"""A store for tests: tables of its own, people with roles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from almaden.store.models import Role, User

#: Makes a person: sign-in name, role, country.
MakeUser = Callable[..., User]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the installation for this test alone; the database is pytest's."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("ALMADEN_HOME", str(folder))
    return folder


@pytest.fixture
def person(db: None) -> MakeUser:
    """Makes people with a role, without the journal: what is tested is what they do afterwards."""

    def make(username: str, role: str = "", country: str = "", area: str = "") -> User:
        user = User.objects.create(username=username)
        if role:
            Role.objects.create(user=user, name=role, country=country, area=area)
        return user

    return make
