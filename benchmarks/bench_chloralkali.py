"""``python -m benchmarks.bench_chloralkali``: conversions of chlor-alkali plants, into docs/benchmarks.md."""

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
## Conversion of chlor-alkali plants

100 made-up plants in four countries, 10,000 draws of every uncertain number: net present value, payback, internal
rate, levelised cost and break-even price, each with its range, and the sum of all. Beside it the same model written
straight down with numpy: savings discounted year by year, the internal rate of each draw by halving. Almaden also
gives what decides (26 inputs at both ends) and the years of cash. Each case is a fresh process; {repetitions}
repetitions, the median [smallest to largest]. The ends of the range of the sum differ by {ends:.1%}, which is the
sampling error.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{rows}
"""
PROGRAMS: Final = (("almaden", "1 s"), ("numpy by hand", ""))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_chloralkali", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {name: partial(child, "chloralkali_cases", name, plants=100, draws=10_000) for name, _aim in PROGRAMS}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    ours, theirs = found["almaden"].answer["npv"], found["numpy by hand"].answer["npv"]
    ends = max(abs(own - other) for own, other in zip(ours, theirs, strict=True)) / (theirs[1] - theirs[0])
    if ends > 0.05:
        print(f"The programs disagree by {ends:.1%}", file=sys.stderr)
        return 1
    text = TEXT.format(
        repetitions=options.repetitions,
        ends=ends,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(f"| {name} | {aim} | {figures(found[name])} |" for name, aim in PROGRAMS),
    )
    put(options.out, "chloralkali", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
