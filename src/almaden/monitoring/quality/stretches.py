"""Runs of marked points, so that an operator decides stretch by stretch, not point by point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from almaden.monitoring.quality.decisions import Decision, decided
from almaden.monitoring.quality.marks import WHOLE, Marks
from almaden.monitoring.series import FLAGS, VALID, Series
from almaden.reference.records import Flag

#: Marked points belong to one stretch with so many unmarked ones between them at most.
BETWEEN: Final = 3


class Stretch(NamedTuple):
    """A run of marked points.

    Attributes:
        first, last: places of its ends in the series.
        start, end: times of its ends, UTC.
        rules: the rules that marked in it.
        flag: the worst flag that is proposed in it.
        points: how many points are marked.
        lowest, highest: among its values, ``NaN`` where there is none.
        marks: identifiers of its marks, on which one decision each is to be made.
        open: how many of them nobody has decided on.
    """

    first: int
    last: int
    start: np.datetime64
    end: np.datetime64
    rules: tuple[str, ...]
    flag: Flag
    points: int
    lowest: float
    highest: float
    marks: tuple[str, ...]
    open: int


def suspects(
    series: Series, marks: Marks, decisions: Iterable[Decision] = (), between: int = BETWEEN
) -> tuple[Stretch, ...]:
    """The stretches of a series on which an operator is to decide, in the order of time.

    A mark on the whole series is a stretch of its own and comes first; marks that are told only make none.

    Args:
        series: the series.
        marks: what rules marked in it.
        decisions: what was decided so far.
        between: unmarked points that do not end a stretch.
    """
    wanted = np.flatnonzero(marks.flag != VALID)
    if not len(wanted) or not len(series):
        return ()
    marked = marks.taken(wanted)
    standing = decided(decisions)
    groups = np.cumsum(np.diff(marked.places, prepend=marked.places[0]) > between + 1)
    whole = marked.places == WHOLE
    groups = np.where(whole, -1, groups)
    begins = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    ends = np.append(begins[1:], len(groups))
    return tuple(
        _stretch(series, marked.taken(np.arange(begin, end)), standing)
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
    )


def _stretch(series: Series, marks: Marks, standing: Mapping[str, Decision]) -> Stretch:
    whole = marks.places[0] == WHOLE
    first, last = (0, len(series) - 1) if whole else (int(marks.places[0]), int(marks.places[-1]))
    value = series.value[first : last + 1]
    known = value[np.isfinite(value)]
    names = marks.ids
    return Stretch(
        first, last, series.start[first], series.start[last],
        rules=tuple(dict.fromkeys(marks.rules)),
        flag=FLAGS[int(marks.flag.max())],
        points=len(series) if whole else len(np.unique(marks.places)),
        lowest=float(known.min()) if len(known) else np.nan,
        highest=float(known.max()) if len(known) else np.nan,
        marks=names,
        open=sum(name not in standing for name in names),
    )  # fmt: skip
