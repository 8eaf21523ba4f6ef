"""The series of a data set as an operator sees them: how much of each waits, and how much is decided."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from almaden.store.models import ArchiveFile, ArchiveSeries, Dataset, QualityDecision, QualityMark, QualityRun, User
from almaden.store.models.archive import ArchiveState
from almaden.store.observations.catalogue import current_files
from almaden.store.quality.guard import may_operate
from almaden.store.rights import visible_datasets

if TYPE_CHECKING:
    from almaden.monitoring.series import SeriesKey

_KEY: Final = ("site", "matrix", "species", "unit", "method", "instrument")
#: What makes a mark the same in every run.
_IDENTITY: Final = (*_KEY, "start", "finding", "value")


@dataclass(frozen=True)
class SeriesLine:
    """A series of a data set.

    Attributes:
        name: what addresses call it.
        key: the series.
        rows: observations of any flag.
        first: start of the first one, UTC.
        last: start of the last one, UTC.
        level: how far its values were checked, as the archive has them.
        open: marks that wait for a decision.
        decided: marks that somebody decided on.
    """

    name: str
    key: SeriesKey
    rows: int
    first: datetime
    last: datetime
    level: str
    open: int
    decided: int


@dataclass(frozen=True)
class DatasetLine:
    """A data set that a person may work on.

    Attributes:
        dataset: the data set.
        run: the last automatic check; None where there was none.
        open: marks that wait for a decision.
        decided: marks that somebody decided on.
        final: whether its files carry all that was decided.
    """

    dataset: Dataset
    run: QualityRun | None
    open: int
    decided: int
    final: bool


def name_of(key: SeriesKey) -> str:
    """What addresses call a series: short, and the same as long as its key is."""
    return hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()[:12]


def datasets_for(user: User) -> QuerySet[Dataset]:
    """Data sets with observations that a person sees, drafts first; whether they may work on each is asked of each."""
    held = ArchiveFile.objects.filter(dataset=OuterRef("pk"), state=ArchiveState.CURRENT)
    return visible_datasets(user).filter(Exists(held)).order_by("state", "title", "pk")


def dataset_lines(user: User) -> tuple[DatasetLine, ...]:
    """The data sets that a person may decide on, drafts first."""
    mine = [dataset for dataset in datasets_for(user) if may_operate(user, dataset)]
    return tuple(dataset_line(dataset) for dataset in mine)


def dataset_line(dataset: Dataset) -> DatasetLine:
    """How far the work on one data set is."""
    run = QualityRun.objects.filter(dataset=dataset).select_related("author").first()
    waiting, decided = _counts(dataset, run)
    return DatasetLine(dataset, run, waiting.total(), decided.total(), is_final(dataset))


def is_final(dataset: Dataset) -> bool:
    """Whether the files of a data set carry all that operators decided."""
    files = current_files(dataset)
    if not files or any(file.made_from is None for file in files):
        return False
    made = min(file.made_on for file in files)
    later = Q(made_on__gt=made) | Q(undone_on__gt=made)
    return not QualityDecision.objects.filter(later, dataset=dataset).exists()


def keys_of(dataset: Dataset) -> dict[str, SeriesKey]:
    """The series of a data set by what addresses call them."""
    from almaden.monitoring.series import SeriesKey

    held = ArchiveSeries.objects.filter(file__in=[file.pk for file in current_files(dataset)])
    keys = (SeriesKey(*names) for names in held.order_by(*_KEY).values_list(*_KEY).distinct())
    return {name_of(key): key for key in keys}


def series_lines(dataset: Dataset) -> tuple[SeriesLine, ...]:
    """The series of a data set by site, matrix and species; what waits is told by each."""
    from almaden.monitoring.series import SeriesKey

    run = QualityRun.objects.filter(dataset=dataset).first()
    waiting, decided = _counts(dataset, run)
    held = ArchiveSeries.objects.filter(file__in=[file.pk for file in current_files(dataset)]).order_by()
    sums = held.values_list(*_KEY).annotate(Sum("rows"), Min("first"), Max("last"), Min("level"), Max("level"))
    lines = []
    for *names, rows, first, last, least, most in sums.order_by(*_KEY):
        key = SeriesKey(*names)
        level = most if least == most else ""
        lines.append(SeriesLine(name_of(key), key, rows, first, last, level, waiting[key], decided[key]))
    return tuple(lines)


def _counts(dataset: Dataset, run: QualityRun | None) -> tuple[Counter[Any], Counter[Any]]:
    """Marks that wait, and those that are decided, by the keys of their series."""
    if run is None:
        return Counter(), Counter()
    standing = QualityDecision.objects.filter(dataset=dataset, undone=False, mark__isnull=False)
    known = set(standing.values_list(*(f"mark__{name}" for name in _IDENTITY)))
    fired = QualityMark.objects.filter(run=run).exclude(flag="valid").order_by().values_list(*_IDENTITY)
    return _split(fired, known)


def _split(fired: Iterable[tuple[Any, ...]], known: set[tuple[Any, ...]]) -> tuple[Counter[Any], Counter[Any]]:
    waiting: Counter[Any] = Counter()
    decided: Counter[Any] = Counter()
    for one in set(fired):
        (decided if one in known else waiting)[one[: len(_KEY)]] += 1
    return waiting, decided
