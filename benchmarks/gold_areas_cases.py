"""Polygons of mined land by country and year, each program in a process of its own.

``ALMADEN_BENCH_AREAS`` names the folder with the layers of Amazon Mining Watch.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATES = (201800, 202400, 202503)
#: By country and date, hectares.
Areas = dict[str, float]


def prepare(program: str) -> tuple[Callable[[], Areas], Callable[[Areas], dict[str, Any]]]:
    return PROGRAMS[program](), lambda found: {"areas": found}


def folder() -> Path:
    return Path(os.environ["ALMADEN_BENCH_AREAS"])


def layers() -> list[Path]:
    return [folder() / f"mining_{date}_simplified.geojson" for date in DATES]


def almaden() -> Callable[[], Areas]:
    import shapely  # noqa: F401

    from almaden.sectors.gold.mined import mined_land
    from almaden.sectors.gold.readers.areas import read_areas
    from almaden.sectors.gold.readers.regions_geojson import read_boundaries

    def compute() -> Areas:
        found = mined_land(
            [read_areas(path) for path in layers()], read_boundaries(folder() / "national_admin.geojson")
        )
        return {f"{one.country} {one.date}": one.area_ha for one in found.places if one.country}

    return compute


def geopandas() -> Callable[[], Areas]:
    import geopandas as gpd
    import pandas as pd

    # World cylindrical equal area, which keeps areas.
    equal_area = "ESRI:54034"

    def compute() -> Areas:
        mined = pd.concat([gpd.read_file(path) for path in layers()], ignore_index=True)
        mined["outline"] = mined.to_crs(equal_area).area
        countries = gpd.read_file(folder() / "national_admin.geojson")[["id", "geometry"]]
        cut = gpd.overlay(mined, countries[countries["id"] != "AMAZ"], how="intersection", keep_geom_type=True)
        cut["area"] = cut["Mined area (ha)"] * cut.to_crs(equal_area).area / cut["outline"]
        sums = cut.groupby(["id", "year"])["area"].sum()
        return {f"{country} {date}": float(area) for (country, date), area in sums.items()}

    return compute


PROGRAMS = {"almaden": almaden, "geopandas": geopandas}
