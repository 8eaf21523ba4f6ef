"""Makes the made-up station that comes with the package: five years of days, and a month of raw hours.

    python -m tools.monitoring_example src/almaden/demo/data/monitoring

Nothing in it was measured. Days follow a season, a decline and weather that lasts from one day to the next; the raw
month has troubles that raw files have: a spike, a stuck instrument, hours without a value, a value below zero. The
numbers come from a seed, so that the same files are made again.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

SITE = "mu:LAKE"
COLUMNS = ("site", "start", "end", "matrix", "species", "value", "unit", "flag", "instrument", "original_flag")
INSTRUMENT = "analyser 1 (made up)"
SEED = 2020
FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)
MONTH = datetime(2025, 1, 1, tzinfo=UTC)
#: ng/m3 on the first day, share lost each year, half of the height of the season, spread and memory of the weather.
LEVEL, DECLINE, SEASON, WEATHER, MEMORY = 1.60, 0.03, 0.09, 0.07, 0.7
#: Days without a value: first, and how many.
OUTAGES = ((datetime(2021, 7, 5, tzinfo=UTC), 24), (datetime(2023, 2, 10, tzinfo=UTC), 9))


def expected(moment: datetime) -> float:
    """Concentration without weather, ng/m3: higher in spring, and less from year to year."""
    years = (moment - FIRST) / timedelta(days=365.25)
    level: float = LEVEL * (1 - DECLINE) ** years
    return level + SEASON * math.sin(2 * math.pi * (years - 0.05))


def days(draws: random.Random) -> Iterator[tuple[str, ...]]:
    """A row for each day that was measured."""
    weather, moment = 0.0, FIRST
    while moment < LAST:
        weather = MEMORY * weather + draws.gauss(0, WEATHER * math.sqrt(1 - MEMORY**2))
        if not any(first <= moment < first + timedelta(days=count) for first, count in OUTAGES):
            yield row(moment, timedelta(days=1), f"{expected(moment) + weather:.3f}", "valid", "0.000")
        moment += timedelta(days=1)


def hours(draws: random.Random) -> Iterator[tuple[str, ...]]:
    """A row for each hour of a raw month, with the troubles of raw files."""
    weather = 0.0
    for hour in range(31 * 24):
        moment = MONTH + timedelta(hours=hour)
        weather = 0.95 * weather + draws.gauss(0, WEATHER * math.sqrt(1 - 0.95**2))
        value, flag, original = f"{expected(moment) + weather:.3f}", "valid", "0.000"
        if hour == 200:
            value = "9.870"
        elif 300 <= hour < 314:
            value = "1.402"
        elif 400 <= hour < 430:
            value, flag, original = "", "missing", "0.999"
        elif hour == 500:
            value = "-0.210"
        yield row(moment, timedelta(hours=1), value, flag, original)


def row(start: datetime, length: timedelta, value: str, flag: str, original: str) -> tuple[str, ...]:
    """The cells of one row."""
    begin, end = (f"{moment:%Y-%m-%dT%H:%MZ}" for moment in (start, start + length))
    return (SITE, begin, end, "air", "GEM", value, "ng/m3", flag, INSTRUMENT, original)


def write(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a table with its header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def main() -> None:
    """Write both files into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    write(folder / "days.csv", days(random.Random(SEED)))
    write(folder / "january.csv", hours(random.Random(SEED + 1)))


if __name__ == "__main__":
    main()
