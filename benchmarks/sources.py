"""Case A: 60 sources, each a lognormal activity times a triangular factor, summed to six outputs with 95 % ranges."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SOURCES = 60
TAILS = (0.025, 0.975)
NAMES = ("air", "water", "land", "products", "general_waste", "sector_treatment")


@dataclass(frozen=True)
class Sources:
    """Made-up sources: median and geometric standard deviation of the activity, ends and top of the factor, shares."""

    median: Array
    sigma: Array
    low: Array
    top: Array
    high: Array
    shares: Array

    @property
    def sha256(self) -> str:
        """Checksum of all numbers, to show that every program had the same."""
        return hashlib.sha256(b"".join(np.ascontiguousarray(one).tobytes() for one in vars(self).values())).hexdigest()

    def exact(self) -> tuple[Array, Array]:
        """Exact mean and standard deviation of the six outputs."""
        mean = self.median * np.exp(self.sigma**2 / 2) * (self.low + self.top + self.high) / 3
        low, top, high = self.low, self.top, self.high
        variance = (low**2 + top**2 + high**2 - low * top - low * high - top * high) / 18
        square = self.median**2 * np.exp(2 * self.sigma**2) * (variance + ((low + top + high) / 3) ** 2)
        return self.shares.T @ mean, np.sqrt(self.shares.T**2 @ (square - mean**2))


def made_up(seed: int = 20) -> Sources:
    rng = np.random.default_rng(seed)
    top = rng.uniform(0.05, 2.0, SOURCES)
    return Sources(
        median=10 ** rng.uniform(2.0, 4.0, SOURCES),
        sigma=rng.uniform(0.05, 0.6, SOURCES),
        low=top * rng.uniform(0.2, 0.8, SOURCES),
        top=top,
        high=top * rng.uniform(1.3, 4.0, SOURCES),
        shares=rng.dirichlet(np.ones(len(NAMES)), SOURCES),
    )


# What a program computes: the ends of the ranges, and (after the clock) the draws of the six outputs.
Computed = tuple[Array, Callable[[], Array]]


def prepare(program: str, draws: float) -> tuple[Callable[[], Computed], Callable[[Computed], dict[str, Any]]]:
    inputs = made_up()
    compute = PROGRAMS[program](inputs, int(draws))
    return compute, lambda computed: check(inputs, computed)


def check(inputs: Sources, computed: Computed) -> dict[str, Any]:
    """How far mean and standard deviation are from the exact ones, relative, the worst of the six."""
    ranges, outputs = computed[0], computed[1]()
    mean, deviation = inputs.exact()
    size = outputs.shape[1]
    mean_error = np.abs(outputs.mean(axis=1) - mean)
    return {
        "sha256": inputs.sha256,
        "mean_error": float((mean_error / mean).max()),
        "deviation_error": float(np.abs(outputs.std(axis=1) / deviation - 1.0).max()),
        # Random draws would be within 4 of these in all but one of 15,000 cases.
        "standard_errors": float((mean_error / (deviation / math.sqrt(size))).max()),
        "low": ranges[:, 0].tolist(),
        "high": ranges[:, 1].tolist(),
    }


def almaden(inputs: Sources, draws: int) -> Callable[[], Computed]:
    from almaden.inventory.calculation import calculate, draw_groups
    from almaden.inventory.draws import Streams
    from almaden.inventory.flows import Flow, ResolvedRow, Uncertain
    from almaden.inventory.resolve import flows_of
    from almaden.inventory.totals import Totals
    from almaden.quantity.spread import Triangular, TwoPieceLognormal

    rows = []
    for place in range(SOURCES):
        sigma, top = float(inputs.sigma[place]), float(inputs.top[place])
        uncertain = (
            Uncertain(f"activity {place}", "activity", TwoPieceLognormal(sigma, sigma)),
            Uncertain(f"factor {place}", "factor", Triangular(inputs.low[place] / top, inputs.high[place] / top)),
        )
        flow = Flow(float(inputs.median[place]) * top, uncertain, tuple(map(float, inputs.shares[place])))
        key = f"source {place}"
        rows.append(ResolvedRow(key, key, "5.1.1", "", "coal", "", "", "", "Y", 1.0, "t", 2020, (), (flow,), (), ""))

    def compute() -> Computed:
        found = calculate(rows, draws, 1)
        amounts = found.totals["gross"]
        ranges = np.array([[amounts[f"{name}_kg"].low, amounts[f"{name}_kg"].high] for name in NAMES])

        def outputs() -> Array:
            streams = Streams.of(flows_of(rows), found.sampler)
            (_key, _members, sums), *_rest = draw_groups(rows, streams, Totals(draws + 1))
            return np.array([sums[f"{name}_kg"][1:] for name in NAMES])

        return ranges, outputs

    return compute


def numpy_loop(inputs: Sources, draws: int) -> Callable[[], Computed]:
    def compute() -> Computed:
        rng = np.random.default_rng(1)
        outputs = np.zeros((len(NAMES), draws))
        for place in range(SOURCES):
            activity = rng.lognormal(math.log(inputs.median[place]), inputs.sigma[place], draws)
            factor = rng.triangular(inputs.low[place], inputs.top[place], inputs.high[place], draws)
            mercury = activity * factor
            for output in range(len(NAMES)):
                outputs[output] += inputs.shares[place, output] * mercury
        return np.quantile(outputs, TAILS, axis=1).T, lambda: outputs

    return compute


def numpy_arrays(inputs: Sources, draws: int) -> Callable[[], Computed]:
    def column(values: Array) -> Array:
        return values[:, None]

    def compute() -> Computed:
        rng = np.random.default_rng(1)
        size = (SOURCES, draws)
        mercury = rng.lognormal(column(np.log(inputs.median)), column(inputs.sigma), size)
        mercury *= rng.triangular(column(inputs.low), column(inputs.top), column(inputs.high), size)
        outputs = inputs.shares.T @ mercury
        return np.quantile(outputs, TAILS, axis=1).T, lambda: outputs

    return compute


def chaospy(inputs: Sources, draws: int) -> Callable[[], Computed]:
    import chaospy as cp

    def compute() -> Computed:
        activities = [cp.LogNormal(math.log(m), s) for m, s in zip(inputs.median, inputs.sigma, strict=True)]
        factors = [cp.Triangle(*ends) for ends in zip(inputs.low, inputs.top, inputs.high, strict=True)]
        sample = cp.J(*activities, *factors).sample(draws, rule="random", seed=1)
        outputs = inputs.shares.T @ (sample[:SOURCES] * sample[SOURCES:])
        return np.quantile(outputs, TAILS, axis=1).T, lambda: outputs

    return compute


def mcerp(inputs: Sources, draws: int) -> Callable[[], Computed]:
    import mcerp as mc

    mc.npts = draws

    def compute() -> Computed:
        np.random.seed(1)
        # mcerp.LogN calls its first argument mu and takes the median, not its logarithm.
        mercury = [
            mc.LogN(inputs.median[place], inputs.sigma[place])
            * mc.Tri(inputs.low[place], inputs.top[place], inputs.high[place])
            for place in range(SOURCES)
        ]
        found = [_weighted(mercury, inputs.shares[:, output]) for output in range(len(NAMES))]
        ranges = np.array([one.percentile(TAILS) for one in found])
        return ranges, lambda: np.array([one._mcpts for one in found])

    return compute


def _weighted(values: Sequence[Any], weights: Array) -> Any:
    total = weights[0] * values[0]
    for value, weight in zip(values[1:], weights[1:], strict=True):
        total = total + weight * value
    return total


def monaco(inputs: Sources, draws: int) -> Callable[[], Computed]:
    import monaco as mo
    from scipy import stats

    def read(case: Any) -> tuple[list[float], list[float]]:
        values = [value.val for value in case.invals.values()]
        return values[:SOURCES], values[SOURCES:]

    def run(activities: list[float], factors: list[float]) -> tuple[Array]:
        return (inputs.shares.T @ (np.array(activities) * np.array(factors)),)

    def write(case: Any, outputs: Array) -> None:
        for name, value in zip(NAMES, outputs, strict=True):
            case.addOutVal(name, float(value))

    def compute() -> Computed:
        functions = {"preprocess": read, "run": run, "postprocess": write}
        sim = mo.Sim("sources", draws, functions, seed=1, singlethreaded=True, verbose=False, debug=True)
        for place in range(SOURCES):
            sim.addInVar(f"a{place}", stats.lognorm, {"s": inputs.sigma[place], "scale": inputs.median[place]})
        for place in range(SOURCES):
            low, top, high = inputs.low[place], inputs.top[place], inputs.high[place]
            shape = {"c": (top - low) / (high - low), "loc": low, "scale": high - low}
            sim.addInVar(f"f{place}", stats.triang, shape)
        sim.runSim()
        outputs = np.array([sim.outvars[name].nums for name in NAMES])
        return np.quantile(outputs, TAILS, axis=1).T, lambda: outputs

    return compute


PROGRAMS = {
    "almaden": almaden,
    "numpy, source by source": numpy_loop,
    "numpy, whole arrays": numpy_arrays,
    "chaospy": chaospy,
    "mcerp": mcerp,
    "monaco": monaco,
}
