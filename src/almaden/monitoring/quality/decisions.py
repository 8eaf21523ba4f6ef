"""What operators decide on marks, what logbooks of stations tell, and the flags that follow.

Levels are as in the networks: raw as the instrument gave it; automatic after the rules; final where an operator has
decided. The flag of the network is never lost: the flag of a level is the worse of it and of the marks that count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.errors import Fault, InputError
from almaden.monitoring.quality.marks import WHOLE, Marks
from almaden.monitoring.series import BELOW_DETECTION, FLAGS, INVALID, MISSING, SUSPECT, VALID, Codes, Series
from almaden.reference.records import Flag
from almaden.wording import n_

Verdict = Literal["accepted", "rejected", "changed", "undone"]
LogbookKind = Literal[
    "calibration", "part change", "power cut", "contamination", "audit", "maintenance", "relocation", "other"
]

#: How bad a flag is, by its code: valid, below detection, suspect, invalid, missing.
_WORSE: Final = np.zeros(len(FLAGS), dtype=np.uint8)
_WORSE[[VALID, BELOW_DETECTION, SUSPECT, INVALID, MISSING]] = range(5)
_BY_RANK: Final = np.argsort(_WORSE).astype(np.uint8)


@dataclass(frozen=True)
class Decision:
    """What an operator decided on a mark.

    Attributes:
        mark: identifier of the mark (:attr:`~almaden.monitoring.quality.marks.Marks.ids`).
        verdict: accepted: the flag that the rule proposes holds; rejected: it does not; changed: ``flag`` holds;
            undone: what was decided before does not count any more.
        reason: why.
        by: who decided, by the name that the installation knows.
        when: when it was decided.
        flag: the flag where it was changed, otherwise None.
    """

    mark: str
    verdict: Verdict
    reason: str
    by: str
    when: datetime
    flag: Flag | None = None

    def __post_init__(self) -> None:
        if (self.verdict == "changed") != (self.flag is not None):
            raise InputError(
                Fault(
                    n_("a decision has a flag where it changes the one proposed, and only there"),
                    column="flag",
                    value=self.flag or "",
                    accepted=n_("changed with a flag; accepted, rejected or undone without"),
                    advice=n_("name the flag, or leave it out"),
                )
            )


@dataclass(frozen=True)
class LogbookEntry:
    """What happened at a station.

    Attributes:
        site: identifier of the site.
        instrument: which instrument; empty for all of the site.
        start, end: from when to when; the end is None where it lasted a moment.
        kind: what it was.
        text: in the words of the operator.
        by: who wrote it.
        when: when it was written.
    """

    site: str
    instrument: str
    start: datetime
    end: datetime | None
    kind: LogbookKind
    text: str
    by: str = ""
    when: datetime | None = None


class Applied(NamedTuple):
    """A series after its marks.

    Attributes:
        flag: codes of the flags, of the shape (n,).
        final: whether an operator has decided on each point, of the shape (n,); the others are automatic.
        open: marks that nobody has decided on and that propose suspect or invalid.
    """

    flag: Codes
    final: NDArray[np.bool_]
    open: int


def decided(decisions: Iterable[Decision]) -> Mapping[str, Decision]:
    """The decision that stands for each mark: the latest; a mark whose latest is undone is open again.

    Of decisions of one moment the last given counts.
    """
    standing: dict[str, Decision] = {}
    for one in sorted(decisions, key=lambda one: one.when):
        standing[one.mark] = one
    return {mark: one for mark, one in standing.items() if one.verdict != "undone"}


def apply(series: Series, marks: Marks, decisions: Iterable[Decision] = (), approved: bool = False) -> Applied:
    """Flags of a series after its marks and what was decided on them.

    Marks that nobody has decided on count as proposed: their points are automatic, not final. A decision never makes
    the flag of the network better. No value is changed.

    Args:
        series: the series.
        marks: what rules marked in it.
        decisions: decisions, also on marks of other series, in any order.
        approved: the operator has approved the series: points without an open mark are final.
    """
    standing = decided(decisions)
    rank = _WORSE[series.flag]
    final = np.full(len(series), approved)
    open_marks = np.zeros(len(series), dtype=bool)
    flag, is_open = marks.flag.copy(), marks.flag != VALID
    for place, name in enumerate(marks.ids if standing else ()):
        if name in standing:
            flag[place] = _flag_of(standing[name], flag[place])
            is_open[place] = False
    counted = is_open | (flag != VALID)
    whole = marks.places == WHOLE
    judged = (series.flag != INVALID) & (series.flag != MISSING)
    for place in np.flatnonzero(whole & counted).tolist():
        rank = np.where(judged, np.maximum(rank, _WORSE[flag[place]]), rank)
    single = counted & ~whole
    np.maximum.at(rank, marks.places[single], _WORSE[flag[single]])
    looked_at = np.array([name in standing for name in marks.ids] if standing else [], dtype=bool)
    if len(looked_at):
        final[marks.places[looked_at & ~whole]] = True
    open_marks[marks.places[is_open & ~whole]] = True
    if (is_open & whole).any():
        open_marks[:] = True
    return Applied(_BY_RANK[rank], final & ~open_marks, int(is_open.sum()))


def _flag_of(decision: Decision, proposed: np.uint8) -> int:
    if decision.verdict == "accepted":
        return int(proposed)
    return VALID if decision.flag is None else FLAGS.index(decision.flag)
