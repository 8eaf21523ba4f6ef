"""Money as it was stated: nothing is added that may overlap, and what does not add up is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.outputs import FundingRecord
from almaden.partnership.registry import Registry

#: Words of the field ``kind`` that say what a sum of the Partnership is.
TOTAL: Final = "total"
PART: Final = "part of total"
YEARLY: Final = "cost per year"
BALANCE: Final = "balance"
_USD: Final = "USD"
#: Sums of a million and more that differ by less than this share are the same, as they are stated roughly.
SAME: Final = 0.005


@dataclass(frozen=True)
class Part:
    """A sum inside another, as it was stated."""

    key: str
    item: str
    amount: float | None
    certainty: str


@dataclass(frozen=True)
class Programme:
    """A sum of the whole Partnership, and what is stated to be in it.

    Attributes:
        key: key of the sum.
        item: what it is for.
        amount: the sum.
        currency: its currency.
        start: begin of its period.
        end: end of its period.
        parts: sums that make it up.
        parts_sum: what they add to.
        adds_up: whether they add to the sum; None where no parts are stated.
        costs_per_year: stated costs of each year that are paid from it.
        balance: what is stated to be left for activities; None where it is not stated.
        balance_expected: the sum less the costs of the years of its period; None where they are not stated.
    """

    key: str
    item: str
    amount: float
    currency: str
    start: str
    end: str
    parts: Sequence[Part]
    parts_sum: float
    adds_up: bool | None
    costs_per_year: float | None
    balance: float | None
    balance_expected: float | None


@dataclass(frozen=True)
class ProgrammeSummary:
    """The sums of the whole Partnership.

    Attributes:
        total: what they add to in US dollars; None where none is stated.
        totals: each of them.
    """

    total: float | None
    totals: Sequence[Programme]


@dataclass(frozen=True)
class FundingSummary:
    """Money as it was stated.

    Attributes:
        rows: number of statements.
        with_usd: statements with a sum in US dollars.
        shares: statements of a share in percent.
        named: statements that name who pays, without a sum.
        projects_usd: sums of projects in US dollars; they are not added to the sums of the Partnership, which
            may hold them.
        projects_by_currency: sums of projects in each currency; no rate of exchange is applied.
        projects_usd_by_seed: sums of projects in US dollars by document.
        programme: sums of the whole Partnership.
        shares_sum: what the stated shares of the expenditure add to, in percent; None where there are none.
        shares_rest: what is missing to 100 percent.
    """

    rows: int
    with_usd: int
    shares: int
    named: int
    projects_usd: float
    projects_by_currency: Mapping[str, float]
    projects_usd_by_seed: Mapping[str, float]
    programme: ProgrammeSummary
    shares_sum: float | None
    shares_rest: float | None


def funding_summary(registry: Registry) -> FundingSummary:
    """Count the money of a registry."""
    rows = sorted(registry.all(FundingRecord), key=lambda one: one.id)
    projects: Counter[str] = Counter()
    by_seed: Counter[str] = Counter()
    for one in rows:
        if one.level == "project" and one.amount is not None and not one.part_of:
            projects[one.currency] += one.amount  # type: ignore[assignment]  # a Counter adds any numbers
            if one.currency == _USD:
                by_seed[one.source] += one.amount  # type: ignore[assignment]
    shares = [one.percent for one in rows if one.level == "share" and one.percent is not None]
    programmes = [_programme(one, rows) for one in rows if one.kind == TOTAL and one.level == "programme"]
    in_usd = [one.amount for one in programmes if one.currency == _USD]
    return FundingSummary(
        len(rows),
        sum(one.amount is not None and one.currency == _USD for one in rows),
        len(shares),
        sum(one.level == "named" for one in rows),
        projects[_USD],
        dict(sorted(projects.items())),
        dict(sorted(by_seed.items())),
        ProgrammeSummary(sum(in_usd) if in_usd else None, programmes),
        sum(shares) if shares else None,
        100 - sum(shares) if shares else None,
    )


def _programme(total: FundingRecord, rows: Sequence[FundingRecord]) -> Programme:
    inside = [one for one in rows if one.part_of == total.id and one.currency == total.currency]
    parts = [one for one in inside if one.kind == PART and one.amount is not None]
    yearly = [one.amount for one in inside if one.kind == YEARLY and one.amount is not None]
    balance = next((one.amount for one in inside if one.kind == BALANCE), None)
    amount = total.amount or 0.0
    parts_sum = sum(one.amount or 0.0 for one in parts)
    costs = sum(yearly) if yearly else None
    years = _years(total.start, total.end)
    return Programme(
        total.id,
        total.item,
        amount,
        total.currency,
        total.start,
        total.end,
        [Part(one.id, one.item, one.amount, one.certainty) for one in parts],
        parts_sum,
        abs(parts_sum - amount) <= SAME * amount if parts else None,
        costs,
        balance,
        amount - years * costs if costs is not None and years else None,
    )


def _years(start: str, end: str) -> float:
    """Length of a period in years, to the month; 0 where it is not known."""
    if not (start and end):
        return 0.0
    first, last = first_day(start), last_day(end)
    return (12 * (last.year - first.year) + last.month - first.month + 1) / 12
