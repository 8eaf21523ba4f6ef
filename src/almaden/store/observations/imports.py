"""Observations into the archive: compared with what is there, then all kept, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.reference.readers.blocks import Block
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.records import ObservationRecord
from almaden.store.acting import now
from almaden.store.imports.remarks import Remarks
from almaden.store.journal import writing
from almaden.store.models import ArchiveFile, Dataset, Upload, User
from almaden.store.observations import catalogue
from almaden.store.observations.compared import Counts, compared, merged, tell_other_units, tell_replaced_finals
from almaden.store.observations.engine import engine, quoted
from almaden.store.observations.files import Written, discard, write_year
from almaden.store.observations.named_sites import unknown_sites
from almaden.store.observations.odd import oddities
from almaden.store.observations.people import people_in
from almaden.store.observations.repeated import repeated
from almaden.store.observations.staging import BATCH, Staging
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import duckdb

#: Faults that are told one by one; the others are counted.
TOLD: Final = 1000

Progress = Callable[[int], None]


@dataclass
class Found:
    """What a file holds besides observations.

    Attributes:
        others: records of other types, such as sites, with their places.
        remarks: what the reader remarked.
    """

    others: list[Located] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)

    def identifiers(self) -> frozenset[str]:
        """Identifiers of the sites, as observations name them."""
        return frozenset(
            f"{scheme}:{value}"
            for one in self.others
            for scheme, value in getattr(one.record, "identifiers", {}).items()
        )


def check_observations(
    actor: User | None,
    dataset: Dataset | None,
    items: Iterable[Block | Remarked],
    file: str,
    progress: Progress,
    aside: Path | None = None,
    found: Found | None = None,
) -> Counts:
    """Say what an import would do; nothing is kept.

    Args:
        actor: who would import; None for the program itself.
        dataset: the data set that it would go into, None for a new one.
        items: what the reader gives.
        file: name of the file, for messages.
        progress: called with the rows read so far.
        aside: a file to put the records into, for :func:`import_observations` to take instead of reading again.
        found: what else the file holds is put there.

    Raises:
        InputError: every fault of the file.
    """
    with engine() as connection:
        _read(connection, actor, items, file, progress, found or Found())
        if aside is not None:
            connection.execute(f"COPY staged TO {quoted(str(aside))} (FORMAT parquet)")
        counts = compared(connection, _files(dataset, connection))
        if found is not None:
            tell_replaced_finals(connection, file, found.remarks)
            tell_other_units(connection, file, found.remarks)
        return counts


def import_observations(
    actor: User | None,
    dataset: Dataset,
    items: Iterable[Block | Remarked],
    upload: Upload,
    progress: Progress,
    reason: str = "",
    aside: Path | None = None,
) -> Counts:
    """Put observations into the archive: new ones are added, those that are there with other values are changed.

    Each year of the data set that changes is written as a new file, which takes the place of the one before.

    Args:
        actor: who imports.
        dataset: where they go.
        items: what the reader gives; not read where the records were put aside.
        upload: the file.
        progress: called with the rows read so far.
        reason: why, for the journal.
        aside: what :func:`check_observations` put aside of the same file, if it is there.

    Raises:
        InputError: every fault of the file; nothing is kept.
        OutputError: the disk is full; nothing is kept.
    """
    with engine() as connection:
        if aside is not None and aside.exists():
            connection.execute(f"CREATE TABLE staged AS SELECT * FROM read_parquet({quoted(str(aside))})")
            _refuse(connection, actor, upload.name)
        else:
            _read(connection, actor, items, upload.name, progress, Found())
        files = _files(dataset, connection)
        counts = compared(connection, files)
        if not counts.added and not counts.changed:
            return counts
        years = connection.execute(
            "SELECT DISTINCT year(\"start\") FROM compared WHERE state <> 'unchanged' ORDER BY 1"
        ).fetchall()
        written: list[Written] = []
        try:
            # The files are written where nobody else writes: a repair must not take them for left over.
            with writing(actor, "observations.import", reason=reason, source_sha256=upload.sha256) as work:
                if files != _files(dataset, connection, "compared"):
                    raise AlmadenError(
                        n_("Somebody else brought observations into this data set meanwhile. Import the file again.")
                    )
                for (year,) in years:
                    written.append(write_year(connection, merged(year), dataset.key, year))
                    catalogue.add(work, dataset, year, written[-1], upload)
        except BaseException:
            discard(written)
            raise
    return counts


def _read(
    connection: duckdb.DuckDBPyConnection,
    actor: User | None,
    items: Iterable[Block | Remarked],
    file: str,
    progress: Progress,
    found: Found,
) -> None:
    """Read all records into the table ``staged``, or refuse the file with all its faults."""
    faults = _Faults()
    _stage(Staging(connection), items, faults, progress, found)
    differing, equal = repeated(connection, file, TOLD)
    said = {one.trap: one.count for one in found.remarks.counted()}
    odd = oddities(connection, file, now().date())
    for remark, rows in (*equal, *(one for one in odd if one[0].trap not in said)):
        # A row that the reader told already is counted once.
        if (more := rows - said.get(remark.trap, 0)) > 0:
            found.remarks.add(remark, more)
    faults.found += differing
    faults.found += people_in(connection, file)
    faults.found += unknown_sites(connection, actor, file, found.identifiers(), TOLD)
    faults.stop()


def _refuse(connection: duckdb.DuckDBPyConnection, actor: User | None, file: str) -> None:
    """Refuse what was read before, should it not fit any more."""
    if faults := [*people_in(connection, file), *unknown_sites(connection, actor, file, frozenset(), TOLD)]:
        raise InputError(faults)


def _files(dataset: Dataset | None, connection: duckdb.DuckDBPyConnection, table: str = "staged") -> list[ArchiveFile]:
    """The files that hold the years of what was read; what operators decided on top of them is not compared."""
    if dataset is None:
        return []
    years = [year for (year,) in connection.execute(f'SELECT DISTINCT year("start") FROM {table}').fetchall()]
    return catalogue.undecided_files(dataset, years)


class _Faults:
    """Faults on the way: the first are kept, all are counted."""

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.more = 0

    def add(self, fault: Fault) -> None:
        if len(self.found) < TOLD:
            self.found.append(fault)
        else:
            self.more += 1

    def stop(self) -> None:
        """Refuse the file if it has faults."""
        if not self.found:
            return
        if self.more:
            self.found.append(Fault(Text("{count} more faults of this file are not listed", count=self.more)))
        raise InputError(self.found)


def _stage(
    staging: Staging, items: Iterable[Block | Remarked], faults: _Faults, progress: Progress, found: Found
) -> None:
    told = 0
    for item in items:
        if isinstance(item, Remark):
            found.remarks.add(item)
        elif isinstance(item, Block):
            staging.add_block(item)
        elif isinstance(item, Fault):
            faults.add(item)
        elif isinstance(item.record, ObservationRecord):
            staging.add(item.record, item.row or staging.rows + 1)
        else:
            found.others.append(item)
        if staging.rows - told >= BATCH:
            told = staging.rows
            progress(told)
    staging.flush()
