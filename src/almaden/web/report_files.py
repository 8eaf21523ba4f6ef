"""Reports of inventories as files: small ones at once, long ones by a job, kept for a while.

They lie in the scratch folder under a name made from all that they depend on, and go when nobody asked for a while.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from almaden import __version__
from almaden.errors import AlmadenError
from almaden.reports.build import build, render
from almaden.reports.files import write_atomically
from almaden.store import home
from almaden.store.inventories import data_of, result_of
from almaden.store.jobs import Progress, enqueue, job
from almaden.store.journal import canonical
from almaden.store.models import Inventory, Job, User
from almaden.store.models.jobs import JobState
from almaden.wording import n_

#: Inventories of more rows take longer than a few seconds as PDF or DOCX on a busy machine.
FEW_ROWS: Final = 40
_SLOW: Final = ("pdf", "docx")
#: Reports that may wait at a time: anybody may ask for one.
_MOST_WAITING: Final = 20
_KIND: Final = "report.make"


def report_or_job(user: User | None, inventory: Inventory, year: int, kind: str, format: str, lang: str) -> bytes | Job:
    """A report, or the job that makes it.

    Args:
        user: who asks; None for the public.
        inventory: one that they may see.
        year: one of its years.
        kind: as for :func:`~almaden.reports.build.build`; format and language likewise.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.

    Raises:
        InputError: there is no such report, or the inventory has no result.
        AlmadenError: too many reports wait already.
    """
    if format not in _SLOW or inventory.rows.count() <= FEW_ROWS:
        return _made(inventory, year, kind, format, lang)
    # Refuses what there is not before anything is queued.
    build(result_of(inventory, year), data_of(inventory), kind, lang)
    asked: dict[str, Any] = {"inventory": inventory.pk, "year": year, "report": kind, "format": format, "lang": lang}
    path = _path(inventory, asked)
    if path.is_file():
        path.touch()
        return path.read_bytes()
    known = Job.objects.filter(kind=_KIND, arguments__path=path.name).order_by("-id").first()
    if known is not None and known.state in (JobState.QUEUED, JobState.RUNNING):
        return known
    if Job.objects.filter(kind=_KIND, state=JobState.QUEUED).count() >= _MOST_WAITING:
        raise AlmadenError(n_("Many reports are being made. Ask again in some minutes."))
    return enqueue(user, _KIND, **asked, path=path.name)


@job(_KIND)
def _make(one: Job, progress: Progress) -> dict[str, Any]:
    asked = one.arguments
    inventory = Inventory.objects.get(pk=asked["inventory"])
    content = _made(inventory, asked["year"], asked["report"], asked["format"], asked["lang"])
    write_atomically(home.scratch() / asked["path"], content)
    return {"size": len(content)}


def _made(inventory: Inventory, year: int, kind: str, format: str, lang: str) -> bytes:
    result = result_of(inventory, year)
    return render(build(result, data_of(inventory), kind, lang), result, format)


def _path(inventory: Inventory, asked: dict[str, Any]) -> Path:
    whole = canonical([data_of(inventory).sha256, inventory.standing, __version__, asked])
    return home.scratch() / f"report-{hashlib.sha256(whole.encode()).hexdigest()[:32]}.{asked['format']}"
