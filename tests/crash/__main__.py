"""``python -m tests.crash --kills 100``: the long form, with a summary; ``--postgresql`` on a server of its own."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Before the cases are loaded: they ask for it.
os.environ["CRASH_LONG"] = "1"

from tests.crash.databases import Databases
from tests.crash.kills import Killing, Outcome
from tests.crash.process import CASES
from tools import postgresql


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="how many in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", choices=CASES, action="append", help="only this one; may be given again")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own")
    options = parser.parse_args()
    cases = options.case or list(CASES)
    found: list[Outcome] = []
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="almaden-crash-") as folder, _server(options.postgresql) as databases:
        for place, case in enumerate(cases):
            count = options.kills // len(cases) + (place < options.kills % len(cases))
            own = Path(folder) / str(place)
            own.mkdir()
            killing = Killing(case, own, databases)
            for moment in killing.moments(count, options.seed):
                found.append(killing.kill(moment))
                one = found[-1]
                print(f"{case}, at {moment}: {one.fault or 'right'}", file=sys.stderr, flush=True)
    _tell(found, cases, time.monotonic() - begun)
    return 1 if any(one.fault for one in found) else 0


@contextmanager
def _server(wanted: bool) -> Iterator[Databases | None]:
    if not wanted:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="almaden-postgresql-") as folder:
        Path(folder).chmod(0o755)
        with postgresql.running(Path(folder)) as address:
            yield Databases(address)


def _tell(found: list[Outcome], cases: list[str], seconds: float) -> None:
    print("case          kills  at work  at commits  confirmed before  wrong afterwards")
    for name in (*cases, "all"):
        some = [one for one in found if name in (one.case, "all")]
        killed = sum(one.killed for one in some)
        sharp = sum(not one.moment[0].isdigit() for one in some)
        confirmed, wrong = sum(one.confirmed for one in some), sum(bool(one.fault) for one in some)
        print(f"{name:12}  {len(some):5}  {killed:7}  {sharp:10}  {confirmed:16}  {wrong:16}")
    print(f"{seconds:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
