"""Mined land of files that somebody brings: what is asked, and what the page shows of it. Nothing of it is kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.reports.record_files import guarded
from almaden.sectors.gold.area_proxy import Factor
from almaden.sectors.gold.area_records import AreaPolygons, Regions
from almaden.sectors.gold.areas import By
from almaden.sectors.gold.blur import Cell, cells, cells_as_geojson
from almaden.sectors.gold.mined import MinedLand, mined_land
from almaden.sectors.gold.readers.areas import read_areas
from almaden.sectors.gold.readers.regions_geojson import read_boundaries, read_protected
from almaden.wording import Exact, Text, n_

#: Cells that a page can hold; the command line writes more.
MOST_CELLS: Final = 20_000
#: Vertices of all files: more are finer than any satellite sees, and only take time.
MOST_VERTICES: Final = 3_000_000
#: A file as the person calls it, and where it lies.
Brought = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """What is asked of files.

    Attributes:
        by: what the places are.
        year: year of polygons that tell none.
        stock_year: land dated until this year is the stock; None for the usual one.
        factor: mercury for a newly mined hectare; None for no proxy.
    """

    by: By = "country"
    year: int | None = None
    stock_year: int | None = None
    factor: Factor | None = None


@dataclass(frozen=True)
class Found:
    """Mined land, and the cells that it may be shown in; empty where there are none or too many."""

    land: MinedLand
    cells: tuple[Cell, ...]
    too_many: bool


def found_in(areas: Sequence[Brought], boundaries: Brought | None, protected: Brought | None, asked: Asked) -> Found:
    """Read files and add mined land up.

    Raises:
        InputError: with the faults of all files.
    """
    faults: list[Fault] = []
    files = [_read(one, faults, lambda file, name: read_areas(file, name, asked.year)) for one in areas]
    borders = _read(boundaries, faults, read_boundaries) if boundaries else None
    parks = _read(protected, faults, read_protected) if protected else None
    if faults:
        raise InputError(faults)
    read = [one for one in files if one is not None]
    _refuse_too_fine([one for one in (*read, borders, parks) if isinstance(one, (AreaPolygons, Regions))])
    land = mined_land(read, borders, parks, by=asked.by, stock_year=asked.stock_year, factor=asked.factor)
    told = tuple(cell for layer in read if isinstance(layer, AreaPolygons) for cell in cells(layer))
    too_many = len(told) > MOST_CELLS
    return Found(land, () if too_many else told, too_many)


def _read(brought: Brought, faults: list[Fault], read: Any) -> Any:
    name, place = brought
    with Path(place).open("rb") as file:
        try:
            return read(file, name)
        except InputError as error:
            faults.extend(error.faults)
    return None


def _refuse_too_fine(layers: Sequence[AreaPolygons | Regions]) -> None:
    import shapely

    points = sum(int(shapely.get_num_coordinates(layer.shapes).sum()) for layer in layers)
    if points > MOST_VERTICES:
        raise InputError(
            Fault(
                n_("the polygons have too many points"),
                value=str(points),
                accepted=Text("at most {count} in all files", count=Exact(MOST_VERTICES)),
                advice=n_("simplify them, or use the command line"),
            )
        )


def table_csv(land: MinedLand) -> str:
    """Mined land by place and date."""
    proxied = {(one.country, one.admin, one.name, one.date): one.mercury_kg for one in _proxied(land)}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    head = ["country", "admin", "name", "year", "quarter", "kind", "area_ha", "cumulative_ha"]
    writer.writerow([*head, "mercury_kg", "mercury_kg_low", "mercury_kg_high"])
    for one in land.places:
        kg = proxied.get((one.country, one.admin, one.name, one.date))
        amounts = (kg.value, kg.low, kg.high) if kg else ("", "", "")
        place = (guarded(one.country), guarded(one.admin), guarded(one.name))
        writer.writerow([*place, one.year or "", one.quarter or "", one.kind, one.area_ha, one.cumulative_ha, *amounts])
    return text.getvalue()


def _proxied(land: MinedLand) -> Sequence[Any]:
    return land.proxy.sums if land.proxy else ()


def cells_geojson(found: Sequence[Cell]) -> str:
    """Cells as squares of a map."""
    return json.dumps(cells_as_geojson(tuple(found)), ensure_ascii=False)
