"""Deposition through the year."""

from __future__ import annotations

import json

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.months import default_months, months_of_deposition
from almaden.fate.atmosphere.receptors import bands
from almaden.fate.atmosphere.sources import regional, regional_source


def test_months_add_to_what_was_emitted_and_follow_the_sun() -> None:
    grid = Grid(20.0)
    months = default_months(grid)
    source = regional_source(regional(grid), "usa")
    found = months_of_deposition(months, source.name, source.mg_per_year, [one.key for one in bands()])
    # A year that ends as it began deposits what is emitted.
    assert found.deposition_mg.sum() == pytest.approx(source.mg_per_year.sum(), rel=1e-4)
    assert found.deposition_kg.shape == (12, 6)
    arctic, antarctic = found.deposition_mg[:, 0], found.deposition_mg[:, 5]
    assert arctic.argmax() in (4, 5, 6, 7)
    assert antarctic.argmax() in (9, 10, 11, 0)
    rows = found.to_frame()
    assert len(rows) == 72
    cap_m2 = 2 * np.pi * 6371.0088e3**2 * (1 - np.sin(np.radians(66.5)))
    assert rows["deposition_ug_per_m2"][0] == pytest.approx(1e12 * arctic[0] / cap_m2, rel=1e-3)
    assert json.loads(found.to_json())["closure"] <= 1e-5
    assert found.summary().startswith("arctic: ")
    with pytest.raises(InputError, match="no region, ocean basin or band"):
        months_of_deposition(months, source.name, source.mg_per_year, ["Atlantis"])
