"""``python -m benchmarks.bench_monitoring_qc``: quality control of many hourly rows, into docs/benchmarks.md."""

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
## Quality control of observations

{rows:,} made-up hourly values of gaseous mercury at {series} stations, with gaps, spikes and missing values, already in
arrays. Almaden uses all automatic rules that need no diagnostics: range by class of site, spikes against the median and
the median absolute deviation of 24 hours, stuck values, duplicates, overlaps, gaps, unit, dates, zeros, lognormal
outliers; and keeps {marks:,} marks. pandas and polars only filter by flag and range, which keeps the same
{inside:,} rows in all three. Each case is a fresh process; {repetitions} repetitions, the median [smallest to largest].
Beyond its input Almaden took {beyond:.0f} MB at the peak.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{table}
"""
PROGRAMS: Final = (("almaden", "5 s, 500 MB beyond input"), ("pandas", "filter only"), ("polars", "filter only"))
ROWS: Final = 10_000_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_monitoring_qc", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {name: partial(child, "monitoring_qc_cases", name, rows=ROWS) for name, _aim in PROGRAMS}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    answers = {name: one.answer for name, one in found.items()}
    if len({answer["inside"] for answer in answers.values()}) != 1:
        print(f"The programs disagree: {answers}", file=sys.stderr)
        return 1
    ours = answers["almaden"]
    text = TEXT.format(
        rows=ROWS,
        series=ours["series"],
        marks=sum(ours["marks"].values()),
        inside=ours["inside"],
        repetitions=options.repetitions,
        beyond=ours["beyond_megabytes"],
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(f"| {name} | {aim} | {figures(found[name])} |" for name, aim in PROGRAMS),
    )
    put(options.out, "monitoring_qc", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
