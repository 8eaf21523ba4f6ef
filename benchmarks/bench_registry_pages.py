"""``python -m benchmarks.bench_registry_pages``: pages of a large registry, into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.outputs import FundingRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from benchmarks.api_servers import OWN, megabytes
from benchmarks.bench_duplicates import PARTNERS, made_up, vocabulary
from benchmarks.machine import machine_words
from benchmarks.processes import ROOT
from benchmarks.section import put

#: What is asked, and the aim that is set for it, if there is one.
PAGES: Final = (
    ("dashboard", "/partnership/", "300 ms"),
    ("one area", "/partnership/areas/ASGM/", ""),
    ("activities", "/partnership/activities/", ""),
    ("activities, filtered", "/partnership/activities/?area=COAL&country=IDN&q=mercury", ""),
    ("one activity", "/partnership/activities/A77/", ""),
    ("partners", "/partnership/partners/", ""),
    ("wishes", "/partnership/wishes/", ""),
)
PORT: Final = 8731

TEXT: Final = """\
## Pages of the registry

{count:,} made-up activities with their partners, every third of them planned and looking for money, and {funding:,}
items of funding in a store on SQLite, asked by one reader from one process of gunicorn on the same machine,
{repetitions} times each after a first time that is told apart. Each page is made anew for each request.

Machine: {machine}. Load (1 minute) before and after: {load}.

| page | aim | first, ms | median, ms | longest, ms | kB |
|---|---|--:|--:|--:|--:|
{lines}

The process grew to {megabytes:.0f} MB.
"""


def main() -> int:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_registry_pages", description=__doc__)
    parser.add_argument("--activities", type=int, default=100_000)
    parser.add_argument("--repetitions", type=int, default=20)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    funding = options.activities // 20
    with tempfile.TemporaryDirectory(prefix="bench-registry-") as folder:
        os.environ["ALMADEN_HOME"] = folder
        fill(options.activities, funding)
        before = os.getloadavg()[0]
        with served(Path(folder)) as server:
            lines = [line(*page, options.repetitions) for page in PAGES]
            size = megabytes(server)
    text = TEXT.format(
        count=options.activities, funding=funding, repetitions=options.repetitions, machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}", lines="\n".join(lines), megabytes=size,
    )  # fmt: skip
    put(options.out, "registry_pages", text)
    print(text)
    return 0


def fill(count: int, funding: int) -> None:
    """A store with a made-up registry, published."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "almaden.web.settings"
    from almaden.store.setup import start

    start()
    from almaden.store.registry.loading import load

    chance = random.Random(1)
    partners = (("partner", PartnerRecord(id=f"P{n}", name=f"Made-up partner {n}")) for n in range(1, PARTNERS + 1))
    known = made_up(chance, vocabulary(chance), "A", count)
    activities = (("activity", looking_for_money(number, one)) for number, one in enumerate(known))
    money = (("funding", item) for item in items(chance, funding))
    load(None, Registry.made_of([*partners, *activities, *money]), "made up")


def looking_for_money(number: int, one: ActivityRecord) -> ActivityRecord:
    """Every third activity is planned and has a cost that is not secured yet."""
    wish = {"status": "planned", "start": "2026", "end": "2028", "cost": 1000.0 + number, "currency": "USD"}
    return one.model_copy(update=wish) if number % 3 == 0 else one


def items(chance: random.Random, count: int) -> Iterator[FundingRecord]:
    """Made-up items of funding."""
    for number in range(count):
        yield FundingRecord(
            id=f"F{number}", item=f"Made-up item {number}", level="project",
            amount=float(chance.randint(1, 900) * 1000),
            currency="USD", area=chance.choice(("ASGM", "COAL", "WASTE")), funder=f"P{chance.randint(1, PARTNERS)}",
        )  # fmt: skip


@contextmanager
def served(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The store, served by one process."""
    command = [f"{OWN}/gunicorn", "-w1", "--threads=4", f"-b127.0.0.1:{PORT}", "almaden.web.wsgi"]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(120):
            try:
                urlopen(f"http://127.0.0.1:{PORT}/help", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def line(name: str, address: str, aim: str, repetitions: int) -> str:
    """Ask for one page several times and write its line."""
    times = []
    for _ in range(repetitions + 1):
        begin = time.perf_counter()
        with urlopen(f"http://127.0.0.1:{PORT}{address}", timeout=60) as answer:
            size = len(answer.read())
        times.append(1000 * (time.perf_counter() - begin))
    first, *rest = times
    print(f"{name}: {statistics.median(rest):.0f} ms", file=sys.stderr)
    return f"| {name} | {aim} | {first:.0f} | {statistics.median(rest):.0f} | {max(rest):.0f} | {size / 1000:.0f} |"


if __name__ == "__main__":
    sys.exit(main())
