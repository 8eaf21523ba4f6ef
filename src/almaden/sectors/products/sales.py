"""Sales of a kind of product in a country, year after year: what is told, and what is taken for the years around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.reference.origin import Origin
from almaden.sectors.draws import UnitDraws
from almaden.sectors.numbers import Number, share_spread
from almaden.sectors.products.data import StockData
from almaden.sectors.products.defaults import spread_between
from almaden.sectors.products.records import PhaseOutRecord, SalesRecord, StockAboutRecord
from almaden.sectors.products.stock import after_phase_out
from almaden.wording import Text, n_

Key = tuple[str, str]
#: Status of what the user tells without a document.
_USER: Final = "user"


@dataclass(frozen=True)
class Sales:
    """Sales of one kind of product in one country.

    Attributes:
        country, kind: what is sold where.
        unit: ``items``, ``t`` or ``kg Hg``.
        first: the first year.
        numbers: sales of each year from the first on, before a phase-out; they rise and fall together.
        content_years: year whose mercury content each has.
        phase_out: the end of sales for years that are not told; None where there is none.
        last_told: last year told.
        notes: what was taken for years that are not told.
    """

    country: str
    kind: str
    unit: str
    first: int
    numbers: tuple[Number, ...]
    content_years: FloatArray
    phase_out: PhaseOutRecord | None
    last_told: int
    notes: tuple[Text, ...]

    @property
    def years(self) -> FloatArray:
        """The years."""
        return np.arange(self.first, self.first + len(self.numbers), dtype=np.float64)

    def drawn(self, draw: UnitDraws) -> FloatArray:
        """Sales in their unit, shape ``(years, draws + 1)``."""
        sold = np.array([np.broadcast_to(draw(one), (draw.size,)) for one in self.numbers])
        if self.phase_out is None:
            return sold
        told = self.phase_out
        origin = Origin(n_("illegal share"), told.illegal_share, "1", told.illegal_low, told.illegal_high, "inventory",
                        told.source, "", _USER)  # fmt: skip
        spread = share_spread(told.illegal_share, told.illegal_low, told.illegal_high)
        illegal = draw(Number("illegal", told.illegal_share, spread, origin))
        share = after_phase_out(self.years, told.year, told.lag, illegal)
        share[self.years <= self.last_told] = 1.0
        return np.asarray(sold * (share if share.ndim == 2 else share[:, None]))


def amount_of(row: SalesRecord) -> float | None:
    """What a row tells as sold, of any content: sales, or production and imports less exports; None if nothing."""
    if row.sold is not None:
        return row.sold
    if row.production is None and row.imports is None and row.exports is None:
        return None
    return (row.production or 0.0) + (row.imports or 0.0) - (row.exports or 0.0)


def sales_of(data: StockData, until: int | None = None) -> list[Sales]:
    """The sales of every country and kind, in the order of their names.

    Args:
        data: checked by the reader: each country, kind and year once, one unit, no amount missing or negative.
        until: last year; by default the last that is told. What is first sold after it is left out.
    """
    rows: defaultdict[Key, list[SalesRecord]] = defaultdict(list)
    for row in data.sales:
        rows[row.country, row.kind].append(row)
    ends = {(one.country, one.kind): one for one in data.phase_outs}
    last = max(row.year for row in data.sales) if until is None else until
    begun = (key for key in sorted(rows) if min(row.year for row in rows[key]) <= last)
    return [_series(data.about, rows[key], ends.get(key), last) for key in begun]


def _series(about: StockAboutRecord, rows: Sequence[SalesRecord], end: PhaseOutRecord | None, until: int) -> Sales:
    told = {row.year: row for row in sorted(rows, key=lambda row: row.year)}
    first, last = min(told), max(told)
    start = first if about.before == "zero" or about.since is None else min(about.since, first)
    one = told[first]
    numbers, content_years = [], []
    for year in range(start, until + 1):
        level, row = _level(about, told, year, end)
        numbers.append(_number(row, level))
        passed = end is not None and year > last and year > end.year
        content_years.append(end.year if passed and end is not None else year)
    return Sales(
        one.country, one.kind, one.unit, start, tuple(numbers), np.array(content_years, dtype=np.float64), end, last,
        tuple(_notes(about, one, start, (first, last, until), tuple(told), end)),
    )  # fmt: skip


def _level(
    about: StockAboutRecord, told: Mapping[int, SalesRecord], year: int, end: PhaseOutRecord | None
) -> tuple[float, SalesRecord]:
    """The sales of a year before a phase-out works on them, and the row whose range they have."""
    first, last = min(told), max(told)
    if year in told:
        return _with_mercury(told[year]), told[year]
    if year < first:
        growth = (about.growth or 0.0) if about.before == "growth" else 0.0
        return _with_mercury(told[first]) * (1.0 + growth) ** (year - first), told[first]
    if year > last:
        # After a phase-out the sales are shares of those of its year, also where later years are told.
        at = min(last, end.year) if end is not None and year > end.year else last
        return _level(about, told, at, None)
    below, above = max(one for one in told if one < year), min(one for one in told if one > year)
    part = (year - below) / (above - below)
    return _with_mercury(told[below]) * (1.0 - part) + _with_mercury(told[above]) * part, told[below]


def _with_mercury(row: SalesRecord) -> float:
    return (amount_of(row) or 0.0) * row.share_mercury_added


def _number(row: SalesRecord, level: float) -> Number:
    sold = amount_of(row) or 0.0
    origin = Origin(n_("sales"), level, row.unit, row.low, row.high, "inventory", row.source, row.seen, row.status,
                    f"{row.country} {row.kind} {row.year}")  # fmt: skip
    return Number("units", level, spread_between(sold, row.low, row.high), origin)


def _notes(
    about: StockAboutRecord, one: SalesRecord, start: int, told: tuple[int, int, int], years: tuple[int, ...],
    end: PhaseOutRecord | None,
) -> Iterator[Text]:  # fmt: skip
    first, last, until = told
    name = {"country": one.country, "kind": one.kind}
    if about.before == "zero":
        yield Text("{country} {kind}: nothing is taken to be sold before {first}", first=str(first), **name)
    elif start < first:
        text = {
            "constant": n_("{country} {kind}: from {start} to before {first} sales are taken as those of {first}"),
            "growth": n_("{country} {kind}: from {start} to before {first} sales are grown back from those of {first}"),
        }[about.before]
        yield Text(text, start=str(start), first=str(first), **name)
    missing = [year for year in range(first, last) if year not in years]
    if missing:
        text = n_("{country} {kind}: years that are not told lie on a straight line between their neighbours: {years}")
        yield Text(text, years=", ".join(map(str, missing)), **name)
    if until > last and end is None:
        yield Text("{country} {kind}: sales after {last} are taken as those of {last}", last=str(last), **name)
    elif until > last and end is not None:
        text = n_("{country} {kind}: sales after {last} are told by nobody; the phase-out of {year} ends them")
        yield Text(text, last=str(last), year=str(end.year), **name)
