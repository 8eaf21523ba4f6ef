"""Natural and legacy emission of a year: the fluxes of the box model, which the air takes."""

from __future__ import annotations

import pytest

from almaden.errors import InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.natural import natural_emissions
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.legacy_emission import fluxes_of_year, sources_of_year


def test_2010_has_the_fluxes_that_the_published_code_gives() -> None:
    # Run of the published code of Geyman et al. 2025: fluxes of 2010, Mg/yr.
    wanted = {"ocean": 4719.0, "soil": 584.0, "biomass": 516.0, "geogenic": 232.0, "waste": 309.0}
    assert fluxes_of_year(2010) == pytest.approx(wanted, rel=0.005)


def test_legacy_of_a_scenario_reaches_the_air() -> None:
    low, high = (fluxes_of_year(2100, name) for name in ("ssp1-26", "ssp5-85"))
    assert low["ocean"] < 4719.0 < high["ocean"]
    assert low["geogenic"] == high["geogenic"] == 232.0
    emission = natural_emissions(Surface.of(Grid(10.0)), low)
    assert emission.total_mg_per_year == pytest.approx(sum(low.values()), rel=1e-12)
    sources = sources_of_year(Surface.of(Grid(10.0)), 2100, "ssp5-85")
    assert {one.key: one.mg_per_year.sum() for one in sources.sources} == pytest.approx(high, rel=1e-12)
    assert "2100 by geyman2025 with ssp5-85" in str(sources.findings[0])


def test_models_and_years_that_do_not_tell_are_refused() -> None:
    with pytest.raises(InputError, match=r"selin2014 does not tell .*\n.*geyman2025, amos2014"):
        fluxes_of_year(2010, model="selin2014")
    with pytest.raises(InputError):
        fluxes_of_year(2400)
