"""The default model against what is measured and published. Figures of atmosphere.md and science.md of the project."""

from __future__ import annotations

import json

import numpy as np
import pytest

from almaden.errors import AlmadenError, InputError
from almaden.fate.atmosphere.circulation import Circulation
from almaden.fate.atmosphere.climatology import climate, column_circulation
from almaden.fate.atmosphere.default_emission import default_emissions
from almaden.fate.atmosphere.emission import GriddedEmission
from almaden.fate.atmosphere.exchange import exchange_years
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere, default_atmosphere
from almaden.fate.atmosphere.modelled import at_observations, emission_array
from almaden.fate.atmosphere.natural import FLUXES, natural_emissions, natural_patterns
from almaden.fate.atmosphere.observed import observations
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.receptors import region_keys
from almaden.fate.atmosphere.skill import skill
from almaden.fate.atmosphere.source_receptor import SourceReceptorMatrix, regional_sources, source_receptor
from almaden.fate.atmosphere.steady import SteadyState
from almaden.fate.atmosphere.surface import Surface


@pytest.fixture(scope="module")
def air() -> Atmosphere:
    return default_atmosphere(Grid(5.0))


@pytest.fixture(scope="module")
def everything(air: Atmosphere) -> GriddedEmission:
    return default_emissions(air.grid).plus(natural_emissions(air.surface))


@pytest.fixture(scope="module")
def state(air: Atmosphere, everything: GriddedEmission) -> SteadyState:
    return air.steady(emission_array(everything))


@pytest.fixture(scope="module")
def regions(air: Atmosphere) -> SourceReceptorMatrix:
    return source_receptor(air, regional_sources(air.grid))


def test_judging_sites_lifetime_and_exchange_are_met(air: Atmosphere, state: SteadyState) -> None:
    told = observations("hg0")
    judged = skill(told, at_observations(air, state, told)).of("judging")
    assert judged.modelled_north_to_south is not None
    assert 1.3 <= judged.modelled_north_to_south <= 1.7
    assert abs(judged.normalised_mean_bias_percent) <= 20.0
    assert 4.0 <= float(state.lifetime_months) <= 8.0
    # 1.4 years in the model of Feinberg et al. 2022.
    assert exchange_years(air.circulation) == pytest.approx(1.4, rel=0.15)
    wet = observations("wet").of_network("MDN")
    # Nothing tells how well a model without real rain must do; a third of the measured mean would be another budget.
    assert abs(skill(wet, at_observations(air, state, wet)).of("judging").normalised_mean_bias_percent) < 40.0


def test_all_that_is_emitted_is_told_where_it_went(state: SteadyState, everything: GriddedEmission) -> None:
    budget = state.budget()
    assert abs(budget["closure_mg_per_year"]) < 1e-10 * everything.total_mg_per_year
    fallen = sum(value for key, value in budget.items() if "_dry_" in key or "_wet_" in key)
    assert fallen == pytest.approx(everything.total_mg_per_year, rel=1e-10)
    assert set(state.to_frame()["species"]) == {"hg0", "hg2", "hgp"}
    assert json.loads(state.to_json())["meta"]["program"] == "almaden"
    assert "deposited" in state.summary()


def test_what_regions_emit_falls_somewhere_and_hg2_nearer_than_hg0(regions: SourceReceptorMatrix) -> None:
    np.testing.assert_allclose(regions.shares.sum(axis=1), 1.0, rtol=1e-10)
    np.testing.assert_allclose(regions.mixed.sum(axis=0), 1.0, rtol=1e-10)
    assert regions.sources == region_keys()
    own = [(regions.receptors.index(key), place) for place, key in enumerate(regions.sources)]
    for species in (1, 2):
        assert all(regions.shares[species][at] > regions.shares[0][at] for at in own)
    # The published total of 2010 to 2015, Mg/yr; all of it is of one of the regions.
    total = default_emissions(Grid(5.0)).total_mg_per_year
    assert regions.emission_mg_per_year.sum() == pytest.approx(total, rel=1e-9)
    assert len(regions.to_frame()) == 4 * regions.mixed.size
    assert regions.summary().startswith("canada: ")
    assert json.loads(regions.to_json())["receptors"][0] == regions.receptors[0]


@pytest.mark.slow
def test_a_finer_grid_changes_regions_by_less_than_15_percent(regions: SourceReceptorMatrix) -> None:
    fine = source_receptor(default_atmosphere(Grid(2.5)), regional_sources(Grid(2.5)), region_keys())
    rows = [regions.receptors.index(key) for key in region_keys()]
    assert np.abs(fine.mixed / regions.mixed[rows] - 1).max() < 0.15
    assert np.abs(fine.shares[0] / regions.shares[0][rows] - 1).max() < 0.1


@pytest.mark.parametrize(("key", "mg"), [("eastern-africa", 72.9), ("former-ussr", 86.4)])
def test_sources_have_the_published_totals_of_their_regions_on_any_grid(key: str, mg: float) -> None:
    # Seventeen_World_Region_Total_Hg_Emissions of Streets et al. 2019, year 2015, Mg.
    assert regional_sources(Grid(10.0), 2015)[key].sum() == pytest.approx(mg, rel=1e-9)


def test_natural_and_legacy_emission_is_that_of_the_box_model(air: Atmosphere) -> None:
    # Geyman et al. 2025 in 2010: ocean 4719, land 1100, waste 309, geogenic 232 Mg/yr.
    emission = natural_emissions(air.surface)
    assert emission.totals() == pytest.approx({"hg0": 4719 + 1100 + 232 + 309, "hg2": 0.0, "hgp": 0.0})
    assert {one.status for one in emission.unverified} == {"unverified"}
    patterns = natural_patterns(air.surface, default_parameters())
    assert set(patterns) == set(FLUXES)
    for field in patterns.values():
        assert field.sum() == pytest.approx(1.0)
        assert field.min() >= 0.0
    half = natural_emissions(air.surface, {"ocean": 1000.0, "waste": 0.0})
    assert half.total_mg_per_year == pytest.approx(1000 + 1100 + 232)
    with pytest.raises(AlmadenError, match="there is no natural flux 'sea'"):
        natural_emissions(air.surface, {"sea": 1.0})
    with pytest.raises(AlmadenError, match="a number from 0 on"):
        natural_emissions(air.surface, {"ocean": -1.0})


def test_the_seasons_turn(air: Atmosphere) -> None:
    told = default_parameters()
    january, july = climate(air.grid, told, 1), climate(air.grid, told, 7)
    north = air.grid.latitudes > 30
    assert january.sunlight[north].mean() < july.sunlight[north].mean()
    wettest = [air.grid.latitudes[one.precipitation_m_per_year[:, 0].argmax()] for one in (january, july)]
    assert wettest[0] < wettest[1]


def test_what_does_not_fit_is_refused(air: Atmosphere) -> None:
    told, shape = default_parameters(), (3, air.grid.rows, air.grid.columns)
    with pytest.raises(InputError, match="takes more memory"):
        default_atmosphere(Grid(0.5))
    with pytest.raises(AlmadenError, match="negative or not known"):
        air.steady(np.full(shape, -1.0))
    with pytest.raises(AlmadenError, match="has the shape"):
        air.steady(np.ones((3, 18, 36)))
    with pytest.raises(AlmadenError, match="emits nothing"):
        source_receptor(air, {"nobody": np.zeros(shape)})
    with pytest.raises(AlmadenError, match="no parameter 'colour'"):
        told.varied({"colour": 1.0})
    one_layer: Circulation = column_circulation(air.grid, told)
    with pytest.raises(AlmadenError, match="has 1 layers"):
        Atmosphere.of(one_layer, climate(air.grid, told), told, air.surface)
    with pytest.raises(AlmadenError, match="of another grid"):
        Atmosphere.of(air.circulation, climate(air.grid, told), told, Surface.of(Grid(10.0)))
