"""All that files of observations hold, by any registered reader: records, sites, remarks."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.chosen import reader_of
from almaden.monitoring.traps import Kind, mixed, unlike_units
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.located import Located, Remark
from almaden.reference.readers.registry import read_blocks
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.wording import n_


@dataclass(frozen=True)
class Gathered:
    """What files hold.

    Attributes:
        observations: in the order of the files and their rows.
        sites: the sites that the files describe.
        remarks: what readers told of odd places, which were read all the same.
        sha256: of all files together.
    """

    observations: tuple[ObservationRecord, ...]
    sites: tuple[SiteRecord, ...]
    remarks: tuple[Remark, ...]
    sha256: str

    @property
    def traps(self) -> Mapping[str, int]:
        """How many remarks there are of each kind."""
        return dict(sorted(Counter(one.trap for one in self.remarks).items()))


def gather(
    paths: Sequence[Path],
    reader: str = "",
    progress: Callable[[int, int], None] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Gathered:
    """Read files of observations.

    Args:
        paths: the files.
        reader: name of the reader that reads all of them; without it each file tells its own.
        progress: told how many files of how many are read.
        columns: for a reader that takes one, the map of columns.

    Raises:
        InputError: with every fault of every file; or no file holds an observation.
    """
    observations: list[ObservationRecord] = []
    sites: list[SiteRecord] = []
    remarks: list[Remark] = []
    faults = Faults()
    digest = hashlib.sha256()
    for done, path in enumerate(paths, 1):
        before = len(observations), len(remarks)
        for item in _items(path, reader, digest.update, columns):
            if isinstance(item, Fault):
                faults.add(item)
            elif isinstance(item, Remark):
                remarks.append(item)
            elif isinstance(item, ObservationRecord):
                observations.append(item)
            elif isinstance(item, SiteRecord):
                sites.append(item)
        kinds = {_kind(one) for one in observations[before[0] :]}
        told = {one.trap for one in remarks[before[1] :]}
        remarks += [one for one in mixed(kinds, path.name) if one.trap not in told]
        if progress is not None:
            progress(done, len(paths))
    if not observations and not faults.found:
        for fault in _nothing(paths, remarks):
            faults.add(fault)
    said = {one.fault.file for one in remarks if one.trap == "two units"}
    remarks += [one for one in unlike_units(observations) if one.fault.file not in said]
    faults.raise_if_any()
    return Gathered(tuple(observations), tuple(sites), tuple(remarks), digest.hexdigest())


def _nothing(paths: Sequence[Path], remarks: Sequence[Remark]) -> Iterator[Fault]:
    """That no observation was found, and what readers told that may be the reason."""
    yield Fault(
        n_("no observation was found"),
        file=", ".join(path.name for path in paths),
        advice=n_("name the reader of this format; see almaden data readers"),
    )
    yield from {one.trap: one.fault for one in reversed(remarks)}.values()


def _kind(one: ObservationRecord) -> Kind:
    return Kind(one.site, one.matrix, one.species, one.unit, one.instrument)


def _items(
    path: Path, reader: str, take: Callable[[bytes], None], columns: Mapping[str, str] | None
) -> Iterator[object]:
    try:
        name = reader_of(path, reader)
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                take(part)
            file.seek(0)
            for item in read_blocks(name, file, path.name, columns):
                if isinstance(item, Block):
                    yield from _records(item)
                else:
                    yield item.record if isinstance(item, Located) else item
    except InputError as error:
        yield from error.faults
    except OSError as error:
        yield Fault(
            n_("the file cannot be read"), file=str(path), value=error.strerror or "",
            advice=n_("look at the name of the file and whether you may read it"),
        )  # fmt: skip


def _records(block: Block) -> Iterable[ObservationRecord]:
    columns = [(name, column.values, column.places) for name, column in block.columns.items()]
    for row in range(len(block.rows)):
        yield ObservationRecord.model_construct(**{name: values[places[row]] for name, values, places in columns})
