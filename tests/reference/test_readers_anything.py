"""Whatever bytes are given, every reader ends with records and faults, and raises nothing."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.reference.readers.registry import BUILT_IN, read, reader
from almaden.reference.record import columns
from almaden.reference.records import RECORD_TYPES
from almaden.reference.tables import read_table

#: Its module comes with the room of observations, whose tests look at it.
READERS = [name for name in BUILT_IN if name != "observations"]
MAP = {"name": "name", "country": "country"}
STARTS = (b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf")
HEADERS = sorted(
    {row["name"] for row in read_table("readers/columns")}
    | {column for name in ("facility", "unit", "site") for column in columns(RECORD_TYPES[name])}
)
CELLS = some.one_of(
    some.sampled_from(
        ["", "nan", "1e999", "-1", "=1+1", "#N/A", "12,5", "1.234", "PER", "x:1", "operating", "a=b", "٣٫٥", "'"]
    ),
    some.text(max_size=12),
)


def finish(name: str, content: bytes) -> None:
    found = read(name, io.BytesIO(content), "t.csv", MAP if reader(name).takes_columns else None)
    assert all(isinstance(one, Located | Fault) for one in found)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(start=some.sampled_from(STARTS), rest=some.binary(max_size=300))
def test_any_bytes(name: str, start: bytes, rest: bytes) -> None:
    finish(name, start + rest)


@pytest.mark.parametrize("name", [name for name in READERS if name != "inventory"])
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(data=some.data())
def test_any_cells_under_known_headers(name: str, data: some.DataObject) -> None:
    own = {"facilities": ["country"], "units": ["facility"], "sites": [], "table": ["country"]}
    known = [row["name"] for row in read_table("readers/columns") if row["must"]]
    must = ["name", *own[name]] if name in own else known
    header = [*must, *data.draw(some.lists(some.sampled_from(HEADERS), max_size=4, unique=True))]
    rows = data.draw(some.lists(some.lists(CELLS, min_size=len(header), max_size=len(header)), max_size=3))
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [header, *rows]]
    finish(name, "\n".join(quoted).encode("utf-8", "surrogatepass"))
