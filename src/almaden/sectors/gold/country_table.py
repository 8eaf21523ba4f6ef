"""Mercury of small-scale gold mining country by country: what is told, its range, its class, its history, and its sum.

The values that come with the package were recalled or paired from lists, and are marked so; a user's own values stand
before them. The sum is that of the countries in the table, never called the world's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.inventory.result import Amount
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import flat
from almaden.sectors.gold.class_errors import class_spread, shared_error
from almaden.sectors.gold.country_records import CountryEstimateRecord
from almaden.sectors.numbers import Number
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

_KG_PER_T: Final = 1000.0


@dataclass(frozen=True)
class CountryValue:
    """One value of a country.

    Attributes:
        year: year that it is for.
        mercury_kg: mercury used in a year; the range is the one told, or that of the class.
        range_told: whether the range was told.
        gold_kg: gold of that mining, None where not told.
        data_class: quality in classes 1 to 4, None where not told.
        own: whether it is a user's own.
        status, source, seen, note: where it was read.
    """

    year: int
    mercury_kg: Amount
    range_told: bool
    gold_kg: float | None
    data_class: int | None
    own: bool
    status: str
    source: str
    seen: str
    note: str


@dataclass(frozen=True)
class CountryLine:
    """A country: the value that counts, and all values in the order of their years, those of one year as they came."""

    country: str
    shown: CountryValue
    history: tuple[CountryValue, ...]


@dataclass(frozen=True)
class Anchor:
    """What a study tells of the world, in kg a year; ends None where no range is told."""

    title: str
    year: int
    quantity: str
    value_kg: float
    low_kg: float | None
    high_kg: float | None
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class CountryTable:
    """All countries of the table.

    Attributes:
        meta: how it was made.
        lines: the countries, those with the most mercury first.
        total_kg: sum of the countries.
        anchors: what studies tell of the world, to stand beside.
    """

    meta: Meta
    lines: tuple[CountryLine, ...]
    total_kg: Amount
    anchors: tuple[Anchor, ...]

    @property
    def total_title(self) -> Text:
        """How the sum is called."""
        return Text("sum of {count} countries", count=len(self.lines))

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The unverified values that count in the sum."""
        return tuple(
            _origin(line.country, kg.value, kg.low, kg.high, line.shown)
            for line, kg in ((line, line.shown.mercury_kg) for line in self.lines)
            if line.shown.status == "unverified"
        )

    def to_frame(self) -> pandas.DataFrame:
        """One row a value: country, whether it counts, and the value with its range."""
        import pandas

        return pandas.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """Every value with its country and whether it counts; amounts ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return [
            {"country": line.country, "shown": value is line.shown, **flat(asdict(value))}
            for line in self.lines
            for value in line.history
        ]

    def to_json(self) -> str:
        """Countries with their histories, the sum under its name, and the anchors."""
        return json.dumps(
            {
                "meta": asdict(self.meta),
                "total_is": str(self.total_title),
                "countries": len(self.lines),
                **flat({"mercury_kg": asdict(self.total_kg)}),
                "lines": self.rows(),
                "anchors": [asdict(one) for one in self.anchors],
                "unverified": [asdict(one) for one in self.unverified],
            },
            ensure_ascii=False,
        )

    def summary(self) -> str:
        """The sum in a line."""
        total = self.total_kg
        return f"{self.total_title}: {total.value:,.0f} kg ({total.low:,.0f} to {total.high:,.0f}) a year"


def bundled_estimates() -> tuple[CountryEstimateRecord, ...]:
    """The values that come with the package."""
    return tuple(
        CountryEstimateRecord(**{name: value for name, value in row.items() if value})
        for row in read_table("gold/country_estimates")
    )


def world_anchors() -> tuple[Anchor, ...]:
    """What studies tell of the world."""
    return tuple(_anchor(row) for row in read_table("gold/anchors"))


def country_table(
    own: Sequence[CountryEstimateRecord] = (),
    *,
    as_of: int | None = None,
    only: Collection[str] = (),
    draws: int = 10_000,
    seed: int = 1,
    input_sha256: str = "",
) -> CountryTable:
    """The table of countries.

    Args:
        own: a user's own values; of a country that has any, the newest of them counts.
        as_of: only values for this year and before; all where None.
        only: only these countries; all where empty.
        draws: how many draws the range of the sum rests on.
        seed: of the draws.
        input_sha256: of the file with the own values.

    Raises:
        InputError: all values are for years after ``as_of``.
    """
    every = [*((one, False) for one in bundled_estimates()), *((one, True) for one in own)]
    wanted = [(one, is_own) for one, is_own in every if not only or one.country in only]
    values: dict[str, list[tuple[CountryEstimateRecord, bool]]] = defaultdict(list)
    for one, is_own in wanted:
        if as_of is None or one.year <= as_of:
            values[one.country].append((one, is_own))
    if wanted and not values:
        raise InputError(_too_early(str(as_of), str(min(one.year for one, _ in wanted))))
    drawn = FleetDraws(draws, seed)
    total = np.zeros(draws + 1)
    lines = []
    for country in sorted(values):
        told = sorted(values[country], key=lambda pair: pair[0].year)
        best = max(range(len(told)), key=lambda place: _rank(*told[place]))
        history = tuple(_value(one, is_own) for one, is_own in told)
        total += np.asarray(drawn.of(country)(_number(told[best][0])))
        lines.append(CountryLine(country, history[best], history))
    lines.sort(key=lambda line: (-line.shown.mercury_kg.value, line.country))
    return CountryTable(meta(draws, seed, input_sha256), tuple(lines), amount(total), world_anchors())


def _too_early(as_of: str, first: str) -> Fault:
    return Fault(
        Text("there is no value for {year} or before", year=as_of),
        value=as_of,
        accepted=Text("{first} or later", first=first),
        advice=Text("the first value is for {first}", first=first),
    )


def _rank(one: CountryEstimateRecord, own: bool) -> tuple[bool, bool, int, int]:
    """What counts before what: the own, the chosen, the newest, the better class."""
    return own, one.chosen, one.year, one.data_class or 0


def _number(one: CountryEstimateRecord) -> Number:
    """The mercury of a country in kg; values of one source err together in part."""
    value = one.mercury_t * _KG_PER_T
    low, high = (end * _KG_PER_T if end is not None else None for end in (one.low_t, one.high_t))
    spread = class_spread(value, low, high, one.data_class)
    origin = _origin(one.country, value, low, high, one)
    return Number("mercury", value, spread, origin, f"source\0{one.source}", shared_error("source"))


def _origin(
    country: str, kg: float, low: float | None, high: float | None, told: CountryEstimateRecord | CountryValue
) -> Origin:
    return Origin(
        quantity=Text("mercury used in {country}", country=country),
        value=kg,
        unit="kg/y",
        low=low,
        high=high,
        layer="gold/country_estimates",
        source=told.source,
        seen=told.seen,
        status=told.status,
        place="",
        note=told.note,
    )


def _value(one: CountryEstimateRecord, own: bool) -> CountryValue:
    number = _number(one)
    low, high = number.value * number.spread.ratio(np.array([-1.959964, 1.959964]))
    return CountryValue(
        year=one.year,
        mercury_kg=Amount(number.value, float(low), float(high)),
        range_told=one.low_t is not None or one.high_t is not None,
        gold_kg=one.gold_t * _KG_PER_T if one.gold_t is not None else None,
        data_class=one.data_class,
        own=own,
        status=one.status,
        source=one.source,
        seen=one.seen,
        note=one.note,
    )


def _anchor(row: Mapping[str, str]) -> Anchor:
    value, low, high = (number_or_none(row[name]) for name in ("value_t", "low_t", "high_t"))
    return Anchor(
        title=row["title"],
        year=int(row["year"]),
        quantity=row["quantity"],
        value_kg=_KG_PER_T * (value or 0.0),
        low_kg=low * _KG_PER_T if low is not None else None,
        high_kg=high * _KG_PER_T if high is not None else None,
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["note"],
    )
