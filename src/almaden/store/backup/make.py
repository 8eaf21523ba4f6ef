"""One file with everything that an installation holds: tables, uploads, archive, editions, and a manifest."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from almaden import __version__
from almaden.errors import Fault, InputError, OutputError
from almaden.store import home
from almaden.store.backup.tables import dump, latest_migration, tables
from almaden.store.snapshot import snapshot
from almaden.wording import Text, n_

#: Of a backup file.
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
_CHUNK: Final = 1 << 20


def backup(target: Path) -> dict[str, Any]:
    """Write a backup; others may go on reading and writing meanwhile.

    Args:
        target: the file to make, ending in ``.zip``.

    Returns:
        The manifest: version, tables with rows and checksums, files with sizes and checksums.

    Raises:
        InputError: the file is there already.
        OutputError: it cannot be written; nothing is left behind.
    """
    if target.exists():
        raise InputError(
            Fault(
                n_("this is there already; a backup is never written over"),
                file=str(target),
                advice=n_("name a file that is not there"),
            )
        )
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # For its owner alone: it holds what the installation holds.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            manifest = _write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise OutputError(
            Text(
                "the backup {path} cannot be written: {reason}. Nothing was left behind. "
                "See that the disk is not full and that the folder can be written.",
                path=str(target),
                reason=error.strerror or str(error),
            )
        ) from error
    return manifest


def _write(file: IO[bytes]) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "program_version": __version__,
        "migration": latest_migration(),
        "made_on": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": {},
        "files": {},
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as packed:
        # The rows first: files that they name are never changed or deleted, so they are still there afterwards.
        with snapshot():
            for model in tables():
                with (
                    packed.open(f"tables/{model.__name__}.jsonl.gz", "w", force_zip64=True) as inside,
                    gzip.GzipFile("", "wb", 6, inside, 0) as lines,
                ):
                    manifest["tables"][model.__name__] = dump(model, lines)
        for name, path in kept_files():
            with packed.open(name, "w", force_zip64=True) as inside:
                manifest["files"][name] = _copy(path, inside)
        packed.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def kept_files() -> Iterator[tuple[str, Path]]:
    """Every file of the installation that belongs to its content, with its name in a backup."""
    for folder in (home.uploads(), home.archive(), home.editions()):
        for path in sorted(folder.rglob("*")):
            # The archives of editions lie beside their folders, and are made again where they are missing.
            if path.is_file() and path.parent != home.editions():
                yield path.relative_to(home.home()).as_posix(), path


def _copy(source: Path, target: IO[bytes]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def free_space(folder: Path) -> int:
    """Bytes that are free where a folder is."""
    return shutil.disk_usage(folder).free
