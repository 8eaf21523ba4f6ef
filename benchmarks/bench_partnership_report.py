"""``python -m benchmarks.bench_partnership_report``: the reports of the Partnership, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.commands import COMMAND
from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, Sample, whole
from benchmarks.section import put

REPORTS: Final = {
    "activity": ("--kind", "activity", "--from", "2019-10-01", "--to", "2020-11-30"),
    "progress": ("--kind", "progress", "--from", "2010-07-01", "--to", "2012-06-30"),
    "activity, everything": ("--kind", "activity", "--from", "2000-01-01", "--to", "2025-12-31"),
}
AIM: Final = "3 s"

TEXT: Final = """\
## Reports of the Partnership

Whole processes from start to end on the registry that comes along, {repetitions} times each, the median [smallest to
largest]. "Everything" is a report on 2000 to 2025, which tells of nearly all activities of the registry.

Machine: {machine}. Load (1 minute) before and after: {load}; other work on the machine makes wall time longer.

{table}
"""


def main() -> int:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_partnership_report", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    lines = ["| report | format | aim | wall s | processor s | MB |", "|---|---|---|--:|--:|--:|"]
    with tempfile.TemporaryDirectory(prefix="bench-partnership-") as folder:
        for name, words in REPORTS.items():
            for format in ("html", "pdf", "docx", "xlsx"):
                samples = [report(words, format, folder) for _ in range(options.repetitions)]
                print(f"{name}, {format}: {samples[-1].wall:.2f} s", file=sys.stderr)
                spans = (span([getattr(one, of) for one in samples]) for of in ("wall", "cpu", "megabytes"))
                lines.append(f"| {name} | {format} | {AIM} | {' | '.join(spans)} |")
    load = f"{before:.1f} and {os.getloadavg()[0]:.1f}"
    text = TEXT.format(repetitions=options.repetitions, machine=machine_words(), load=load, table="\n".join(lines))
    put(options.out, "partnership_report", text)
    return 0


def report(words: Sequence[str], format: str, folder: str) -> Sample:
    """One report, in a process of its own."""
    command = ["-c", COMMAND, "partnership", "report", *words, "--format", format, "--out", folder]
    return whole([sys.executable, *command])


def span(values: list[float]) -> str:
    """The median, with the smallest and the largest."""
    return f"{statistics.median(values):.3g} [{min(values):.3g} to {max(values):.3g}]"


if __name__ == "__main__":
    sys.exit(main())
