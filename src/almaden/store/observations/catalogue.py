"""The catalogue of the archive: which files count. Files are added, superseded and withdrawn here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction

from almaden.errors import AlmadenError, Fault, InputError
from almaden.store.acting import allow, plain_text
from almaden.store.home import archive
from almaden.store.journal import BATCH, Work, writing
from almaden.store.models import ArchiveFile, ArchiveSeries, Dataset, Upload, User
from almaden.store.models.archive import ArchiveState
from almaden.store.observations.columns import FORMAT
from almaden.store.observations.engine import engine
from almaden.store.observations.files import Written, sha256_of
from almaden.store.observations.held import Held, held
from almaden.store.rights import Person, visible_datasets
from almaden.wording import Text, n_


class ArchiveError(AlmadenError):
    """A file of the archive is missing or is not what the catalogue says."""


def path_of(file: ArchiveFile) -> Path:
    """Where a file lies.

    Raises:
        ArchiveError: it is not there.
    """
    path = archive() / file.path
    if not path.exists():
        raise ArchiveError(Text("The file {path} of the archive is missing. Restore it from a backup.", path=file.path))
    return path


def current_files(dataset: Dataset, years: Iterable[int] | None = None) -> list[ArchiveFile]:
    """The files of a data set that count, those of some years only if asked."""
    files = ArchiveFile.objects.filter(dataset=dataset, state=ArchiveState.CURRENT).select_related("made_from")
    return list(files if years is None else files.filter(year__in=list(years)))


def visible_files(user: Person, datasets: Iterable[int] = ()) -> list[ArchiveFile]:
    """The files that count, of the data sets that a person may see; of some data sets only if asked."""
    seen = ArchiveFile.objects.filter(state=ArchiveState.CURRENT, dataset__in=visible_datasets(user))
    wanted = list(datasets)
    return list(seen.filter(dataset_id__in=wanted) if wanted else seen)


def undecided_files(dataset: Dataset, years: Iterable[int] | None = None) -> list[ArchiveFile]:
    """As :func:`current_files`, with the flags as they were before operators decided."""
    return [file.made_from or file for file in current_files(dataset, years)]


def add(
    work: Work,
    dataset: Dataset,
    year: int,
    written: Written,
    upload: Upload | None,
    made_from: ArchiveFile | None = None,
) -> ArchiveFile:
    """Let a new file count in place of the one that the data set had for that year.

    Args:
        work: the entry of the journal.
        dataset: the data set.
        year: the year of all its observations.
        written: the file.
        upload: where its observations came from.
        made_from: the file without the decisions that it carries; None for one that carries none.
    """
    before = current_files(dataset, [year])
    made = work.add(
        ArchiveFile(
            dataset=dataset,
            path=written.path,
            format=FORMAT,
            sha256=written.sha256,
            size=written.size,
            rows=written.rows,
            year=year,
            first=written.first.replace(tzinfo=UTC),
            last=written.last.replace(tzinfo=UTC),
            licence=dataset.licence,
            upload=upload,
            made_from=made_from,
            made_on=datetime.now(UTC),
        )
    )
    _keep_series(made, written.series)
    for old in before:
        work.change(old, state=ArchiveState.SUPERSEDED, superseded_by_id=made.pk)
    return made


def _keep_series(file: ArchiveFile, series: Iterable[Held]) -> None:
    rows = [
        ArchiveSeries(
            file=file, **{**one._asdict(), "first": one.first.replace(tzinfo=UTC), "last": one.last.replace(tzinfo=UTC)}
        )
        for one in series
    ]
    ArchiveSeries.objects.bulk_create(rows, batch_size=BATCH)


def describe_files() -> int:
    """Say of files that an earlier version wrote which series they hold; returns how many files that were."""
    from almaden.store.observations.formats import table_of

    found = list(ArchiveFile.objects.filter(state=ArchiveState.CURRENT, series=None))
    for file in found:
        with engine() as connection, transaction.atomic():
            _keep_series(file, held(connection, table_of([file])))
    return len(found)


def withdraw(actor: User | None, dataset: Dataset, reason: str) -> int:
    """Take the observations of a data set out of every query; the files stay. Returns how many files there were.

    Raises:
        RightsError: the person may not withdraw data of this country.
        InputError: no reason is given.
    """
    allow(actor, "withdraw", dataset.country, dataset.area)
    reason = plain_text(reason)
    if not reason:
        advice = n_("write what is to be done, or why")
        raise InputError(Fault(n_("no reason is given"), column="reason", advice=advice))
    files = current_files(dataset)
    with writing(actor, "observations.withdraw", reason=reason) as work:
        for file in files:
            work.change(file, state=ArchiveState.WITHDRAWN)
    return len(files)


def verify() -> int:
    """Compare every file of the catalogue, superseded and withdrawn ones too, with its checksum.

    Returns:
        How many files there are.

    Raises:
        ArchiveError: a file is missing or altered.
    """
    count = 0
    for file in ArchiveFile.objects.order_by("path").iterator():
        if sha256_of(path_of(file)) != file.sha256:
            raise ArchiveError(Text("The file {path} of the archive was altered.", path=file.path))
        count += 1
    return count


def orphans() -> list[Path]:
    """Files in the archive's folder that the catalogue does not know: left by a process that was killed."""
    known = set(ArchiveFile.objects.values_list("path", flat=True))
    folder = archive()
    return sorted(path for path in folder.rglob("*.parquet") if path.relative_to(folder).as_posix() not in known)
