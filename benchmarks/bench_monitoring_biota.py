"""``python -m benchmarks.bench_monitoring_biota``: synthesis of tissue samples, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Synthesis of tissue samples

800,000 made-up samples of 120 species in 7 regions from 1,500 studies: of each species and region the geometric mean
over studies by random effects with its interval, {groups} groups. pandas by hand gives the means alone; the two differ
by {apart:.0e} at most. With a tenth below detection Almaden fits what was not detected, study by study. Each case is a
fresh process; {repetitions} repetitions, the median [smallest to largest].

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | wall s | processor s | MB |
| --- | --: | --: | --: |
{rows}
"""
#: Name, program, share below detection.
CASES: Final = (
    ("almaden", "almaden", 0.0),
    ("almaden, a tenth below detection", "almaden", 0.1),
    ("pandas", "pandas", 0.0),
)
#: The answers are those of one calculation but for rounding.
SAME: Final = 1e-9


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_monitoring_biota", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {
        name: partial(child, "monitoring_biota_cases", program, samples=800_000, below=below)
        for name, program, below in CASES
    }
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    ours, theirs = (np.array(found[name].answer["mean"]) for name in ("almaden", "pandas"))
    apart = float(np.abs(ours / theirs - 1).max())
    if apart > SAME:
        print(f"The programs disagree by {apart:.1e}", file=sys.stderr)
        return 1
    text = TEXT.format(
        repetitions=options.repetitions,
        groups=found["almaden"].answer["groups"],
        apart=apart,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(f"| {name} | {figures(found[name])} |" for name, _program, _below in CASES),
    )
    put(options.out, "monitoring_biota", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
