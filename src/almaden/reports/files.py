"""Writing a finished file in one step: a reader sees the old file or the new one, never half of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from almaden.errors import OutputError
from almaden.wording import Text


def write_atomically(path: Path, content: bytes) -> Path:
    """Write ``content`` to ``path``, by way of a temporary file in the same folder.

    Missing folders are made. Returns ``path``.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    with writing_atomically(path) as file:
        file.write(content)
    return Path(path)


@contextmanager
def writing_atomically(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes the place of ``path`` when all is written; nothing is kept after an error.

    Missing folders are made.

    Raises:
        OutputError: the file cannot be written; what was there before is untouched.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.parent / f".{path.name[:40]}.{secrets.token_hex(6)}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except OSError as error:
        raise OutputError(_reason(path, error)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise OutputError(_reason(path, error)) from error
    finally:
        # After an error the part is still there.
        with suppress(OSError):
            part.unlink()


def _reason(path: Path, error: OSError) -> str:
    why = error.strerror or str(error)
    return Text(
        "cannot write {path}: {reason}\n"
        "    do: choose a folder that you may write to (--out), close the file if another program holds it open, "
        "and see that the disk is not full",
        path=str(path),
        reason=why,
    )
