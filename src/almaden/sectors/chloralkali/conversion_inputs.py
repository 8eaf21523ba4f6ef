"""What a conversion is reckoned with: the defaults of the table, the user's own numbers in their place."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeAlias

from almaden.errors import Fault, InputError
from almaden.quantity.spread import Range, spread_of
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.coal.prices import price_level
from almaden.sectors.numbers import Number, share_spread
from almaden.wording import n_

#: Value, low and high end as told.
_Told: TypeAlias = "tuple[float, float | None, float | None]"
#: Kilograms of mercury for each t of capacity are told as tonnes of the whole plant.
_KG_PER_T: Final = 1000.0
#: Own values have a high end of a share at most half the way from the value to one.
_HALF: Final = 0.5


@dataclass(frozen=True)
class ConvertingPlant:
    """A plant with mercury cells whose conversion is reckoned.

    Attributes:
        id: identifier; streams of random numbers hang on it.
        country: ISO 3166 code of three letters, or empty; prices of one country move together.
        capacity_t: t of chlorine a year.
        name: as users know it.
        mercury_t: t of mercury in its cells, where known.
        utilisation: share of the capacity that is used, where known.
        settings: the user's own numbers.
    """

    id: str
    country: str
    capacity_t: float
    name: str = ""
    mercury_t: float | None = None
    utilisation: float | None = None
    settings: ConversionRecord | None = None


@dataclass(frozen=True)
class Input:
    """A number that a conversion is reckoned with, in the money of the result.

    Attributes:
        key, title: its name in the table and in words.
        kind: ``drawn``, ``share`` (drawn, between 0 and 1) or ``choice`` (not drawn, but in the tornado).
        value, low, high: the value of record and its 95 % range; a choice has what else is commonly taken.
        unit: with the currency, EUR.
        own_ratio: high end of a user's own value that is told without a range, over that value.
        scope: ``plant`` or ``country``: who has the stream of random numbers in common.
        shared_key, shared_share: error that plants of the world have in common, and its share of the variance.
        own: whether the user told it.
        source, seen, status, doubt: where it was read.
    """

    key: str
    title: str
    kind: str
    value: float
    low: float
    high: float
    unit: str
    own_ratio: float
    scope: str
    shared_key: str
    shared_share: float
    own: bool
    source: str
    seen: str
    status: str
    doubt: str

    @property
    def number(self) -> Number:
        """The number with its spread, to be drawn."""
        if self.kind == "share":
            spread = share_spread(self.value, self.low, self.high)
        else:
            shape = "fixed" if self.low == self.high else "lognormal"
            spread = spread_of(self.value, Range(self.low, self.high), shape, self.own_ratio)
        key = f"chloralkali {self.shared_key}" if self.shared_key else ""
        return Number(self.key, self.value, spread, self.origin, key, self.shared_share)

    @property
    def origin(self) -> Origin:
        """Where it was read."""
        layer = "inventory" if self.own else "chloralkali/conversion"
        return Origin(
            self.title, self.value, self.unit, self.low, self.high, layer, self.source, self.seen, self.status,
            note=self.doubt,
        )  # fmt: skip


def default_money_year() -> int:
    """The year of the money that results are told in where none is asked for."""
    return int(next(row["value"] for row in read_table("chloralkali/conversion") if row["key"] == "money_year"))


@functools.cache
def defaults(money_year: int) -> Mapping[str, Input]:
    """All inputs with their defaults in EUR of a year.

    Raises:
        InputError: the price indices do not have the year.
    """
    try:
        rows = {row["key"]: _input(row, money_year) for row in read_table("chloralkali/conversion")}
    except ValueError:
        raise InputError(
            Fault(n_("there is no price index for this year"), column="money_year", value=str(money_year))
        ) from None
    del rows["money_year"]
    return MappingProxyType(rows)


def inputs_of(plant: ConvertingPlant, money_year: int) -> Mapping[str, Input]:
    """The inputs of a plant: its own numbers where told, else defaults.

    Raises:
        InputError: a range that does not hold its value, a currency without its rate to the EUR, no capacity.
    """
    faults = list(faults_of(plant.settings)) if plant.settings is not None else []
    if not plant.capacity_t > 0.0:
        faults.append(
            Fault(
                n_("a plant without capacity cannot be converted"), column="capacity", value=str(plant.capacity_t),
                accepted=n_("a number above 0"),
            )
        )  # fmt: skip
    if faults:
        raise InputError(faults)
    found = dict(defaults(money_year))
    told = _told(plant, found)
    for key, (value, low, high) in told.items():
        found[key] = _own(found[key], value, low, high, plant.settings)
    return found


def _input(row: Mapping[str, str], money_year: int) -> Input:
    level = price_level(row["index"], int(row["money_year"]), money_year) if row["money_year"] else 1.0
    value = float(row["value"])
    low, high = number_or_none(row["low"]), number_or_none(row["high"])
    return Input(
        key=row["key"],
        title=row["title"],
        kind=row["kind"],
        value=value * level,
        low=(value if low is None else low) * level,
        high=(value if high is None else high) * level,
        unit=f"{row['currency']} {row['unit']}".strip(),
        own_ratio=float(row["own_ratio"]),
        scope=row["scope"],
        shared_key=row["shared_key"],
        shared_share=float(row["shared_share"]),
        own=False,
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        doubt=row["doubt"],
    )


def _told(plant: ConvertingPlant, usual: Mapping[str, Input]) -> dict[str, _Told]:
    """What is told of a plant by key of the table, in EUR."""
    found: dict[str, _Told] = {}
    mercury = plant.mercury_t
    if plant.utilisation is not None:
        found["utilisation"] = plant.utilisation, None, None
    record = plant.settings
    if record is not None:
        rate = record.per_eur or 1.0
        for key, one in usual.items():
            value = getattr(record, key, None)
            if value is not None:
                scale = 1.0 / rate if one.unit.startswith("EUR") else 1.0
                ends = (getattr(record, f"{key}_{end}", None) for end in ("low", "high"))
                low, high = (None if end is None else end * scale for end in ends)
                found[key] = value * scale, low, high
        found |= _shares(record, found, usual)
        mercury = record.surplus_mercury_t if record.surplus_mercury_t is not None else mercury
    if mercury is not None:
        found["surplus_mercury"] = mercury * _KG_PER_T / plant.capacity_t, None, None
    return found


def _shares(record: ConversionRecord, told: Mapping[str, _Told], usual: Mapping[str, Input]) -> dict[str, _Told]:
    """Costs of the membrane plant as shares of those of the mercury plant, told or default."""
    found: dict[str, _Told] = {}
    for key in ("staff", "maintenance"):
        value = getattr(record, f"{key}_membrane")
        if value is not None:
            mercury = told[f"{key}_mercury"][0] if f"{key}_mercury" in told else usual[f"{key}_mercury"].value
            if value == 0.0 == mercury:
                continue
            found[f"{key}_share"] = value / (record.per_eur or 1.0) / mercury, None, None
    return found


def _own(default: Input, value: float, low: float | None, high: float | None, record: ConversionRecord | None) -> Input:
    if default.kind == "choice":
        ends = (min(default.low, value), max(default.high, value))
    else:
        ends = (
            value / default.own_ratio if low is None else low,
            value * default.own_ratio if high is None else high,
        )
    kind = default.kind
    if kind == "share":
        # More than the nameplate is made where a plant is pushed: then without a range.
        ends = (ends[0], min(ends[1], value + _HALF * (1.0 - value))) if value < 1.0 else (value, value)
        kind = kind if value < 1.0 else "drawn"
    source = record.source if record is not None else ""
    return replace(
        default, kind=kind, value=value, low=ends[0], high=ends[1], shared_key="", shared_share=0.0, own=True,
        source=source, seen="", status="user", doubt="",
    )  # fmt: skip


def faults_of(record: ConversionRecord) -> Iterator[Fault]:
    """What cannot be in the user's own numbers."""
    if record.currency != "EUR" and record.per_eur is None:
        yield Fault(
            n_("the rate of this money to the EUR is missing"), column="per_eur", value=record.currency,
            advice=n_("tell how many units of it are paid for one EUR"),
        )  # fmt: skip
    if record.currency == "EUR" and record.per_eur not in (None, 1.0):
        yield Fault(
            n_("prices in EUR have no rate to the EUR"), column="per_eur", value=str(record.per_eur),
            advice=n_("tell the currency of the prices too, or leave the rate out"),
        )  # fmt: skip
    for key in ("staff", "maintenance"):
        if getattr(record, f"{key}_membrane") and getattr(record, f"{key}_mercury") == 0.0:
            yield Fault(
                n_("nothing is spent on it in the mercury plant, but something in the membrane plant"),
                column=f"{key}_mercury", value="0", advice=n_("tell both, or neither"),
            )  # fmt: skip
    for key in ("capital", "power_price", "devaluation"):
        value, low, high = (getattr(record, name) for name in (key, f"{key}_low", f"{key}_high"))
        if (low is not None or high is not None) and value is None:
            yield Fault(n_("a range is told without its value"), column=key, advice=n_("tell the value too"))
        elif value is not None and ((low is not None and low > value) or (high is not None and high < value)):
            yield Fault(n_("the value lies outside its range"), column=key, value=str(value))
