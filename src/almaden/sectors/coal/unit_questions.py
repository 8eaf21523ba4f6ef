"""Questions about a unit of a power plant or an industrial boiler: its years, its devices, its washing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.sectors.coal.records import UnitBase
from almaden.sectors.coal.train import parse_devices
from almaden.sectors.coal.usual import Question, limit
from almaden.wording import Text, n_

_SCRUBBERS: Final = {"wFGD", "seawater FGD"}


def unit_questions(unit: UnitBase) -> Iterator[Question]:
    """Everything but numbers outside of what is usual."""
    if unit.retired_year is not None and unit.status == "operating":
        yield Question(
            "status",
            Text("it operates, but {year} is told as its last year", year=str(unit.retired_year)),
            n_("write retired as status, or the year as planned retirement"),
        )
    if unit.controls.strip():
        yield from _additions(unit, parse_devices(unit.controls))
    if unit.washing_removal and not unit.washed_share:
        yield Question(
            "washed_share",
            n_("a removal by washing is told, but no share of the coal that is washed"),
            n_("write the share of the coal that is washed, 1 for all of it"),
        )


def _additions(unit: UnitBase, devices: tuple[str, ...]) -> Iterator[Question]:
    """What is added must have the device that it is for, and the other way round."""
    if unit.sorbent and "ACI" not in devices:
        yield Question(
            "sorbent",
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
