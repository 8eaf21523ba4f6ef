"""Draws by Latin hypercube and from tables: every stratum once, numbers independent of each other."""

from __future__ import annotations

import numpy as np
import pytest

from almaden.quantity.normal import cumulative, normal_table
from almaden.quantity.sampling import Sampler, plan
from almaden.quantity.spread import Fixed, Spread, Triangular, TwoPieceLognormal, TwoPieceNormal, Uniform


def hypercube(draws: int, seed: int = 1) -> Sampler:
    return Sampler("latin hypercube", draws, seed)


@pytest.mark.parametrize("draws", [2, 3, 5, 1000, 100_001])
def test_every_stratum_is_taken_once(draws: int) -> None:
    found = hypercube(draws).normal("PHL/activity/coal")
    assert found[0] == 0.0
    assert np.array_equal(np.sort(found[1:]), normal_table(draws))


@pytest.mark.parametrize(("keys", "draws"), [(300, 1000), (40, 60_000)])
def test_numbers_are_as_independent_as_random_orders(keys: int, draws: int) -> None:
    """Correlations of random orders have the mean 0 and the variance 1 / (n - 1); at 60,000 draws many bits tie."""
    sampler = hypercube(draws)
    drawn = np.array([sampler.normal(f"number {k}")[1:] for k in range(keys)])
    pairs = np.corrcoef(drawn)[np.triu_indices(keys, 1)]
    assert abs(pairs.mean()) < 4.0 / np.sqrt(draws * len(pairs))
    assert (pairs**2).mean() * (draws - 1) == pytest.approx(1.0, abs=5.0 * np.sqrt(2.0 / len(pairs)))
    # Neighbouring draws of a number must not lean to one side either.
    steps = np.sign(np.diff(drawn, axis=1))
    assert abs(steps.mean()) < 4.0 / np.sqrt(steps.size)
    together = (steps[0::2] * steps[1::2]).mean()
    assert abs(together) < 5.0 / np.sqrt(steps.size / 2)


def test_streams_belong_to_key_and_seed() -> None:
    one, again, other = hypercube(500), hypercube(500), hypercube(500, seed=2)
    assert np.array_equal(one.normal("a"), again.normal("a"))
    assert not np.array_equal(one.normal("a"), one.normal("b"))
    assert not np.array_equal(one.normal("a"), other.normal("a"))


@pytest.mark.parametrize("sampler", [hypercube(1000), plan(["a", "b", "c"], 1000, 1)])
@pytest.mark.parametrize(
    "spread",
    [
        Triangular(0.2, 3.0),
        Triangular(0.5, 1.0),
        Triangular(1.0, 1.5),
        Triangular(-0.1, 2.0),
        Uniform(0.5, 1.7),
        Uniform(-0.2, 2.0),
        TwoPieceNormal(0.4, 0.8),
        TwoPieceLognormal(0.5, 0.9),
        Fixed(),
    ],
)
def test_draws_from_a_table_are_the_ratios_of_the_normal_draws(sampler: Sampler, spread: Spread) -> None:
    table = spread.table(sampler.strata)
    assert np.all(np.diff(table) >= 0.0)
    assert table.min() >= 0.0
    found = sampler.draw("b", table, 1.0)
    np.testing.assert_allclose(found[1:], spread.ratio(sampler.normal("b"))[1:], rtol=1e-9, atol=1e-12)


def test_triangle_has_the_quantiles_of_numpy_draws() -> None:
    expected = np.random.default_rng(3).triangular(0.2, 1.0, 3.0, 400_000)
    at = [0.01, 0.1, 0.3, 0.6, 0.99]
    np.testing.assert_allclose(
        np.quantile(Triangular(0.2, 3.0).table(10_000), at), np.quantile(expected, at), atol=0.02
    )


def test_normal_draws_are_spread_evenly() -> None:
    probability = np.sort(cumulative(hypercube(2000).normal("x")[1:]))
    np.testing.assert_allclose(probability, (np.arange(2000) + 0.5) / 2000, rtol=1e-8)
