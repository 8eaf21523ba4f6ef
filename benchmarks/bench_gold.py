"""``python -m benchmarks.bench_gold``: small-scale gold mining of a country, into docs/benchmarks.md."""

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
## Small-scale gold mining of a country

10,000 made-up sites in 50 strata, 5,000 processing units, 1,000 traders and the national balance: gold by four routes,
put together and tested for disagreement, and the mercury of two practices by region and pathway, with 10,000 draws.
Beside it what a script does: the sites of each stratum resampled 10,000 times with numpy, the routes averaged by the
inverse of their variances, one ratio for each practice. Each case is a fresh process; {repetitions} repetitions, the
median [smallest to largest]. The values of all gold differ by {values:.1%}, the widths of its range by {widths:.0%}.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{rows}
"""
PROGRAMS: Final = (("almaden", "5 s, 1,000 MB"), ("numpy by hand", ""))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_gold", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {name: partial(child, "gold_cases", name, sites=10_000, draws=10_000) for name, _aim in PROGRAMS}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    ours, theirs = found["almaden"].answer["all"], found["numpy by hand"].answer["all"]
    values = abs(ours[0] / theirs[0] - 1.0)
    widths = abs((ours[2] - ours[1]) / (theirs[2] - theirs[1]) - 1.0)
    if values > 0.02 or widths > 0.5:
        print(f"The programs disagree: values by {values:.1%}, widths by {widths:.0%}", file=sys.stderr)
        return 1
    text = TEXT.format(
        repetitions=options.repetitions,
        values=values,
        widths=widths,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(f"| {name} | {aim} | {figures(found[name])} |" for name, aim in PROGRAMS),
    )
    put(options.out, "gold", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
