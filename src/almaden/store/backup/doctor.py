"""The health of an installation: what is checked, what was found, what to do."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from django.db import connection, transaction

from almaden.errors import AlmadenError
from almaden.store import home, journal
from almaden.store.backup.make import free_space
from almaden.store.backup.tables import latest_migration
from almaden.store.models import Edition, Ledger, Role, Upload
from almaden.store.observations import catalogue
from almaden.wording import Text, n_

#: Less free space than this is worth a warning, in bytes.
LITTLE: Final = 500_000_000

State = Literal["good", "warning", "bad"]


@dataclass(frozen=True)
class Finding:
    """What one check found: a state, a text, and what to do where something is to be done."""

    check: str
    state: State
    text: str
    advice: str = ""


def examine() -> Iterator[Finding]:
    """Run every check; reads everything and changes nothing."""
    for check, function in _CHECKS.items():
        try:
            yield function(check)
        except AlmadenError as error:
            yield Finding(check, "bad", error.args[0], n_("restore the last good backup into a new folder"))
        except OSError as error:
            yield Finding(check, "bad", Text("cannot be read: {reason}", reason=error.strerror or str(error)))


def repair() -> int:
    """Delete what a process that was killed left behind and nothing refers to; returns how many files that were.

    Files of the archive that an earlier version wrote are described, for lists of what there is.
    """
    catalogue.describe_files()
    with transaction.atomic():
        # Nobody is between writing a file and entering it in the catalogue then.
        journal.lock_journal()
        stray = catalogue.orphans()
        for path in stray:
            path.unlink()
    left = [path for path in home.scratch().rglob("*") if path.is_file()]
    shutil.rmtree(home.scratch(), ignore_errors=True)
    return len(stray) + len(left)


def _database(check: str) -> Finding:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            answer = str(cursor.fetchone()[0])
            if answer != "ok":
                return Finding(check, "bad", answer, n_("restore the last good backup into a new folder"))
        else:
            cursor.execute("SELECT 1")
    return Finding(
        check, "good", Text("{name}, tables {migration}", name=connection.vendor, migration=latest_migration())
    )


def _journal(check: str) -> Finding:
    return Finding(check, "good", Text("entries: {count}, every hash is right", count=journal.verify()))


def _archive(check: str) -> Finding:
    count = catalogue.verify()
    stray = len(catalogue.orphans())
    if stray:
        text = Text("files that are right: {count}, that belong to nothing: {stray}", count=count, stray=stray)
        return Finding(check, "warning", text, n_("almaden doctor --repair deletes them"))
    return Finding(check, "good", Text("files: {count}, every checksum is right", count=count))


def _uploads(check: str) -> Finding:
    from almaden.store.uploads import path_of

    count = 0
    for upload in Upload.objects.iterator():
        path = path_of(upload)
        if not path.exists():
            raise AlmadenError(Text("The uploaded file {name} is missing.", name=upload.name))
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != upload.sha256:
                raise AlmadenError(Text("The uploaded file {name} was altered.", name=upload.name))
        count += 1
    return Finding(check, "good", Text("files: {count}, every checksum is right", count=count))


def _editions(check: str) -> Finding:
    from almaden.store.editions.create import MANIFEST
    from almaden.store.editions.files import folder_of

    count = 0
    for edition in Edition.objects.all():
        path = folder_of(edition) / MANIFEST
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != edition.sha256:
            raise AlmadenError(Text("Edition {number} is missing or was altered.", number=str(edition.number)))
        count += 1
    return Finding(check, "good", Text("editions: {count}, every manifest is right", count=count))


def _ledgers(check: str) -> Finding:
    from almaden.store.ledger_checking import altered

    count = 0
    for ledger in Ledger.objects.order_by("pk").iterator():
        problem = altered(ledger)
        if problem is not None:
            text = Text("{title}: {problem}", title=f"{ledger.pk} {ledger.title}", problem=problem)
            return Finding(check, "bad", text, n_("restore the last good backup into a new folder"))
        count += 1
    return Finding(check, "good", Text("ledgers: {count}, every entry and hash is right", count=count))


def _administrator(check: str) -> Finding:
    if Role.objects.filter(name="administrator", user__is_active=True).exists():
        return Finding(check, "good", n_("there is an administrator"))
    return Finding(
        check, "warning", n_("there is no administrator"), n_("almaden user add NAME --role administrator makes one")
    )


def _space(check: str) -> Finding:
    free = free_space(home.home())
    text = Text("{count} MB are free", count=free // 1_000_000)
    if free < LITTLE:
        return Finding(check, "warning", text, n_("make room on the disk; imports and backups need it"))
    return Finding(check, "good", text)


_CHECKS: Final[dict[str, Callable[[str], Finding]]] = {
    n_("database"): _database,
    n_("journal"): _journal,
    n_("archive of observations"): _archive,
    n_("uploaded files"): _uploads,
    n_("editions"): _editions,
    n_("mass ledgers"): _ledgers,
    n_("administrator"): _administrator,
    n_("free space"): _space,
}
