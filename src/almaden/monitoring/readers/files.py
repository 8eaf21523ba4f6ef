"""Files of observations, read whole: records, what is odd in them, and their fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.guess import guess
from almaden.reference.readers import registry
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.located import Located, Remark
from almaden.reference.readers.safety import check_file
from almaden.reference.records import ObservationRecord
from almaden.wording import Text, n_

#: The first bytes of a file, by which its reader is found out.
_HEAD = 8_192


@dataclass(frozen=True)
class Measured:
    """What files hold.

    Attributes:
        records: the observations in the order of the files.
        notes: what is odd, by its kind with how often it is met and where first.
        sha256: of the files one after the other.
    """

    records: tuple[ObservationRecord, ...]
    notes: tuple[Text, ...]
    sha256: str


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


def read_files(paths: Sequence[Path], reader: str = "") -> Measured:
    """Read files of observations.

    Args:
        paths: the files.
        reader: name of the reader that all of them are for; without it each file tells its own.

    Raises:
        InputError: with every fault of all files.
    """
    faults = Faults()
    records: list[ObservationRecord] = []
    remarks: dict[str, list[Fault]] = {}
    hashed = hashlib.sha256()
    for path in paths:
        try:
            name = reader_of(path, reader)
        except InputError as error:
            faults.take(error)
            continue
        with path.open("rb") as file:
            hashed.update(file.read())
            file.seek(0)
            for item in registry.read_blocks(name, file, path.name):
                if isinstance(item, Fault):
                    faults.add(item)
                elif isinstance(item, Remark):
                    remarks.setdefault(item.trap, []).append(item.fault)
                else:
                    records.extend(_observations(item))
    faults.raise_if_any()
    notes = tuple(
        Text("{trap}, {count} times; first: {what}", trap=Text(trap), count=float(len(found)), what=str(found[0]))
        for trap, found in remarks.items()
    )
    return Measured(tuple(records), notes, hashed.hexdigest())


def _observations(item: Block | Located) -> Iterator[ObservationRecord]:
    if isinstance(item, Located):
        if isinstance(item.record, ObservationRecord):
            yield item.record
        return
    names = tuple(item.columns)
    cells = [[column.values[place] for place in column.places] for column in item.columns.values()]
    for values in zip(*cells, strict=True):
        # The values of a block are validated already.
        yield ObservationRecord.model_construct(**dict(zip(names, values, strict=True)))
