"""Decisions of the Conference of the Parties, and when Parties report under Article 21."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from almaden.convention.tables import read_table


@dataclass(frozen=True)
class Decision:
    """One decision of the Conference of the Parties."""

    decision: str
    year: int
    subject: str
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class ReportingCycle:
    """One round of national reports: ``kind`` is ``full`` or ``short``; the period is None where not seen."""

    cycle: str
    kind: str
    due: date
    period_start: date | None
    period_end: date | None
    source: str
    seen: str
    status: str
    note: str


@cache
def decisions() -> tuple[Decision, ...]:
    """The decisions that this program refers to, oldest first."""
    return tuple(
        Decision(
            row["decision"],
            int(row["year"]),
            row["subject"],
            row["source"],
            row["seen"],
            row["status"],
            row["note"],
        )
        for row in read_table("decisions")
    )


@cache
def reporting_cycles() -> tuple[ReportingCycle, ...]:
    """The rounds of national reports by the day they are due."""
    return tuple(
        ReportingCycle(
            row["cycle"],
            row["kind"],
            date.fromisoformat(row["due"]),
            date.fromisoformat(row["period_start"]) if row["period_start"] else None,
            date.fromisoformat(row["period_end"]) if row["period_end"] else None,
            row["source"],
            row["seen"],
            row["status"],
            row["note"],
        )
        for row in read_table("reporting_cycles")
    )
