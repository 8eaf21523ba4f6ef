"""``python -m benchmarks.bench_monitoring_trends``: trends of many series, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, Series, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Trends of many series

Made-up monthly series of 20 years, AR(1) noise of 0.3 with a trend. Almaden gives p, slope and interval of all series
at once, pymannkendall p and slope of one after the other, scipy p, slope and interval without seasons (kendalltau and
theilslopes). Each case is a fresh process on one core; {repetitions} repetitions, the median [smallest to largest].
Where two of them ask the same, their answers differ by {apart:.0e} at most.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | series | aim | series/s | wall s | processor s | MB |
| --- | --: | --: | --: | --: | --: | --: |
{rows}
"""
#: Name, program, series, aim in series per second.
CASES: Final = (
    ("almaden, default", "default", 20_000, "5,000"),
    ("almaden, hirsch-slack", "hirsch-slack", 20_000, "5,000"),
    ("almaden, seasonal-kendall", "seasonal-kendall", 20_000, "5,000"),
    ("almaden, mann-kendall (no seasons)", "mann-kendall", 2_000, ""),
    ("pymannkendall correlated_seasonal_test", "correlated_seasonal_test", 200, ""),
    ("pymannkendall seasonal_test", "seasonal_test", 500, ""),
    ("scipy kendalltau and theilslopes (no seasons)", "scipy", 500, ""),
)
#: Programs that ask the same, and what of it is compared. scipy takes p of tau otherwise.
PAIRS: Final = (
    ("hirsch-slack", "correlated_seasonal_test", ("p", "slope")),
    ("seasonal-kendall", "seasonal_test", ("p", "slope")),
    ("mann-kendall", "scipy", ("slope", "low")),
)
#: The answers are those of one calculation but for rounding.
SAME: Final = 1e-9


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_monitoring_trends", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {program: partial(child, "trend_cases", program, series=series) for _name, program, series, _aim in CASES}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    apart = max(_apart(found[ours], found[theirs], names) for ours, theirs, names in PAIRS)
    if apart > SAME:
        print(f"The programs disagree by {apart:.1e}", file=sys.stderr)
        return 1
    text = TEXT.format(
        repetitions=options.repetitions,
        apart=apart,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(
            f"| {name} | {series:,} | {aim} | {series / found[program].median('wall'):,.0f} "
            f"| {figures(found[program])} |"
            for name, program, series, aim in CASES
        ),
    )
    put(options.out, "trends", text)
    return 0


def _apart(ours: Series, theirs: Series, names: tuple[str, ...]) -> float:
    """Largest difference of the answers for the series that both have."""
    return max(float(np.abs(np.array(ours.answer[name]) - np.array(theirs.answer[name])).max()) for name in names)


if __name__ == "__main__":
    raise SystemExit(main())
