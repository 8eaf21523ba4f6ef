"""``python -m benchmarks.bench_fate_boxmodel``: box models of the globe and ensembles, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, Series, child, interleaved
from benchmarks.section import put

TEXT: Final = """\
## Box models of the globe

The seven boxes of Amos and others (2014) from 2000 BC to the end of 2008 with yearly emissions and rivers, without
the error of a step; the six boxes of Selin (2014) over {selin} years beside scipy's odeint; the spin-up of the seven
boxes, {steps:,} steps, beside a plain Euler loop; and {members:,} members of the ten boxes of Geyman and others (2025)
from 2000 BC to 2300, held against what is known, of which {kept:,} fit. Each case is a fresh process, measured after
loading; {repetitions} repetitions, the median [smallest to largest]. The results were compared first: odeint, with the
tolerance that it has by itself, is {odeint:.0e} away, and the loop {loop:.0e}.

Machine: {machine}. Load (1 minute) before and after: {load}.

| case | program | aim | wall | processor | MB |
| --- | --- | --: | --: | --: | --: |
{rows}
"""
#: Key of a case, what it is, the program.
CASES: Final = (
    ("record", "seven boxes, 2000 BC to 2008", "almaden", "5 ms"),
    ("selin", "six boxes, constant emission", "almaden", ""),
    ("odeint", "six boxes, constant emission", "scipy odeint", ""),
    ("spin-up", "spin-up of seven boxes", "almaden", ""),
    ("loop", "spin-up of seven boxes", "plain Euler loop", ""),
    ("ensemble", "ensemble to 2300", "almaden", "20 s, 1,000 MB"),
)
#: How far other programs may be from ours: odeint by its tolerance, the loop by the rounding of its steps.
MOST_APART: Final = {"odeint": 1e-5, "loop": 1e-9}
FIRST: Final = 2012


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_fate_boxmodel", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a small case, to see whether everything runs")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    last, steps, members = (2020, 3_000, 1_000) if options.quick else (2050, 300_000, 10_000)
    sizes = {"record": 2008, "selin": last, "odeint": last, "spin-up": steps, "loop": steps, "ensemble": members}
    before = os.getloadavg()[0]
    tasks = {key: partial(child, "fate_boxmodel_cases", key, size=sizes[key]) for key, *_rest in CASES}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    apart = {other: _apart(found, ours, other) for ours, other in (("selin", "odeint"), ("spin-up", "loop"))}
    wrong = {key: value for key, value in apart.items() if not value <= MOST_APART[key]}
    if wrong:
        print(f"The programs disagree: {wrong}", file=sys.stderr)
        return 1
    text = TEXT.format(
        selin=last - FIRST,
        steps=steps,
        members=members,
        kept=found["ensemble"].answer["kept"],
        repetitions=options.repetitions,
        odeint=apart["odeint"],
        loop=apart["loop"],
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(
            f"| {name} | {program} | {aim} | {_time(found[key], 'wall')} | {_time(found[key], 'cpu')} | "
            f"{found[key].median('megabytes'):,.0f} |"
            for key, name, program, aim in CASES
        ),
    )
    put(options.out, "boxmodel", text)
    return 0


def _apart(found: Mapping[str, Series], ours: str, other: str) -> float:
    """Largest relative difference of the last masses of two programs."""
    pairs = zip(found[ours].answer["masses"], found[other].answer["masses"], strict=True)
    return float(max(abs(one - two) / abs(one) for one, two in pairs))


def _time(series: Series, name: str) -> str:
    """Median and range in seconds, or in milliseconds below a tenth of a second."""
    median, ends = series.median(name), series.spread(name)
    if median < 0.1:
        return f"{1e3 * median:.2f} [{1e3 * ends[0]:.2f} to {1e3 * ends[1]:.2f}] ms"
    return f"{median:.2f} [{ends[0]:.2f} to {ends[1]:.2f}] s"


if __name__ == "__main__":
    raise SystemExit(main())
