"""``python -m benchmarks.bench_monitoring_archive``: questions to 100 million observations, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.archive_cases import expected
from benchmarks.archive_fill import HOURS, NETWORKS, YEARS, sites_of
from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## A large archive of observations

{rows:,} made-up hourly values of {sites} sites in {files} files ({gigabytes:.1f} GB), written in {filled:.0f} s. Each
question is asked in a fresh process that has asked one small question before, of the public's view; {repetitions}
repetitions, the median [smallest to largest]. The memory is that of the whole process.

Machine: {machine}. Load (1 minute) before and after: {load}.

| question | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: |
{table}
"""
AIMS: Final = {
    "site-year": "0.05 s",
    "decade for a plot": "1 s",
    "decade as arrays": "",
    "what there is": "1 s",
    "monthly means": "10 s, 1,000 MB",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_monitoring_archive", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000_000)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--scratch", type=Path, help="a folder with 3 GB of room")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    sites = NETWORKS * sites_of(options.rows)
    with tempfile.TemporaryDirectory(prefix="bench-archive-", dir=options.scratch) as home:
        os.environ["ALMADEN_HOME"] = home
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "benchmarks.archive_fill", str(options.rows)], cwd=ROOT, check=True)
        filled = time.perf_counter() - started
        gigabytes = sum(path.stat().st_size for path in Path(home).rglob("*.parquet")) / 1e9
        tasks = {name: partial(child, "archive_cases", name) for name in AIMS}
        found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    answers = {name: one.answer["count"] for name, one in found.items()}
    if answers != expected(sites):
        print(f"The answers are wrong: {answers}, not {expected(sites)}", file=sys.stderr)
        return 1
    text = TEXT.format(
        rows=sites * len(YEARS) * HOURS,
        sites=sites,
        files=NETWORKS * len(YEARS),
        gigabytes=gigabytes,
        filled=filled,
        repetitions=options.repetitions,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(f"| {name} | {aim} | {figures(found[name])} |" for name, aim in AIMS.items()),
    )
    put(options.out, "monitoring_archive", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
