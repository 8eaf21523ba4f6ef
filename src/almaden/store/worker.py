"""Runs jobs: a thread takes them from the queue, and each runs in a child process with limits.

``python -m almaden.store.worker JOB`` is the child. It writes one JSON line for each step to its standard output:
``{"done": 3, "total": 10}``, and at its end ``{"result": ...}`` or ``{"problem": ...}``.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from almaden.wording import Exact, Text, n_

if TYPE_CHECKING:
    from almaden.store.models import Job

#: Memory of one job, bytes, where the system can limit it; ``ALMADEN_JOB_MEMORY_MB`` says otherwise.
MEMORY_BYTES: Final = 2 * 1024**3
#: Longest time of one job, seconds; ``ALMADEN_JOB_SECONDS`` says otherwise.
WALL_CLOCK_S: Final = 3600
#: Seconds between two looks at the queue, and between two notes of progress.
PAUSE_S: Final = 0.5
#: Seconds between two searches for jobs that lost their worker.
SEARCH_S: Final = 20
#: How often the end of a job is tried to be written; each waits as long as the database lets it.
_TRIES: Final = 10

_LOGGER = logging.getLogger("almaden.store.worker")


def work(stop: threading.Event) -> None:
    """Take jobs from the queue until told to stop; the job that runs then is ended and fails.

    Args:
        stop: set by who started the thread.
    """
    from django.db import OperationalError, close_old_connections, connection

    from almaden.store.jobs import claim, fail_lost, tidy

    searched = -float(SEARCH_S)
    try:
        while not stop.is_set():
            job = None
            # A database that is busy or being restarted is asked again.
            with suppress(OperationalError):
                if time.monotonic() - searched >= SEARCH_S:
                    searched = time.monotonic()
                    fail_lost()
                    tidy()
                job = claim()
                if job is not None:
                    run_in_child(job, stop)
            if job is None:
                close_old_connections()
                stop.wait(PAUSE_S)
    finally:
        connection.close()


def run_in_child(job: Job, stop: threading.Event | None = None) -> None:
    """Run a claimed job in a process of its own, and write how it ended.

    Args:
        job: what :func:`~almaden.store.jobs.claim` gave.
        stop: when set, the process is ended.
    """
    from almaden.store.jobs import LOST, note_progress

    # The arguments are fixed; the name of the job is a number.
    child = subprocess.Popen(
        [sys.executable, "-m", "almaden.store.worker", str(job.pk)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # The settings of this process, which name the jobs of the rooms above the store.
        env={"DJANGO_SETTINGS_MODULE": "almaden.store.settings", **os.environ},
    )
    assert child.stdout is not None
    told = _Told()
    listener = threading.Thread(target=told.listen, args=(child.stdout,), daemon=True)
    listener.start()
    ends = time.monotonic() + _setting("ALMADEN_JOB_SECONDS", WALL_CLOCK_S)
    problem: str = ""
    try:
        while child.poll() is None and not problem:
            note_progress(job.pk, told.done, told.total)
            if stop is not None and stop.is_set():
                problem = LOST
            elif time.monotonic() > ends:
                problem = n_("This took too long and was stopped. Nothing of it was kept. Split the file into parts.")
            with suppress(subprocess.TimeoutExpired):
                child.wait(PAUSE_S)
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()
        listener.join(5)
        child.stdout.close()
    note_progress(job.pk, told.done, told.total)
    ending = told.ending or {"problem": _as_problem(problem or _death(child.returncode))}
    if details := ending.pop("details", ""):
        _LOGGER.error("job %s: %s", job.pk, details)
    _finish_surely(job.pk, ending)


def _finish_surely(pk: int, ending: dict[str, Any]) -> None:
    """Write the end of a job, however long somebody else writes."""
    from django.db import OperationalError

    from almaden.store.jobs import finish

    for _ in range(_TRIES):
        with suppress(OperationalError):
            return finish(pk, **ending)
        time.sleep(PAUSE_S)
    return None


@dataclass
class _Told:
    """What the child said last."""

    done: int = 0
    total: int = 0
    ending: dict[str, Any] | None = None

    def listen(self, lines: IO[bytes]) -> None:
        with suppress(ValueError, OSError):
            for line in lines:
                said = json.loads(line)
                if "done" in said:
                    self.done, self.total = said["done"], said["total"]
                else:
                    self.ending = said


def _death(code: int) -> str:
    if code < 0:
        return Text(
            "The system ended this (signal {number}), most often for want of memory. Nothing of it was kept.",
            number=str(-code),
        )
    return Text("The process of this ended by itself (code {number}). Nothing of it was kept.", number=str(code))


def _as_problem(text: str) -> dict[str, Any]:
    from almaden.store.problems import text_to_json

    return {"text": text_to_json(text)}


def _setting(name: str, default: int) -> int:
    given = os.environ.get(name, "")
    return int(given) if given.isdecimal() else default


def _limit_memory() -> int:
    """Make asking for too much memory an error of Python, where the system can; gives the limit in bytes."""
    limit = _setting("ALMADEN_JOB_MEMORY_MB", MEMORY_BYTES >> 20) << 20
    if sys.platform != "win32":
        import resource

        # Memory that is really there: libraries reserve far more addresses than they use.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    return limit


def run_child(pk: int) -> int:
    """What the child process does; gives its exit code."""
    from almaden.store import setup

    limit = _limit_memory()
    setup.start(migrate=False)

    from almaden.errors import AlmadenError
    from almaden.store.jobs import call
    from almaden.store.models import Job
    from almaden.store.problems import problem_of
    from almaden.store.trouble import output_error

    try:
        _say({"result": call(Job.objects.get(pk=pk), _Teller())})
    except AlmadenError as error:
        _say({"problem": problem_of(error)})
    except MemoryError:
        text = Text(
            "This needs more than {size} MB of memory. Nothing of it was kept. Split the file into parts.",
            size=Exact(limit >> 20),
        )
        _say({"problem": _as_problem(text)})
    except Exception as error:
        if (clear := output_error(error)) is not None:
            _say({"problem": problem_of(clear)})
            return 0
        text = Text(
            "This stopped on a fault of the program ({cause}). Nothing of it was kept.", cause=type(error).__name__
        )
        _say({"problem": _as_problem(text), "details": traceback.format_exc()})
    return 0


class _Teller:
    """Writes progress, at most ten times a second."""

    def __init__(self) -> None:
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now >= self._next or done >= total:
            self._next = now + 0.1
            _say({"done": done, "total": total})


def _say(message: dict[str, Any]) -> None:
    # A pipe that nobody reads any more is an error here, and ends the child with its parent.
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(run_child(int(sys.argv[1])))
