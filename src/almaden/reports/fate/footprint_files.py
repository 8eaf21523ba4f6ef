"""Files of a footprint: the shares of each cell, and those of each source."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Final

from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.footprint import Footprint
from almaden.reference.languages import translator
from almaden.reports.fate.grids import GridField, write_grid
from almaden.reports.fate.world_map import world_map
from almaden.reports.files import write_atomically
from almaden.reports.monitoring.about import ExportAbout
from almaden.reports.result_files import table_bytes
from almaden.wording import Text, n_

_NAMES: Final = {"hg0": n_("elemental vapour"), "hg2": n_("oxidised vapour"), "hgp": n_("mercury on particles")}


def write_footprint(found: Footprint, folder: Path, lang: str = "en") -> list[Path]:
    """Write ``footprint`` as NetCDF, CSV, GeoJSON and JSON, ``footprint_regions.csv`` and a map of each species.

    Args:
        found: the footprint.
        folder: where to write; made where it is missing.
        lang: language of pictures.

    Raises:
        OutputError: the folder cannot be written.
    """
    about = ExportAbout(f"Footprint of {found.receptor_name} for mercury in air", notice=" ".join(found.caveats))
    fields = [
        GridField(f"share_{one}", found.shares[place], "1", f"share of emitted {one} that comes down there", False)
        for place, one in enumerate(SPECIES)
    ]
    written = [
        write_grid(folder / f"footprint.{ending}", fields, found.grid, about) for ending in ("nc", "csv", "geojson")
    ]
    written.append(write_atomically(folder / "footprint.json", found.to_json().encode()))
    regions = table_bytes([asdict(one) for one in found.regions])
    written.append(write_atomically(folder / "footprint_regions.csv", regions))
    translate = translator(lang)
    for place, one in enumerate(SPECIES):
        label = translate(Text("% of what is emitted as {species}", species=Text(_NAMES[one])))
        title = translate(Text("What comes down on: {name}", name=Text(found.receptor_name)))
        drawn = world_map(found.grid, 100.0 * found.shares[place], label, title=title, lang=lang)
        written.append(write_atomically(folder / f"footprint_{one}.svg", drawn))
    return written
