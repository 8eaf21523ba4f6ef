"""``python -m benchmarks.bench_products``: stock and flow of products, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, child, interleaved
from benchmarks.section import figures, put

TEXT: Final = """\
## Stock and flow of mercury in products

Made-up sales of 12 kinds of products over 80 years; the mercury content and the life of each kind are drawn 1,000
times, as are the shares of what leaves use that go to air, water, land, landfills and recovered metal. Of every year
the stock, what leaves use and its five ends, each as value and 95 % range. Almaden does it for 193 countries, and for
the first of them alone; flodym for the first alone, one stock for each kind with the draws as a dimension, given the
same draws and shares. Each case is a fresh process; {repetitions} repetitions, the median [smallest to largest]. The
stocks of the country, what goes to air and their ranges differ by {apart:.0e} at most.

Machine: {machine}. Load (1 minute) before and after: {load}.

| program | countries | aim | wall s | processor s | MB |
| --- | --: | --: | --: | --: | --: |
{rows}
"""
#: Name, program, countries, aim.
CASES: Final = (
    ("almaden", "almaden", 193, "10 s, 1 GB"),
    ("almaden, one country", "almaden", 1, ""),
    ("flodym, one country", "flodym", 1, ""),
)
#: The answers are those of one calculation but for rounding.
SAME: Final = 1e-9


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_products", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    tasks = {
        name: partial(child, "products_cases", program, countries=countries, years=80, draws=1_000)
        for name, program, countries, _aim in CASES
    }
    found = interleaved(tasks, options.repetitions, lambda text: print(text, file=sys.stderr))
    # The first country's sales differ with the number of countries, so those of one country are compared.
    ours, theirs = (np.array(found[name].answer["kg"]) for name, _program, countries, _aim in CASES if countries == 1)
    apart = float(np.abs(ours / theirs - 1).max())
    if apart > SAME:
        print(f"The programs disagree by {apart:.1e}", file=sys.stderr)
        return 1
    text = TEXT.format(
        repetitions=options.repetitions,
        apart=apart,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        rows="\n".join(
            f"| {name} | {countries} | {aim} | {figures(found[name])} |" for name, _p, countries, aim in CASES
        ),
    )
    put(options.out, "products", text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
