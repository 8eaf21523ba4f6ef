"""What quality control found, for commands, pages and reports."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from almaden.monitoring.quality.marks import WHOLE, Marks
from almaden.monitoring.quality.rules import titles
from almaden.monitoring.series import VALID, SeriesKey
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False)
class SeriesQc:
    """What was found in one series.

    Attributes:
        key: the series.
        rows: its rows.
        judged: rows with a value that nobody called invalid or missing before.
        marks: what rules marked.
    """

    key: SeriesKey
    rows: int
    judged: int
    marks: Marks

    @property
    def flagged(self) -> int:
        """Rows for which a rule proposes suspect or invalid."""
        proposed = self.marks.places[self.marks.flag != VALID]
        return self.judged if (proposed == WHOLE).any() else len(np.unique(proposed))

    @property
    def share_flagged(self) -> float | None:
        """Of the rows that were judged; None where there is none."""
        return self.flagged / self.judged if self.judged else None

    @property
    def by_rule(self) -> Mapping[str, int]:
        """Marks of each rule that marked any."""
        return dict(sorted(Counter(self.marks.rules).items(), key=lambda one: _number(one[0])))

    def as_dict(self) -> dict[str, Any]:
        """Counts as plain data."""
        return {
            **self.key._asdict(), "rows": self.rows, "judged": self.judged, "flagged": self.flagged,
            "share_flagged": self.share_flagged, "marks": dict(self.by_rule),
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class QcResult:
    """What rules marked in series.

    Attributes:
        series: what was found in each.
        origins: thresholds that were used.
        skipped: rules that could not be used, and why.
        today: the day of the check.
        meta: how it was made.
    """

    series: tuple[SeriesQc, ...]
    origins: tuple[Origin, ...]
    skipped: tuple[Text, ...]
    today: date
    meta: Meta

    @property
    def by_rule(self) -> Mapping[str, int]:
        """Marks of each rule, over all series."""
        total: Counter[str] = Counter()
        for one in self.series:
            total.update(one.by_rule)
        return dict(sorted(total.items(), key=lambda one: _number(one[0])))

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """Thresholds that nobody has verified."""
        return tuple(one for one in self.origins if one.status == "unverified")

    def summary(self) -> str:
        """Counts of rows and marks in one sentence."""
        return Text(
            "{series} series, {rows} rows: {judged} judged, {flagged} flagged, {marks} marks",
            series=len(self.series), rows=sum(one.rows for one in self.series),
            judged=sum(one.judged for one in self.series), flagged=sum(one.flagged for one in self.series),
            marks=sum(len(one.marks) for one in self.series),
        )  # fmt: skip

    def to_frame(self) -> pandas.DataFrame:
        """All marks, one row each."""
        import pandas

        names = ("id", "rule", "finding", "row", "start", "flag", "value", "low", "high", "message")
        rows = [(*one.key, *mark) for one in self.series for mark in one.marks]
        return pandas.DataFrame(rows, columns=[*SeriesKey._fields, *names])

    def as_dict(self) -> dict[str, Any]:
        """Counts and origins as plain data; the single marks are in :meth:`to_frame`."""
        return {
            "meta": asdict(self.meta),
            "today": self.today.isoformat(),
            "rules": [{"id": rule, "title": titles().get(rule, ""), "marks": n} for rule, n in self.by_rule.items()],
            "series": [one.as_dict() for one in self.series],
            "skipped": list(self.skipped),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """As JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False)


def _number(rule: str) -> tuple[int, str]:
    digits = rule.removeprefix("R")
    return (int(digits) if digits.isdecimal() else 10_000), rule
