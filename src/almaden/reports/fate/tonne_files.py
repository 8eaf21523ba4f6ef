"""Files of a tonne's fate: map, tables, the field for other programs, and a page of what it cannot tell."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from typing import Final

from almaden.fate.tonne_result import TonneResult
from almaden.fate.tonne_source import SPECIES_NAMES
from almaden.quantity.sphere import Place
from almaden.reference.languages import translator
from almaden.reports.fate.grids import GridField, write_grid
from almaden.reports.fate.world_map import world_map
from almaden.reports.files import write_atomically
from almaden.reports.monitoring.about import ExportAbout
from almaden.reports.result_files import table_bytes
from almaden.wording import n_

_LABEL: Final = n_("µg of mercury on each square metre, of one tonne emitted; first fall")
_TITLE: Final = n_("Where a tonne from {source} comes down ({species})")
#: What each file is, in the order in which they are written.
_FILES: Final = {
    "map.png": n_("Map of deposition"),
    "map.svg": n_("The same map to be enlarged"),
    "deposition.csv": n_("Shares of regions, seas and bands of latitude with 95 % ranges"),
    "legacy.csv": n_("Where it is after years and centuries, by two box models"),
    "map.csv": n_("Deposition of each cell"),
    "map.geojson": n_("The same for maps of other programs"),
    "map.nc": n_("The same as NetCDF-CF"),
    "tonne.json": n_("Everything, for programs"),
}


def write_tonne(result: TonneResult, folder: Path, lang: str = "en") -> list[Path]:
    """Write map, tables, field and ``readme.txt``.

    NetCDF is written where the packages of the extra ``grid`` are installed.

    Args:
        result: the tonne.
        folder: where to write; made where it is missing.
        lang: language of the map and of the page.

    Raises:
        OutputError: the folder cannot be written.
    """
    _ = translator(lang)
    title = _(_TITLE).format(source=_(result.source.name), species=_(SPECIES_NAMES[result.species]))
    written = [
        write_atomically(
            folder / f"map.{picture}",
            world_map(result.grid, result.field_ug_per_m2, _(_LABEL), title=title, sources=[_middle(result)],
                      picture=picture, lang=lang),
        )
        for picture in ("png", "svg")
    ]  # fmt: skip
    written.append(write_atomically(folder / "deposition.csv", table_bytes(result.rows())))
    written.append(write_atomically(folder / "legacy.csv", table_bytes(result.legacy_rows())))
    field = GridField("deposition_per_tonne", result.field_ug_per_m2, "ug m-2", "deposition of one tonne", False)
    about = ExportAbout(title, "; ".join(dict.fromkeys(one.source for one in result.unverified)))
    endings = ["csv", "geojson", *(["nc"] if importlib.util.find_spec("netCDF4") else [])]
    written += [write_grid(folder / f"map.{one}", [field], result.grid, about) for one in endings]
    written.append(write_atomically(folder / "tonne.json", result.to_json().encode("utf-8")))
    written.append(write_atomically(folder / "readme.txt", _page(result, title, written, lang).encode("utf-8")))
    return written


def _page(result: TonneResult, title: str, written: list[Path], lang: str) -> str:
    _ = translator(lang)
    lines = [title, "", _(result.summary()), ""]
    lines += [f"{path.name}: {_(_FILES[path.name])}" for path in written]
    lines += ["", _("What this cannot tell"), *(f"- {_(one)}" for one in result.caveats)]
    lines += ["", _("Numbers that were not read in their source, or were tuned")]
    lines += [f"- {_(one.quantity)}: {one.value:g} {one.unit} ({one.source})" for one in result.unverified]
    return "\n".join(lines) + "\n"


def _middle(result: TonneResult) -> Place:
    """The point of the source, or the middle of what a region emits, on the sphere."""
    import numpy as np

    if result.source.point is not None:
        return result.source.point
    grid = result.grid
    emitted = result.source.emission(grid, result.species).sum(axis=0)
    north, east = np.radians(grid.latitudes)[:, None], np.radians(grid.longitudes)[None]
    x, y, z = (
        float((emitted * part).sum())
        for part in (np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north) + 0 * east)
    )
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
