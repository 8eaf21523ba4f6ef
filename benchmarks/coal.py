"""``python -m benchmarks.coal --tracker FILE``: coal-fired units, into docs/benchmarks.md.

The tracker of coal plants is not part of the package. mcerp and monaco come with the extra ``bench``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.machine import machine_words, package_versions
from benchmarks.processes import ROOT, Series, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Coal-fired units

The tracker of July 2024 of Global Energy Monitor: 14,004 units, of which 6,525 operate. Everything that it does not
tell is filled, with ranges, so that most units have several control trains that they may have. Each case is a fresh
process; the time is that of the computation, without loading and what comes before it. The whole fleet and the
ranking are measured {large}, the rest {repetitions} times; the median [smallest to largest].

Machine: {machine}. Load (1 minute) before and after:
{load}: where that is above 2, other work shared the cores; processor time is the steadier measure then, and
even that is longer than on a quiet machine. Versions: {versions}.

| case | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{cases}

With two processes the memory is the sum over the three, an upper bound; their processor time, parted between two
cores that do nothing else, is {half:.0f} s. A page of the workbench, all methods, limits
and fates of a unit at 10,000 draws, took {median:.0f} ms in the median of {workbench} units and {highest:.0f} ms at
most (aim: 50 ms).

### Beside other programs

Every tenth unit of the tracker at 10,000 draws, beside the same model written straight down with numpy: the same
numbers, drawn at random in place of a Latin hypercube, with ranges of each unit by the chain of devices and by every
measured total. Almaden also gives the ranges for output, for the coal and for remaining lives. The ends of the ranges
differ by {unit_ends:.1%} in the median of units and by {world_ends:.1%} for the world, which is the sampling error.
For one made-up unit with one train, mcerp keeps numbers as objects, monaco calls a function for each draw. pandas
reads the cells of the tracker; Almaden also checks each row and makes a record of it.

| case | program | wall s | processor s | MB |
| --- | --- | --: | --: | --: |
{peers}
"""

EVERY: Final = 10
SOME: Final = 300
DRAWS: Final = 10_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coal", description=__doc__)
    parser.add_argument("--tracker", type=Path, required=True)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--large", type=int, default=1, help="repetitions of the whole fleet")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    os.environ["ALMADEN_BENCH_TRACKER"] = str(options.tracker.resolve())
    before = os.getloadavg()[0]
    found = measured(options.repetitions, options.large)
    units, world = differences(found)
    if world > 0.05 or units > 0.05:
        print(f"The programs disagree: units by {units:.1%}, world by {world:.1%}", file=sys.stderr)
        return 1
    pages = found["workbench"]
    versions = (f"{name} {version}" for name, version in package_versions().items() if version)
    text = TEXT.format(
        large="once" if options.large == 1 else f"{options.large} times",
        repetitions=options.repetitions,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        versions=", ".join(versions),
        half=found["fleet, 2"].median("cpu") / 2.0,
        cases="\n".join(f"| {name} | {aim} | {figures(found[key])} |" for name, aim, key in CASES),
        peers="\n".join(f"| {case} | {program} | {figures(found[key])} |" for case, program, key in PEERS),
        median=statistics.median(sample.answer["median"] for sample in pages.samples),
        highest=max(sample.answer["highest"] for sample in pages.samples),
        workbench=pages.answer["units"],
        unit_ends=units,
        world_ends=world,
    )
    put(options.out, "coal", text)
    return 0


CASES: Final = (
    ("reading the workbook", "3 s", "read"),
    ("filling what is not told", "", "fill"),
    ("values of record of all units, all methods", "1 s", "points"),
    ("ranges at 10,000 draws of all units, countries and the world, all methods; one process", "", "fleet, 1"),
    ("the same in two processes", "20 s, 1 GB", "fleet, 2"),
    ("ranking the 6,525 units that operate, 10,000 draws", "bounded memory", "rank"),
)
PEERS: Final = (
    ("every tenth unit", "almaden, one process", "some"),
    ("every tenth unit", "numpy by hand", "some, by hand"),
    ("one unit, one train", "almaden", "unit"),
    ("one unit, one train", "mcerp", "unit, mcerp"),
    ("one unit, one train", "monaco", "unit, monaco"),
    ("reading", "almaden", "read"),
    ("reading", "pandas with calamine", "read, pandas"),
)


def measured(repetitions: int, large: int) -> dict[str, Series]:
    """All cases; those of one table take turns."""
    case = partial(child, "coal_cases", draws=DRAWS)
    small = {name: partial(case, name) for name in ("read", "read, pandas", "fill", "points")}
    small |= {name: partial(case, name) for name in ("unit", "unit, mcerp", "unit, monaco")}
    small["workbench"] = partial(case, "workbench", every=SOME)
    small["some"] = partial(case, "fleet", every=EVERY)
    small["some, by hand"] = partial(case, "fleet, by hand", every=EVERY)
    whole = {f"fleet, {workers}": partial(case, "fleet", workers=workers) for workers in (1, 2)}
    whole["rank"] = partial(case, "rank")
    found = interleaved(whole, large, lambda text: print(text, file=sys.stderr))
    return found | interleaved(small, repetitions, lambda text: print(text, file=sys.stderr))


def differences(found: Mapping[str, Series]) -> tuple[float, float]:
    """How far the ends of ranges are apart, relative: the median of units, and the larger of the world's two."""
    ours, theirs = found["some"].answer, found["some, by hand"].answer
    units = [
        abs(own - other) / other
        for name, ends in theirs["units"].items()
        for own, other in zip(ours["units"][name], ends, strict=True)
        if other
    ]
    world = [abs(own - other) / other for own, other in zip(ours["world"], theirs["world"], strict=True)]
    return statistics.median(units), max(world)


if __name__ == "__main__":
    raise SystemExit(main())
