"""What is measured of mirror statistics, each in a process of its own: Almaden, and merge and groupby of pandas."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from almaden.supply.trade.areas import areas
from almaden.supply.trade.mirror import mirror
from almaden.supply.trade.readers.comtrade import read_trade

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
KEYS = ["year", "exporter", "importer"]
#: Flows that are written at a time, so that making the file takes little memory.
PART = 50_000


def prepare(program: str, rows: float = 2_000_000) -> Prepared:
    folder = tempfile.TemporaryDirectory()
    file = Path(folder.name) / "made_up.csv"
    write(file, int(rows) // 2)
    compute, check = PROGRAMS[program](file)

    def checked(found: Any) -> Answer:
        folder.cleanup()
        return check(found)

    return compute, checked


def write(file: Path, flows: int) -> None:
    """Made-up trade in mercury as UN Comtrade writes it: every flow as both sides tell it, all lines with a weight."""
    rng = np.random.default_rng(1)
    names = np.array(areas()[:-1])
    for start in range(0, flows, PART):
        size = min(PART, flows - start)
        year = rng.integers(1988, 2024, size)
        exporter = rng.integers(0, len(names), size)
        importer = (exporter + rng.integers(1, len(names), size)) % len(names)
        moved = np.exp(rng.normal(7, 1.5, size))
        for which, reporter, partner in (("X", exporter, importer), ("M", importer, exporter)):
            kg = (moved * np.exp(rng.normal(0, 0.1, size))).round(1) + 0.1
            frame = pd.DataFrame({
                "refYear": year, "reporterISO": names[reporter], "partnerISO": names[partner], "flowCode": which,
                "cmdCode": "280540", "classificationCode": "H5", "qtyUnitAbbr": "kg", "qty": kg, "netWgt": kg,
                "primaryValue": (kg * 40 * np.exp(rng.normal(0, 0.2, size))).round(), "isNetWgtEstimated": False,
            })  # fmt: skip
            frame.to_csv(file, mode="a", header=start == 0 and which == "X", index=False)


def almaden(file: Path) -> Prepared:
    def check(found: Any) -> Answer:
        return {
            "pairs": len(found.pairs), "moved_t": float(found.masses.kg.sum()) / 1000,
            "gap_t": float(np.nansum(np.abs(found.pairs.gap_kg))) / 1000, "repaired": len(found.masses.changed),
        }  # fmt: skip

    return lambda: mirror(read_trade([file])), check


def by_pandas(file: Path) -> Prepared:
    """Read, sum by pair, merge, subtract: no repair, no turn of the year, no hubs, no flags, no ranges."""

    def compute() -> pd.DataFrame:
        columns = ["refYear", "reporterISO", "partnerISO", "flowCode", "netWgt"]
        lines = pd.read_csv(file, usecols=columns)
        sides = []
        for which, names in (("X", ("year", "exporter", "importer")), ("M", ("year", "importer", "exporter"))):
            side = lines[lines["flowCode"] == which]
            side = side.rename(columns=dict(zip(columns[:3], names, strict=True)) | {"netWgt": which})
            sides.append(side.groupby(KEYS, as_index=False)[which].sum())
        both = sides[0].merge(sides[1], on=KEYS, how="outer").fillna({"X": 0.0, "M": 0.0})
        both["gap"] = both["M"] - both["X"]
        both["relative"] = 2 * both["gap"] / (both["M"] + both["X"])
        return both

    def check(found: pd.DataFrame) -> Answer:
        moved = float(found["X"].sum() + found["M"].sum()) / 1000
        return {"pairs": len(found), "moved_t": moved, "gap_t": float(found["gap"].abs().sum()) / 1000, "repaired": 0}

    return compute, check


PROGRAMS: dict[str, Callable[[Path], Prepared]] = {"almaden": almaden, "pandas": by_pandas}
