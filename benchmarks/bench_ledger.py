"""``python -m benchmarks.bench_ledger``: a mass ledger of a million entries, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Mass ledger

{count:,} made-up entries of {operators:,} operators who recover, merge, split and lose mercury and sell to one who
collects it. Asked for: the balance of a lot and the origins of its mercury, of an operator's own lot ({origins:,}
openings behind it) and of the collector's ({hub_origins:,}, from everybody). Almaden tells the share of each origin,
from the store (SQLite on disk) or in memory; for the collector's lot it reads every entry of the store once. Plain
SQLite in memory and pandas find the same balance and the same openings without shares. Making the ledger is not in the
time. Each case is a fresh process; {repetitions} repetitions, the median [smallest to largest].

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{rows}
"""
CASES: Final = ("almaden, store", "almaden, in memory", "SQLite by hand", "pandas by hand")
AIMS: Final = {"almaden, store, a lot": "1 s", "almaden, in memory, a lot": "1 s"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_ledger", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="almaden-bench-") as folder:
        os.environ |= {"ALMADEN_HOME": folder, "ALMADEN_DATABASE_URL": "", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        subprocess.run([sys.executable, "-m", "benchmarks.ledger_cases", str(options.count)], cwd=ROOT, check=True)
        return measure(options.count, options.repetitions, options.out)


def measure(count: int, repetitions: int, out: Path) -> int:
    """Let all programs answer, compare what they say, and write it down."""
    before = os.getloadavg()[0]
    names = [f"{case}, {lot}" for lot in ("a lot", "the hub") for case in CASES]
    tasks = {name: partial(child, "ledger_cases", name, count=count) for name in names}
    found = interleaved(tasks, repetitions, lambda text: print(text, file=sys.stderr))
    for lot in ("a lot", "the hub"):
        answers = [dict(found[f"{case}, {lot}"].answer) for case in CASES]
        if any(one != answers[0] for one in answers):
            print(f"The programs disagree: {answers}", file=sys.stderr)
            return 1
    text = TEXT.format(
        count=count,
        operators=count // 1_000,
        origins=found["almaden, store, a lot"].answer["origins"],
        hub_origins=found["almaden, store, the hub"].answer["origins"],
        repetitions=repetitions,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(f"| {name} | {AIMS.get(name, '')} | {figures(found[name])} |" for name in names),
    )
    put(out, "ledger", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
