"""Files of mined land before they are understood: bounded in size, as bytes and as JSON."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.wording import Exact, Text, n_

#: A larger file would take some gigabytes of memory as objects; the layers of the whole Amazon have 3 MB a date.
MAX_BYTES: Final = 64 * 1024 * 1024


def read_bytes(source: Path | BinaryIO, name: str) -> bytes:
    """All of a file.

    Raises:
        InputError: it cannot be read, is empty or too large.
    """
    try:
        if isinstance(source, Path):
            with source.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        else:
            content = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            Fault(
                Text("the file cannot be read: {reason}", reason=error.strerror or str(error)),
                file=name,
                advice=n_("check its name, place and access rights"),
            )
        ) from None
    if len(content) > MAX_BYTES:
        raise InputError(
            Fault(
                n_("the file is too large; it was not read"),
                file=name,
                accepted=Text("at most {size} MB", size=Exact(round(MAX_BYTES / 1e6))),
                advice=n_("give one file for each date or country, or simplify the polygons"),
            )
        )
    if not content.strip():
        raise InputError(Fault(n_("the file is empty"), file=name, advice=n_("export or copy it again")))
    return content


def sum_of(content: bytes) -> str:
    """SHA-256 of what was read."""
    return hashlib.sha256(content).hexdigest()


def is_json(content: bytes) -> bool:
    """Whether a file starts as JSON does, and not as a table."""
    return content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_json(content: bytes, name: str) -> Any:
    """The content of a JSON file.

    Raises:
        InputError: it is none, was cut off, or is nested deeper than any map.
    """
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise InputError(
            Fault(
                Text("this is not JSON: it breaks at line {line}", line=str(error.lineno)),
                file=name,
                accepted=n_("a GeoJSON file in UTF-8"),
                advice=n_("export or download it again; it may have been cut off"),
            )
        ) from None
    except (ValueError, RecursionError):
        raise InputError(
            Fault(
                n_("this is not JSON that can be read"),
                file=name,
                accepted=n_("a GeoJSON file in UTF-8"),
                advice=n_("export it again from the map program"),
            )
        ) from None
