"""Imports of files that lie on this machine, by whoever runs the program here."""

from __future__ import annotations

import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db import transaction

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import MAX_MEMBERS, check_file
from almaden.store import home
from almaden.store.imports.commit import Progress, keep_import
from almaden.store.imports.plan import Plan
from almaden.store.imports.reading import Request
from almaden.store.imports.remarks import remarks_to_json
from almaden.store.models import Dataset, ImportRun
from almaden.store.models.imports import ImportState
from almaden.store.upload_checks import INVENTORY_SUFFIXES, check_content
from almaden.store.uploads import keep
from almaden.wording import n_

#: The time of every file in a packed folder: the same folder gives the same archive.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


@contextmanager
def local_file(path: Path) -> Iterator[Path]:
    """A file as it is, after the checks of an upload; a folder packed as an archive that is gone at the end.

    Raises:
        InputError: it is not there, or no file that would be taken.
    """
    if not path.is_dir():
        check_file(path, path.name)
        check_content(path, path.name)
        yield path
        return
    archive = home.scratch() / f"folder-{secrets.token_hex(8)}.zip"
    archive.parent.mkdir(parents=True, exist_ok=True)
    try:
        _pack(path, archive)
        check_content(archive, path.name)
        yield archive
    finally:
        archive.unlink(missing_ok=True)


@contextmanager
def set_aside() -> Iterator[Path]:
    """A folder for what is read once and used twice, gone at the end."""
    folder = home.scratch() / f"aside-{secrets.token_hex(8)}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pack(folder: Path, archive: Path) -> None:
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix.lower() in INVENTORY_SUFFIXES)
    if len(files) > MAX_MEMBERS:
        advice = n_("name the folder of the inventory itself")
        raise InputError(Fault("the folder holds too many files", file=folder.name, advice=advice))
    with zipfile.ZipFile(archive, "w") as packed:
        for file in files:
            check_file(file, file.name)
            packed.writestr(zipfile.ZipInfo(file.relative_to(folder).as_posix(), _NO_TIME), file.read_bytes())


def import_here(request: Request, plan: Plan, progress: Progress) -> int | None:
    """Keep an import at once, with its file and a line among the imports.

    Args:
        request: what is imported.
        plan: what its author saw.
        progress: told how many records are kept of how many.

    Returns:
        The number of its entry in the journal, None where nothing was to be changed.

    Raises:
        AlmadenError: what :func:`~almaden.store.imports.commit.keep_import` raises; nothing is kept.
    """
    if not plan.changes:
        return None
    with request.open() as file:
        upload = keep(request.actor, file, request.name)
    with transaction.atomic():
        entry = keep_import(request, upload, plan, progress)
        ImportRun.objects.create(
            upload=upload, reader=request.reader, options={**request.options, "dataset": request.key},
            dataset=Dataset.objects.filter(key=request.key).first(), state=ImportState.COMMITTED, counts=plan.counts,
            remarks=remarks_to_json(plan.remarks),
            decisions=dict(request.decisions), plan_sha256=plan.sha256, entry=entry, author=request.actor,
            made_on=datetime.now(UTC),
        )  # fmt: skip
    return entry.number if entry is not None else None
