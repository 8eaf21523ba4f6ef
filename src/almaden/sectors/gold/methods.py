"""Ways to win gold and what they cost: the program's defaults, and a user's own numbers in their place."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.quantity.spread import Fixed, Range, Spread, spread_of
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.gold.method_records import MethodRecord, PriceRecord
from almaden.sectors.numbers import Number, share_spread
from almaden.wording import n_

#: What is to be known of a method, in the order of its table.
METHOD_KEYS: Final = (
    "recovery", "mercury_ratio", "in_amalgam", "retort_efficiency", "paid_share", "kept_share", "other_usd_per_t",
    "labour_days_per_t", "capital_usd", "life_years",
)  # fmt: skip
_UNITS: Final[Mapping[str, str]] = {
    "mercury_ratio": "kg/kg", "other_usd_per_t": "USD/t", "labour_days_per_t": "d/t", "capital_usd": "USD",
    "life_years": "y",
}  # fmt: skip
_SHARES: Final = frozenset({"recovery", "in_amalgam", "retort_efficiency", "paid_share", "kept_share"})
#: All methods sell to the same buyers: what these take off errs for all methods together.
_COMMON: Final = frozenset({"paid_share"})


@dataclass(frozen=True)
class Method:
    """A way to win gold.

    Attributes:
        key, name: identifier and name for people.
        values: a number for each of :data:`METHOD_KEYS`.
    """

    key: str
    name: str
    values: Mapping[str, Number]


@dataclass(frozen=True)
class Price:
    """A price, or a number of the operation.

    Attributes:
        key, name: identifier and name for people.
        group: ``price`` or ``operation``.
        number: with range and origin.
        default: whether it is the program's and not the user's.
    """

    key: str
    name: str
    group: str
    number: Number
    default: bool


def methods(records: Sequence[MethodRecord] = ()) -> Mapping[str, Method]:
    """The program's methods with a user's numbers in their place, then the user's own methods.

    Raises:
        InputError: a new method lacks numbers and is like none, or a range does not hold its value.
    """
    own = {method: dict(values) for method, values in _own_defaults().items()}
    named = {row["method"]: (row["name"], row["like"]) for row in read_table("gold/methods")}
    faults: list[Fault] = []
    rows: dict[str, int] = {}
    for row, record in enumerate(records, start=2):
        name, like = named.get(record.method, (record.method, ""))
        named[record.method] = (record.name or name, record.like or like)
        faults += _own_values(record, row, own.setdefault(record.method, {}))
        rows[record.method] = row
    found = {}
    for method, (name, _like) in named.items():
        values = _with_like(method, own, named)
        if missing := [key for key in METHOD_KEYS if key not in values]:
            faults.append(
                Fault(n_("a new method needs all of its numbers, or another one that it is like"), sheet="methods",
                      row=rows[method], column="like", value=named[method][1], accepted=", ".join(_own_defaults()),
                      advice=", ".join(missing))
            )  # fmt: skip
        found[method] = Method(method, name, MappingProxyType(values))
    if faults:
        raise InputError(faults)
    return MappingProxyType(found)


def prices(records: Sequence[PriceRecord] = ()) -> Mapping[str, Price]:
    """Prices and operation: the defaults, with a user's numbers in their place.

    Raises:
        InputError: a range does not hold its value.
    """
    found = dict(_default_prices())
    faults: list[Fault] = []
    for row, record in enumerate(records, start=2):
        if not _holds(record.value, record.low, record.high):
            faults.append(_no_range("prices", row, "value", record.value))
            continue
        base = found[record.key]
        origin = _own_origin(base.name, base.number.origin.unit, record.value, record.low, record.high, record.source)
        spread = _spread(record.key, record.value, record.low, record.high)
        found[record.key] = replace(
            base, number=replace(base.number, value=record.value, spread=spread, origin=origin), default=False
        )
    if faults:
        raise InputError(faults)
    return MappingProxyType(found)


def with_values(known: Mapping[str, Price], values: Mapping[str, float]) -> Mapping[str, Price]:
    """Prices with single values of the user in their place, which have no range."""
    found = dict(known)
    for key, value in values.items():
        base = known[key]
        origin = _own_origin(base.name, base.number.origin.unit, value, None, None, "")
        found[key] = replace(base, number=replace(base.number, value=value, spread=Fixed(), origin=origin),
                             default=False)  # fmt: skip
    return MappingProxyType(found)


def _own_values(record: MethodRecord, row: int, values: dict[str, Number]) -> list[Fault]:
    """Put a user's numbers in; tells ranges that do not hold their value."""
    faults = []
    for key in METHOD_KEYS:
        value: float | None = getattr(record, key)
        if value is None:
            continue
        low, high = (record.recovery_low, record.recovery_high) if key == "recovery" else (None, None)
        if not _holds(value, low, high):
            faults.append(_no_range("methods", row, key, value))
            continue
        origin = _own_origin(key, _UNITS.get(key, "share"), value, low, high, record.source)
        values[key] = _number(record.method, key, value, low, high, origin)
    return faults


def _with_like(
    method: str, own: Mapping[str, Mapping[str, Number]], named: Mapping[str, tuple[str, str]]
) -> dict[str, Number]:
    """The numbers of a method, those that it has not of itself from the one that it is like, and so on."""
    values: dict[str, Number] = {}
    passed: list[str] = []
    while method in named and method not in passed:
        passed.append(method)
        values = {**own.get(method, {}), **values}
        method = named[method][1]
    return values


@functools.cache
def _own_defaults() -> Mapping[str, Mapping[str, Number]]:
    """The program's numbers by the method that they were told for; of mercury those of the estimates."""
    told: dict[str, dict[str, Number]] = {}
    for row in read_table("gold/method_values"):
        method, key = row["method"], row["key"]
        told.setdefault(method, {})[key] = _of_row(method, key, row, "gold/method_values", row["unit"], row["note"])
    for practice in ("whole_ore", "concentrate"):
        ratio = next(row for row in read_table("gold/ratios") if (row["set"], row["practice"]) == ("field", practice))
        told[practice]["mercury_ratio"] = _of_row(
            practice, "mercury_ratio", ratio, "gold/ratios", "kg/kg", ratio["doubt"]
        )
        told[practice]["in_amalgam"] = _of_fate(practice, "in_amalgam", practice)
    told["concentrate_retort"]["retort_efficiency"] = _of_fate("concentrate_retort", "retort_efficiency", "")
    return MappingProxyType(told)


def _of_fate(method: str, key: str, practice: str) -> Number:
    row = next(row for row in read_table("gold/fate") if (row["key"], row["practice"]) == (key, practice))
    return _of_row(method, key, row, "gold/fate", row["unit"], row["doubt"])


def _of_row(method: str, key: str, row: Mapping[str, str], table: str, unit: str, note: str) -> Number:
    value, low, high = float(row["value"]), number_or_none(row["low"]), number_or_none(row["high"])
    origin = Origin(key, value, unit, low, high, table, row["source"], row["seen"], row["status"], note=note)
    return _number(method, key, value, low, high, origin)


@functools.cache
def _default_prices() -> Mapping[str, Price]:
    found = {}
    for row in read_table("gold/prices"):
        value, low, high = float(row["value"]), number_or_none(row["low"]), number_or_none(row["high"])
        origin = Origin(row["name"], value, row["unit"], low, high, "gold/prices",
                        row["source"], row["seen"], row["status"], note=row["note"])  # fmt: skip
        key = row["key"]
        number = Number(key, value, _spread(key, value, low, high), origin, f"gold price {key}", 1.0)
        found[key] = Price(key, row["name"], row["group"], number, default=True)
    return MappingProxyType(found)


def _number(method: str, key: str, value: float, low: float | None, high: float | None, origin: Origin) -> Number:
    # The stream belongs to the method that the number was told for, so one that is like it errs with it.
    stream = f"gold method {key}" if key in _COMMON else f"gold method {method} {key}"
    return Number(key, value, _spread(key, value, low, high), origin, stream, 1.0)


def _spread(key: str, value: float, low: float | None, high: float | None) -> Spread:
    if low is None and high is None:
        return Fixed()
    if key in _SHARES:
        return share_spread(value, low, high)
    # An end that is missing is as far away, as a ratio, as the one that is told.
    ratio = high / value if high is not None and value else value / low if low else 1.0
    return spread_of(value, Range(low, high), "", max(ratio, 1.0 + 1e-9))


def _holds(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or low <= value) and (high is None or value <= high)


def _no_range(sheet: str, row: int, column: str, value: float) -> Fault:
    return Fault(n_("the value is not within its range"), sheet=sheet, row=row, column=column, value=str(value))


def _own_origin(quantity: str, unit: str, value: float, low: float | None, high: float | None, source: str) -> Origin:
    return Origin(quantity, value, unit, low, high, "user", source, "", "user")
