"""``python -m benchmarks.bench_fate_gridding``: points and fields on a grid, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.fate_gridding_cases import PROGRAMS
from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Emissions on a grid

{points:,} made-up points put onto 0.25 degree (1,440 x 720 cells). Almaden also refuses points that are off the globe and
amounts that are negative, and puts points at the poles and on both sides of the date line into one cell each; the plain
lines of numpy check nothing. The last line puts a field of 0.25 degree on 5 degrees by area. Each case is a fresh process;
{repetitions} repetitions, the median [smallest to largest]. The totals differ from what was given by {differ:.1e}.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{table}
"""
AIMS: Final = {"almaden": "2 x bincount"}
POINTS: Final = 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_fate_gridding", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {name: partial(child, "fate_gridding_cases", name, points=POINTS) for name in PROGRAMS}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    answers = [one.answer for one in found.values()]
    differ = max(abs(one["total"] - one["given"]) / one["given"] for one in answers)
    gridded = [one["first"] for one in answers[:3]]
    if differ > 1e-12 or max(gridded) - min(gridded) > 1e-9 * gridded[0]:
        print(f"The programs disagree: {answers}", file=sys.stderr)
        return 1
    text = TEXT.format(
        points=POINTS,
        repetitions=options.repetitions,
        differ=differ,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(f"| {name} | {AIMS.get(name, '')} | {figures(one)} |" for name, one in found.items()),
    )
    put(options.out, "fate_gridding", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
