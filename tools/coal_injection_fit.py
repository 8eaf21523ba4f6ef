"""Fits the curves of carbon injection to the field tests and prints ``coal/injection_curves.csv``.

Run by hand: ``python tools/coal_injection_fit.py > src/almaden/reference/tables/coal/injection_curves.csv``.

For each class of particle control, sorbent and rank the capture is ``eta_max * Q / (Q + Q50)``; what a test caught
without carbon, if told, counts as carbon that would catch as much. Unknowns are the logit of eta_max and the logarithm
of Q50, with the weak normal priors of ``coal/injection_priors.csv``. A test with a rate adds a residual of the logit of
its capture over the scatter of sites (with the width of a printed range, taken as 95 %, added to it). A test without a
rate only says that eta_max is not below its capture: the residual counts where it is. Tests marked ``fitted = n`` are
left out: most of their mercury is caught without carbon. The covariance is the inverse of the normal matrix at the
optimum.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.optimize import least_squares

from almaden.reference.tables import read_table

Row = Mapping[str, str]
COLUMNS = (
    "id", "particle_control", "sorbent", "ranks", "eta_max", "eta_max_low", "eta_max_high", "q50_lb_per_mmacf",
    "q50_low", "q50_high", "eta_max_sd_logit", "q50_sd_log", "correlation", "site_scatter_logit", "tests_with_rate",
    "tests_without_rate", "text", "source", "seen", "status", "doubt",
)  # fmt: skip


def logit(share: float) -> float:
    """The logarithm of the odds."""
    return math.log(share / (1.0 - share))


def logistic(x: float) -> float:
    """The share whose logit this is."""
    return 1.0 / (1.0 + math.exp(-x))


def residual_of(test: Row, scatter: float) -> Callable[[float, float], float]:
    """The residual of a test, as a function of the logit of eta_max and the logarithm of Q50."""
    low, high = (float(test[name]) / 100.0 for name in ("capture_low_percent", "capture_high_percent"))
    if not test["rate_low_lb_per_mmacf"]:
        return lambda m, q: max(0.0, logit(high) - m) / scatter
    rate = math.sqrt(float(test["rate_low_lb_per_mmacf"]) * float(test["rate_high_lb_per_mmacf"]))
    width = math.hypot(scatter, (logit(high) - logit(low)) / 3.92)
    seen = (logit(low) + logit(high)) / 2.0
    without = float(test["baseline_percent"] or 0.0) / 100.0
    return lambda m, q: (logit(capture(logistic(m), math.exp(q), rate, without)) - seen) / width


def capture(most: float, half: float, rate: float, without: float) -> float:
    """What is caught at a rate, of which ``without`` is caught without carbon."""
    gap = most - without
    return without + gap * rate / (rate + half * most / gap)


def fitted(prior: Row, tests: Sequence[Row]) -> dict[str, str]:
    """A row of the table of curves."""
    scatter = float(prior["site_scatter_logit"])
    mine = [
        test
        for test in tests
        if (test["particle_control"], test["sorbent"]) == (prior["particle_control"], prior["sorbent"])
        and test["rank"] in prior["ranks"].split("|")
        and test["fitted"] == "y"
    ]
    parts = [residual_of(test, scatter) for test in mine]
    start = np.array([logit(float(prior["eta_max"])), math.log(float(prior["q50_lb_per_mmacf"]))])
    widths = np.array([float(prior["eta_max_sd_logit"]), float(prior["q50_sd_log"])])

    def residuals(x: np.ndarray) -> np.ndarray:
        return np.concatenate(((x - start) / widths, [part(x[0], x[1]) for part in parts]))

    best = least_squares(residuals, start, xtol=1e-12, ftol=1e-12, gtol=1e-12)
    covariance = np.linalg.inv(best.jac.T @ best.jac)
    (m, q), (sd_m, sd_q) = best.x, np.sqrt(np.diag(covariance))
    rated = sum(bool(test["rate_low_lb_per_mmacf"]) for test in mine)
    return {
        **{name: prior[name] for name in ("id", "particle_control", "sorbent", "ranks", "site_scatter_logit")},
        **{name: f"{logistic(m + z * sd_m):.4f}" for name, z in _ends("eta_max", "eta_max_low", "eta_max_high")},
        **{name: f"{math.exp(q + z * sd_q):.4g}" for name, z in _ends("q50_lb_per_mmacf", "q50_low", "q50_high")},
        "eta_max_sd_logit": f"{sd_m:.4f}",
        "q50_sd_log": f"{sd_q:.4f}",
        "correlation": f"{covariance[0, 1] / (sd_m * sd_q):.4f}",
        "tests_with_rate": str(rated),
        "tests_without_rate": str(len(mine) - rated),
        "text": "Capture by injected carbon follows a saturating curve fitted to field tests.",
        "source": "own fit to the field tests of the EPA ORD white paper (2005), Tables 5-8, and of Pavlish, Hamre & "
        "Zhuang, Fuel 89 (2010), Table 4",
        "seen": "the tests were read; the fit is ours",
        "status": "unverified",
        "doubt": "" if rated else "no test with a rate: rests on a prior of our own",
    }


def _ends(value: str, low: str, high: str) -> tuple[tuple[str, float], ...]:
    return (value, 0.0), (low, -1.96), (high, 1.96)


def table() -> list[dict[str, str]]:
    """All rows of the table of curves."""
    return [fitted(prior, read_table("coal/injection_tests")) for prior in read_table("coal/injection_priors")]


if __name__ == "__main__":
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(table())
