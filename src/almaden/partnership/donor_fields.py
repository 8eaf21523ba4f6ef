"""What two funds ask for, filled from a wish; the terms are from memory, and every field says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.wishes import Wish
from almaden.reference.tables import read_table
from almaden.wording import Text, n_


@dataclass(frozen=True)
class DonorField:
    """One field of a form.

    Attributes:
        fund: ``gef`` for the Global Environment Facility, ``sip`` for the Specific International Programme.
        field: its key in the table.
        term: how the fund calls it.
        meaning: what is asked for.
        value: what the registry has for it; empty where it has nothing, or where only a limit is named.
        unit: unit or currency of the value and of the limit.
        remark: what to look at; of a limit, whether what is asked for is within it.
        amount: the value as a number, None where it is none.
        limit: the limit of the fund, None where the field names none.
        status: ``verified`` or ``unverified``: whether the term was read in a document of the fund.
        source: where the term comes from.
    """

    fund: str
    field: str
    term: str
    meaning: str
    value: str
    unit: str
    remark: str
    amount: float | None
    limit: float | None
    status: str
    source: str

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return dict(vars(self))


@dataclass(frozen=True)
class _Filled:
    value: str = ""
    unit: str = ""
    remark: str = ""
    amount: float | None = None
    limit: float | None = None


def donor_fields(wish: Wish) -> tuple[DonorField, ...]:
    """The fields of both funds for a wish. Sums are not converted: one in another currency is only shown."""
    filled = {
        ("gef", "core_indicator"): _Filled(),
        ("gef", "mercury_tonnes"): _tonnes(wish),
        ("gef", "grant_asked"): _sum(wish.gap, wish.currency),
        ("gef", "cofinance"): _sum(wish.cofinance, wish.currency),
        ("sip", "grant_asked"): _sum(wish.gap, wish.currency),
        ("sip", "grant_least"): _limit(wish, "grant_least"),
        ("sip", "grant_most"): _limit(wish, "grant_most"),
        ("sip", "months_most"): _months(wish),
        ("sip", "articles"): _Filled("; ".join(wish.articles)),
    }
    return tuple(_field(row, filled[row["fund"], row["field"]]) for row in read_table("partnership/donor_fields"))


def _field(row: Mapping[str, str], filled: _Filled) -> DonorField:
    told: dict[str, Any] = {name: row[name] for name in ("fund", "field", "term", "meaning", "status", "source")}
    return DonorField(**told, **vars(filled))


def _sum(value: float | None, currency: str) -> _Filled:
    return _Filled(remark=n_("not stated")) if value is None else _Filled(_figure(value), currency, "", value)


def _tonnes(wish: Wish) -> _Filled:
    """Tonnes per year by grade: for how many years is not in the registry, so nothing is multiplied."""
    if not wish.mercury:
        return _Filled(remark=n_("not stated"))
    parts = [f"{one.grade or '-'}: {_figure(one.value / 1000)}" for one in wish.mercury]
    remark = n_("by grade of evidence; the fund counts the whole life of the project")
    return _Filled("; ".join(parts), "t/year", remark)


def _limit(wish: Wish, field: str) -> _Filled:
    """A limit of the sum; the sum itself stands in another field."""
    row = _row(field)
    limit, currency = float(row["value"]), row["unit"]
    return _Filled(unit=currency, remark=_of_sum(wish, field == "grant_least", limit, currency), limit=limit)


def _of_sum(wish: Wish, least: bool, limit: float, currency: str) -> str:
    if wish.gap is None:
        return n_("the sum asked is not stated")
    if wish.currency != currency:
        return Text("cannot be compared with a sum in {currency}", currency=wish.currency)
    if least:
        return n_("the sum asked is below it") if wish.gap < limit else n_("the sum asked reaches it")
    return n_("the sum asked is above it") if wish.gap > limit else n_("the sum asked is within it")


def _months(wish: Wish) -> _Filled:
    limit = float(_row("months_most")["value"])
    if not wish.start or not wish.end:
        return _Filled(unit="month", remark=n_("begin and end are not stated"), limit=limit)
    start, end = first_day(wish.start), last_day(wish.end)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    remark = n_("the project is within it") if months <= limit else n_("the project is longer")
    return _Filled(str(months), "month", remark, float(months), limit)


def _row(field: str) -> Mapping[str, str]:
    return next(row for row in read_table("partnership/donor_fields") if (row["fund"], row["field"]) == ("sip", field))


def _figure(value: float) -> str:
    return f"{value:.12g}"
