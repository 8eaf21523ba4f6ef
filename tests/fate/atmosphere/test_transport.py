"""What must hold of transport and of all that is asked of it, for any grid and any wind that keeps mass."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.circulation import Circulation
from almaden.fate.atmosphere.climatology import circulation, column_circulation
from almaden.fate.atmosphere.deposition import Deposition, Ground
from almaden.fate.atmosphere.exchange import exchange_years
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.source_receptor import source_receptor
from almaden.fate.atmosphere.transport import Scheme, transport
from tests.fate.atmosphere.winds import any_atmosphere, any_circulation

STEPS = st.sampled_from([90.0, 60.0, 45.0, 36.0, 30.0])
SEEDS = st.integers(0, 2**31)


@settings(max_examples=25, deadline=None)
@given(STEPS, st.integers(1, 4), SEEDS, st.sampled_from(["fitted", "donor"]))
def test_transport_loses_nothing_and_leaves_an_even_mixture_even(
    step: float, layers: int, seed: int, scheme: Scheme
) -> None:
    moving = any_circulation(step, layers, seed)
    operator = transport(moving, scheme)
    size = np.abs(operator).sum(axis=0).max()
    assert np.abs(operator.sum(axis=0)).max() <= 1e-10 * size
    air = moving.air_kg.ravel()
    assert np.abs(operator @ air).max() <= 1e-10 * size * air.max()
    off_diagonal = operator.copy()
    off_diagonal.setdiag(0.0)
    assert off_diagonal.min() >= 0.0


@settings(max_examples=20, deadline=None)
@given(STEPS, st.integers(1, 4), SEEDS)
def test_what_is_emitted_comes_down_and_the_transpose_agrees(step: float, layers: int, seed: int) -> None:
    air = any_atmosphere(step, layers, seed)
    rng = np.random.default_rng(seed + 2)
    emission = rng.uniform(0, 5, (2, 3, air.grid.rows, air.grid.columns)) * (rng.random((2, 3, 1, 1)) > 0.3)
    state = air.steady(emission)
    assert state.mass_mg.min() >= 0.0
    np.testing.assert_allclose(state.deposition_mg_per_year.sum(axis=(1, 2, 3)), emission.sum(axis=(1, 2, 3)), 1e-10)
    assert abs(state.budget()["closure_mg_per_year"]) <= 1e-10 * max(emission.sum(), 1.0)
    grounds: dict[str, Ground] = {"southeast-asia": "land", "north-pacific": "sea", "arctic": "mean"}
    for name, ground in grounds.items():
        forward = state.onto_mg_per_year(air.surface.share(name), ground).sum(axis=1)
        adjoint = (air.footprint(air.onto(name)) * emission).sum(axis=(1, 2, 3))
        np.testing.assert_allclose(adjoint, forward, rtol=1e-9, atol=1e-12)
    sources = {
        "one": emission[0] + 1.0,
        "hg2 alone": np.stack([0 * emission[1, 0], emission[1, 1] + 1, 0 * emission[1, 0]]),
    }
    matrix = source_receptor(air, sources)
    np.testing.assert_allclose(matrix.shares.sum(axis=1), 1.0, rtol=1e-10)
    np.testing.assert_allclose(matrix.mixed.sum(axis=0), 1.0, rtol=1e-10)
    forward = air.steady(sources["one"]).onto_mg_per_year(air.surface.share("usa"), "land").sum()
    assert matrix.deposition_mg_per_year[matrix.receptors.index("usa"), 0] == pytest.approx(forward, rel=1e-9)


def test_an_even_rate_of_loss_gives_emission_over_rate() -> None:
    air = any_atmosphere(36.0, 3, 7)
    everywhere = np.full_like(air.deposition.wet_per_year, 4.0)
    nothing = np.zeros_like(air.deposition.dry_land_per_year)
    even = replace(air, deposition=Deposition(air.surface.land, nothing, nothing, everywhere))
    emission = np.random.default_rng(1).uniform(0, 5, nothing.shape)
    state = even.steady(emission)
    assert state.mass_mg.sum() == pytest.approx(emission.sum() / 4.0, rel=1e-10)
    assert float(state.lifetime_months) == pytest.approx(3.0, rel=1e-10)


def test_the_fitted_scheme_is_exact_along_a_line_and_the_donor_cell_is_not() -> None:
    # A stream through a column of layers against mixing: the steady profile is a + b exp(P z).
    layers, grid, stream, mixing = 6, Grid(90.0), 3e9, 2e9
    shape = (layers, grid.rows, grid.columns)
    # Up in the south, down in the north; each column on its own but for the ends.
    up = np.full((layers - 1, *shape[1:]), stream)
    up[:, 1] = -stream
    north = np.zeros((layers, grid.rows - 1, grid.columns))
    north[0], north[-1] = -stream, stream
    still = np.zeros(shape)
    moving = Circulation(
        grid, np.ones(shape), still, north, up, still, 0 * north, np.full(up.shape, mixing), still[0]
    )  # fmt: skip
    south = np.arange(layers * 8).reshape(shape)[1:-1, 0, 0]
    exact = 1.0 + np.exp(stream / mixing * np.arange(layers))
    left = {
        scheme: np.abs((transport(moving, scheme) @ np.broadcast_to(exact[:, None, None], shape).ravel())[south]).max()
        for scheme in ("fitted", "donor")
    }
    assert left["fitted"] <= 1e-9 * left["donor"]


def test_exchange_of_the_hemispheres_in_one_layer_takes_the_time_of_the_prototype() -> None:
    # Case P31 of the project's cases: 1.37 years for 0.3e6 m2/s by the donor cell at 5 degrees.
    told = default_parameters().varied({"mixing_equator": 3e5})
    assert exchange_years(column_circulation(Grid(5.0), told), "donor") == pytest.approx(1.37, rel=0.03)


def test_the_default_circulation_keeps_mass_in_each_month_and_blows_as_the_trades_do() -> None:
    grid, told = Grid(15.0), default_parameters()
    for month in (None, 1, 7):
        assert circulation(grid, told, month).imbalance < 1e-12
    year = circulation(grid, told)
    north, south = year.north_kg_per_s[0, 6, 0], year.north_kg_per_s[0, 4, 0]
    # Near the ground air goes to the equator on both sides and rises there.
    assert north < 0 < south
    assert year.up_kg_per_s[0, 5:7].sum() > 0


def test_winds_that_make_air_are_refused() -> None:
    good = any_circulation(60.0, 2, 1)
    with pytest.raises(AlmadenError, match="more air enters some cells"):
        replace(good, east_kg_per_s=good.east_kg_per_s + np.random.default_rng(1).normal(0, 1e9, good.shape))
    with pytest.raises(AlmadenError, match="must be numbers of the shape"):
        replace(good, up_kg_per_s=good.up_kg_per_s[:, :1])
    with pytest.raises(AlmadenError, match="must not be below zero"):
        replace(good, lift_kg_per_s=-good.lift_kg_per_s)
