"""``python -m benchmarks.bench_monitoring_ebas``: reading files of EBAS, into docs/benchmarks.md."""

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
## Reading files of EBAS

{files} made-up station-years of hourly mercury as EBAS writes them (NASA Ames 1001), {rows:,} rows: from the files to
observations. Beside it read_csv of pandas for the same numbers, with times reckoned from day zero. Almaden also
understands every flag, keeps the value, unit and flag as they were written, and looks for codes of missing values,
mistaken units, rows and times that stand twice and times that cannot be. Each case is a fresh process;
{repetitions} repetitions, the median [smallest to largest]. The sums of the valid values differ by {differ:.1e}.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{table}
"""
PROGRAMS: Final = (("almaden", "10 s"), ("pandas", ""))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_monitoring_ebas", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {name: partial(child, "monitoring_ebas_cases", name, files=options.files) for name, _aim in PROGRAMS}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    ours, theirs = found["almaden"].answer, found["pandas"].answer
    differ = abs(ours["sum"] - theirs["sum"]) / theirs["sum"]
    if ours["rows"] != theirs["rows"] or ours["last"] != theirs["last"] or differ > 1e-9:
        print(f"The programs disagree: {ours}, {theirs}", file=sys.stderr)
        return 1
    text = TEXT.format(
        files=options.files,
        rows=ours["rows"],
        repetitions=options.repetitions,
        differ=differ,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(f"| {name} | {aim} | {figures(found[name])} |" for name, aim in PROGRAMS),
    )
    put(options.out, "monitoring_ebas", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
