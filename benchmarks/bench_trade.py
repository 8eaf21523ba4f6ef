"""``python -m benchmarks.bench_trade``: mirror statistics of trade, into docs/benchmarks.md."""

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
## Mirror statistics of trade

{rows:,} lines of made-up trade in mercury as UN Comtrade writes them, 1988 to 2023, all countries: from the file to the
gap of {pairs:,} pairs and years. Beside it the same gaps by read_csv, groupby and merge of pandas. Almaden also checks
every line, compares unit prices and repairs weights, takes off what the turn of the year and hubs explain, weighs
reporters, flags flows at a stated rate of false alarms, and gives signs of hidden trade for each country with ranges.
Each case is a fresh process; {repetitions} repetitions, the median [smallest to largest]. The sums of the gaps differ
by {differ:.1e}.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{table}
"""
PROGRAMS: Final = (("almaden", "10 s, 1,000 MB"), ("pandas", ""))
ROWS: Final = 2_000_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_trade", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {name: partial(child, "trade_cases", name, rows=ROWS) for name, _aim in PROGRAMS}
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    ours, theirs = found["almaden"].answer, found["pandas"].answer
    differ = abs(ours["gap_t"] - theirs["gap_t"]) / theirs["gap_t"]
    if ours["pairs"] != theirs["pairs"] or ours["repaired"] or differ > 1e-9:
        print(f"The programs disagree: {ours}, {theirs}", file=sys.stderr)
        return 1
    text = TEXT.format(
        rows=ROWS,
        pairs=ours["pairs"],
        repetitions=options.repetitions,
        differ=differ,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(f"| {name} | {aim} | {figures(found[name])} |" for name, aim in PROGRAMS),
    )
    put(options.out, "trade", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
