"""Coals and trains that the tests of behaviour use, and what the chain removes from their flue gas."""

from __future__ import annotations

import csv
from pathlib import Path

from almaden.sectors.coal.behaviour import actions, behaviour, entering, point
from almaden.sectors.coal.chain import through
from almaden.sectors.coal.plant import Conditions, Fuel
from almaden.sectors.coal.terms import Boiler, Rank, Sorbent
from almaden.sectors.coal.train import Train, parse_devices

#: Average chlorine of the coals of 1999, mg/kg: EPA white paper of 2005, Table 1.
CHLORINE: dict[Rank, float] = {
    "bituminous": 1033.0, "subbituminous": 158.0, "lignite": 188.0, "anthracite": 1033.0, "waste coal": 1033.0,
}  # fmt: skip
#: Unburned carbon in percent that is usual for a rank; own choice, as in the table.
CARBON: dict[Rank, float] = {
    "bituminous": 5.0, "subbituminous": 1.0, "lignite": 1.0, "anthracite": 8.0, "waste coal": 8.0,
}  # fmt: skip
USUAL = (
    "", "CS-ESP", "HS-ESP", "FF", "CS-ESP + wFGD", "HS-ESP + wFGD", "FF + wFGD", "SDA + FF", "SDA + CS-ESP",
    "SCR + CS-ESP + wFGD", "SNCR + CS-ESP", "SCR + FF + wFGD", "SCR + SDA + FF", "CYC", "CYC + PS", "CYC + FF",
    "CS-ESP + seawater FGD", "CS-ESP + FF", "ACI + CS-ESP", "ACI + FF", "ACI + SDA + FF", "SCR + ACI + CS-ESP + wFGD",
    "CS-ESP + ACI + FF", "SCR + SMC + CS-ESP + wFGD", "ACI + HS-ESP",
)  # fmt: skip


def conditions(
    rank: Rank, devices: str, boiler: Boiler = "pulverised", chlorine: float | None = None, carbon: float | None = None,
    sorbent: Sorbent = "", rate: float = 0.0, bromine: float = 0.0, additive: bool = False,
) -> Conditions:  # fmt: skip
    """Conditions of a unit on the average coal of a rank, unless told otherwise."""
    fuel = Fuel(rank, CHLORINE[rank] if chlorine is None else chlorine, 0.0, 1.0, 10.0, 10.0)
    train = Train(parse_devices(devices), sorbent, rate, bromine, additive)
    return Conditions(fuel, boiler, train, CARBON[rank] if carbon is None else carbon)


def removal(where: Conditions) -> float:
    """What the chain removes from the flue gas at the values of record, in percent."""
    found = behaviour(where)
    gas = entering(found, point)
    steps = through(gas, actions(found, point))
    return 100.0 * (1.0 - float((steps[-1].gas if steps else gas).total))


def known(shared: Path, name: str) -> list[dict[str, str]]:
    """Rows of a table of facts, by the name of its file."""
    text = (shared / "knowledge" / "sectors" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
