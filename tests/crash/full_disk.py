"""Work that finds no room: ``python -m tests.crash.full_disk small|limited``.

``small`` runs in an installation on a small disk, and fills it with a file. ``limited`` stands for it where nobody may
mount a disk: no file may grow beyond a length, which fails with another error (EFBIG) in the same places.
One process does all, so that the database is open before the disk is full.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import sys
from collections.abc import Callable, Iterator
from typing import Final

from tests.crash.case import Case, command, folder, say, tidy
from tests.crash.imports import Facilities, Observations
from tests.crash.records import make_content, publish_all

_KILOBYTE: Final = 1024


class Work(Case):
    """An upload, imports, an edition and a backup, each first without room and then with it."""

    def __init__(self, small: bool) -> None:
        self._room = _filled if small else _limited
        self._facilities, self._observations = Facilities(), Observations()

    def prepare(self) -> None:
        """Content whose edition and backup need some room."""
        make_content(3)
        publish_all()
        self._observations.prepare()
        (folder() / "sites.csv").unlink()
        # Other names than those of the facilities.
        (folder() / "first.csv").rename(folder() / "observed.csv")
        self._facilities.prepare()

    def work(self) -> None:
        """Do everything twice."""
        first, observed = folder() / "first.csv", folder() / "observed.csv"
        places = ("data", "import", str(first), "--as", "facilities", "--yes", "--json")
        values = ("data", "import", str(observed), "--as", "observations", "--yes", "--json")
        # The file itself does not fit.
        self._fails("upload", 4, *places)
        # The file fits, its rows do not.
        self._fails("facilities", first.stat().st_size // _KILOBYTE + 8, *places)
        self._fails("observations", 4, *values)
        self._fails("edition", 4, "edition", "create", "--title", "Made up")
        self._fails("backup", 4, "backup", "--out", str(folder() / "backup.zip"))
        for words in (places, values, ("edition", "create", "--title", "Made up")):
            command(*words)
        command("backup", "--out", str(folder() / "backup.zip"))
        tidy()
        say(kept=_content())

    def _fails(self, name: str, kilobytes: int, *words: str) -> None:
        """Run a command that has so much room: it says so, and leaves everything as it was."""
        from almaden.cli.main import main

        before = _content()
        told = io.StringIO()
        with self._room(kilobytes), contextlib.redirect_stderr(told), contextlib.redirect_stdout(io.StringIO()):
            code = main(words)
        say(failed=name, code=code, text=told.getvalue())
        after = _content()
        assert before == after, f"{name}: {set(before) ^ set(after)}"
        tidy()


def _content() -> list[str]:
    """Every file of the installation but those of database and log, and how many rows each table has.

    A file that was brought in may stay, with its row: it was confirmed before the import began.
    """
    from almaden.store import home
    from almaden.store.backup.tables import tables

    known = {"Upload", "Entry", "Change"}
    rows = {f"{model.__name__} {model._base_manager.count()}" for model in tables() if model.__name__ not in known}
    files = {
        path.relative_to(home.home()).as_posix()
        for path in home.home().rglob("*")
        if path.is_file() and not path.name.startswith(("almaden.", "full")) and home.uploads() not in path.parents
    }
    return sorted(rows | files)


@contextlib.contextmanager
def _limited(kilobytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * _KILOBYTE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextlib.contextmanager
def _filled(kilobytes: int) -> Iterator[None]:
    from almaden.store.home import home

    path = home() / "full"
    disk = os.statvfs(home())
    path.write_bytes(bytes(max(disk.f_bavail * disk.f_frsize - kilobytes * _KILOBYTE, 0)))
    try:
        yield
    finally:
        path.unlink()


def main(kind: str) -> None:
    """Prepare, then work."""
    from almaden.store import setup

    setup.start()
    work = Work(kind == "small")
    steps: list[Callable[[], None]] = [work.prepare, work.work]
    for step in steps:
        step()
    say(ended=True)


if __name__ == "__main__":
    main(sys.argv[1])
