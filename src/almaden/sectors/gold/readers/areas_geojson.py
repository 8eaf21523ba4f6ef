"""Reads polygons of mined land: the layers of Amazon Mining Watch, and other GeoJSON with or without year and area."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.reference.readers.faults import Faults
from almaden.sectors.gold.area_records import NO_DATE, AreaPolygons, IntArray
from almaden.sectors.gold.ellipsoid import Shapes, areas_ha
from almaden.sectors.gold.readers.area_files import sum_of
from almaden.sectors.gold.readers.geojson import Features, read_features
from almaden.sectors.gold.readers.geometry_faults import of_feature
from almaden.wording import Text, n_

#: Properties that hold mined land in hectares, and the date; in lower case.
AREA_COLUMNS: Final = ("mined area (ha)", "mined_area_ha", "intersected_area_ha", "area_ha", "area (ha)")
DATE_COLUMNS: Final = ("year", "admin_year", "date")
DATES: Final = n_("2018, 201800 for a whole year, 202503 for its third quarter, or 2024-07-31")

_FIRST_YEAR: Final = 1950
_LAST_YEAR: Final = 2100
_DAY: Final = re.compile(r"(\d{4})(-\d\d){1,2}(T.*)?")
#: Where given areas are this much larger than the polygons in the middle, they are in another unit.
_TOO_LARGE: Final = 1.5


def areas_of(content: bytes, name: str, year: int | None = None) -> AreaPolygons:
    """Polygons of mined land.

    Args:
        content: the file.
        name: what to call it in messages.
        year: year of the polygons that tell none.

    Raises:
        InputError: with every feature that cannot be used.
    """
    features = read_features(content, name)
    faults = Faults()
    outline = areas_ha(features.shapes)
    given = _given(features, name, faults)
    date = _dates(features, name, faults, year)
    faults.raise_if_any()
    _refuse_unit(given, outline, name)
    kept, again = _without_repeats(features.shapes, date)
    notes = [*features.notes, *_notes(given, date)]
    if again:
        notes.append(Text("polygons that stand there again and were counted once: {count}", count=again))
    area = np.where(np.isnan(given), outline, given)
    differences = not np.isnan(given).all()
    return AreaPolygons(
        name, features.shapes[kept], area[kept], outline[kept], date[kept], differences, tuple(notes), sum_of(content)
    )


def _given(features: Features, name: str, faults: Faults) -> FloatArray:
    """Areas that the file tells; not a number where it tells none."""
    found = np.full(len(features.shapes), math.nan)
    for place, properties in enumerate(features.properties):
        value = first_of(properties, AREA_COLUMNS)
        if value is None:
            continue
        area = number_of(value)
        if area is None or area < 0.0:
            faults.add(
                of_feature(
                    int(features.number[place]),
                    n_("its mined land is no area"),
                    name,
                    value=str(value),
                    accepted=n_("hectares, zero or more"),
                    advice=n_("leave it out to take the area of the polygon"),
                )
            )
        else:
            found[place] = area
    return found


def number_of(value: Any) -> float | None:
    """A value of JSON as a finite number; None where it is none, or larger than a float holds."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def first_of(properties: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The first of some properties that says something."""
    return next((properties[name] for name in names if properties.get(name) not in (None, "")), None)


def _dates(features: Features, name: str, faults: Faults, year: int | None) -> IntArray:
    default = year * 100 if year else NO_DATE
    found = np.full(len(features.shapes), default, dtype=np.int64)
    for place, properties in enumerate(features.properties):
        value = first_of(properties, DATE_COLUMNS)
        if value is None:
            continue
        date = date_of(value)
        if date is None:
            number = int(features.number[place])
            faults.add(of_feature(number, n_("its year is none"), name, value=str(value), accepted=DATES))
        else:
            found[place] = date
    return found


def date_of(value: Any) -> int | None:
    """A date as year and quarter, ``YYYYQQ``; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    day = _DAY.fullmatch(text)
    text = day[1] if day else text
    if not (text.isascii() and text.isdecimal() and len(text) in (4, 6)):
        return None
    date = int(text) if len(text) == 6 else int(text) * 100
    return date if _FIRST_YEAR <= date // 100 <= _LAST_YEAR and date % 100 <= 4 else None


def _refuse_unit(given: FloatArray, outline: FloatArray, name: str) -> None:
    ratio = (given / outline)[~np.isnan(given)]
    middle = float(np.median(ratio)) if len(ratio) else 0.0
    if middle > _TOO_LARGE:
        raise InputError(
            Fault(
                Text("the areas are {ratio} times those of their polygons, in the middle", ratio=middle),
                file=name,
                accepted=n_("hectares, at most the area of the polygon"),
                advice=n_("they may be in acres (2.47 to a hectare) or square metres (10,000 to a hectare)"),
            )
        )


def _without_repeats(shapes: Shapes, date: IntArray) -> tuple[IntArray, int]:
    """Places of the polygons without those that stand there again for the same date, and how many those are."""
    import shapely

    texts = shapely.to_wkb(shapely.normalize(shapes))
    first = {(text, day): place for place, (text, day) in reversed(list(enumerate(zip(texts, date, strict=True))))}
    return np.array(sorted(first.values()), dtype=np.int64), len(shapes) - len(first)


def _notes(given: FloatArray, date: IntArray) -> list[Text]:
    notes = []
    without = int(np.isnan(given).sum())
    if without == len(given):
        notes.append(Text("the file gives no areas: the whole of each polygon counts as mined land"))
    elif without:
        notes.append(
            Text("polygons without a given area, of which the whole counts as mined land: {count}", count=without)
        )
    undated = int((date == NO_DATE).sum())
    if undated:
        notes.append(
            Text("polygons without a year, which count to the stock: {count}; --year gives one", count=undated)
        )
    return notes
