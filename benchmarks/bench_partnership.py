"""``python -m benchmarks.bench_partnership``: files of the IATI standard written and read, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.bench_store import span
from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, whole
from benchmarks.section import put

TEXT: Final = """\
## Files of the IATI standard

{count:,} made-up activities, each with three partners, a budget, two transactions, a result and a publication, as one
file ({megabytes:.0f} MB). Whole processes from start to end, {repetitions} times each, the median [smallest to
largest]. Reading is element by element; the check holds all {records:,} records in memory and looks at what they say of
each other.

Machine: {machine}. Load (1 minute) before and after: {load}; other work on the
machine makes wall time longer.

{table}
"""
#: Makes a registry and writes it; what is measured of it is the whole.
WRITE: Final = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from almaden.partnership.records.activities import *
from almaden.partnership.records.outputs import PublicationRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.reports.partnership.iati import Publisher, write_iati
def made(count):
    for n in range(200):
        yield "partner", PartnerRecord(id=f"P{n}", name=f"Made-up partner {n}", category="ngo", identifier=f"XX-{n}")
    for n in range(count):
        key, who = f"A{n}", f"P{n % 200}"
        yield "activity", ActivityRecord(id=key, title=f"Made-up activity {n}", area="ASGM", type="training",
            status="ongoing", start="2019-11-01", end="2021", countries=("GIN", "PER"), partners=(who, "P7"),
            funders=("P9",), partners_basis="stated", description="What is done, and for whom. " * 20, tags=("retort",),
            articles=("7",), sdg_targets=("12.4",))
        yield "participation", ParticipationRecord(id=f"R{n}", activity=key, partner=who, role="accountable")
        yield "budget", BudgetRecord(id=f"B{n}", activity=key, start="2020", end="2020", amount=n, currency="USD")
        for m in range(2):
            yield "transaction", TransactionRecord(id=f"T{n}-{m}", activity=key, kind="disbursement", on="2020-06-01",
                amount=n, currency="USD", provider="P9", receiver=who)
        yield "result", ResultRecord(id=f"X{n}", activity=key, kind="outcome", indicator="Miners", baseline=0,
            baseline_on="2018", target=300, due="2021", actual=240, on="2020-12")
        yield "publication", PublicationRecord(id=f"D{n}", activity=key, title="Guide", website="https://example.org/a")
publisher = Publisher("XM-DAC-1", "Made up")
write_iati(Registry.made_of(made(int(sys.argv[2]))), Path(sys.argv[1]), publisher, datetime(2026, 1, 1, tzinfo=UTC))
"""
READ: Final = """
import sys
from pathlib import Path
from almaden.errors import Fault
from almaden.partnership.readers.iati import read_iati
for found in read_iati(Path(sys.argv[1])):
    assert not isinstance(found, Fault), found
"""
CHECK: Final = """
import sys
from pathlib import Path
from almaden.partnership.readers.iati_registry import read_iati_registry
read_iati_registry(Path(sys.argv[1]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_partnership", description=__doc__)
    parser.add_argument("--activities", type=int, default=10_000)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-partnership-") as name:
        file = Path(name) / "made-up.xml"
        rows = [
            line("made and written", "", [WRITE, str(file), str(options.activities)], options.repetitions),
            line("read", "20 s", [READ, str(file)], options.repetitions),
            line("read and checked", "20 s", [CHECK, str(file)], options.repetitions),
        ]
        megabytes = file.stat().st_size / 1e6
    text = TEXT.format(
        count=options.activities,
        records=options.activities * 7 + 200,
        megabytes=megabytes,
        repetitions=options.repetitions,
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(["| case | aim | wall s | processor s | MB |", "|---|---|--:|--:|--:|", *rows]),
    )
    put(options.out, "iati", text)
    return 0


def line(name: str, aim: str, words: Sequence[str], repetitions: int) -> str:
    """Measure one case and write its line."""
    samples = [whole([sys.executable, "-c", *words]) for _ in range(repetitions)]
    spans = [span([getattr(one, of) for one in samples]) for of in ("wall", "cpu", "megabytes")]
    print(name, spans, file=sys.stderr)
    return f"| {name} | {aim} | {' | '.join(spans)} |"


if __name__ == "__main__":
    sys.exit(main())
