"""``python -m benchmarks.bench_duplicates``: is a new activity there already? Into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from almaden.partnership.duplicates import Index
from almaden.partnership.records.activities import ActivityRecord
from almaden.reference.areas import areas
from benchmarks.machine import machine_words
from benchmarks.processes import ROOT
from benchmarks.section import put

TEXT: Final = """\
## Duplicates in the registry

{count:,} made-up activities ({words:,} different words in their titles, {partners:,} partners), and {checks:,} new ones
checked against all of them, one after the other in one process: half of them known ones with two words changed, half
not known at all. The aim is a check under 100 ms. {found:.1%} of the changed ones were found among the first five.

Machine: {machine}. Load (1 minute) before and after: {load}.

| task | median | 99 in 100 below | longest |
| --- | --: | --: | --: |
| one check, wall ms | {wall} |
| one check, processor ms | {cpu} |
| taking in one activity, wall ms | {added} |

Taking in all of them took {build:.0f} s; the process took {megabytes:.0f} MB with the records.
"""

TYPES: Final = ("project", "training", "webinar", "publication", "research", "workshop")
COUNTRIES: Final = ("IDN", "PHL", "PER", "COL", "IND", "KEN", "CIV", "BGD", "RUS", "CHN", "GIN", "UGA", "URY", "PNG")
CHECKS: Final = 1000
PARTNERS: Final = 2000


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_duplicates", description=__doc__)
    parser.add_argument("--activities", type=int, default=100_000)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    chance = random.Random(1)
    words = vocabulary(chance)
    index, known, added = Index(), [], []
    for record in made_up(chance, words, "A", options.activities):
        known.append(record)
        start = time.perf_counter()
        index.add(record)
        added.append(time.perf_counter() - start)
    wall, cpu, found = [], [], 0
    fresh = made_up(chance, words, "N", CHECKS // 2)
    for number in range(CHECKS):
        origin = None if number % 2 else chance.choice(known)
        record = next(fresh) if origin is None else changed(chance, origin, words, number)
        start, used = time.perf_counter(), time.process_time()
        candidates = index.candidates(record)
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - used)
        found += origin is not None and origin.id in [one.id for one in candidates]
    text = TEXT.format(
        count=options.activities, words=len(words), partners=PARTNERS, checks=CHECKS, found=found / (CHECKS // 2),
        machine=machine_words(), load=f"{before:.1f} and {os.getloadavg()[0]:.1f}", wall=span(wall), cpu=span(cpu),
        added=span(added), build=sum(added), megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    )  # fmt: skip
    put(options.out, "duplicates", text)
    print(text)
    return 0


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words; the first are used most often, as in a language."""
    parts = ("mer", "cu", "ry", "gol", "min", "ing", "tra", "nor", "sta", "pol", "icy", "was", "te", "chlo", "al", "ka")
    made = {"".join(chance.choices(parts, k=chance.randint(2, 4))) for _ in range(6000)}
    return sorted(made)


def made_up(chance: random.Random, words: list[str], mark: str, count: int) -> Iterator[ActivityRecord]:
    """Activities that look like those of a registry."""
    weights = [1 / (rank + 3) for rank in range(len(words))]
    codes = tuple(areas())
    for number in range(count):
        title = " ".join(chance.choices(words, weights, k=chance.randint(4, 10)))
        year = chance.randint(2008, 2026)
        yield ActivityRecord(
            id=f"{mark}{number}", title=title, area=chance.choice(codes), type=chance.choice(TYPES), status="ongoing",
            start=str(year), end=str(year + chance.randint(0, 3)), countries=chance.choices(COUNTRIES, k=2),
            partners=tuple(f"P{min(PARTNERS, int(chance.paretovariate(0.5)))}" for _ in range(2)),
            partners_basis="stated", tags=chance.choices(words[:200], k=2),
        )  # fmt: skip


def changed(chance: random.Random, record: ActivityRecord, words: list[str], number: int) -> ActivityRecord:
    """The same activity, told by somebody else."""
    title = record.title.split()
    for _ in range(2):
        title[chance.randrange(len(title))] = chance.choice(words)
    return record.model_copy(update={"id": f"C{number}", "title": " ".join(title), "tags": ()})


def span(seconds: list[float]) -> str:
    ordered = sorted(1000 * value for value in seconds)
    late = ordered[int(len(ordered) * 0.99)]
    return f"{statistics.median(ordered):.3g} | {late:.3g} | {ordered[-1]:.3g}"


if __name__ == "__main__":
    raise SystemExit(main())
