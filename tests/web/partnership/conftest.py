"""The small made-up registry, people for it, and their browsers."""

from __future__ import annotations

from tests.store.conftest import own_home, person
from tests.store.registry.conftest import lead, secretariat, small, writer
from tests.web.place_samples import opened

__all__ = ["lead", "opened", "own_home", "person", "secretariat", "small", "writer"]
