"""Shares that vary together, against the exact moments of the Dirichlet distribution and numpy's draws of it."""

from __future__ import annotations

import numpy as np
import pytest

from almaden.quantity.dirichlet import dirichlet_draws, stick_keys
from almaden.quantity.sampling import FloatArray, Sampler, plan

SHARES = (0.6, 0.05, 0.0, 0.2, 0.15, 0.0, 0.0)


def sampler(kind: str, draws: int, shares: tuple[float, ...] = SHARES) -> Sampler:
    if kind == "sobol":
        return plan(stick_keys("k", shares), draws, 1)
    return Sampler("latin hypercube", draws, 1)


def arrays(found: tuple[float | FloatArray, ...]) -> FloatArray:
    return np.array([one for one in found if isinstance(one, np.ndarray)])


@pytest.mark.parametrize("kind", ["sobol", "latin hypercube"])
@pytest.mark.parametrize("concentration", [2.0, 30.0, 1000.0])
def test_moments_are_those_of_the_distribution(kind: str, concentration: float) -> None:
    draws = 20_000
    found = arrays(dirichlet_draws(sampler(kind, draws), "k", SHARES, concentration))[:, 1:]
    means = np.array([share for share in SHARES if share > 0.0])
    covariance = (np.diag(means) - np.outer(means, means)) / (concentration + 1.0)
    deviations = np.sqrt(np.diag(covariance))
    # The error of a mean is at most that of independent draws, sd / sqrt(n); four of those are allowed.
    np.testing.assert_allclose(found.mean(axis=1), means, atol=4.0 / np.sqrt(draws) * deviations.max())
    scale = np.outer(deviations, deviations)
    np.testing.assert_allclose(np.cov(found) / scale, covariance / scale, atol=0.06)


@pytest.mark.parametrize("kind", ["sobol", "latin hypercube"])
def test_quantiles_are_those_of_numpy_draws(kind: str) -> None:
    draws, concentration = 50_000, 8.0
    found = arrays(dirichlet_draws(sampler(kind, draws), "k", SHARES, concentration))[:, 1:]
    means = np.array([share for share in SHARES if share > 0.0])
    expected = np.random.default_rng(7).dirichlet(concentration * means, 200_000).T
    at = [0.025, 0.25, 0.5, 0.75, 0.975]
    np.testing.assert_allclose(np.quantile(found, at, axis=1), np.quantile(expected, at, axis=1), atol=0.006)


def test_shares_of_every_draw_add_to_one_and_the_point_comes_first() -> None:
    found = dirichlet_draws(sampler("sobol", 1000), "k", SHARES, 5.0)
    assert [one if isinstance(one, float) else one[0] for one in found] == list(SHARES)
    drawn = arrays(found)
    np.testing.assert_allclose(drawn.sum(axis=0), 1.0, rtol=1e-12)
    assert drawn.min() >= 0.0


def test_two_shares_are_the_quantiles_of_the_beta_distribution() -> None:
    betaincinv = pytest.importorskip("scipy.special").betaincinv
    for first, concentration in ((0.5, 4.0), (0.02, 10.0), (0.97, 3.0)):
        shares = (first, 1.0 - first)
        found = dirichlet_draws(sampler("latin hypercube", 4000), "k", shares, concentration)[0]
        assert isinstance(found, np.ndarray)
        middles = (np.arange(4000) + 0.5) / 4000
        expected = betaincinv(concentration * first, concentration * (1.0 - first), middles)
        np.testing.assert_allclose(np.sort(found[1:]), expected, atol=1e-4 * expected.std())


def test_shares_that_add_to_more_than_one_keep_their_sum_and_means() -> None:
    # A row of seven shares whose last, what is unallocated, is negative because the others add to 1.25.
    shares = (0.75, 0.5, 0.0, 0.0, 0.0, 0.0, -0.25)
    found = dirichlet_draws(sampler("sobol", 4096, shares), "k", shares, 20.0)
    assert found[6] == -0.25
    drawn = arrays(found)
    np.testing.assert_allclose(drawn.sum(axis=0), 1.25)
    np.testing.assert_allclose(drawn[:, 1:].mean(axis=1), [0.75, 0.5], atol=1e-4)


@pytest.mark.parametrize("shares", [(1.0, 0.0), (0.0, 0.0), (0.0, 0.4, 0.0)])
def test_fewer_than_two_shares_do_not_vary(shares: tuple[float, ...]) -> None:
    assert dirichlet_draws(sampler("latin hypercube", 16), "k", shares, 10.0) == shares
    assert stick_keys("k", shares) == ()


def test_large_numbers_of_draws_follow_the_same_distribution() -> None:
    small, large = (
        dirichlet_draws(sampler("latin hypercube", draws), "k", (0.3, 0.7), 6.0)[0] for draws in (16_384, 40_000)
    )
    assert isinstance(small, np.ndarray)
    assert isinstance(large, np.ndarray)
    np.testing.assert_allclose(
        np.quantile(small[1:], [0.1, 0.5, 0.9]), np.quantile(large[1:], [0.1, 0.5, 0.9]), atol=1e-4
    )
