"""Files that people bring in: checked before anything reads them, kept once under their SHA-256."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from django.db import IntegrityError

from almaden.errors import OutputError
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.store import home
from almaden.store.journal import writing
from almaden.store.models import Entry, Upload, User
from almaden.store.rights import require_somewhere
from almaden.store.upload_checks import check_content, too_large
from almaden.wording import Text

_PIECE: Final = 1 << 20
_LONGEST_NAME: Final = 255
#: In the journal: somebody brought a file that others had brought before.
_AGAIN: Final = "upload.again"


def keep(actor: User | None, file: BinaryIO, name: str, check: Callable[[Path, str], None] = check_content) -> Upload:
    """Check a file and keep it; the same content twice is one upload, of everybody who brought it.

    Args:
        actor: who brings it; None for the program itself.
        file: its content, read once and in pieces.
        name: its name on the person's machine; only its last part is kept.
        check: refuses what is none of the kinds that are accepted here, and what is harmful.

    Raises:
        RightsError: the person may not bring in files.
        InputError: the file is too large, of no accepted kind, or harmful.
        OutputError: the disk is full or cannot be written; nothing is left behind.
    """
    if actor is not None:
        require_somewhere(actor, "import")
    name = plain_name(name)
    with received(file, name) as (part, digest):
        known = Upload.objects.filter(sha256=digest).first()
        if known is not None and path_of(known).is_file():
            if check is not check_content:
                # What was brought as something else may be none of the kinds that are accepted here.
                check(part, name)
            return _brought_again(actor, known)
        check(part, name)
        try:
            if known is None:
                return _add(actor, part, digest, name)
            # Its file was lost; here it is again.
            _place(part, digest)
            return _brought_again(actor, known)
        except OSError as error:
            raise _not_written(error) from None


def brought_by(user: User, upload: Upload) -> bool:
    """Whether a person brought this file, as the first or after others."""
    if upload.uploaded_by_id == user.pk:
        return True
    return Entry.objects.filter(action=_AGAIN, actor_id=user.pk, source_sha256=upload.sha256).exists()


def path_of(upload: Upload) -> Path:
    """Where the file of an upload lies."""
    return _path(upload.sha256)


def kept_at(upload: Upload) -> Path:
    """Where the file of an upload lies, if it is still there.

    Raises:
        OutputError: the file was lost from the folder of the installation.
    """
    path = path_of(upload)
    if not path.is_file():
        raise OutputError(
            Text("The file {name} is no longer in the folder of uploads. Restore it from a backup.", name=upload.name)
        )
    return path


def plain_name(name: str) -> str:
    """The last part of a file name, without what could be taken for a folder or a command."""
    last = re.split(r"[/\\]", name)[-1]
    cleaned = "".join(c if c.isprintable() else "_" for c in last).strip(" .")
    return cleaned[-_LONGEST_NAME:] or "file"


def _path(digest: str) -> Path:
    return home.uploads() / digest[:2] / digest


@contextmanager
def received(file: BinaryIO, name: str) -> Iterator[tuple[Path, str]]:
    """The file in the scratch folder with its SHA-256, on the disk; removed at the end unless it was moved."""
    folder = home.scratch()
    part = folder / f"upload-{secrets.token_hex(8)}.part"
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            digest = _write(file, part, name)
        except OSError as error:
            raise _not_written(error) from None
        yield part, digest
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _write(file: BinaryIO, part: Path, name: str) -> str:
    digest, size = hashlib.sha256(), 0
    with part.open("xb") as out:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > MAX_FILE_BYTES:
                raise too_large(name)
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _add(actor: User | None, part: Path, digest: str, name: str) -> Upload:
    upload = Upload(
        sha256=digest, name=name, size=part.stat().st_size, uploaded_by=actor, uploaded_on=datetime.now(UTC)
    )
    try:
        with writing(actor, "upload.add", source_sha256=digest) as work:
            work.add(upload)
            # Before the row counts: a row without its file would be worse than a file without its row.
            _place(part, digest)
    except IntegrityError:
        # Somebody brought the same file at the same moment.
        return _brought_again(actor, Upload.objects.get(sha256=digest))
    return upload


def _brought_again(actor: User | None, upload: Upload) -> Upload:
    """Note in the journal who brought a file that was there already."""
    if actor is not None and not brought_by(actor, upload):
        with writing(actor, _AGAIN, source_sha256=upload.sha256):
            pass
    return upload


def _place(part: Path, digest: str) -> None:
    path = _path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(part, path)
    if os.name == "posix":
        # The new name itself must be on the disk too.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _not_written(error: OSError) -> OutputError:
    return OutputError(
        Text("The file could not be kept: {reason}. Nothing was left behind.", reason=error.strerror or str(error))
    )
