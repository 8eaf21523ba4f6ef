"""A made-up store that is served as ``almaden serve`` does, and Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import IN_CI
from tools.browsing import Served, browsing, chromium, filled, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def made_up_store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A made-up store that nobody serves, to be copied, with the ids of its records: to fill one takes long."""
    folder = tmp_path_factory.mktemp("made-up-store")
    return folder, filled(folder)


@pytest.fixture(scope="session")
def made_up(made_up_store: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The made-up store, that tests only look at."""
    folder, ids = made_up_store
    with serving(shutil.copytree(folder, tmp_path_factory.mktemp("made-up") / "home"), ids) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; ends with the tests of a file, so that others find their thread as they need it."""
    if chromium() is None:
        reason = "there is no Chromium on this machine"
        if IN_CI:
            pytest.fail(reason)
        pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch, browsing() as started:
        # Playwright keeps a loop of its own in this thread, in which Django would refuse the database.
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield started


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Served]:
    """A new installation, as it is started for the first time."""
    with serving(tmp_path / "home") as served:
        yield served
