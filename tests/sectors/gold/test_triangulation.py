"""Routes put together: weights, correlation, disagreement and regions."""

from __future__ import annotations

import math

import numpy as np
import pytest

from almaden.quantity.sampling import FloatArray, quantiles
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.routes import RouteDraws
from almaden.sectors.gold.terms import ROUTES, Route
from almaden.sectors.gold.triangulation import by_region, chance, plain_mean, triangulate

DRAWS = FleetDraws(2000, 1)


def route(name: Route, value: float, error: float, stream: str = "", *, unbiased: bool = False) -> RouteDraws:
    """A route with a lognormal error."""
    gold = value * np.exp(error * DRAWS.sampler.normal(stream or name))
    return RouteDraws(name, name, (), {"": gold}, unbiased)


def width(gold: FloatArray) -> float:
    low, high = quantiles(np.log(gold[1:]), (0.025, 0.975))
    return (high - low) / (2.0 * 1.96)


def test_plain_weights_of_case_a05() -> None:
    """100 +-30 %, 120 +-50 % and 80 +-75 % (standard errors): mean 100.0, standard error 24.5."""
    mean, error = plain_mean(np.array([100.0, 120.0, 80.0]), np.array([0.3, 0.5, 0.75]))
    assert (mean, error) == pytest.approx((100.0, 24.5), abs=0.05)


def test_weights_on_the_logarithm_are_inverse_variances() -> None:
    """s of 0.1, 0.2 and 0.2: weights 4 : 1 : 1, standard error 1 / sqrt(150); ln 110 weighs as much as ln 90."""
    found = triangulate([route("extraction", 100, 0.1), route("processing", 110, 0.2), route("trade", 90, 0.2)], DRAWS)
    assert list(found.weights.values()) == pytest.approx([4 / 6, 1 / 6, 1 / 6], abs=0.005)
    assert found.gold[0] == pytest.approx(math.exp((4 * math.log(100) + math.log(110) + math.log(90)) / 6), rel=1e-3)
    assert width(found.gold) == pytest.approx(150**-0.5, rel=0.01)
    assert found.agreement is not None
    assert found.agreement.widened == 1.0


def test_disagreement_widens_and_is_told() -> None:
    """ln 2 apart with s of 0.1 each: chi2 = 0.6931^2 / 0.02 = 24.02 with one degree of freedom."""
    found = triangulate([route("extraction", 100, 0.1), route("residual", 200, 0.1)], DRAWS)
    assert found.agreement is not None
    assert found.agreement.chi2 == pytest.approx(24.02, rel=0.01)
    assert found.agreement.p_disagree == pytest.approx(9.5e-7, rel=0.2)
    assert found.chi2["residual"] == pytest.approx(found.chi2["extraction"])
    assert width(found.gold) == pytest.approx(math.log(2.0) / 2.0, rel=0.01)
    assert found.gold[0] == pytest.approx(100.0 * math.sqrt(2.0), rel=1e-3)


def test_the_order_of_routes_does_not_matter() -> None:
    routes = [route(name, 100 + 10 * at, 0.1 + 0.02 * at) for at, name in enumerate(ROUTES)]
    one, other = triangulate(routes, DRAWS), triangulate(routes[::-1], DRAWS)
    assert other.gold == pytest.approx(one.gold, rel=1e-12)
    assert dict(other.p) == pytest.approx(dict(one.p), rel=1e-9)


def test_two_routes_that_are_the_same_count_once() -> None:
    found = triangulate([route("extraction", 100, 0.2, "same"), route("trade", 100, 0.2, "same")], DRAWS)
    assert width(found.gold) == pytest.approx(0.2, rel=0.01)
    assert found.agreement is not None
    assert found.agreement.chi2 == pytest.approx(0.0, abs=1e-6)


def test_what_errs_with_a_better_route_and_more_counts_for_nothing_and_is_still_tested() -> None:
    found = triangulate([route("extraction", 100, 0.1, "same"), route("trade", 150, 0.2, "same")], DRAWS)
    assert found.weights == {"extraction": 1.0, "trade": 0.0}
    # The difference of both has an error of 0.2 - 0.1 alone.
    assert found.chi2["trade"] == pytest.approx((math.log(1.5) / 0.1) ** 2, rel=0.05)


def test_an_unbiased_mean_has_its_median_above_it() -> None:
    plain = triangulate([route("extraction", 100, 0.3), route("trade", 100, 0.3)], DRAWS)
    moved = triangulate([route("extraction", 100, 0.3, unbiased=True), route("trade", 100, 0.3, unbiased=True)], DRAWS)
    assert moved.gold[0] / plain.gold[0] == pytest.approx(math.exp(0.045), rel=0.002)


def test_one_route_passes_as_it_is() -> None:
    only = route("trade", 100, 0.3)
    found = triangulate([only], DRAWS)
    assert found.gold is only.gold
    assert (found.agreement, found.weights) == (None, {"trade": 1.0})
    with pytest.raises(ValueError, match="no route"):
        triangulate([], DRAWS)


def test_regions_add_to_the_country_in_every_draw() -> None:
    gold = route("extraction", 100, 0.2).gold
    parted = RouteDraws("extraction", "", (), {"North": 0.25 * gold, "South": 0.75 * gold}, False)
    routes = [parted, route("residual", 120, 0.2)]
    found = triangulate(routes, DRAWS)
    regions = by_region(routes, found)
    assert regions["North"] + regions["South"] == pytest.approx(found.gold)
    assert regions["North"] == pytest.approx(0.25 * found.gold)
    assert list(by_region(routes[1:], found)) == [""]


@pytest.mark.parametrize(
    # Tables of chi-squared: 5 % points.
    ("chi2", "freedom"),
    [(3.841, 1), (5.991, 2), (7.815, 3), (9.488, 4)],
)
def test_chance(chi2: float, freedom: int) -> None:
    assert chance(chi2, freedom) == pytest.approx(0.05, abs=2e-5)
