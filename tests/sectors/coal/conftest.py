"""What tests of coal share: the tracker of July 2024, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.sectors.coal.readers.fleet import FleetInput, read_fleet


@pytest.fixture(scope="session")
def tracker(shared: Path) -> FleetInput:
    """All units of the tracker."""
    (path,) = (shared / "data" / "gem_coal_plant_tracker").glob("*.xlsx")
    return read_fleet(path)
