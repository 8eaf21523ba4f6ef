"""Work that goes on in the background: a queue in the database, each job in a process of its own with limits.

A job that dies, by a fault, for want of memory or by the system, is failed with a text that says so. Whatever it
wrote was one transaction, and is gone with it.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import OperationalError, connection
from django.db.models import Min

from almaden.errors import AlmadenError
from almaden.store import home
from almaden.store.models import Job, User
from almaden.store.models.jobs import JobState
from almaden.store.problems import problem_of
from almaden.wording import n_

#: Told how much is done of how much.
Progress = Callable[[int, int], None]
#: What a kind of job does; gives what the job's ``result`` holds.
JobFunction = Callable[[Job, Progress], dict[str, Any]]

#: A job whose worker was not seen for so long has lost it.
LOST_AFTER: Final = timedelta(seconds=60)
#: A file that lies untouched in the scratch folder for so long is left over.
LEFT_OVER_S: Final = 600
#: So is a folder; commands use folders too, which are no jobs, and read them long after they wrote them.
FOLDER_LEFT_OVER_S: Final = 24 * 3600

LOST: Final = n_("The program was stopped while it worked on this. Nothing of it was kept; start it again.")

_FUNCTIONS: dict[str, JobFunction] = {}


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """Name a function as what jobs of a kind do."""

    def register(function: JobFunction) -> JobFunction:
        _FUNCTIONS[kind] = function
        return function

    return register


def enqueue(owner: User | None, kind: str, **arguments: Any) -> Job:
    """Put a job at the end of the queue.

    Args:
        owner: for whom; None for the program itself.
        kind: a name given with :func:`job`.
        **arguments: what the function finds in ``job.arguments``; JSON.
    """
    return Job.objects.create(kind=kind, arguments=arguments, owner=owner, made_on=datetime.now(UTC))


def run_now(one: Job, progress: Progress | None = None) -> Job:
    """Run a job in this process and wait for it; its end is told as by a worker.

    Args:
        one: a job that waits.
        progress: told how far it is.
    """
    Job.objects.filter(pk=one.pk).update(
        state=JobState.RUNNING, started_on=datetime.now(UTC), seen_on=datetime.now(UTC)
    )
    try:
        result = call(one, progress or (lambda done, total: None))
    except AlmadenError as error:
        finish(one.pk, problem=problem_of(error))
    else:
        finish(one.pk, result=result)
    one.refresh_from_db()
    return one


def call(one: Job, progress: Progress) -> dict[str, Any]:
    """Do what a job is for."""
    for module in settings.ALMADEN_JOBS:
        importlib.import_module(module)
    return _FUNCTIONS[one.kind](one, progress)


def claim() -> Job | None:
    """The oldest job that waits, now running; no two workers ever get the same."""
    for pk in _waiting():
        now = datetime.now(UTC)
        # One statement: the second of two workers changes no row.
        if Job.objects.filter(pk=pk, state=JobState.QUEUED).update(state=JobState.RUNNING, started_on=now, seen_on=now):
            return Job.objects.get(pk=pk)
    return None


def _waiting() -> list[int]:
    return list(Job.objects.filter(state=JobState.QUEUED).order_by("id").values_list("pk", flat=True)[:10])


def finish(pk: int, result: dict[str, Any] | None = None, problem: dict[str, Any] | None = None) -> None:
    """Say how a job ended; one that was ended already stays as it is."""
    state = JobState.FAILED if problem else JobState.DONE
    done, total = _noted(pk) or (None, None)
    values: dict[str, Any] = {} if done is None else {"done": done, "total": total}
    Job.objects.filter(pk=pk, state=JobState.RUNNING).update(
        state=state, result=result or {}, problem=problem or {}, finished_on=datetime.now(UTC), **values
    )
    with suppress(OSError):
        _progress_file(pk).unlink(missing_ok=True)


def note_progress(pk: int, done: int, total: int) -> None:
    """Write how far a job is, where others see it even while the job's own transaction is open.

    SQLite lets one writer in at a time, and during the commit of an import that is the job. So the figure goes
    into a file, and into the table whenever nobody is writing there.
    """
    path = _progress_file(pk)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps([done, total]), encoding="utf-8")
        os.replace(part, path)
    with suppress(OperationalError):
        _update_without_waiting(pk, done, total)


def progress_of(one: Job) -> tuple[int, int]:
    """How much of a job is done of how much, as it stands now."""
    return (_noted(one.pk) if one.state == JobState.RUNNING else None) or (one.done, one.total)


def fail_lost() -> int:
    """Fail the jobs whose worker is gone; says how many."""
    before = datetime.now(UTC) - LOST_AFTER
    lost = [
        one.pk
        for one in Job.objects.filter(state=JobState.RUNNING, seen_on__lt=before)
        if _age_s(_progress_file(one.pk)) > LOST_AFTER.total_seconds()
    ]
    for pk in lost:
        finish(pk, problem={"text": {"template": LOST, "values": {}}})
    return len(lost)


def tidy() -> None:
    """Remove what was left over in the scratch folder by what was interrupted; what a running job wrote stays."""
    began = Job.objects.filter(state=JobState.RUNNING).aggregate(first=Min("started_on"))["first"]
    running_s = time.time() - began.timestamp() if began else 0.0
    for path in home.scratch().glob("*"):
        with suppress(OSError):
            # A link is removed itself; what it leads to is not ours.
            if path.is_dir() and not path.is_symlink():
                if _folder_age_s(path) > max(FOLDER_LEFT_OVER_S, running_s):
                    shutil.rmtree(path)
            elif _age_s(path) > max(LEFT_OVER_S, running_s):
                path.unlink()


def _update_without_waiting(pk: int, done: int, total: int) -> None:
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("PRAGMA busy_timeout=0")
        try:
            Job.objects.filter(pk=pk, state=JobState.RUNNING).update(done=done, total=total, seen_on=datetime.now(UTC))
        finally:
            if sqlite:
                cursor.execute("PRAGMA busy_timeout=20000")


def _progress_file(pk: int) -> Path:
    return home.scratch() / f"job-{pk}.json"


def _noted(pk: int) -> tuple[int, int] | None:
    try:
        done, total = json.loads(_progress_file(pk).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return int(done), int(total)


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return float("inf")


def _folder_age_s(folder: Path) -> float:
    """Seconds since anything in a folder was touched."""
    return min(_age_s(path) for path in (folder, *folder.rglob("*")))
