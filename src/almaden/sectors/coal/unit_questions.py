"""Questions about a unit of a power plant or an industrial boiler: its years, its devices, its efficiency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.reference.tables import read_table
from almaden.sectors.coal.records import CoalUnitRecord, UnitBase
from almaden.sectors.coal.train import order_problem, parse_devices
from almaden.sectors.coal.usual import Question, limit
from almaden.wording import Text, joined, n_

#: A kWh in MJ, and a share in percent.
MJ_PER_KWH: Final = 3.6
_SCRUBBERS: Final = {"wFGD", "seawater FGD"}


def unit_questions(unit: UnitBase) -> Iterator[Question]:
    """Everything but numbers outside of what is usual."""
    yield from _years(unit)
    yield from _train(unit)
    if unit.washing_removal and not unit.washed_share:
        yield Question(
            "washed_share",
            n_("a removal by washing is told, but no share of the coal that is washed"),
            n_("write the share of the coal that is washed, 1 for all of it"),
        )
    if isinstance(unit, CoalUnitRecord):
        yield from _efficiency(unit)


def _years(unit: UnitBase) -> Iterator[Question]:
    for field in ("retired_year", "planned_retirement"):
        end = getattr(unit, field)
        if unit.start_year is not None and end is not None and end < unit.start_year:
            problem = Text("it retires in {end}, before its start in {start}", end=str(end), start=str(unit.start_year))
            yield Question(field, problem, n_("check both years; they may have changed places"), "fault")
    if unit.retired_year is not None and unit.status == "operating":
        yield Question(
            "status",
            Text("it operates, but {year} is told as its last year", year=str(unit.retired_year)),
            n_("write retired as status, or the year as planned retirement"),
        )


def _train(unit: UnitBase) -> Iterator[Question]:
    try:
        devices = parse_devices(unit.controls)
    except ValueError as error:
        names = joined([row["device"] for row in read_table("coal/devices")])
        yield Question(
            "controls",
            Text("{word} is no device that is known", word=str(error)),
            Text("write the devices in their order, joined by +, of {names}; none where there are none", names=names),
            "fault",
        )
        return
    problem = order_problem(devices)
    if problem is not None:
        yield Question("controls", problem, n_("write the devices in the order in which the gas meets them"), "fault")
    if unit.controls.strip():
        yield from _additions(unit, devices)


def _additions(unit: UnitBase, devices: tuple[str, ...]) -> Iterator[Question]:
    """What is added must have the device that it is for, and the other way round."""
    injected = [field for field in ("sorbent", "sorbent_mg_per_m3") if getattr(unit, field)]
    if injected and "ACI" not in devices:
        yield Question(
            injected[0],
            n_("carbon is told, but the control train has no injection"),
            n_("put ACI into the control train, before the device that catches the carbon, or leave the carbon out"),
        )
    if "ACI" in devices and not unit.sorbent:
        yield Question("sorbent", n_("the kind of the injected carbon is not told"), n_("write plain or brominated"))
    if unit.reemission_additive and not _SCRUBBERS & set(devices):
        yield Question(
            "reemission_additive",
            n_("an additive against re-emission is told, but the control train has no wet scrubber"),
            n_("put the scrubber into the control train, or write n"),
        )
    hottest, gas = limit("cold_esp_celsius"), unit.esp_inlet_celsius
    if gas is not None and gas > hottest and "CS-ESP" in devices and "HS-ESP" not in devices:
        in_celsius = (gas - 32.0) / 1.8
        yield Question(
            "esp_inlet_celsius",
            Text("{value} degC is too hot before a cold-side precipitator", value=gas),
            Text("if it is in degF, write {value}; if the precipitator is hot-side, write HS-ESP", value=in_celsius),
        )


def _efficiency(unit: CoalUnitRecord) -> Iterator[Question]:
    """An efficiency and a heat rate that are both told say the same."""
    if unit.efficiency_percent is None or unit.heat_rate_mj_per_kwh is None:
        return
    implied = 100.0 * MJ_PER_KWH / unit.efficiency_percent
    if abs(implied / unit.heat_rate_mj_per_kwh - 1.0) > limit("heat_rate_tolerance"):
        yield Question(
            "heat_rate_mj_per_kwh",
            Text(
                "an efficiency of {efficiency} % means {implied} MJ/kWh, not {told}",
                efficiency=unit.efficiency_percent,
                implied=implied,
                told=unit.heat_rate_mj_per_kwh,
            ),
            n_("leave one of them out; both are of gross output and on the higher heating value"),
        )
