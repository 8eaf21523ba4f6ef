"""Stock and discards against flodym's inflow-driven stock, for every law of lives."""

from __future__ import annotations

from typing import Any

import flodym
import numpy as np
import pytest
from flodym.lifetime_models import FixedLifetime, NormalLifetime, WeibullLifetime

from almaden.sectors.products.lifetimes import Lifetime, survival
from almaden.sectors.products.stock import stock_and_discards

YEARS = 60
LIVES = [Lifetime("fixed", 7.0), Lifetime("normal", 12.0, 4.0), Lifetime("weibull", 5.0, 1.7)]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.law)
def test_stock_and_discards_are_those_of_flodym(life: Lifetime) -> None:
    inflow = np.random.default_rng(3).uniform(0.0, 900.0, YEARS)
    time = flodym.Dimension(name="time", letter="t", items=list(range(1950, 1950 + YEARS)), dtype=int)
    dims = flodym.DimensionSet(dim_list=[time])
    laws: dict[str, Any] = {"fixed": FixedLifetime, "normal": NormalLifetime, "weibull": WeibullLifetime}
    numbers: dict[str, dict[str, float]] = {
        "fixed": {"mean": life.mean},
        "normal": {"mean": life.mean, "std": life.spread},
        "weibull": {"weibull_scale": life.scale if life.spread else 0.0, "weibull_shape": life.spread},
    }
    model = laws[life.law](dims=dims, **numbers[life.law])
    theirs: Any = flodym.InflowDrivenDSM(
        dims=dims, name="made up", time_letter="t", lifetime_model=model,
        inflow=flodym.StockArray(dims=dims, values=inflow.copy()),
    )  # fmt: skip
    theirs.compute()
    ours = stock_and_discards(inflow, survival(life, YEARS))
    np.testing.assert_allclose(ours.stock, theirs.stock.values, rtol=1e-9)
    np.testing.assert_allclose(ours.discards, theirs.outflow.values, rtol=1e-9, atol=1e-9)
