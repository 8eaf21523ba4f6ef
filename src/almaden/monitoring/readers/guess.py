"""Which reader a file of observations is for, by its name and its first bytes."""

from __future__ import annotations

import re
from typing import Final

from almaden.reference.readers.names import plain

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
    ("site-means", frozenset({"siteid", "lat", "lon"})),
)
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
    text = _text(head)
    lines = text.splitlines()
    first = lines[0] if lines else ""
    if _NASA_AMES.fullmatch(first):
        return "ebas"
    if text.lstrip()[:1] in ("{", "[") and any(sign in head for sign in _ENTITIES):
        return "sensorthings"
    words = {plain(cell).replace(" ", "") for cell in re.split("[,;\t]", first)}
    for reader, header in _HEADERS:
        if header <= words:
            return reader
    return _by_ending(name.lower(), head)


def _by_ending(name: str, head: bytes) -> str | None:
    """What the name alone tells, for packed files too."""
    if name.removesuffix(".gz").endswith(".nas") and (not head or head.startswith(_GZIP)):
        return "ebas"
    return "netcdf-series" if name.endswith((".nc", ".nc4")) and not head else None


def _text(head: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    return head.decode("utf-8", "replace")
