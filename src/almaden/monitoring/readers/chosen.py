"""The reader of a file: named by the user, or told by what the file holds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.guess import guess
from almaden.reference.readers import registry
from almaden.reference.readers.safety import check_file
from almaden.wording import n_

#: The first bytes of a file, by which its reader is found out.
_HEAD: Final = 8_192


def reader_of(path: Path, reader: str = "") -> str:
    """The reader of a file: the one that the user named, otherwise the one that its first bytes tell.

    Raises:
        InputError: it is no file, it is empty, or it does not tell which reader it is for.
    """
    check_file(path, path.name)
    if reader:
        return reader
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise InputError(Fault(n_("the file is empty"), path.name, advice=n_("download or export it again")))
    found = guess(path.name, head)
    if found is None:
        readers = [one.name for one in registry.readers() if "observation" in one.record_types]
        raise InputError(
            Fault(
                n_("it cannot be found out which reader the file is for"), path.name, accepted=", ".join(readers),
                advice=n_("name it by --reader; 'almaden data readers' tells what each reads"),
            )
        )  # fmt: skip
    return found
