"""The public cases of coal (C) and of its economics (E): each computed with the program's own functions."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from almaden.quantity.annuity import capital_recovery, levelised
from almaden.sectors.coal import conversions as c
from almaden.sectors.coal.methods.device_removal import DeviceRemoval, combined
from almaden.sectors.coal.methods.epri_chlorine import regression
from almaden.sectors.coal.ranking import rank

#: Dry gas with 6 % oxygen of bituminous coal, from the F factor of the program's own table.
_GAS = c.Plant(gas_nm3_per_gj=c.gas_volume("bituminous"))
_LB_OF_A_SHORT_TON = 2000.0
_KG_OF_A_T = 1000.0


def _coal(ppm: float, btu_per_lb: float) -> list[float]:
    rate = c.mercury_per_heat(ppm, btu_per_lb * c.MJ_PER_KG_OF_BTU_PER_LB)
    return [float(c.converted(rate, "mg/GJ", "lb/TBtu", c.Plant()))]


def _removed(*percent: float) -> list[float]:
    return [100.0 * combined([DeviceRemoval((str(place),), one / 100.0) for place, one in enumerate(percent)]).removal]


def _gone(before: float, *after: float) -> list[float]:
    return [100.0 * float(c.removal(before, one)) for one in after]


def _cheng() -> list[float]:
    parts = {"bottom": 0.2 + 0.1, "ash": 16.0, "gypsum": 64.0, "purge": 8.0, "stack": 4.09}
    shares = c.shares(parts)
    return [100.0 * shares[name] for name in ("stack", "gypsum", "ash", "purge", "bottom")]


def _carrying() -> list[float]:
    fleet = rank([f"{number:03d}" for number in range(100)], 1.0 / np.arange(1, 101), shares=(0.45, 0.5))
    return [float(fleet.k_for_share(share).value) for share in (0.45, 0.5)]


#: For each case its numbers.
CASES: Mapping[str, Callable[[], list[float]]] = {
    "C01": lambda: _coal(0.113, 13203),
    "C02": lambda: _coal(0.071, 12005),
    "C04": lambda: [float(c.converted(1.2, "lb/TBtu", "ug/Nm3", _GAS))],
    "C05": lambda: [c.btu_per_kwh(c.implied_heat_rate(0.013, "lb/GWh", 1.2, "lb/TBtu"))],
    "C06": lambda: [float(c.converted(0.020, "lb/GWh", "ng/J output", c.Plant()))],
    "C07": lambda: [0.0038 / 2697.9 * float(c.converted(1.0, "lb/MMBtu", "lb/TBtu", c.Plant()))],
    "C08": lambda: [0.0038 / 304.0 * float(c.converted(1.0, "lb/MWh", "lb/GWh", c.Plant()))],
    "C11": lambda: _removed(33.17, 57.22),
    "C12": lambda: _removed(67.92, 57.22, 11.9),
    "C14": lambda: _removed(49.6, 50.2),
    "C16": lambda: _gone(17.4, 4.7),
    "C19": _cheng,
    "C20": lambda: [regression(frozenset({"FF"}), 1033.0) or 0.0],
    "C23": lambda: _gone(2.63, 1.77, 1.70),
    "C25": lambda: [float(c.mercury_of_coal(2550e6, ppm)) / _KG_OF_A_T for ppm in (0.15, 0.19)],
    "C27": _carrying,
    "E01": lambda: [levelised(5.0 * 0.133, 8760 * 0.80) * 1000.0],
    "E02": lambda: [levelised(30_990e3, 458)],
    "E04": lambda: [levelised(30_990e3, 975e3 * 8760 * 0.65) * 1000.0],
    "E07": lambda: [67_730 * 46 * _LB_OF_A_SHORT_TON / 1e9],
    # Money is not converted by any function of ours: a price by an amount.
    "E08": lambda: [37_000 * 6_800 / 1e6],
    "E09": lambda: [capital_recovery(0.07, 20)],
}
#: The numbers that the table expects, in the order of a case: its text has words between them.
EXPECTED: Mapping[str, list[float]] = {
    "C19": [4.4, 69.3, 17.3, 8.7, 0.3],
    "C23": [32.7, 35.4],
    "C25": [383.0, 485.0],
    "C27": [6.0, 8.0],
}


def _rows(shared: Path) -> dict[str, dict[str, str]]:
    with (shared / "cases" / "sectors.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _public(rows: Mapping[str, Mapping[str, str]]) -> set[str]:
    ours = {"coal", "economics"}
    return {
        name for name, row in rows.items() if name[0] in "CE" and row["sector"] in ours and row["split"] == "public"
    }


def test_every_public_case_is_there(shared: Path) -> None:
    rows = _rows(shared)
    assert _public(rows) == set(CASES)
    assert {name for name in rows if name[0] in "CE"} == set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_case(case: str, shared: Path) -> None:
    row = _rows(shared)[case]
    expected = EXPECTED.get(case) or [float(row["expected"].split(" ")[0].replace(",", ""))]
    for number in expected:
        assert f"{number:g}" in row["expected"].replace(",", "")
    width, _, kind = row["tolerance"].partition(" ")
    # A tolerance is a share in percent, or a width in the unit of the number.
    wide = float(width)
    assert CASES[case]() == (
        pytest.approx(expected, rel=wide / 100.0) if kind == "%" else pytest.approx(expected, abs=wide)
    )
