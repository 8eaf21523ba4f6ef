"""``python -m benchmarks.bench_monitoring_averages``: monthly means of hourly values, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Monthly means of hourly values

Ten made-up years of hourly values of {stations} stations, {rows:,} rows, one in twelve of them invalid: of
{months:,} months mean, standard deviation, smallest and largest value and whether enough was measured. The values lie
in memory, in arrays, in a table of DuckDB, in frames of pandas and polars. Almaden judges a month by those of its days
that have 18 hours, weighs by time and looks for overlaps; DuckDB judges by days in one of its two rows; the others
count the hours of the month. Each case is a fresh process that was asked once before the clock started; {repetitions}
repetitions, the median [smallest to largest]. Weighted sums of the answers differ by {differ:.0e} at most.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{table}
"""
PROGRAMS: Final = (
    ("almaden", "twice the time of DuckDB"),
    ("duckdb", ""),
    ("duckdb-by-days", ""),
    ("polars", ""),
    ("pandas", ""),
)
STATIONS: Final = 100
#: The answers are those of one calculation but for rounding.
SAME: Final = 1e-9


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_monitoring_averages", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {name: partial(child, "monitoring_averages_cases", name, stations=STATIONS) for name, _aim in PROGRAMS}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    answers = {name: found[name].answer for name, _aim in PROGRAMS}
    ours = answers["almaden"]
    differ = max(
        abs(theirs / own - 1)
        for answer in answers.values()
        for own, theirs in zip(ours["sums"], answer["sums"], strict=True)
    )
    months = {answer["months"] for answer in answers.values()}
    if differ > SAME or len(months) > 1 or ours["enough"] != answers["duckdb-by-days"]["enough"]:
        print(f"The programs disagree: {answers}", file=sys.stderr)
        return 1
    text = TEXT.format(
        stations=STATIONS,
        rows=STATIONS * 87_600,
        months=ours["months"],
        repetitions=options.repetitions,
        differ=differ,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(f"| {name} | {aim} | {figures(found[name])} |" for name, aim in PROGRAMS),
    )
    put(options.out, "monitoring_averages", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
