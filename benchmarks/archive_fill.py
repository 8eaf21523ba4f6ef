"""Fills an archive with made-up hourly values, in the database itself: ``python -m benchmarks.archive_fill ROWS``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Final

NETWORKS: Final = 5
YEARS: Final = range(2004, 2024)
HOURS: Final = 8760


def sites_of(rows: int) -> int:
    """How many sites a network has so that all networks together have so many rows."""
    return max(1, rows // (NETWORKS * len(YEARS) * HOURS))


def main() -> None:
    """Make the data sets and their files."""
    from almaden.store import setup

    setup.start()
    from almaden.store.journal import writing
    from almaden.store.models import Dataset, Upload
    from almaden.store.observations import catalogue
    from almaden.store.observations.engine import engine
    from almaden.store.observations.files import write_year

    sites = sites_of(int(sys.argv[1]))
    now = datetime.now(UTC)
    upload = Upload.objects.create(sha256="0" * 64, name="made up", size=0, uploaded_on=now)
    for network in range(NETWORKS):
        with writing(None, "bench.fill") as work:
            dataset = work.add(Dataset(key=f"made-{network}", title="Made up", state="published", made_on=now))
            for year in YEARS:
                with engine("2GB") as connection:
                    written = write_year(connection, rows_of(network, sites, year), dataset.key, year)
                catalogue.add(work, dataset, year, written, upload)


def rows_of(network: int, sites: int, year: int) -> str:
    """A query for a year of a network: 1 value in 25 is not valid, 1 in 100 is below the detection limit."""
    from almaden.store.observations.columns import COLUMNS

    known = {
        "site": f"'made:{network}-' || lpad((i // {HOURS})::VARCHAR, 3, '0')",
        "start": f"TIMESTAMP '{year}-01-01' + INTERVAL 1 HOUR * (i % {HOURS})",
        "end": f"TIMESTAMP '{year}-01-01' + INTERVAL 1 HOUR * (i % {HOURS} + 1)",
        "matrix": "'air'",
        "species": "'GEM'",
        "value": "round(1.5 + 0.2 * sin(i / 1400.0) + 0.2 * random(), 3)",
        "unit": "'ng/m3'",
        "flag": "CASE WHEN i % 100 = 7 THEN 'below_detection' WHEN i % 25 = 3 THEN 'invalid' ELSE 'valid' END",
        "method": "'Tekran 2537B'",
        "instrument": f"'made up {network}'",
        "level": "'final'",
        "detection_limit": "0.1",
        "original_unit": "'ng/m3'",
        "original_flag": "'0.000'",
        "original_file": f"'made-up-{year}.nas'",
    }
    empty = {"VARCHAR": "''", "DOUBLE": "NULL::DOUBLE"}
    columns = ", ".join(f'{known.get(name) or empty[kind]} AS "{name}"' for name, kind in COLUMNS.items())
    return f"SELECT {columns} FROM range({sites * HOURS}) made(i)"


if __name__ == "__main__":
    main()
