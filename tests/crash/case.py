"""What every case has: content to begin with, work that is killed, and a look at what is left."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

#: Set for the long form: as much content as is real.
LONG: Final = os.environ.get("CRASH_LONG", "") == "1"

#: What the work confirmed: one object for each thing that was done.
Said = Sequence[dict[str, Any]]


def size(short: int, long: int) -> int:
    """A number for the form that is run."""
    return long if LONG else short


def say(**what: Any) -> None:
    """Confirm something, after it was committed: whoever reads this relies on it."""
    print(json.dumps(what), flush=True)


def folder() -> Path:
    """Where a case keeps its files: beside what the program keeps, in the same folder."""
    from almaden.store.home import home

    path = home() / "files of the test"
    path.mkdir(exist_ok=True)
    return path


class Case:
    """One kind of work. All methods run in processes of their own, with the store of this run."""

    #: Whether the store is brought up to date before the work, which is not killed meanwhile.
    started = True

    def prepare(self) -> None:
        """Make the content to begin with."""

    def work(self) -> None:
        """Do it, and say what was done. It may be killed anywhere."""
        raise NotImplementedError

    def look(self, said: Said) -> None:
        """Check that all that was said is there and nothing is half done, then do it again and check the end."""
        raise NotImplementedError


def healthy() -> None:
    """The doctor finds nothing bad: database, journal, archive, uploads, editions."""
    from almaden.store.backup.doctor import examine

    bad = [f"{finding.check}: {finding.text}" for finding in examine() if finding.state == "bad"]
    assert not bad, bad


def tidy() -> None:
    """What was left is repaired, and then there is nothing left to repair."""
    from almaden.store.backup import doctor

    doctor.repair()
    assert doctor.repair() == 0
    healthy()


def command(*words: str) -> None:
    """Run a command of the program in this process; it has to end well."""
    from almaden.cli.main import main

    code = main(words)
    assert code == 0, f"almaden {' '.join(words)} ended with {code}"
