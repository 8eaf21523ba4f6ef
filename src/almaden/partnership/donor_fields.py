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
        value: what the registry has for it; empty where it has nothing.
        unit: unit or currency of the value.
        remark: what to look at.
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
    status: str
    source: str

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return dict(vars(self))


def donor_fields(wish: Wish) -> tuple[DonorField, ...]:
    """The fields of both funds for a wish. Sums are not converted: one in another currency is only shown."""
    filled = {
        ("gef", "core_indicator"): ("", "", ""),
        ("gef", "mercury_tonnes"): _tonnes(wish),
        ("gef", "grant_asked"): _sum(wish.gap, wish.currency),
        ("gef", "cofinance"): _sum(wish.cofinance, wish.currency),
        ("sip", "grant_asked"): _sum(wish.gap, wish.currency),
        ("sip", "grant_least"): _limit(wish, "grant_least"),
        ("sip", "grant_most"): _limit(wish, "grant_most"),
        ("sip", "months_most"): _months(wish),
        ("sip", "articles"): ("; ".join(wish.articles), "", ""),
    }
    return tuple(
        DonorField(
            row["fund"], row["field"], row["term"], row["meaning"], *filled[row["fund"], row["field"]],
            row["status"], row["source"],
        )
        for row in read_table("partnership/donor_fields")
    )  # fmt: skip


def _sum(value: float | None, currency: str) -> tuple[str, str, str]:
    return ("", "", n_("not stated")) if value is None else (_figure(value), currency, "")


def _tonnes(wish: Wish) -> tuple[str, str, str]:
    """Tonnes per year by grade: for how many years is not in the registry, so nothing is multiplied."""
    if not wish.mercury:
        return "", "", n_("not stated")
    parts = [f"{one.grade or '-'}: {_figure(one.value / 1000)}" for one in wish.mercury]
    return "; ".join(parts), "t/year", n_("by grade of evidence; the fund counts the whole life of the project")


def _limit(wish: Wish, field: str) -> tuple[str, str, str]:
    row = _row(field)
    limit, currency = float(row["value"]), row["unit"]
    shown = _figure(limit)
    if wish.gap is None:
        return shown, currency, n_("not stated")
    if wish.currency != currency:
        return shown, currency, Text("cannot be compared with a sum in {currency}", currency=wish.currency)
    held = wish.gap >= limit if field == "grant_least" else wish.gap <= limit
    return shown, currency, n_("held") if held else n_("not held")


def _months(wish: Wish) -> tuple[str, str, str]:
    limit = int(_row("months_most")["value"])
    if not wish.start or not wish.end:
        return str(limit), "month", n_("not stated")
    start, end = first_day(wish.start), last_day(wish.end)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return str(limit), "month", n_("held") if months <= limit else n_("not held")


def _row(field: str) -> Mapping[str, str]:
    return next(row for row in read_table("partnership/donor_fields") if (row["fund"], row["field"]) == ("sip", field))


def _figure(value: float) -> str:
    return f"{value:.12g}"
