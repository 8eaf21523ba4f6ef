"""``python -m benchmarks.false_alarms``: how often tests of trend see one where there is none, into docs/explanation.

Series of AR(1) noise, some with gaps. Of each cell the share that a test calls a trend at 5 %, and how often its
interval holds a slope that was put in. pymannkendall gets the first series of the same cell.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.trends.seasonal import RULES, Kendall, Rule, seasonal_kendall
from benchmarks.processes import ROOT
from benchmarks.section import put

Floats = NDArray[np.float64]

MONTHS: Final = 12
#: Slope that is put in, in standard deviations of the noise each year.
SLOPE: Final = 0.05
NAMES: Final[Mapping[Rule, str]] = {
    "default": "**default**",
    "hirsch-slack": "hirsch-slack",
    "independent": "seasonal-kendall",
}

TEXT: Final = """\
Share of series without a trend that are called a trend at 5 %, and share of intervals of 95 % that hold a slope of
{slope} standard deviations a year that was added to the same series. {series:,} series of {months} months a cell, seed
{seed}; pymannkendall {version}, as it comes, with the first {peers:,} of the same series (sampling error of a share of
5 %: {error:.4f} and {peer_error:.4f}). pymannkendall has no intervals.

{head}
{line}
{rows}

{covered}

"nan" counts the series for which a test of pymannkendall stops or gives no p, which it calls "no trend".
"""


def made(phi: float, missing: float, series: int, years: int, seed: int) -> Floats:
    """AR(1) noise of variance 1, shape (series, years, 12), a share of it missing."""
    random = np.random.default_rng([seed, round(100 * phi), round(100 * missing), years])
    noise = random.standard_normal((series, years * MONTHS))
    noise[:, 1:] *= np.sqrt(1 - phi**2)
    for month in range(1, years * MONTHS):
        noise[:, month] += phi * noise[:, month - 1]
    noise[random.random(noise.shape) < missing] = np.nan
    return noise.reshape(series, years, MONTHS)


def rejected(found: Kendall) -> float:
    """Share of series that are called a trend."""
    return float((found.p < 0.05).mean())


def covered(found: Kendall, slope: float) -> float:
    """Share of intervals that hold the slope."""
    return float(((found.low <= slope) & (slope <= found.high)).mean())


def ours(values: Floats, rule: Rule) -> tuple[float, float]:
    """False alarms and coverage of a rule."""
    sloped = values + SLOPE * np.arange(values.shape[1])[None, :, None]
    return rejected(seasonal_kendall(values, rule=rule)), covered(seasonal_kendall(sloped, rule=rule), SLOPE)


def peers() -> Mapping[str, Callable[[Floats], Any]]:
    """The tests of pymannkendall."""
    pymannkendall = import_module("pymannkendall")
    return {
        "correlated_seasonal_test": partial(pymannkendall.correlated_seasonal_test, period=MONTHS),
        "seasonal_test": partial(pymannkendall.seasonal_test, period=MONTHS),
        "original_test": pymannkendall.original_test,
        "hamed_rao": pymannkendall.hamed_rao_modification_test,
        "hamed_rao, lag=3": partial(pymannkendall.hamed_rao_modification_test, lag=3),
        "yue_wang": pymannkendall.yue_wang_modification_test,
        "pre_whitening": pymannkendall.pre_whitening_modification_test,
        "trend_free_pre_whitening": pymannkendall.trend_free_pre_whitening_modification_test,
    }


def theirs(values: Floats, test: Callable[[Floats], Any]) -> tuple[float, int]:
    """False alarms of a test of pymannkendall, and for how many series it gives no p."""
    alarms = nothing = 0
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        for one in values.reshape(len(values), -1):
            try:
                p = float(test(one).p)
            except (ValueError, ZeroDivisionError, IndexError):
                p = np.nan
            alarms += p < 0.05
            nothing += bool(np.isnan(p))
    return alarms / len(values), nothing


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.false_alarms", description=__doc__)
    parser.add_argument("--series", type=int, default=20_000)
    parser.add_argument("--peer-series", type=int, default=1_000)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--phi", type=float, nargs="+", default=[0.0, 0.3, 0.6, 0.8])
    parser.add_argument("--missing", type=float, nargs="+", default=[0.0, 0.2])
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "explanation" / "trends.md")
    options = parser.parse_args()
    cells = [(phi, missing) for missing in options.missing for phi in options.phi]
    alarms: dict[str, list[str]] = {}
    coverage: dict[str, list[str]] = {}
    for phi, missing in cells:
        values = made(phi, missing, options.series, options.years, options.seed)
        for rule in RULES:
            if rule in NAMES:
                alarm, cover = ours(values, rule)
                alarms.setdefault(NAMES[rule], []).append(f"{alarm:.3f}")
                coverage.setdefault(NAMES[rule], []).append(f"{cover:.3f}")
        for name, test in peers().items() if options.peer_series else ():
            alarm, nothing = theirs(values[: options.peer_series], test)
            told = f"{alarm:.3f}" + (f" ({nothing:,} nan)" if nothing else "")
            alarms.setdefault(f"pymannkendall {name}", []).append(told)
        print(f"phi {phi}, missing {missing}: {alarms['**default**'][-1]}", file=sys.stderr)
    put(options.out, "false_alarms", _text(options, cells, alarms, coverage))
    return 0


def _text(
    options: argparse.Namespace,
    cells: list[tuple[float, float]],
    alarms: Mapping[str, list[str]],
    coverage: Mapping[str, list[str]],
) -> str:
    heads = [f"{phi:g}, {missing:.0%} missing" if missing else f"{phi:g}" for phi, missing in cells]
    line = "| --- |" + " --: |" * len(cells)

    def table(title: str, rows: Mapping[str, list[str]]) -> str:
        lines = [f"| {title} | " + " | ".join(heads) + " |", line]
        return "\n".join([*lines, *(f"| {name} | " + " | ".join(found) + " |" for name, found in rows.items())])

    return TEXT.format(
        slope=SLOPE,
        series=options.series,
        months=options.years * MONTHS,
        seed=options.seed,
        version=version("pymannkendall"),
        peers=options.peer_series,
        error=np.sqrt(0.05 * 0.95 / options.series),
        peer_error=np.sqrt(0.05 * 0.95 / max(1, options.peer_series)),
        head="| Rejected at AR(1) of | " + " | ".join(heads) + " |",
        line=line,
        rows="\n".join(f"| {name} | " + " | ".join(found) + " |" for name, found in alarms.items()),
        covered=table("Interval holds the slope, AR(1) of", coverage),
    )


if __name__ == "__main__":
    raise SystemExit(main())
