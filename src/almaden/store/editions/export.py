"""An edition as a folder or one file, to be taken elsewhere."""

from __future__ import annotations

import os
import secrets
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError, OutputError
from almaden.store import home
from almaden.store.editions.files import folder_of
from almaden.store.models import Edition
from almaden.wording import Text, n_

#: Of all files in the archive, so that the same edition gives the same bytes.
_DATE: Final = (2000, 1, 1, 0, 0, 0)


def export(edition: Edition, target: Path) -> Path:
    """Copy an edition to a new folder, or to a new file if ``target`` ends in ``.zip``.

    Raises:
        InputError: ``target`` is there already.
        OutputError: it cannot be written; nothing is left behind.
    """
    if target.exists():
        raise InputError(
            Fault(n_("this is there already"), file=str(target), advice=n_("name a folder or file that is not there"))
        )
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".zip":
            _zip(folder_of(edition), part)
        else:
            shutil.copytree(folder_of(edition), part)
        os.replace(part, target)
    except OSError as error:
        with suppress(OSError):
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        raise OutputError(
            Text("cannot write {path}: {reason}", path=str(target), reason=error.strerror or str(error))
        ) from error
    return target


def archive_of(edition: Edition) -> Path:
    """The archive of an edition beside its folder, made once, and again where it is missing.

    Raises:
        OutputError: it cannot be written; nothing is left behind.
    """
    # Named by the checksum: an archive never stands for another edition of the same number.
    kept = home.editions() / f"{edition.number}-{edition.sha256[:12]}.zip"
    if not kept.is_file():
        try:
            export(edition, kept)
        except InputError:
            # Somebody asked at the same moment and was first.
            return kept
    return kept


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _DATE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                with path.open("rb") as source, packed.open(entry, "w", force_zip64=True) as inside:
                    shutil.copyfileobj(source, inside)
