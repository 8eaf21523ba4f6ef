"""A backup back into an empty installation: all of it, or nothing."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from django.db import connection, transaction

from almaden.errors import Fault, InputError, OutputError
from almaden.store import home
from almaden.store.backup.make import FORMAT, MANIFEST
from almaden.store.backup.tables import has_migration, load, migrate_to, reset_counters, tables
from almaden.store.setup import upgrade
from almaden.wording import Text, n_

_CHUNK: Final = 1 << 20
#: What reading a damaged or foreign file raises.
_DAMAGE: Final = (
    zipfile.BadZipFile,
    gzip.BadGzipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    FileNotFoundError,
    IsADirectoryError,
)
_FOLDERS: Final = ("uploads", "archive", "editions")


def restore(source: Path) -> dict[str, Any]:
    """Restore a backup, of this or an earlier version of the program, into an installation without content.

    Returns:
        The manifest of the backup.

    Raises:
        InputError: it is no backup, it is damaged, or the installation has content already.
        OutputError: the disk is full; the installation is still empty.
    """
    try:
        with zipfile.ZipFile(source) as packed:
            manifest = _checked(packed, source)
            _require_empty()
            _unpack(packed, manifest)
            _load(packed, manifest, source)
    except _DAMAGE as error:
        raise InputError(_damaged(source, str(error))) from error
    except OSError as error:
        raise OutputError(
            Text("the backup cannot be restored: {reason}. Nothing was kept.", reason=error.strerror or str(error))
        ) from error
    return manifest


def _damaged(source: Path, what: str) -> Fault:
    return Fault(
        n_("this is no backup of Almaden, or it is damaged"),
        file=str(source),
        value=what,
        accepted=n_("a file that almaden backup wrote"),
        advice=n_("take another copy of the backup"),
    )


def _checked(packed: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    """The manifest, after every file was compared with it."""
    manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
    if manifest["format"] > FORMAT or not has_migration(manifest["migration"]):
        raise InputError(_later(source, str(manifest["program_version"])))
    for name, expected in manifest["files"].items():
        with packed.open(name) as inside:
            if not _inside(name) or _digest(inside) != expected["sha256"]:
                raise InputError(_damaged(source, name))
    for name, expected in manifest["tables"].items():
        with packed.open(f"tables/{name}.jsonl.gz") as inside, gzip.open(inside) as lines:
            if _digest(lines) != expected["sha256"]:
                raise InputError(_damaged(source, name))
    return manifest


def _later(source: Path, version: str) -> Fault:
    return Fault(
        n_("the backup was written by a later version of Almaden"),
        file=str(source),
        value=version,
        advice=n_("install that version, then restore"),
    )


def _inside(name: str) -> bool:
    """Whether a name stays within the folders that a backup may write to."""
    parts = PurePosixPath(name).parts
    return bool(parts) and parts[0] in _FOLDERS and ".." not in parts and "\\" not in name and ":" not in name


def _digest(stream: IO[bytes] | gzip.GzipFile) -> str:
    digest = hashlib.sha256()
    while piece := stream.read(_CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def _require_empty() -> None:
    there = set(connection.introspection.table_names())
    if any(model._meta.db_table in there and model._base_manager.exists() for model in tables()):
        raise InputError(
            Fault(
                n_("this installation has content already; a backup is restored into an empty one only"),
                file=str(home.home()),
                advice=n_("set ALMADEN_HOME to a new folder, or move the old one away"),
            )
        )


def _unpack(packed: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Write the files: without the rows that name them they are only leftovers, should this be interrupted."""
    for name in manifest["files"]:
        target = home.home() / name
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
        try:
            with packed.open(name) as inside, part.open("xb") as file:
                _pour(inside, file)
            os.replace(part, target)
        except OSError:
            with suppress(OSError):
                part.unlink()
            raise


def _pour(source: IO[bytes], target: IO[bytes]) -> None:
    while piece := source.read(_CHUNK):
        target.write(piece)
    target.flush()
    os.fsync(target.fileno())


def _load(packed: zipfile.ZipFile, manifest: dict[str, Any], source: Path) -> None:
    """Load the rows into the tables as they were then, and bring the tables up to date afterwards."""
    historical = migrate_to(manifest["migration"])
    try:
        with transaction.atomic():
            for name in manifest["tables"]:
                with packed.open(f"tables/{name}.jsonl.gz") as inside, gzip.open(inside) as lines:
                    load(historical.get_model("store", name), lines)
            connection.check_constraints()
            reset_counters()
    except LookupError:
        # Every sum was right: these are tables or columns that this version does not know.
        raise InputError(_later(source, str(manifest["program_version"]))) from None
    upgrade()
