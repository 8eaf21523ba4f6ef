"""Runs the automatic rules over a data set and keeps what they mark; no value and no flag is changed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Protocol

from almaden.store.acting import now
from almaden.store.dataset_guard import check_open
from almaden.store.journal import BATCH, writing
from almaden.store.models import Dataset, QualityDecision, QualityMark, QualityRun, User
from almaden.store.observations.catalogue import undecided_files
from almaden.store.quality.guard import check_operator

if TYPE_CHECKING:
    import numpy as np

    from almaden.monitoring.series import Series, SeriesKey

#: Marks that change nothing need no decision.
_TOLD_ONLY: Final = "valid"
_KEY: Final = ("site", "matrix", "species", "unit", "method", "instrument")


class Fired(Protocol):
    """A rule that fired on a point of a series, or on all of it."""

    @property
    def rule(self) -> str:
        """Name of the rule."""

    @property
    def finding(self) -> str:
        """What was found, by its name."""

    @property
    def start(self) -> np.datetime64:
        """Time of the point, ``NaT`` for the whole series."""

    @property
    def flag(self) -> str:
        """Flag that is proposed; ``valid`` is told and changes nothing."""

    @property
    def value(self) -> float:
        """What was found, as a number."""

    @property
    def low(self) -> float:
        """What the rule expects at least, ``NaN`` where it has no such end."""

    @property
    def high(self) -> float:
        """What the rule expects at most, ``NaN`` where it has no such end."""


#: Marks a series by rules.
Judge = Callable[["Series"], Iterable[Fired]]


def check(actor: User | None, dataset: Dataset, judge: Judge, rules_sha256: str) -> QualityRun:
    """Run rules over a data set, one site after another, and keep what they mark.

    The observations are judged as they were brought in, without what operators decided.

    Args:
        actor: who lets it be checked; None for the program.
        dataset: the data set.
        judge: the rules.
        rules_sha256: SHA-256 of the rules, so that it is known which they were.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
    """
    from almaden.store.observations.series import series_in

    check_operator(actor, dataset)
    with writing(actor, "quality.check") as work:
        check_open(actor, dataset)
        run = work.add(QualityRun(dataset=dataset, rules_sha256=rules_sha256, author=actor, made_on=now()))
        counts: Counter[str] = Counter()
        rows = 0
        for one in series_in(undecided_files(dataset)):
            rows += len(one)
            fired = _marks(run, one.key, judge(one))
            while marks := list(islice(fired, BATCH)):
                QualityMark.objects.bulk_create(marks)
                counts.update(mark.rule for mark in marks)
        work.change(run, counts=dict(sorted(counts.items())), observations=rows)
    return run


def open_marks(dataset: Dataset) -> list[QualityMark]:
    """Marks of the last run that propose another flag and that nobody has decided on."""
    found = {identity(mark): mark for mark in marks_of_last_run(dataset) if mark.flag != _TOLD_ONLY}
    for decision in standing_decisions(dataset):
        if decision.mark is not None:
            found.pop(identity(decision.mark), None)
    return list(found.values())


def marks_of_last_run(dataset: Dataset) -> Iterator[QualityMark]:
    """What the rules marked when they were run last."""
    run = QualityRun.objects.filter(dataset=dataset).first()
    if run is None:
        return iter(())
    return QualityMark.objects.filter(run=run).select_related("run__dataset").iterator(chunk_size=2000)


def standing_decisions(dataset: Dataset) -> Iterator[QualityDecision]:
    """Decisions that nobody undid, in their order."""
    found = QualityDecision.objects.filter(dataset=dataset, undone=False).select_related("mark")
    return found.iterator(chunk_size=2000)


def identity(mark: QualityMark) -> tuple[Any, ...]:
    """What makes a mark of one run the same as one of another run: the same found at the same place."""
    return (*(getattr(mark, name) for name in _KEY), mark.start, mark.finding, mark.value)


def _marks(run: QualityRun, key: SeriesKey, fired: Iterable[Fired]) -> Iterator[QualityMark]:
    for one in fired:
        start = one.start.astype("datetime64[s]").item()
        numbers = {name: _number(getattr(one, name)) for name in ("value", "low", "high")}
        yield QualityMark(
            run=run, **key._asdict(), start=start and start.replace(tzinfo=UTC), rule=one.rule, finding=one.finding,
            flag=one.flag, **numbers,
        )  # fmt: skip


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
