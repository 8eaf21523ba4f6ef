"""Deposition through the year."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.months import default_months, months_of_deposition, months_of_winds
from almaden.fate.atmosphere.readers.meteorology import read_meteorology
from almaden.fate.atmosphere.receptors import bands
from almaden.fate.atmosphere.sources import regional, regional_source
from tests.fate.atmosphere.made_up_winds import plain, written


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


def test_months_of_own_winds_need_the_whole_year(tmp_path: Path) -> None:
    pytest.importorskip("netCDF4")
    month = read_meteorology(written(plain(), tmp_path))
    grid, dry = Grid(30.0), dict.fromkeys(range(2, 13), month)
    with pytest.raises(InputError, match=r"winds of months are missing: 1\n.*\n.*mean of the year"):
        months_of_winds(dry, grid)
    models, findings = months_of_winds({1: month, **dry}, grid)
    source = regional_source(regional(grid), "usa")
    found = months_of_deposition(models, source.name, source.mg_per_year, ["arctic"], own_winds=True)
    # The same winds and rain in every month are the steady state.
    steady = models[0].steady(source.mg_per_year).onto_mg_per_year(models[0].surface.share("arctic")).sum()
    assert found.deposition_mg[:, 0] == pytest.approx(steady / 12, rel=1e-3)
    assert findings
    assert not any("climatology that is the same" in one for one in found.caveats)
