from __future__ import annotations

import io
import json
from pathlib import Path

from almaden.reference.readers.located import Located
from almaden.reference.readers.registry import read
from almaden.reports.monitoring.csv import write_csv
from almaden.reports.monitoring.parquet import write_parquet
from tests.reports.monitoring.made_up import ABOUT, BARE, FISH, MIXED, SITE


def test_csv_is_read_back_with_its_sites_and_says_what_it_is(tmp_path: Path) -> None:
    written = write_csv([SITE, BARE], (*MIXED, *FISH), ABOUT, tmp_path / "x.csv")
    assert [path.name for path in written] == ["x.csv", "x.sites.csv", "x.about.json"]
    for path, reader, told in ((written[0], "observations", (*MIXED, *FISH)), (written[1], "sites", (SITE, BARE))):
        items = list(read(reader, io.BytesIO(path.read_bytes()), path.name))
        assert [one.record for one in items if isinstance(one, Located)] == list(told)
        assert len(items) == len(told)
    assert json.loads(written[2].read_text())["notice"] == "Made-up data"


def test_parquet_is_read_back_by_its_engine(tmp_path: Path) -> None:
    import duckdb

    written = write_parquet([SITE], MIXED, ABOUT, tmp_path / "it's.parquet")
    assert [path.name for path in written] == ["it's.parquet", "it's.sites.parquet"]
    with duckdb.connect() as engine:
        rows = engine.execute("SELECT start, value, original_value, flag FROM read_parquet(?)", [str(written[0])])
        found = rows.fetchall()
        kept = engine.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(written[0])]).fetchall()
    told = [(one.start.replace(tzinfo=None), one.value, one.original_value, one.flag) for one in MIXED]
    assert found == told
    assert (b"notice", b"Made-up data") in kept
