"""Places as points of a map: one compact file for all that a person may see, prepared once and kept.

The file, little-endian: the length of a header as uint32; the header as JSON (``count``, and by column the words that
its numbers stand for), filled with spaces to a multiple of four; then for all points, one column after the other,
int32 id less the id before, int32 longitude and int32 latitude in ten-thousandths of a degree (eleven metres), uint8
number of the state, uint8 number of the category or kind.
"""

from __future__ import annotations

import gzip
import json
import math
import struct
import sys
from array import array
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from django.db.models import Max, QuerySet

from almaden.store.models import Change
from almaden.store.places import blurred
from almaden.store.rights import Person, countries_with, sight_of, visible_facilities, visible_sites

#: Points per degree of the numbers in the file.
STEPS: Final = 10_000
#: Files that are kept: for the public and for a few kinds of readers, whole and in parts.
KEPT: Final = 16
#: Width of the smallest cell when points are thinned out, in degrees: a pixel of a map of the world.
_FINEST: Final = 0.125
#: Words that one column can tell apart.
_WORDS: Final = 255

Row = tuple[int, float, float, str, str]


@dataclass(frozen=True)
class PointFile:
    """The points as bytes; ``tag`` changes when they do."""

    tag: str
    content: bytes
    gzipped: bytes


_kept: OrderedDict[str, PointFile] = OrderedDict()
_lock: Final = Lock()


@dataclass(frozen=True)
class Part:
    """Which of the points: those of a country, or of all (empty); not more than ``most``, or all (0)."""

    country: str = ""
    most: int = 0


WHOLE: Final = Part()


def facility_points(user: Person, part: Part = WHOLE) -> PointFile:
    """The facilities with a place that a person may see: state, and category."""
    return _prepared(user, "facility", part)


def site_points(user: Person, part: Part = WHOLE) -> PointFile:
    """The sites with a place that a person may see; informal mines lie where the person may see them."""
    return _prepared(user, "site", part)


def tag_of(user: Person, record_type: str, part: Part = WHOLE) -> str:
    """What the points depend on: the last change of the places and data sets, and what the person may see."""
    last = Change.objects.filter(record_type__in=(record_type, "dataset")).aggregate(last=Max("id"))["last"]
    return f"{record_type}-{last or 0}-{part.country}-{part.most}-{sight_of(user)}"


def _prepared(user: Person, record_type: str, part: Part) -> PointFile:
    tag = tag_of(user, record_type, part)
    if part.country:
        # Quickly made, and of too many countries to be kept.
        return _made(user, record_type, part, tag)
    with _lock:
        if tag in _kept:
            _kept.move_to_end(tag)
            return _kept[tag]
        made = _kept[tag] = _made(user, record_type, part, tag)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return made


def _made(user: Person, record_type: str, part: Part, tag: str) -> PointFile:
    rows = (_facility_rows if record_type == "facility" else _site_rows)(user, part.country)
    content = packed(thinned(list(rows), part.most) if part.most else rows)
    return PointFile(tag, content, gzip.compress(content, 6, mtime=0))


def _facility_rows(user: Person, country: str) -> Iterable[Row]:
    found = _placed(visible_facilities(user), country)
    rows: Any = found.values_list("id", "latitude", "longitude", "status", "category")
    return rows


def _site_rows(user: Person, country: str) -> Iterable[Row]:
    found = _placed(visible_sites(user), country)
    allowed = countries_with(user, "read_drafts")
    rows: Any = found.values_list("id", "latitude", "longitude", "kind", "country")
    for pk, latitude, longitude, kind, iso3 in rows:
        if kind == "informal_mine" and allowed is not None and iso3 not in allowed:
            latitude, longitude = blurred(latitude), blurred(longitude)
        yield pk, latitude, longitude, "", kind


def _placed(found: QuerySet[Any], country: str) -> QuerySet[Any]:
    placed = found.filter(latitude__isnull=False, longitude__isnull=False).order_by("id")
    return placed.filter(country=country) if country else placed


def thinned(rows: list[Row], most: int) -> list[Row]:
    """Not more than ``most`` of the points: of those of one kind in a cell of a net the first one stays.

    The cells are as small as the number allows, so that lonely points are never lost.
    """
    width = _FINEST
    while len(rows) > most:
        kept: dict[tuple[int, int, str], Row] = {}
        for row in rows:
            kept.setdefault((math.floor(row[1] / width), math.floor(row[2] / width), row[3] or row[4]), row)
        rows = list(kept.values())
        width *= 2
    return rows


def packed(rows: Iterable[Row]) -> bytes:
    """The file of points: id, latitude, longitude in degrees, state, category; sorted by id."""
    ids, longitudes, latitudes = array("i"), array("i"), array("i")
    states, categories = bytearray(), bytearray()
    state_words: dict[str, int] = {}
    category_words: dict[str, int] = {}
    before = 0
    for pk, latitude, longitude, state, category in rows:
        ids.append(pk - before)
        before = pk
        longitudes.append(round(longitude * STEPS))
        latitudes.append(round(latitude * STEPS))
        states.append(_number(state_words, state))
        categories.append(_number(category_words, category))
    words = {"count": len(ids), "states": list(state_words), "categories": list(category_words)}
    header = json.dumps(words, ensure_ascii=False).encode()
    header += b" " * (-len(header) % 4)
    if sys.byteorder == "big":
        for column in (ids, longitudes, latitudes):
            column.byteswap()
    columns = (ids.tobytes(), longitudes.tobytes(), latitudes.tobytes(), bytes(states), bytes(categories))
    return struct.pack("<I", len(header)) + header + b"".join(columns)


def _number(words: dict[str, int], word: str) -> int:
    """The number of a word; words beyond the last share a number with the empty one."""
    if word not in words and len(words) >= _WORDS:
        word = ""
    return words.setdefault(word, len(words))
