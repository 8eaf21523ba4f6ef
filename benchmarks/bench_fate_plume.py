"""``python -m benchmarks.bench_fate_plume``: a year of hours at many receptors, into docs/benchmarks.md."""

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
## The air around a stack

A made-up stack and a made-up year of {hours:,} hours at {receptors:,} receptors of a square of 20 km. Almaden gives
mean by species, highest hour, dry and wet deposition, with what the plume loses on its way; the plain loop gives the
mean without loss, with the same plume in every hour at every receptor. Each case is a fresh process; {repetitions}
repetitions, the median [smallest to largest]. Without loss the sums of the means differ by {apart:.0e}: that is what
lies beyond 4.5 spreads beside the axis.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{rows}
"""
#: Key, name, program, options, aim in seconds.
CASES: Final[tuple[tuple[str, str, str, dict[str, float], str], ...]] = (
    ("any", "almaden, directions of any degree", "almaden", {}, "5"),
    ("whole", "almaden, directions in whole degrees", "almaden", {"whole": 1.0}, "5"),
    ("percentiles", "almaden, whole degrees, with a percentile", "almaden", {"whole": 1.0, "percentiles": 1.0}, ""),
    ("lossless", "almaden, any degree, without loss", "lossless", {}, ""),
    ("plain", "a plain loop over hours, without loss", "plain", {}, ""),
)
#: What the cut may leave out of the sum.
CUT: Final = 1e-4


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_fate_plume", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a small case, to see whether everything runs")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    hours, side = (500, 30) if options.quick else (8760, 100)
    before = os.getloadavg()[0]
    tasks = {
        key: partial(child, "fate_plume_cases", program, hours=hours, side=side, **more)
        for key, _name, program, more, _aim in CASES
    }
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    ours, plain = (found[key].answer["mean"] for key in ("lossless", "plain"))
    apart = abs(ours - plain) / plain
    if apart > CUT:
        print(f"The programs disagree by {apart:.1e}", file=sys.stderr)
        return 1
    text = TEXT.format(
        hours=hours,
        receptors=side * side,
        repetitions=options.repetitions,
        apart=apart,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(f"| {name} | {aim} | {figures(found[key])} |" for key, name, _program, _more, aim in CASES),
    )
    put(options.out, "plume", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
