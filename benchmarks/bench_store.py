"""``python -m benchmarks.bench_store``: imports, averages, backups of the store, into docs/benchmarks.md.

The tracker of coal plants is not part of the package: ``--tracker FILE`` names it, otherwise its line is left out.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.machine import machine_words
from benchmarks.processes import ROOT, Sample, whole
from benchmarks.section import put

COMMAND: Final = "from almaden.cli.main import run; run()"
SITES: Final = 50
YEARS: Final = range(2014, 2024)

TEXT: Final = """\
## The store

Whole processes from start to end on SQLite, {repetitions} times each, the median [smallest to largest]. All data but
the tracker are made up: {observations:,} observations of {sites} sites as CSV ({megabytes:.0f} MB), and {archived:,}
rows in the archive, {sites} sites and {files} yearly files, of which a process computes all monthly means. Journal and
backup are those of a store with everything in it but the {archived:,} rows.

Machine: {machine}. Load (1 minute) before and after: {load}; other work on the machine makes wall and processor
time longer.

{table}
"""

#: Computes the averages in a process of its own.
MEANS: Final = """
from almaden.store import setup
setup.start()
from almaden.store.observations.query import Filter, means
found = means(None, Filter())
assert len(found) == {groups}, len(found)
"""
VERIFY: Final = """
from almaden.store import setup
setup.start()
from almaden.store import journal
assert journal.verify() > 0
"""
#: Writes the archive: numbers that look like a station's, made in the database itself.
ARCHIVE: Final = """
from datetime import UTC, datetime
from almaden.store import setup
setup.start()
from almaden.store.journal import writing
from almaden.store.models import Dataset, Upload
from almaden.store.observations import catalogue
from almaden.store.observations.columns import COLUMNS
from almaden.store.observations.engine import engine
from almaden.store.observations.files import write_year
empty = {{"VARCHAR": "''", "DOUBLE": "NULL::DOUBLE"}}
later = list(COLUMNS).index("method") + 1
others = ", ".join(f"{{empty[kind]}} AS {{name}}" for name, kind in list(COLUMNS.items())[later:])
now = datetime.now(UTC)
upload = Upload.objects.create(sha256="0" * 64, name="made up", size=0, uploaded_on=now)
with writing(None, "bench.fill") as work:
    dataset = work.add(Dataset(key="made-up", title="Made up", state="published", made_on=now))
    for year in range({first}, {last} + 1):
        rows = f'''
            SELECT 'made:S' || lpad((i % {sites})::VARCHAR, 3, '0') AS site,
                TIMESTAMP '{{year}}-01-01' + INTERVAL 1 SECOND * (i // {sites} * {step}) AS "start",
                NULL::TIMESTAMP AS "end", 'air' AS matrix, 'GEM' AS species,
                round(1.5 + 0.4 * sin(i / 5000.0) + 0.2 * random(), 3) AS value, 'ng/m3' AS unit, 'valid' AS flag,
                '' AS method, {{others}} FROM range({rows}) made(i)'''
        with engine("2GB") as connection:
            catalogue.add(work, dataset, year, write_year(connection, rows, dataset.key, year), upload)
"""


class Store:
    """An installation that the commands work on, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = folder / "home"

    def empty(self) -> None:
        """Begin with nothing."""
        shutil.rmtree(self._home, ignore_errors=True)

    def python(self, code: str) -> Sample:
        """Run a program in a process of its own; it has to end well."""
        return self._run(["-c", code])

    def almaden(self, *words: str) -> Sample:
        """Run a command."""
        return self._run(["-c", COMMAND, *words])

    def _run(self, command: Sequence[str]) -> Sample:
        os.environ |= {"ALMADEN_HOME": str(self._home), "DJANGO_SETTINGS_MODULE": "almaden.store.settings"}
        return whole([sys.executable, *command])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_store", description=__doc__)
    parser.add_argument("--tracker", type=Path, help="the coal plant tracker of Global Energy Monitor, July 2024")
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--archived", type=int, default=50_000_000)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks.md")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-store-") as name:
        folder = Path(name)
        write_sites(folder / "sites.csv")
        write_observations(folder / "observations.csv", options.observations)
        megabytes = (folder / "observations.csv").stat().st_size / 1e6
        rows = measured(folder, options)
    text = TEXT.format(
        repetitions=options.repetitions,
        observations=options.observations,
        archived=options.archived,
        sites=SITES,
        megabytes=megabytes,
        files=len(YEARS),
        machine=machine_words(),
        load=f"{before:.1f} and {os.getloadavg()[0]:.1f}",
        table="\n".join(["| case | aim | wall s | processor s | MB |", "|---|---|--:|--:|--:|", *rows]),
    )
    put(options.out, "store", text)
    return 0


def measured(folder: Path, options: argparse.Namespace) -> list[str]:
    """A line for each case, in the order in which they need each other."""
    store, lines = Store(folder), []

    def line(name: str, aim: str, task: Callable[[], Sample], first: Callable[[], object] = lambda: None) -> None:
        samples = []
        for _ in range(options.repetitions):
            first()
            samples.append(task())
            print(f"{name}: {samples[-1].wall:.1f} s, {samples[-1].megabytes:.0f} MB", file=sys.stderr)
        spans = [span([getattr(one, of) for one in samples]) for of in ("wall", "cpu", "megabytes")]
        lines.append(f"| {name} | {aim} | {' | '.join(spans)} |")

    def brings(name: str, reader: str) -> tuple[str, ...]:
        return ("data", "import", name, "--as", reader, "--yes", "--json")

    def with_sites() -> None:
        store.empty()
        store.almaden(*brings(str(folder / "sites.csv"), "sites"))

    if options.tracker:
        tracker = brings(str(options.tracker), "gem-coal-units")
        line("tracker: 14,004 units in 4,721 plants", "15 s", lambda: store.almaden(*tracker), store.empty)
    observations = brings(str(folder / "observations.csv"), "observations")
    line(f"{options.observations:,} observations", "15 s, 500 MB", lambda: store.almaden(*observations), with_sites)
    line("the same again: nothing changes", "", lambda: store.almaden(*observations))
    if options.tracker:
        store.almaden(*tracker)
    line("the journal verified", "", lambda: store.python(VERIFY))
    target = folder / "backup.zip"
    backup = ("backup", "--out", str(target))
    line("backup", "", lambda: store.almaden(*backup), lambda: target.unlink(missing_ok=True))
    restore = ("restore", str(target), "--verify", "--json")
    line("restore with --verify", "", lambda: store.almaden(*restore), store.empty)
    store.empty()
    store.python(archive_code(options.archived))
    means = MEANS.format(groups=SITES * 12 * len(YEARS))
    line(f"monthly means over {options.archived:,} rows", "3 s, 500 MB", lambda: store.python(means))
    return lines


def archive_code(rows: int) -> str:
    """The program that fills the archive."""
    each = rows // len(YEARS)
    # The times are spread over 364 days, so that none falls into the next year.
    step = 364 * 86400 * SITES // each
    return ARCHIVE.format(first=YEARS[0], last=YEARS[-1], sites=SITES, rows=each, step=step)


def span(values: list[float]) -> str:
    return f"{statistics.median(values):.3g} [{min(values):.3g} to {max(values):.3g}]"


def write_sites(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("identifiers,name,country,latitude,longitude\n")
        for number in range(SITES):
            file.write(f"made:S{number:03},Station {number} (made up),GHA,{5 + number / 50},{number / 100 - 1}\n")


def write_observations(path: Path, count: int) -> None:
    """One value in four hours from each site."""
    chance = random.Random(1)
    start, step = datetime(2012, 1, 1, tzinfo=UTC), timedelta(hours=4)
    with path.open("w", encoding="utf-8") as file:
        file.write("site,start,end,matrix,species,value,unit,flag\n")
        for number in range(count):
            time = start + step * (number // SITES)
            value = chance.lognormvariate(0.4, 0.2)
            times = f"{time:%Y-%m-%dT%H:%M}Z,{time + step:%Y-%m-%dT%H:%M}Z"
            file.write(f"made:S{number % SITES:03},{times},air,GEM,{value:.3f},ng/m3,valid\n")


if __name__ == "__main__":
    raise SystemExit(main())
