"""``python -m benchmarks``: measure everything and write docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks import answers, commands, plan, report
from benchmarks.processes import ROOT, interleaved


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="small cases, to see whether everything runs")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    size = plan.QUICK if options.quick else plan.FULL
    load = os.getloadavg()[0]
    with commands.scratch() as folder:
        cases = {
            "sources": plan.sources_tasks(size),
            "countries": plan.countries_tasks(size),
            "curve": plan.curve_tasks(size),
            "commands": plan.commands_tasks(Path(folder)),
        }
        found = {}
        for name, tasks in cases.items():
            print(name, file=sys.stderr)
            # The first of each compiles and fills the file cache; it is not counted.
            interleaved(dict([next(iter(tasks.items()))]), 1, lambda text: None)
            found[name] = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    faults = [*answers.sources_faults(found["sources"]), *answers.countries_faults(found["countries"])]
    if faults and not options.quick:
        print("The programs disagree, so no time is told:", *faults, sep="\n  ", file=sys.stderr)
        return 1
    report.write(options.out, report.page(found, size, options.repetitions, (load, os.getloadavg()[0])))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
