"""Default ways to run a unit: capacity factor, heat rate, start of operation, washing of the coal."""

from __future__ import annotations

import functools
from typing import Final, cast

from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.coal.defaults import (
    Places,
    Row,
    general,
    lognormal,
    named,
    operation_row,
    origin_of,
    own_origin,
    row_of,
)
from almaden.sectors.coal.terms import Boiler
from almaden.sectors.numbers import Number, average_spread, fixed, share_spread

#: GJ in 1000 Btu of the International Table, so GJ/MWh for 1000 Btu/kWh; exact.
_MJ_OF_1000_BTU: Final = 1.05505585262
_UNKNOWN: Final = "unknown"


@functools.cache
def technology_row(technology: str, boiler: str = "") -> Row:
    """The row of a steam cycle; where it is not known, that of the kind of boiler or the one for the unknown."""
    rows = {row["technology"].casefold(): row for row in read_table("coal/default_technology")}
    word = technology.strip().casefold()
    if word in rows and word != _UNKNOWN:
        return rows[word]
    usual = (row for row in rows.values() if boiler and row["usual_for_boiler"] == boiler)
    return next(usual, rows[_UNKNOWN])


def default_boiler(technology: str) -> Boiler:
    """The kind of boiler of a technology."""
    return cast(Boiler, technology_row(technology)["boiler"])


@functools.cache
def _steps(what: str) -> tuple[tuple[float, float, float], ...]:
    rows = [row for row in read_table("coal/default_heat_rate_steps") if row["what"] == what]
    return tuple((float(r["from"] or "-inf"), float(r["below"] or "inf"), float(r["add"])) for r in rows)


@functools.cache
def _step(what: str, value: float) -> float:
    return next(add for start, below, add in _steps(what) if start <= value < below)


def default_heat_rate(places: Places, technology: str, age: int, mw: float, gross_over_net: float) -> Number:
    """GJ of coal (higher heating value) per MWh of gross output, by technology (a row), age, size and country."""
    add = _step("age", max(0, age)) + _step("mw", mw)
    return _heat_rate(places, technology, add, gross_over_net)


@functools.cache
def _heat_rate(places: Places, technology: str, add: float, gross_over_net: float) -> Number:
    row = technology_row(technology)
    country = operation_row(places, "power", "heat_rate_factor", 0)
    net = float(row["btu_per_kwh_net"]) * _MJ_OF_1000_BTU / 1000.0 * (1.0 + add)
    value = net * gross_over_net * float(country["value"])
    told = {**row, "value": "", "low": "", "high": "", "doubt": f"{row['doubt']}; {country['doubt']}"}
    origin = origin_of(told, "default_technology", "heat rate", "GJ/MWh", value)
    spread = lognormal(value, value * float(row["low_ratio"]), value * float(row["high_ratio"]))
    return Number("heat_rate", value, spread, origin, f"coal:heat_rate:{country['place']}", float(row["shared"]))


@functools.cache
def default_capacity_factor(places: Places, kind: str, year: int) -> tuple[Number, str]:
    """Share of the year at full output, and the name of the default."""
    row = operation_row(places, kind, "capacity_factor", year)
    value = float(row["value"])
    spread = average_spread(value, number_or_none(row["low"]), number_or_none(row["high"]))
    key = f"coal:capacity_factor:{row['place']}:{kind}"
    origin = origin_of(row, "default_operation", "capacity factor", "-")
    return Number("capacity_factor", value, spread, origin, key, float(row["shared"])), named(row["place"])


def own_capacity_factor(value: float, source: str) -> Number:
    """A capacity factor that the user gave."""
    margin = general("capacity_factor_spread")
    origin = own_origin("capacity_factor", value, "-", source)
    if not 0.0 < value < 1.0:
        return fixed("capacity_factor", value, origin)
    return Number(
        "capacity_factor", value, share_spread(value, max(0.0, value - margin), min(1.0, value + margin)), origin
    )


@functools.cache
def washing(places: Places, washed: float | None, removal: float | None) -> tuple[Number, str]:
    """Share of the coal's mercury that washing takes out, and the name of the default used (empty if none was)."""
    share_row = operation_row(places, "power", "washed_share", 0)
    removal_row = operation_row(places, "power", "washing_removal", 0)
    share = float(share_row["value"]) if washed is None else washed
    value = share * (float(removal_row["value"]) if removal is None else removal)
    name = named(share_row["place"]) if washed is None or (removal is None and share > 0.0) else ""
    if removal is not None or share == 0.0:
        row = share_row if washed is None else None
        made = (
            origin_of(row, "default_operation", "washing", "-", value) if row else own_origin("washing", value, "-", "")
        )
        return fixed("washing", value, made), name
    low, high = (share * float(removal_row[end]) for end in ("low", "high"))
    origin = origin_of(removal_row, "default_operation", "washing", "-", value)
    key = f"coal:washing:{removal_row['place']}"
    return Number("washing", value, share_spread(value, low, high), origin, key, float(removal_row["shared"])), name


@functools.cache
def _start_rows() -> dict[str, Row]:
    return {row["state"]: row for row in read_table("coal/default_start")}


def start_by_default(status: str, told: int | None, retired: int | None, year: int) -> tuple[int, bool]:
    """First year of operation, by the status of the unit where it is not told.

    Args:
        status: state of the unit.
        told: first year as told.
        retired: last year of operation as told.
        year: the year that the fleet is looked at.

    Returns:
        The year, and whether the unit is not built yet, so that it has the newest equipment.
    """
    row = _start_rows()[status or "operating"]
    counted_from = retired if row["counted_from"] == "retired" and retired is not None else year
    return (told if told is not None else counted_from + int(row["years"])), row["newest"] == "y"


@functools.cache
def boiler_row(boiler: Boiler) -> Row:
    """Default carbon in ash and gas temperature of a kind of boiler."""
    return cast(Row, row_of("default_boilers", "boiler", boiler))
