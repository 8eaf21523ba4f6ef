"""Kills imports at random moments and looks whether anything is lost or half done.

    python tests/crash/kill_imports.py --times 100

Each time a program of its own imports a made-up table, or a changed copy of it, and gets SIGKILL after a random time.
Then the store is opened again: the table is there whole, in the one state or in the other, every identifier has its
owner, nothing lies in the scratch folder that a later start would not remove, and the journal is what was written.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

#: What the child runs: the command itself.
_COMMAND = "import sys; from almaden.cli.main import run; sys.argv = ['almaden', *sys.argv[1:]]; run()"
_ROWS = 1500

_STATE = """
import json
from almaden.store import setup
setup.start()
from almaden.store.journal import verify
from almaden.store.models import Change, Entry, Facility, Identifier, ImportRun
owners = list(Facility.objects.values_list("owner", flat=True))
print(json.dumps({
    "facilities": len(owners), "owners": sorted(set(owners)), "identifiers": Identifier.objects.count(),
    "entries": verify(), "imports": Entry.objects.filter(action="data.import").count(),
    "changes": Change.objects.filter(record_type="facility").count(),
    "runs": ImportRun.objects.filter(state="committed").count(),
}))
"""


def table(owner: str) -> str:
    """A made-up table in which every facility has one owner."""
    lines = ["identifiers,name,country,latitude,longitude,owner"]
    lines += [f"mu:{n},Works {n} (made up),KEN,{n % 4},{35 + n % 5},{owner}" for n in range(_ROWS)]
    return "\n".join(lines) + "\n"


def environment(home: Path) -> dict[str, str]:
    """Where the children keep their store."""
    # An own SQLite, whatever database the tests around it run on.
    kept = {name: value for name, value in os.environ.items() if name != "ALMADEN_DATABASE_URL"}
    return {**kept, "ALMADEN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "almaden.store.settings"}


def state(home: Path) -> dict[str, object]:
    """What the store holds, read by a fresh program."""
    done = subprocess.run(
        [sys.executable, "-c", _STATE], env=environment(home), capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def importing(home: Path, file: Path) -> subprocess.Popen[bytes]:
    """A program that imports a table."""
    words = ["data", "import", str(file), "--as", "facilities", "--dataset", "made-up", "--yes", "--json"]
    return subprocess.Popen(
        [sys.executable, "-c", _COMMAND, *words],
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_imports(home: Path, times: int, seed: int) -> dict[str, int]:
    """Kill imports; gives how many were done before they were killed and how many were not.

    Raises:
        AssertionError: something is lost or half done.
    """
    chance = random.Random(seed)
    files = {owner: home / f"{owner}.csv" for owner in ("Ananda", "Benedita")}
    home.mkdir(parents=True, exist_ok=True)
    for owner, file in files.items():
        file.write_text(table(owner), encoding="utf-8")
    started = time.monotonic()
    if importing(home, files["Ananda"]).wait() != 0:
        raise AssertionError("the first import failed")
    whole = time.monotonic() - started
    before, counts = state(home), {"done": 0, "undone": 0}
    assert before["facilities"] == before["identifiers"] == _ROWS
    for _ in range(times):
        owner = next(one for one in files if [one] != before["owners"])
        child = importing(home, files[owner])
        time.sleep(chance.uniform(0.1, 1.0) * whole)
        child.kill()
        child.wait()
        after = state(home)
        check(before, after, owner)
        counts["done" if after["owners"] == [owner] else "undone"] += 1
        before = after
    return counts


def check(before: dict[str, object], after: dict[str, object], owner: str) -> None:
    """Everything as it was, or everything as it should be."""
    assert after["facilities"] == after["identifiers"] == _ROWS, after
    assert after["imports"] == after["runs"], after
    if after["owners"] == [owner]:
        assert after["changes"] == int(str(before["changes"])) + _ROWS, after
    else:
        assert (after["owners"], after["changes"]) == (before["owners"], before["changes"]), after


def main() -> None:
    """Read the command line and kill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(kill_imports(Path(folder) / "home", asked.times, asked.seed))


if __name__ == "__main__":
    main()
