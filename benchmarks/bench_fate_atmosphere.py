"""``python -m benchmarks.bench_fate_atmosphere``: the atmosphere on coarse and fine grids, into docs/benchmarks.md."""

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
## The atmosphere

Three layers and three species on the globe. *Build* makes the operator, factorises it and answers one emission of the
world; *sources* are 200 cells with all three species, each with its masses and deposition, and their matrix with all
receptors; *footprint* is one receptor, once factorised; *regions* is the matrix of the 17 regions from nothing;
*members* are 200 members of the ensemble with the 17 regions as sources, in one process or in two. The
last two rows factorise the coupled system of Hg0 and Hg2+ in two orderings. What is emitted comes down to {closure:.0e}
everywhere. Each case is a fresh process; {repetitions} repetitions, the median [smallest to largest].

Machine: {machine}. Load (1 minute) before and after: {load}.

| case | side of cells | unknowns | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: | --: | --: |
{rows}

The factors hold {filled:.1f} million numbers by minimum degree and {usual:.1f} million in the usual ordering.

From 5 to 2.5 degrees the cells of the matrix of the 17 regions change at most by: {changes}.
For what falls near its source the size of the cells matters: a coarse cell spreads it at once.
"""
#: The ensemble on as many processes as its aim is told for.
TWO: Final = "members, two processes"
#: Name, program, side of the cells, what is asked for.
CASES: Final = (
    ("build", "build", 5.0, "2 s"),
    ("build", "build", 4.0, ""),
    ("build", "build", 3.0, ""),
    ("build", "build", 2.5, ""),
    ("build", "build", 2.0, "30 s, 4 GB"),
    ("sources", "sources", 5.0, "3 s"),
    ("footprint", "footprint", 5.0, "0.1 s"),
    ("footprint", "footprint", 2.0, ""),
    ("regions", "regions", 5.0, ""),
    ("regions", "regions", 2.5, ""),
    ("members", "members", 5.0, ""),
    (TWO, "members", 5.0, "5 min"),
    ("minimum degree", "minimum degree", 5.0, ""),
    ("usual ordering", "colamd", 5.0, ""),
)
#: What is lost must be round-off.
SAME: Final = 1e-10


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_fate_atmosphere", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {
        f"{name}|{step:g}": partial(child, "fate_atmosphere_cases", program, step=step, workers=2 if name == TWO else 1)
        for name, program, step, _aim in CASES
    }
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    closure = max(one.answer["closure"] for one in found.values())
    if closure > SAME:
        print(f"Mercury is lost: {closure:.1e}", file=sys.stderr)
        return 1
    text = TEXT.format(
        closure=closure,
        repetitions=options.repetitions,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(
            f"| {name} | {step:g}° | {9 * round(180 / step) * round(360 / step):,} | {aim} "
            f"| {figures(found[f'{name}|{step:g}'])} |"
            for name, _program, step, aim in CASES
        ),
        filled=found["minimum degree|5"].answer["filled"] / 1e6,
        usual=found["usual ordering|5"].answer["filled"] / 1e6,
        changes=changes(found["regions|5"], found["regions|2.5"]),
    )
    put(options.out, "fate_atmosphere", text)
    return 0


def changes(coarse: Series, fine: Series) -> str:
    """The largest relative change of a matrix, as emitted and by species."""
    kinds = [("as emitted", np.array(coarse.answer["mixed"]), np.array(fine.answer["mixed"]))]
    shares = np.array(coarse.answer["shares"]), np.array(fine.answer["shares"])
    kinds += [(name, shares[0][at], shares[1][at]) for at, name in enumerate(("Hg0", "Hg2+", "particles"))]
    return ", ".join(f"{name} {np.abs(new / old - 1).max():.0%}" for name, old, new in kinds)


if __name__ == "__main__":
    raise SystemExit(main())
