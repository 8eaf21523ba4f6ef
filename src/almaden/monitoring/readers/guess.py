"""Which reader a file of observations is for, by its name and its first bytes."""

from __future__ import annotations

import re
import zlib
from fnmatch import fnmatch
from typing import Final

from almaden.reference.readers.names import plain
from almaden.reference.tables import read_table

#: How NetCDF files begin: the classic kinds, and those on HDF5.
_NETCDF: Final = (b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF\r\n\x1a\n")
_NASA_AMES: Final = re.compile(r"\s*\d+\s+1001\s*")
#: Names of columns that stand together in the first line of the tables of a reader, the more telling ones first.
_HEADERS: Final = (
    ("observations", frozenset({"site", "start", "matrix", "species", "unit"})),
    ("nadp-mdn", frozenset({"siteid", "dateon", "dateoff"})),
    ("amnet", frozenset({"siteid", "collstart"})),
    ("gmos", frozenset({"tstamp", "target"})),
    ("tissue", frozenset({"compositecommonname", "result"})),
    ("tissue", frozenset({"characteristicname", "resultmeasurevalue"})),
    ("seawater", frozenset({"quantity", "lat", "lon", "value", "units"})),
    ("merpas", frozenset({"sampler", "deployed", "retrieved"})),
    ("site-means", frozenset({"siteid", "lat", "lon"})),
    ("site-means", frozenset({"date", "lat", "lon"})),
    ("site-means", frozenset({"site", "lat", "lon"})),
    ("site-means", frozenset({"site", "latitude", "longitude", "year"})),
)
_GEOTRACES: Final = re.compile(r"Hg_\w+_CONC_")
#: Lines in which the names of columns are looked for; comments may stand before them.
_MOST_LINES: Final = 40
_ENTITIES: Final = (b'"@iot.', b'"Observations"', b'"Datastreams"', b'"dataArray"', b'"phenomenonTime"')
_GZIP: Final = b"\x1f\x8b"


def guess(name: str, head: bytes) -> str | None:
    """The name of the reader that a file is for, None where nothing tells.

    Args:
        name: name of the file.
        head: its first bytes; some thousand are enough.
    """
    if head.startswith(_NETCDF):
        return "netcdf-series"
    text = _text(_unpacked(head))
    lines = text.splitlines()[:_MOST_LINES]
    first = lines[0] if lines else ""
    if _NASA_AMES.fullmatch(first):
        return "ebas"
    if text.lstrip()[:1] in ("{", "[") and any(sign in head for sign in _ENTITIES):
        return "sensorthings"
    if text.lstrip()[:1] != "{" and _GEOTRACES.search(text):
        return "geotraces"
    return _by_header(lines) or _by_name(name.lower(), head)


def _by_header(lines: list[str]) -> str | None:
    """What names of columns tell, in the first line or in the comments before the rows."""
    before = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")), 0)
    for line in lines[: before + 1]:
        parts = re.split("[,;\t]", line.lstrip("# ")) if re.search("[,;\t]", line) else line.split()
        words = {plain(cell).replace(" ", "") for cell in parts}
        for reader, header in _HEADERS:
            if header <= words:
                return reader
    return None


def _by_name(name: str, head: bytes) -> str | None:
    """What the name alone tells, for packed files and for tables that are known by name."""
    if head and any(fnmatch(name, row["pattern"]) for row in read_table("monitoring/site_tables")):
        return "site-means"
    if name.removesuffix(".gz").endswith(".nas") and (not head or head.startswith(_GZIP)):
        return "ebas"
    return "netcdf-series" if name.endswith((".nc", ".nc4")) and not head else None


def _unpacked(head: bytes) -> bytes:
    """The first bytes of what a packed file holds; of others they are as they are."""
    if not head.startswith(_GZIP):
        return head
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 1 << 16)
    except zlib.error:
        return b""


def _text(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("utf-8", "replace")
