"""Money of a period: by source, area and certainty, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from almaden.partnership.contradictions import Contradiction, contradictions
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.outputs import FundingRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.partnership.reporting.period import Chosen, Period
from almaden.partnership.summary_funding import FundingSummary, funding_summary


@dataclass(frozen=True)
class Sum:
    """A statement of money or of help in kind.

    Attributes:
        key: its key.
        item: what it is for.
        level: programme, share, project or named.
        kind: what it is, in the words of its document.
        in_kind: whether it is help in kind.
        amount: the sum; None where it is not stated.
        currency: its currency.
        percent: the share.
        certainty: stated, approximate or estimated.
        source: who pays.
        area: code of the area; empty for all.
        start: begin of its period.
        end: end of its period.
        inside: key of the sum that holds it.
        note: what a reader should know.
    """

    key: str
    item: str
    level: str
    kind: str
    in_kind: bool
    amount: float | None
    currency: str
    percent: float | None
    certainty: str
    source: str
    area: str
    start: str
    end: str
    inside: str
    note: str


@dataclass(frozen=True)
class Line:
    """What is told of one source, area or certainty: projects are added within a currency, nothing else is.

    Attributes:
        name: source, code of the area, or certainty.
        statements: number of statements.
        without_sum: statements that name who pays and no sum.
        projects: sums of projects by currency.
    """

    name: str
    statements: int
    without_sum: int
    projects: Mapping[str, float]


@dataclass(frozen=True)
class Money:
    """Money of a period.

    Attributes:
        sums: statements with a sum or a share.
        named: statements that name who pays and no sum.
        by_source: by who pays.
        by_area: by area.
        by_certainty: by certainty.
        summary: what they come to.
        contradictions: what does not add up.
        unpaid: activities of the period of which no document says who pays.
    """

    sums: Sequence[Sum]
    named: Sequence[Sum]
    by_source: Sequence[Line]
    by_area: Sequence[Line]
    by_certainty: Sequence[Line]
    summary: FundingSummary
    contradictions: Sequence[Contradiction]
    unpaid: int


def money_of(registry: Registry, chosen: Chosen, period: Period) -> Money:
    """The money that is told of a period: by its dates, by its activity, by the document that tells of it."""
    names = {one.id: one.name for one in registry.all(PartnerRecord)}
    records = [one for one in registry.all(FundingRecord) if _belongs(one, chosen, period)]
    only = Registry.made_of(("funding", one) for one in records)
    every = [_sum(one, names) for one in records]
    paid = {one.activity for one in records if one.activity}
    return Money(
        tuple(one for one in every if one.amount is not None or one.percent is not None),
        tuple(one for one in every if one.amount is None and one.percent is None),
        _lines(every, [one.source for one in every]),
        _lines(every, [one.area for one in every]),
        _lines(every, [one.certainty for one in every]),
        funding_summary(only),
        tuple(contradictions(only)),
        sum(_unpaid(one, paid) for one, _ in chosen.canonical),
    )


def _belongs(one: FundingRecord, chosen: Chosen, period: Period) -> bool:
    if one.source in chosen.documents:
        return True
    if one.start or one.end:
        return period.touches(one.start, one.end)
    return one.activity in chosen.keys


def _sum(one: FundingRecord, names: Mapping[str, str]) -> Sum:
    return Sum(
        key=one.id,
        item=one.item,
        level=one.level,
        kind=one.kind,
        in_kind=one.in_kind,
        amount=one.amount,
        currency=one.currency,
        percent=one.percent,
        certainty=one.certainty,
        source=names.get(one.funder, one.funder) or one.funder_text,
        area=one.area,
        start=one.start,
        end=one.end,
        inside=one.part_of,
        note=one.note,
    )


def _unpaid(one: ActivityRecord, paid: set[str]) -> bool:
    return not one.funders and one.secured is None and one.id not in paid


def _lines(every: Sequence[Sum], names: Iterable[str]) -> tuple[Line, ...]:
    found: dict[str, list[Sum]] = {}
    for one, name in zip(every, names, strict=True):
        found.setdefault(name, []).append(one)
    lines = [_line(name, sums) for name, sums in found.items()]
    return tuple(sorted(lines, key=lambda line: (-max(line.projects.values(), default=0), -line.statements, line.name)))


def _line(name: str, sums: Sequence[Sum]) -> Line:
    projects: dict[str, float] = {}
    for one in sums:
        if one.level == "project" and one.amount is not None and not one.inside:
            projects[one.currency] = projects.get(one.currency, 0.0) + one.amount
    return Line(name, len(sums), sum(one.level == "named" for one in sums), projects)
