"""Reads borders of countries, administrative units and protected areas from GeoJSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np

from almaden.errors import AlmadenError
from almaden.reference.countries import find_country
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import clean
from almaden.sectors.gold.area_records import Regions
from almaden.sectors.gold.ellipsoid import Shapes
from almaden.sectors.gold.readers.area_files import read_bytes, sum_of
from almaden.sectors.gold.readers.areas_geojson import first_of
from almaden.sectors.gold.readers.geojson import Features, read_features
from almaden.sectors.gold.readers.geometry_faults import of_feature
from almaden.wording import Text, joined, n_

#: Properties that hold the identifier, the name and the country, in lower case; the first that says something counts.
_IDS: Final = ("id", "gid_2", "gid_1", "gid_0", "iso3", "iso_a3", "shapeiso", "wdpa_pid", "wdpaid", "site_id", "code")
_NAMES: Final = ("name", "name_2", "name_1", "name_0", "shapename", "name_en", "country", "admin", "orig_name")
_COUNTRIES: Final = ("iso3", "iso_a3", "gid_0", "parent_iso", "shapegroup", "country_code", "country", "admin", "id")


def read_boundaries(source: Path | BinaryIO, name: str = "") -> Regions:
    """Borders of countries or administrative units.

    A unit that holds several others of the file, as a whole region beside its countries, is left out: what lies in
    it would count twice.

    Args:
        source: the GeoJSON file, with an identifier or name of each feature.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every feature that cannot be used.
    """
    found = _regions(source, name)
    whole = _holding_others(found.shapes)
    if not whole.any():
        return found
    kept = np.flatnonzero(~whole)
    names = joined([found.names[place] for place in np.flatnonzero(whole)])
    note = Text("left out of the borders, as it holds other units of the file: {names}", names=names)
    ids, left, countries = (tuple(told[at] for at in kept) for told in (found.ids, found.names, found.countries))
    return replace(
        found, shapes=found.shapes[kept], ids=ids, names=left, countries=countries, notes=(*found.notes, note)
    )


def read_protected(source: Path | BinaryIO, name: str = "") -> Regions:
    """Protected areas, which may overlap; see :func:`read_boundaries`."""
    return _regions(source, name)


def _regions(source: Path | BinaryIO, name: str) -> Regions:
    title = name or (source.name if isinstance(source, Path) else "")
    content = read_bytes(source, title)
    features = read_features(content, title)
    faults = Faults()
    ids, names, countries = [], [], []
    for place, properties in enumerate(features.properties):
        told = [clean(str(first_of(properties, of) or "")) for of in (_IDS, _NAMES)]
        if not any(told):
            faults.add(_nameless(features, place, title))
        ids.append(told[0] or told[1])
        names.append(told[1] or told[0])
        countries.append(_country(properties))
    faults.raise_if_any()
    return Regions(title, features.shapes, tuple(ids), tuple(names), tuple(countries), features.notes, sum_of(content))


def _nameless(features: Features, place: int, name: str) -> Any:
    return of_feature(
        int(features.number[place]),
        n_("it has neither a name nor an identifier"),
        name,
        accepted=n_("a property 'name' or 'id'"),
        advice=n_("name each area in its properties"),
    )


def _country(properties: Mapping[str, Any]) -> str:
    for column in _COUNTRIES:
        text = str(properties.get(column) or "").strip()
        if not text:
            continue
        try:
            return find_country(text)
        except AlmadenError:
            continue
    return ""


def _holding_others(shapes: Shapes) -> Any:
    """Whether a shape holds two or more of the others, which fill half of it: a country with two enclaves is none."""
    import shapely

    if len(shapes) < 3:
        return np.zeros(len(shapes), dtype=bool)
    tree = shapely.STRtree(shapely.point_on_surface(shapes))
    size = shapely.area(shapes)
    shapely.prepare(shapes)
    holder, held = tree.query(shapes, predicate="contains")
    larger = size[holder] > size[held]
    holder, held = holder[larger], held[larger]
    filled = np.bincount(holder, size[held], len(shapes)) >= size / 2.0
    return filled & (np.bincount(holder, minlength=len(shapes)) >= 2)
