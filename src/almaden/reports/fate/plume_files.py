"""Files of a near-field study: table, GeoJSON, map and a page of text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from almaden.fate.plume.receptors import Receptors
from almaden.fate.plume.result import NG_PER_UG, SMALL_UG, PlumeResult
from almaden.reference.languages import translator
from almaden.reports.fate.plume_map import Line, plume_map
from almaden.reports.files import write_atomically
from almaden.reports.result_files import table_bytes
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What a map shows in micrograms, and in nanograms where it is little.
_MEAN: Final = (n_("mean mercury in air, µg/m³"), n_("mean mercury in air, ng/m³"))
_MAXIMUM: Final = (n_("highest hour of mercury in air, µg/m³"), n_("highest hour of mercury in air, ng/m³"))
_DEPOSITION: Final = (n_("deposition of mercury, µg/m² a year"), n_("deposition of mercury, ng/m² a year"))
#: Decimals of degrees: a centimetre.
_DECIMALS: Final = 7
_NUMBERS_SHOWN: Final = 20


def write_plume(result: PlumeResult, folder: Path, lang: str = "en") -> list[Path]:
    """Write ``plume.csv``, ``plume.geojson``, ``plume.json``, ``plume.txt`` and maps of mean, highest hour, deposition.

    Args:
        result: the study.
        folder: where to write; made where it is missing.
        lang: language of the maps and of the page.

    Raises:
        OutputError: the folder cannot be written.
    """
    translate = translator(lang)
    plane = result.receptors.plane
    at = [tuple(float(one) for one in plane.to_metres(source.latitude, source.longitude)) for source in result.sources]
    stacks = [(east, north) for east, north in at]
    records = result.to_frame().to_dict(orient="records")
    means, work = _lines(result, "mean"), _lines(result, "work")
    written = [
        write_atomically(
            folder / "plume.csv", table_bytes([{str(key): one for key, one in row.items()} for row in records])
        ),
        write_atomically(folder / "plume.geojson", _dumped(plume_geojson(result))),
        write_atomically(folder / "plume.json", _dumped(result.to_json())),
        write_atomically(folder / "plume.txt", plume_text(result, translate).encode()),
    ]
    pictures: tuple[tuple[str, NDArray[np.float64], tuple[str, str], list[Line]], ...] = (
        ("mean", result.mean_ug_per_m3, _MEAN, means),
        ("highest_hour", result.maximum_ug_per_m3, _MAXIMUM, work),
        ("deposition", result.dry_ug_per_m2_per_year + result.wet_ug_per_m2_per_year, _DEPOSITION, []),
    )
    for name, micrograms, labels, known in pictures:
        values, label, lines = in_unit(micrograms, labels, known)
        for picture in ("svg", "png") if name == "mean" else ("svg",):
            drawn = plume_map(result.receptors, values, translate(label), sources_m=stacks, lines=lines,
                              picture="svg" if picture == "svg" else "png", lang=lang)  # fmt: skip
            written.append(write_atomically(folder / f"plume_{name}.{picture}", drawn))
    return written


def in_unit(
    micrograms: NDArray[np.float64], labels: tuple[str, str], lines: list[Line]
) -> tuple[NDArray[np.float64], str, list[Line]]:
    """Values, label and lines of a map in micrograms, or in nanograms where the highest would be a tiny fraction."""
    if not 0.0 < float(micrograms.max(initial=0.0)) < SMALL_UG:
        return micrograms, labels[0], lines
    return NG_PER_UG * micrograms, labels[1], [Line(one.name, NG_PER_UG * one.value) for one in lines]


def _lines(result: PlumeResult, compared_with: str) -> list[Line]:
    """The guideline values that are compared with a quantity; those of one value share a line."""
    issuers: dict[float, list[str]] = {}
    for one in result.compared:
        if one.guideline.compared_with == compared_with:
            named = issuers.setdefault(one.guideline.value_ug_per_m3, [])
            named += [one.guideline.issuer] if one.guideline.issuer not in named else []
    return [Line(f"{', '.join(names)} {value:g} µg/m³", value) for value, names in issuers.items()]


def _dumped(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, ensure_ascii=False, allow_nan=False) + "\n").encode()


def plume_text(result: PlumeResult, translate: Callable[[str], str]) -> str:
    """The study on one page: results, guideline values, what is odd, what the model cannot do."""
    parts = [
        [translate(n_("The air around the source")), ""],
        [translate(one) for one in result.lines()],
        ["", translate(n_("What was found")), *(f"- {translate(one)}" for one in result.findings)],
        ["", translate(n_("What the model cannot do")), *(f"- {translate(one)}" for one in result.caveats)],
        [
            "",
            translate(
                Text("Numbers that were not read in their source: {count}, among them", count=len(result.unverified))
            ),
            *(f"- {one.quantity} ({one.value:g} {one.unit})" for one in result.unverified[:_NUMBERS_SHOWN]),
        ],
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


def plume_geojson(result: PlumeResult) -> dict[str, Any]:
    """The study as GeoJSON (RFC 7946): cells of a grid, or points where places have names; stacks are points.

    Where a cell would cross the date line all are points.
    """
    latitude, longitude = result.receptors.degrees()
    corners = _corners(result.receptors)
    columns = result.columns()
    features: list[dict[str, Any]] = []
    for place, name in enumerate(result.receptors.names):
        point = [round(float(longitude[place]), _DECIMALS), round(float(latitude[place]), _DECIMALS)]
        geometry = (
            {"type": "Point", "coordinates": point}
            if corners is None
            else {"type": "Polygon", "coordinates": [[*corners[place], corners[place][0]]]}
        )
        values = {key: float(one[place]) for key, one in columns.items()}
        features.append(
            {"type": "Feature", "geometry": geometry, "properties": {"kind": "receptor", "name": name, **values}}
        )
    for source in result.sources:
        point = [round((source.longitude + 180.0) % 360.0 - 180.0, _DECIMALS), round(source.latitude, _DECIMALS)]
        total = sum(source.emission_g_per_s.values())
        features.append(
            {"type": "Feature", "geometry": {"type": "Point", "coordinates": point},
             "properties": {"kind": "source", "name": source.name, "emission_g_per_s": total}}
        )  # fmt: skip
    return {"type": "FeatureCollection", "features": features}


def _corners(receptors: Receptors) -> list[list[list[float]]] | None:
    """The corners of each cell as longitude and latitude, counterclockwise; None where points are to be written."""
    import numpy as np

    if receptors.kind == "places":
        return None
    east, north = _cell_edges(receptors)
    latitude, longitude = receptors.plane.to_degrees(east, north)
    if float(longitude.max() - longitude.min()) > 180.0:
        return None
    pairs = np.round(np.stack([longitude, latitude], axis=-1), _DECIMALS)
    found: list[list[list[float]]] = pairs.tolist()
    return found


def _cell_edges(receptors: Receptors) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Corners of cells in metres, counterclockwise, shape (n, 4) each."""
    import numpy as np

    if receptors.kind == "rectangle":
        half = np.sqrt(receptors.area_m2)[:, None] / 2.0
        return (
            receptors.east_m[:, None] + half * np.array([-1.0, 1.0, 1.0, -1.0]),
            receptors.north_m[:, None] + half * np.array([-1.0, -1.0, 1.0, 1.0]),
        )
    radii = receptors.distance_m.reshape(receptors.shape)[:, 0]
    # The innermost cell reaches to the source; its inner corners are kept apart for a valid ring.
    edges = np.concatenate([[radii[0] * 0.01], (radii[1:] + radii[:-1]) / 2.0, [radii[-1]]])
    count = receptors.shape[1]
    middle = np.arange(count) * (2.0 * np.pi / count)
    turn = np.pi / count
    inner, angle = (one.ravel() for one in np.meshgrid(edges[:-1], middle, indexing="ij"))
    outer = np.repeat(edges[1:], count)
    radius = np.stack([inner, inner, outer, outer], axis=1)
    bearing = np.stack([angle - turn, angle + turn, angle + turn, angle - turn], axis=1)
    # Bearings run clockwise: inner side first gives a ring that runs counterclockwise.
    return radius * np.sin(bearing), radius * np.cos(bearing)
