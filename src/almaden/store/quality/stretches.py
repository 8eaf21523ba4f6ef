"""A series as an operator decides on it: its stretches of marked points, each with what was decided on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from almaden.errors import StateError
from almaden.monitoring.quality.decisions import Decision
from almaden.monitoring.quality.marks import NAMES, WHOLE, Marks
from almaden.monitoring.quality.stretches import Stretch, suspects
from almaden.monitoring.series import FLAGS, Series
from almaden.store.models import Dataset, QualityDecision, QualityMark, QualityRun, User
from almaden.store.observations.catalogue import undecided_files
from almaden.store.quality.checking import identity, open_marks
from almaden.store.quality.deciding import decide, undo_all
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.series import SeriesKey

_TOLD_ONLY: Final = "valid"


class CheckedAgainError(StateError):
    """The rules were run again since the person looked."""


@dataclass(frozen=True)
class Suspect:
    """A stretch of marked points.

    Attributes:
        number: its place among those of the series, from 1.
        stretch: where it lies and what is proposed.
        marks: its marks.
        decisions: what was decided on its marks and stands.
    """

    number: int
    stretch: Stretch
    marks: tuple[QualityMark, ...]
    decisions: tuple[QualityDecision, ...]

    @property
    def decision(self) -> QualityDecision | None:
        """What was decided on it last; None while any of its marks is open."""
        return self.decisions[-1] if len(self.decisions) >= len(self.marks) else None


@dataclass(frozen=True, eq=False)
class Suspects:
    """A series with its stretches.

    Attributes:
        dataset: the data set that it stands in.
        run: the run of the rules that marked it; None where there was none.
        series: as it was brought in, without what operators decided.
        stretches: in the order of time, marks on the whole series first.
    """

    dataset: Dataset
    run: QualityRun | None
    series: Series
    stretches: tuple[Suspect, ...]

    @property
    def open(self) -> int:
        """How many stretches wait for a decision."""
        return sum(one.decision is None for one in self.stretches)

    def next_open(self, number: int) -> int:
        """Where to go on after a stretch that was decided on: the next that waits, the first one, or else the next."""
        waiting = [one.number for one in self.stretches if one.decision is None and one.number != number]
        after = [one for one in waiting if one > number]
        return (after or waiting or [min(number + 1, len(self.stretches))])[0]


@dataclass(frozen=True)
class Batch:
    """What somebody decided at one moment on a series.

    Attributes:
        decision: the first of the decisions; the others differ in their marks alone.
        first: start of the first point that it is about, UTC.
        last: start of the last one.
        count: how many decisions were made at once.
        stretch: number of the stretch that it is on; 0 where the rules no longer mark it, or never did.
    """

    decision: QualityDecision
    first: datetime
    last: datetime
    count: int
    stretch: int


def suspects_of(dataset: Dataset, key: SeriesKey) -> Suspects | None:
    """A series of a data set with its stretches; None where the data set has no such series."""
    from almaden.store.observations.series import series_matching

    found = series_matching(undecided_files(dataset), **key._asdict())
    if not found:
        return None
    (one,) = found
    run = QualityRun.objects.filter(dataset=dataset).select_related("dataset").first()
    rows = _waited_for(run, key) if run is not None else ()
    marks, by_name = _marks(one, rows)
    standing = _standing(dataset, key)
    decided = [
        _pure(name, standing[identity(row)])
        for name, together in by_name.items()
        for row in together
        if identity(row) in standing
    ]
    stretches = (
        _suspect(number, stretch, by_name, standing)
        for number, stretch in enumerate(suspects(one, marks, decided), start=1)
    )
    return Suspects(dataset, run, one, tuple(stretches))


def _waited_for(run: QualityRun, key: SeriesKey) -> Iterable[QualityMark]:
    for row in QualityMark.objects.filter(run=run, **key._asdict()).exclude(flag=_TOLD_ONLY):
        # All are of one run, which need not be read with each.
        row.run = run
        yield row


def decide_on(
    actor: User, found: Suspects, number: int, run: int, verdict: str, flag: str = "", reason: str = ""
) -> list[QualityDecision]:
    """Decide on a stretch as a whole; what was decided on it before is undone.

    Args:
        actor: who decides.
        found: the series.
        number: of the stretch.
        run: the run of the rules that the person saw.
        verdict: as for :func:`~almaden.store.quality.deciding.decide`.
        flag: likewise.
        reason: likewise.

    Raises:
        CheckedAgainError: the rules were run again meanwhile.
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
        InputError: no such verdict or flag.
    """
    return decide(actor, _seen(found, number, run).marks, verdict, flag, reason)


def undo_on(actor: User, found: Suspects, number: int, run: int, reason: str = "") -> None:
    """Take back what was decided on a stretch; as :func:`decide_on`."""
    undo_all(actor, found.dataset, _seen(found, number, run).decisions, reason)


def accept_rest(actor: User, dataset: Dataset, reason: str = "") -> int:
    """Accept what the rules propose wherever nobody has decided; returns on how many marks.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
    """
    waiting = open_marks(dataset)
    return len(decide(actor, waiting, "accepted", reason=reason)) if waiting else 0


def _seen(found: Suspects, number: int, run: int) -> Suspect:
    if found.run is None or found.run.pk != run or not 0 < number <= len(found.stretches):
        raise CheckedAgainError(n_("The rules were run again meanwhile. Look at the stretches again."))
    return found.stretches[number - 1]


def batches(found: Suspects) -> tuple[Batch, ...]:
    """What was decided on a series, the latest first, undone or not."""
    stretch_of = {identity(mark): one.number for one in found.stretches for mark in one.marks}
    rows = QualityDecision.objects.filter(dataset=found.dataset, **found.series.key._asdict())
    together: dict[tuple[Any, ...], list[QualityDecision]] = {}
    for row in rows.select_related("mark", "author", "undone_by").order_by("-pk"):
        together.setdefault((row.made_on, row.author_id, row.verdict, row.flag, row.undone_on), []).append(row)
    return tuple(_batch(rows, stretch_of) for rows in together.values())


def _batch(rows: list[QualityDecision], stretch_of: dict[tuple[Any, ...], int]) -> Batch:
    marks = [row.mark for row in rows if row.mark is not None]
    stretch = min((stretch_of.get(identity(mark), 0) for mark in marks), default=0)
    return Batch(rows[-1], min(row.first for row in rows), max(row.last for row in rows), len(rows), stretch)


def of_batch(dataset: Dataset, decision: int) -> list[QualityDecision]:
    """The decisions that stand of those that were made together with one."""
    one = QualityDecision.objects.filter(dataset=dataset, pk=decision).first()
    if one is None:
        return []
    same = QualityDecision.objects.filter(dataset=dataset, made_on=one.made_on, author=one.author_id, undone=False)
    return list(same.filter(**{name: getattr(one, name) for name in ("site", "species", "method", "instrument")}))


def _standing(dataset: Dataset, key: SeriesKey) -> dict[tuple[Any, ...], QualityDecision]:
    rows = QualityDecision.objects.filter(dataset=dataset, undone=False, mark__isnull=False, **key._asdict())
    return {identity(row.mark): row for row in rows.select_related("mark", "author") if row.mark is not None}


def _marks(series: Series, rows: Iterable[QualityMark]) -> tuple[Marks, dict[str, list[QualityMark]]]:
    """Marks of the store as the pure functions know them, and their rows by the names that those give them."""
    placed = sorted(
        ((_place(series, row), NAMES.index(row.finding), row) for row in rows if row.finding in NAMES),
        key=lambda one: (one[0], one[1], one[2].pk),
    )
    kept = [row for _, _, row in placed]
    places = np.array([place for place, _, _ in placed], dtype=np.int64)
    whole = places == WHOLE
    at = np.maximum(places, 0)
    found = Marks(
        series.key,
        finding=np.array([code for _, code, _ in placed], dtype=np.uint8),
        places=places,
        row=np.where(whole, -1, series.row[at]),
        start=np.where(whole, np.datetime64("NaT", "s"), series.start[at]),
        flag=np.array([FLAGS.index(row.flag) for row in kept], dtype=np.uint8),
        value=_numbers(row.value for row in kept),
        low=_numbers(row.low for row in kept),
        high=_numbers(row.high for row in kept),
    )
    # Values of one moment that differ by little have one name.
    by_name: dict[str, list[QualityMark]] = {}
    for name, row in zip(found.ids, kept, strict=True):
        by_name.setdefault(name, []).append(row)
    return found, by_name


def _place(series: Series, row: QualityMark) -> int:
    if row.start is None:
        return WHOLE
    moment = np.datetime64(row.start.replace(tzinfo=None), "s")
    return min(int(np.searchsorted(series.start, moment)), len(series) - 1)


def _numbers(values: Iterable[float | None]) -> Any:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _pure(name: str, row: QualityDecision) -> Decision:
    flag: Any = row.flag if row.verdict == "changed" else None
    verdict: Any = row.verdict
    return Decision(name, verdict, row.reason, "", row.made_on, flag)


def _suspect(
    number: int,
    stretch: Stretch,
    by_name: dict[str, list[QualityMark]],
    standing: dict[tuple[Any, ...], QualityDecision],
) -> Suspect:
    marks = [row for name in dict.fromkeys(stretch.marks) for row in by_name[name]]
    decisions = tuple(standing[identity(mark)] for mark in marks if identity(mark) in standing)
    return Suspect(number, stretch, tuple(marks), decisions)
