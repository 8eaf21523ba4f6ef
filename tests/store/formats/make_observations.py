"""Makes ``observations-1.parquet``: a file of the archive in its first format, with nine columns.

``python tests/store/formats/make_observations.py``; made once, then kept. The values are made up.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

SAMPLE: Final = Path(__file__).resolve().with_name("observations-1.parquet")
_ROWS: Final = """
SELECT * FROM (VALUES
    ('made:A', TIMESTAMP '2023-03-01 00:00', TIMESTAMP '2023-03-01 01:00', 'air', 'GEM', 1.25, 'ng/m3', 'valid', ''),
    ('made:A', TIMESTAMP '2023-03-01 01:00', NULL, 'air', 'GEM', NULL, 'ng/m3', 'missing', ''),
    ('made:B', TIMESTAMP '2023-03-01 00:00', NULL, 'air', 'GEM', 1.5, 'ng/m3', 'valid', 'Lumex')
) rows(site, "start", "end", matrix, species, value, unit, flag, method)
"""


def main() -> None:
    """Write the sample."""
    rows = f"SELECT * REPLACE (value::DOUBLE AS value) FROM ({_ROWS})"
    duckdb.execute(
        f"COPY ({rows}) TO '{SAMPLE}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{almaden_format: '1'}})"
    )


if __name__ == "__main__":
    main()
