"""What is measured of reading EBAS files, each in a process of its own: Almaden, and read_csv of pandas."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from almaden.monitoring.readers.ebas import read_blocks
from almaden.reference.readers.blocks import Block

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
HOURS = 8_760
COLUMNS = ["start", "end", "value", "flag"]
HEADER = """\
Somebody
XX01L, Made-up institute
Somebody
EMEP
1 1
{year} 01 01 2025 03 01
0.041667
days from file reference point
3
1 1 1
999.999999 99.999 9.999
end_time of measurement, days from the file reference point
gaseous_elemental_mercury, ng/m3, Volume std. temperature=273.15 K, Volume std. pressure=1013.25 hPa
numflag, no unit
0
9
Timezone: UTC
Statistics: arithmetic mean
Data level: 2
Station code: XX{station:04d}R
Station name: Made-up station
Matrix: air
Instrument model: M1
Method ref: XX01L_made_up
starttime endtime GEM flag
"""


def prepare(program: str, files: float = 100) -> Prepared:
    folder = tempfile.TemporaryDirectory()
    paths = [Path(folder.name) / f"{number}.nas" for number in range(int(files))]
    for number, path in enumerate(paths):
        write(path, number)
    compute, check = PROGRAMS[program](paths)

    def checked(found: Any) -> Answer:
        folder.cleanup()
        return check(found)

    return compute, checked


def write(path: Path, number: int) -> None:
    """A made-up year of hours: values around 1.5 ng/m3, some missing and some with flags."""
    rng = np.random.default_rng(number)
    values = [f"{value:.3f}" for value in rng.normal(1.5, 0.2, HOURS)]
    flags = rng.choice(["0.000", "0.147", "0.459", "0.999"], HOURS, p=[0.9, 0.04, 0.03, 0.03])
    header = HEADER.format(year=2001 + number % 20, station=number)
    lines = [
        f"{hour / 24:.6f} {(hour + 1) / 24:.6f} {'99.999' if flag == '0.999' else value} {flag}"
        for hour, (value, flag) in enumerate(zip(values, flags, strict=True))
    ]
    path.write_text(f"{header.count(chr(10)) + 1} 1001\n{header}" + "\n".join(lines) + "\n", encoding="utf-8")


def almaden(paths: list[Path]) -> Prepared:
    """Times as moments, flags understood, traps looked for, every field of an observation."""

    def compute() -> list[Block]:
        found = []
        for path in paths:
            with path.open("rb") as file:
                found += [one for one in read_blocks(file, path.name) if isinstance(one, Block)]
        return found

    def check(found: list[Block]) -> Answer:
        total, rows = 0.0, 0
        for block in found:
            values, flags = block.columns["value"], block.columns["flag"]
            rows += len(block.rows)
            for at in values.places:
                total += values.values[at] or 0.0 if flags.values[at] == "valid" else 0.0
        last = max(found[-1].columns["end"].values)
        return {"rows": rows, "sum": total, "last": last.isoformat()}

    return compute, check


def by_pandas(paths: list[Path]) -> Prepared:
    """The numbers, flags as texts, times from day zero, missing values; nothing is checked."""

    def compute() -> list[pd.DataFrame]:
        found = []
        for path in paths:
            with path.open(encoding="utf-8") as file:
                count = int(file.readline().split()[0])
                year = int([file.readline() for _ in range(6)][5].split()[0])
            frame = pd.read_csv(
                path, sep=" ", skiprows=count, names=COLUMNS, dtype={"flag": str}, na_values={"value": ["99.999"]}
            )
            zero = pd.Timestamp(year, 1, 1, tz="UTC")
            for column in ("start", "end"):
                frame[column] = zero + pd.to_timedelta((frame[column] * 86_400).round(), unit="s")
            found.append(frame)
        return found

    def check(found: list[pd.DataFrame]) -> Answer:
        good = [frame.loc[frame["flag"].isin(["0.000", "0.147"]), "value"] for frame in found]
        last = max(found[-1]["end"]).to_pydatetime().astimezone(UTC)
        return {"rows": sum(map(len, found)), "sum": float(sum(map(np.nansum, good))), "last": moment(last)}

    return compute, check


def moment(last: datetime) -> str:
    """As Almaden writes it."""
    return last.isoformat()


PROGRAMS: dict[str, Callable[[list[Path]], Prepared]] = {"almaden": almaden, "pandas": by_pandas}
