"""What the rows of a fleet must hold between them: identifiers, years, devices in their order, shares of coals."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import pairwise
from math import fsum
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.reference.tables import read_table
from almaden.sectors.coal.readers.advice import LARGEST_UNIT_MW, advice
from almaden.sectors.coal.records import ANY_UNIT, CoalRecord, CoalUnitRecord, IndustrialBoilerRecord, PlantTestRecord
from almaden.sectors.coal.train import order_problem, parse_devices
from almaden.sectors.coal.usual import limit
from almaden.wording import Exact, Fixed, Text, did_you_mean, n_

#: MJ in a kWh, exact.
_MJ_PER_KWH: Final = 3.6


def check_units(rows: Rows, seen: dict[str, str], largest: bool = True) -> Iterator[Fault]:
    """Check the units or boilers of a table.

    Args:
        rows: the table.
        seen: identifiers of units of other tables and where they stand; those of this table are added.
        largest: whether a unit that is larger than any is a mistake.
    """
    for one in rows.found:
        unit: CoalUnitRecord | IndustrialBoilerRecord = one.record
        yield from _once(rows, unit.id, one.row, seen)
        yield from _years(rows, unit, one.row)
        yield from _train(rows, unit, one.row)
        if isinstance(unit, CoalUnitRecord):
            yield from _size(rows, unit, one.row) if largest else ()
            yield from _efficiency(rows, unit, one.row)
        elif unit.thermal_mw is None and unit.steam_t_per_h is None and unit.coal_t_per_year is None:
            yield rows.fault(
                n_("nothing tells how large the boiler is"),
                one.row,
                "thermal_mw",
                unit.id,
                n_("thermal capacity, steam capacity, or coal burned in a year"),
                n_("fill in one of them"),
            )


def _once(rows: Rows, key: str, row: int | None, seen: dict[str, str]) -> Iterator[Fault]:
    place = Text("{table}, row {row}", table=rows.table.sheet or rows.table.file, row=str(row))
    if key in seen:
        yield rows.fault(
            Text("the identifier is that of another unit: {place}", place=seen[key]),
            row,
            "id",
            key,
            n_("each identifier once"),
            n_("delete one of the rows, or correct its identifier"),
        )
    seen.setdefault(key, place)


def _years(rows: Rows, unit: CoalUnitRecord | IndustrialBoilerRecord, row: int | None) -> Iterator[Fault]:
    for name in ("retired_year", "planned_retirement"):
        last = getattr(unit, name)
        if last is not None and unit.start_year is not None and last < unit.start_year:
            yield rows.fault(
                n_("the unit ends before it begins"),
                row,
                name,
                str(last),
                Text("a year from {year} on, the first year of operation", year=str(unit.start_year)),
                n_("correct one of the two years"),
            )


def _train(rows: Rows, unit: CoalUnitRecord | IndustrialBoilerRecord, row: int | None) -> Iterator[Fault]:
    try:
        devices = parse_devices(unit.controls)
    except ValueError as error:
        yield _no_device(rows, str(error), row, "controls", unit.controls)
        return
    problem = order_problem(devices)
    if problem is not None:
        yield rows.fault(
            problem, row, "controls", unit.controls, n_("devices from the boiler to the stack, joined by +"),
            n_("put the devices into the order in which the gas meets them"),
        )  # fmt: skip
    if unit.sorbent_mg_per_m3 and unit.controls and "ACI" not in devices:
        yield rows.fault(
            n_("carbon is injected, but the control train has no ACI"),
            row,
            "sorbent_mg_per_m3",
            str(unit.sorbent_mg_per_m3),
            n_("a control train with ACI before the device that catches the carbon: ACI + FF"),
            n_("add ACI to the control train, or empty the cell"),
        )


def _no_device(rows: Rows, word: str, row: int | None, name: str, value: str) -> Fault:
    devices = [line["device"] for line in read_table("coal/devices")]
    words = {
        written.casefold(): line["device"]
        for line in read_table("coal/devices")
        for written in (line["device"], *line["words"].split("|"))
    }
    near = dict.fromkeys(words[one] for one in difflib.get_close_matches(word.casefold(), words, n=3, cutoff=0.6))
    return rows.fault(
        Text("there is no device '{word}'", word=word),
        row,
        name,
        value,
        Text("{devices}; none where there are none", devices=", ".join(devices)),
        did_you_mean(list(near)) if near else n_("write the devices by their short names, joined by +"),
    )


def _size(rows: Rows, unit: CoalUnitRecord, row: int | None) -> Iterator[Fault]:
    if unit.capacity_mw > LARGEST_UNIT_MW:
        yield rows.fault(
            n_("no unit is as large as this"),
            row,
            "capacity_mw",
            f"{unit.capacity_mw:g}",
            Text("the capacity of one unit in MW, at most {most}", most=Exact(LARGEST_UNIT_MW)),
            advice("capacity_mw", unit.capacity_mw) or "",
        )


def _efficiency(rows: Rows, unit: CoalUnitRecord, row: int | None) -> Iterator[Fault]:
    if unit.efficiency_percent is None or unit.heat_rate_mj_per_kwh is None:
        return
    implied = 100 * _MJ_PER_KWH / unit.heat_rate_mj_per_kwh
    if abs(implied / unit.efficiency_percent - 1) > limit("heat_rate_tolerance"):
        yield rows.fault(
            n_("efficiency and heat rate do not fit each other"),
            row,
            "heat_rate_mj_per_kwh",
            f"{unit.heat_rate_mj_per_kwh:g}",
            Text("{rate} MJ/kWh is an efficiency of {percent} %", rate=unit.heat_rate_mj_per_kwh, percent=implied),
            n_("give one of the two, on the higher heating value"),
        )


def check_coals(rows: Rows, units: Collection[str]) -> Iterator[Fault]:
    """Check the coals: their units, shares, ranges and what a kilogram holds."""
    shares: dict[str, list[float]] = defaultdict(list)
    last: dict[str, int | None] = {}
    for one in rows.found:
        coal: CoalRecord = one.record
        if coal.unit != ANY_UNIT:
            yield from unit_known(rows, coal.unit, one.row, units)
            shares[coal.unit].append(coal.share)
            last[coal.unit] = one.row
        yield from _coal_range(rows, coal, one.row)
        if coal.mercury_mg_per_kg == 0.0:
            yield rows.fault(
                n_("coal holds some mercury"), one.row, "mercury_mg_per_kg", "0",
                n_("a number above 0, or nothing where it is not known"),
                n_("give half the detection limit, or empty the cell"),
            )  # fmt: skip
        held = (coal.ash_percent or 0.0) + (coal.moisture_percent or 0.0)
        if coal.basis == "as_received" and held > 100:
            yield rows.fault(
                n_("ash and moisture are more than the coal"), one.row, "moisture_percent", f"{held:g}",
                n_("together at most 100 % of the coal as received"), n_("check both, and the basis"),
            )  # fmt: skip
    for unit, parts in shares.items():
        total = fsum(parts)
        if abs(total - 1) > limit("shares_tolerance"):
            yield rows.fault(
                Text("the shares of the coals of {unit} add to {total}, not to 1", unit=unit, total=Fixed(total, 2)),
                last[unit],
                "share",
                f"{parts[-1]:g}",
                n_("shares of the mass of coal that add to 1"),
                n_("write the share of each coal of the blend"),
            )


def _coal_range(rows: Rows, coal: CoalRecord, row: int | None) -> Iterator[Fault]:
    known = [
        (name, value)
        for name in ("mercury_low", "mercury_mg_per_kg", "mercury_high")
        if (value := getattr(coal, name)) is not None
    ]
    for (_, low), (name, high) in pairwise(known):
        if high < low:
            yield rows.fault(
                n_("the range of mercury does not hold its value"), row, name, f"{high:g}",
                n_("low end, value and high end in this order"), n_("correct the range"),
            )  # fmt: skip


def check_tests(rows: Rows, units: Collection[str]) -> Iterator[Fault]:
    """Check the tests: their units and devices."""
    for one in rows.found:
        test: PlantTestRecord = one.record
        yield from unit_known(rows, test.unit, one.row, units)
        if test.stream in ("before device", "after device") and not test.device:
            yield rows.fault(
                n_("a measurement before or after a device names the device"), one.row, "device", "",
                n_("a device of the unit, such as CS-ESP"), n_("name the device"),
            )  # fmt: skip
        try:
            parse_devices(test.device)
        except ValueError as error:
            yield _no_device(rows, str(error), one.row, "device", test.device)


def unit_known(rows: Rows, key: str, row: int | None, units: Collection[str]) -> Iterator[Fault]:
    """A fault where no unit has the identifier that a row names."""
    if key in units:
        return
    near = difflib.get_close_matches(key, units, n=2, cutoff=0.7)
    yield rows.fault(
        n_("there is no unit of this identifier"),
        row,
        "unit",
        key,
        n_("an identifier of the table of units"),
        did_you_mean(near) if near else n_("correct it, or add the unit"),
    )
