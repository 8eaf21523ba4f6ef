"""``python -m benchmarks.false_alarms_beyond``: false alarms beyond AR(1), and how many trends are found."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.trends.seasonal import Rule, seasonal_kendall
from benchmarks.false_alarms import MONTHS, made, peers, rejected, theirs
from benchmarks.processes import ROOT
from benchmarks.section import put

Floats = NDArray[np.float64]
YEARS: Final = 20

TEXT: Final = """\
| Noise without a trend, {series:,} series of 20 years each unless another length stands there | rejected |
| --- | --: |
{rows}
"""


def _white(random: np.random.Generator, series: int) -> Floats:
    return random.standard_normal((series, YEARS, MONTHS))


def _moving(random: np.random.Generator, series: int) -> Floats:
    noise = random.standard_normal((series, YEARS * MONTHS + 1))
    return (noise[:, 1:] + 0.6 * noise[:, :-1]).reshape(series, YEARS, MONTHS)


def _second_order(random: np.random.Generator, series: int) -> Floats:
    noise = random.standard_normal((series, YEARS * MONTHS + 60))
    for month in range(2, noise.shape[1]):
        noise[:, month] += 0.5 * noise[:, month - 1] + 0.2 * noise[:, month - 2]
    return noise[:, 60:].reshape(series, YEARS, MONTHS)


def _years_apart(random: np.random.Generator, series: int) -> Floats:
    return _white(random, series) + 0.5 * random.standard_normal((series, YEARS, 1))


def _long_memory(random: np.random.Generator, series: int) -> Floats:
    """Fractional noise with d = 0.3, by its moving average cut off after 50 years."""
    months, order = YEARS * MONTHS, 0.3
    lags = np.arange(1, 600)
    weights = np.concatenate([[1.0], np.cumprod((lags - 1 + order) / lags)])
    size = months + 2 * len(weights)
    noise = np.fft.rfft(random.standard_normal((series, months + len(weights))), size)
    made_of = np.fft.irfft(noise * np.fft.rfft(weights, size), size)
    return np.asarray(made_of[:, len(weights) : len(weights) + months].reshape(series, YEARS, MONTHS))


def _gap(phi: float) -> Callable[[np.random.Generator, int], Floats]:
    def series_of(_random: np.random.Generator, series: int) -> Floats:
        values = made(phi, 0.0, series, YEARS, seed=9).reshape(series, -1)
        values[:, 100:150] = np.nan
        return values.reshape(series, YEARS, MONTHS)

    return series_of


def _short(phi: float, years: int) -> Callable[[np.random.Generator, int], Floats]:
    return lambda _random, series: made(phi, 0.0, series, years, seed=9)


NOISE: Final[Mapping[str, Callable[[np.random.Generator, int], Floats]]] = {
    "AR(1) of 0, 4 years": _short(0.0, 4),
    "AR(1) of 0.6, 4 years": _short(0.6, 4),
    "AR(1) of 0, 10 years": _short(0.0, 10),
    "AR(1) of 0.6, 10 years": _short(0.6, 10),
    "AR(1) of 0.6 with one gap of 50 months": _gap(0.6),
    "MA(1) of 0.6": _moving,
    "AR(2) of 0.5 and 0.2": _second_order,
    "years that differ, by half of the spread of months": _years_apart,
    "Student's t with 3 degrees of freedom": lambda random, series: random.standard_t(3, (series, YEARS, MONTHS)),
    "lognormal, AR(1) of 0.6": lambda _random, series: np.exp(made(0.6, 0.0, series, YEARS, seed=9)),
    "rounded to steps of half a standard deviation": lambda random, series: np.round(2 * _white(random, series)) / 2,
    "long memory, d = 0.3": _long_memory,
}


def _row(phi: float, count: int) -> Callable[[int], Floats]:
    return lambda series: made(phi, 0.0, series, 4, seed=9).reshape(series, -1, 1)[:, :count]


#: Series without seasons: the rule that they get, and how they are made.
ROWS: Final[Mapping[str, tuple[Rule, Callable[[int], Floats]]]] = {
    "24 months, AR(1) of 0": ("ar1", _row(0.0, 24)),
    "24 months, AR(1) of 0.3": ("ar1", _row(0.3, 24)),
    "24 months, AR(1) of 0.6": ("ar1", _row(0.6, 24)),
    "20 years, one value each, AR(1) of 0": ("independent", _row(0.0, 20)),
    "20 years, one value each, AR(1) of 0.3": ("independent", _row(0.3, 20)),
}


#: Rules whose power is told.
COMPARED: Final[tuple[Rule, ...]] = ("default", "hirsch-slack")
POWER: Final = """\
Share of {series} series of 20 years with a trend that are called one; season is a cosine of amplitude 2, slope and
amplitude are in standard deviations of the noise.

| AR(1), slope a year, season | default | hirsch-slack | pymannkendall pre_whitening |
| --- | --: | --: | --: |
{rows}
"""


def power(series: int) -> str:
    """How many trends are found, without and with a season."""
    season = 2 * np.cos(2 * np.pi * np.arange(MONTHS) / MONTHS)
    rows = []
    for phi, slope in ((0.0, 0.05), (0.6, 0.05), (0.6, 0.1)):
        values = made(phi, 0.0, series, YEARS, seed=8) + slope * np.arange(YEARS)[None, :, None]
        for name, one in (("none", values), ("with", values + season)):
            ours = " | ".join(f"{rejected(seasonal_kendall(one, rule=rule)):.3f}" for rule in COMPARED)
            rows.append(f"| {phi:g}, {slope:g}, {name} | {ours} | {theirs(one, peers()['pre_whitening'])[0]:.3f} |")
    return POWER.format(series=series, rows="\n".join(rows))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.false_alarms_beyond", description=__doc__)
    parser.add_argument("--series", type=int, default=5_000)
    parser.add_argument("--power-series", type=int, default=500)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "explanation" / "trends.md")
    options = parser.parse_args()
    rows = []
    for name, series_of in NOISE.items():
        values = series_of(np.random.default_rng(9), options.series)
        rows.append(f"| {name} | {rejected(seasonal_kendall(values)):.3f} |")
    for name, (rule, row_of) in ROWS.items():
        rows.append(f"| {name} | {rejected(seasonal_kendall(row_of(options.series), rule=rule)):.3f} |")
    put(options.out, "false_alarms_beyond", TEXT.format(series=options.series, rows="\n".join(rows)))
    put(options.out, "trend_power", power(options.power_series))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
