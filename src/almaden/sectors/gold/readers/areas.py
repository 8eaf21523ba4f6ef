"""Reads a file of mined land, whatever it is: polygons, or a table by administrative unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from almaden.errors import Fault, InputError
from almaden.sectors.gold.area_records import AreaPolygons, AreaTable
from almaden.sectors.gold.readers.area_files import is_json, read_bytes, read_json
from almaden.sectors.gold.readers.areas_geojson import areas_of
from almaden.sectors.gold.readers.areas_table import records_of, table_of
from almaden.wording import n_


def read_areas(source: Path | BinaryIO, name: str = "", year: int | None = None) -> AreaPolygons | AreaTable:
    """Read mined land.

    Args:
        source: GeoJSON of polygons, a table by administrative unit (text, workbook), or its JSON by unit and date.
        name: what to call it in messages; by default the name of the file.
        year: year of polygons that tell none.

    Raises:
        InputError: with every fault of the file.
    """
    title = name or (source.name if isinstance(source, Path) else "")
    content = read_bytes(source, title)
    if not is_json(content):
        return table_of(content, title)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        return records_of(read_json(content, title), content, title)
    return areas_of(content, title, year)


def refuse_mixture(found: Sequence[AreaPolygons | AreaTable]) -> None:
    """Refuse files that tell of the same land again.

    Raises:
        InputError: a table beside another file, or one file twice.
    """
    tables = [one for one in found if isinstance(one, AreaTable)]
    if tables and len(found) > 1:
        raise InputError(
            Fault(
                n_("a table of mined land stands beside other files: the same land would count twice"),
                file=tables[0].name,
                accepted=n_("one table alone, or polygons of several dates"),
                advice=n_("give the files one after the other and compare"),
            )
        )
    seen: dict[str, str] = {}
    for one in found:
        if one.sha256 in seen:
            raise InputError(Fault(n_("this file was given twice"), file=one.name, advice=n_("give each date once")))
        seen[one.sha256] = one.name
