"""``python -m benchmarks.bench_gold_areas --areas FOLDER``: polygons of mined land, into docs/benchmarks.md.

The layers of Amazon Mining Watch are not part of the package. geopandas comes with the extra ``bench``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Mined land by country and year

Three layers of Amazon Mining Watch (2018, 2024, third quarter of 2025): 13,456 polygons, cut by the borders of nine
countries, from the files to the sums. Each run is a fresh process, {repetitions} times; the median
[smallest to largest], without loading the programs. Almaden also checks every polygon, mends those that cross
themselves and leaves out those that stand there twice.

Machine: {machine}. Load (1 minute) before and after: {load}. Versions: {versions}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{rows}

The {count} sums differ by {sums:.2g} ha at most, and by {total:.2g} ha in all of {whole:,.0f} ha: {why}
"""
WHY: Final = (
    "where the borders of Venezuela and Guyana overlap, geopandas counts land for both; Almaden shares it between them."
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_gold_areas", description=__doc__)
    parser.add_argument("--areas", type=Path, required=True)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    os.environ["ALMADEN_BENCH_AREAS"] = str(options.areas.resolve())
    before = os.getloadavg()[0]
    tasks = {program: partial(child, "gold_areas_cases", program) for program in ("almaden", "geopandas")}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    ours, theirs = (found[program].answer["areas"] for program in tasks)
    worst, whole = differences(ours, theirs)
    if worst > 1.0:
        print(f"The programs disagree by {worst:.3g} ha", file=sys.stderr)
        return 1
    rows = (
        f"| {program} | {'5 s' if program == 'almaden' else ''} | {figures(one)} |" for program, one in found.items()
    )
    text = TEXT.format(
        repetitions=options.repetitions,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        versions=", ".join(f"{name} {version(name)}" for name in ("shapely", "geopandas")),
        rows="\n".join(rows),
        count=len(ours),
        sums=worst,
        total=abs(sum(ours.values()) - sum(theirs.values())),
        whole=whole,
        why=WHY,
    )
    put(options.out, "gold_areas", text)
    return 0


def differences(ours: Mapping[str, float], theirs: Mapping[str, float]) -> tuple[float, float]:
    """The largest difference of a sum, and the sum of all; a sum that one program lacks counts as nothing there."""
    names = {*ours, *theirs}
    return max(abs(ours.get(name, 0.0) - theirs.get(name, 0.0)) for name in names), sum(ours.values())


if __name__ == "__main__":
    raise SystemExit(main())
