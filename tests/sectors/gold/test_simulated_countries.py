"""1,000 surveys of made-up countries whose gold is known: what the ranges cover, the bias, what disagreement is told.

Every survey has a country of its own and a ratio of mercury to gold of its own, drawn from the range of the ratio and
shared by all routes. See :mod:`tests.sectors.gold.simulated`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pytest

from almaden.sectors.gold.terms import ROUTES
from tests.sectors.gold.simulated import Survey, survey

SURVEYS = 1000
FIRST = 1_000_000
#: Surveys with a route that is off, in each direction.
WRONG = 40
ALL = (*ROUTES, "all")


@pytest.fixture(scope="module")
def surveys() -> tuple[Survey, ...]:
    return tuple(survey(FIRST + seed) for seed in range(SURVEYS))


@pytest.fixture(scope="module")
def errors(surveys: tuple[Survey, ...]) -> Mapping[str, float]:
    """Standard error of each route on the logarithm, as the surveys tell it on average."""
    return {route: float(np.mean([one.errors[route] for one in surveys])) for route in ROUTES}


def test_errors_are_as_large_as_the_scatter(surveys: tuple[Survey, ...], errors: Mapping[str, float]) -> None:
    """Those of samples a little larger: Student's t is wider than the normal distribution."""
    scatter = {route: float(np.std([one.gold[route] for one in surveys])) for route in ROUTES}
    assert all(0.9 * scatter[route] < errors[route] < 1.25 * scatter[route] for route in ROUTES), (scatter, errors)


def test_ranges_cover_the_truth_in_93_to_97_of_100(surveys: tuple[Survey, ...]) -> None:
    gold = {name: float(np.mean([one.covers[name] for one in surveys])) for name in ALL}
    mercury = {name: float(np.mean([one.covers_mercury[name] for one in surveys])) for name in ALL}
    assert all(0.93 <= one <= 0.97 for one in (*gold.values(), *mercury.values())), (gold, mercury)


def test_the_bias_is_below_2_percent(surveys: tuple[Survey, ...]) -> None:
    """Of the mean logarithm, which for an unbiased mean lies by half its variance below the truth."""
    bias = {name: float(np.mean([one.gold[name] for one in surveys])) for name in ALL}
    assert all(abs(one) < 0.02 for one in bias.values()), bias


def test_every_route_has_a_say(surveys: tuple[Survey, ...]) -> None:
    weights = {route: float(np.mean([one.weights[route] for one in surveys])) for route in ROUTES}
    assert all(0.1 < one < 0.4 for one in weights.values()), weights
    assert sum(weights.values()) == pytest.approx(1.0)


def test_disagreement_is_told_of_few_surveys_that_agree(surveys: tuple[Survey, ...]) -> None:
    told = {name: float(np.mean([one.p[name] < 0.05 for one in surveys])) for name in ALL}
    assert all(one < 0.08 for one in told.values()), told


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_that_is_off_by_five_of_its_errors_is_told(route: str, errors: Mapping[str, float]) -> None:
    for sign in (1.0, -1.0):
        factor = math.exp(sign * 5.0 * errors[route])
        wrong = [survey(FIRST + SURVEYS + seed, {route: factor}) for seed in range(WRONG)]
        assert np.mean([one.p[route] < 0.05 for one in wrong]) >= 0.9
