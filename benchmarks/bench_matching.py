"""``python -m benchmarks.bench_matching``: speed and quality of matching, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from almaden.demo.registry import demo_registry
from almaden.partnership.matching.match import matches
from almaden.partnership.matching.weights import default_weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from benchmarks.machine import machine_words
from benchmarks.matching_noise import NOISE, large_set, noisy_set
from benchmarks.matching_quality import MEASURES, RESAMPLES, Interval, each, firsts_kept, intervals
from benchmarks.processes import ROOT
from benchmarks.section import put
from tests.partnership.matching.judged import judgements

ON: Final = date(2026, 11, 1)
NEEDS: Final = 1_000
OFFERS: Final = 10_000

TEXT: Final = """\
## Matching

{needs:,} made-up needs against {offers:,} made-up offers, most fields filled, in one process; reading the records is
not counted. {repetitions} times, the median [smallest to largest]; the aim is 5 s.

| case | wall s | processor s |
|---|--:|--:|
| the five best offers of every need | {wall} | {processor} |
| the same with every score and flag in words | {wall_told} | {processor_told} |

Machine: {machine}. Load (1 minute) before and after: {load}; other work on
the machine makes wall time longer.

### How good it is

The twelve needs and fourteen offers of the test set: a smoke test, because whoever judged the pairs also gave the
topics. 95 % intervals from {resamples:,} resamples of the needs; the last column is the range of the mean when one need
is left out. Weights as written beforehand.

{judged}

A weight changed by 20 % up or down, one at a time: the first offer stays in {kept} of {total} cases.

A made-up set of 60 needs and 48 offers, whose answer is known by construction (`benchmarks/matching_noise.py`, seed 1):

{noisy}

By what is wrong with the need (12 needs each):

{kinds}
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_matching", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    found = [timed() for _ in range(options.repetitions)]
    wall, processor, wall_told, processor_told = (span(column) for column in zip(*found, strict=True))
    registry = demo_registry()
    needs, offers = registry.all(NeedRecord), registry.all(OfferRecord)
    noisy = noisy_set()
    told = each(noisy.needs, noisy.offers, noisy.judged, default_weights(), ON)
    kept, total = firsts_kept(needs, offers, default_weights(), ON)
    text = TEXT.format(
        needs=NEEDS,
        offers=OFFERS,
        repetitions=options.repetitions,
        wall=wall,
        processor=processor,
        wall_told=wall_told,
        processor_told=processor_told,
        machine=machine_words(),
        load=f"{load:.1f} and {os.getloadavg()[0]:.1f}",
        resamples=RESAMPLES,
        judged=table(intervals(each(needs, offers, judgements(), default_weights(), ON))),
        kept=kept,
        total=total,
        noisy=table(intervals(told)),
        kinds=by_kind(told, noisy.noise),
    )
    put(options.out, "matching", text)
    print(text, file=sys.stderr)
    return 0


def timed() -> tuple[float, float, float, float]:
    """Wall and processor time of matching, and of matching with everything put into words."""
    needs, offers = large_set(NEEDS, OFFERS)
    wall, processor = time.perf_counter(), time.process_time()
    answer = matches(needs, offers, default_weights(), ON)
    first = time.perf_counter() - wall, time.process_time() - processor
    answer.to_json()
    return *first, time.perf_counter() - wall, time.process_time() - processor


def span(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.3g} [{min(values):.3g} to {max(values):.3g}]"


def table(found: Mapping[str, Interval]) -> str:
    lines = ["| measure | mean | 95 % interval | one need left out |", "|---|--:|--:|--:|"]
    for name, one in found.items():
        spread = f"{one.low:.2f} to {one.high:.2f} | {one.least_without_one:.2f} to {one.most_without_one:.2f}"
        lines.append(f"| {name} | {one.mean:.3f} | {spread} |")
    return "\n".join(lines)


def by_kind(found: Mapping[str, Mapping[str, float]], noise: Mapping[str, str]) -> str:
    lines = [f"| what is wrong | {' | '.join(MEASURES)} |", "|---|--:|--:|--:|--:|"]
    for kind in NOISE:
        keys = [key for key, what in noise.items() if what == kind]
        means = [statistics.mean(found[key][name] for key in keys) for name in MEASURES]
        lines.append(f"| {kind} | {' | '.join(f'{mean:.2f}' for mean in means)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
