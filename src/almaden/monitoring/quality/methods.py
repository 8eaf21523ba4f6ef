"""Methods of measurement: which are known to be biased, which may be merged, where an instrument changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np

from almaden.monitoring.quality.marks import WHOLE, Found
from almaden.monitoring.quality.setting import Setting
from almaden.monitoring.series import Series, SeriesKey
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: Elemental mercury alone, and all that is gaseous.
_APART: Final = frozenset({"GEM", "TGM"})


@dataclass(frozen=True)
class Method:
    """A way of measuring.

    Attributes:
        id, name: what it is called.
        family: methods of one family may be merged; there may be a step where one follows another.
        bias: ``low`` where it is known to find too little, otherwise empty.
        note: what is to be known.
        status: of what is told of it: verified or unverified.
    """

    id: str
    name: str
    family: str
    bias: str
    note: str
    status: str


@dataclass(frozen=True)
class Change:
    """A change of the instrument or the method within one site and species: a possible step in the series.

    Attributes:
        site, matrix, species: what is measured.
        when: first measurement after it.
        last: last measurement before it; later than ``when`` where both measured side by side for a time.
        before, after: method and instrument.
    """

    site: str
    matrix: str
    species: str
    when: np.datetime64
    last: np.datetime64
    before: str
    after: str

    @property
    def side_by_side(self) -> bool:
        """Whether both measured at once for a time, so that the step can be estimated."""
        return bool(self.last >= self.when)


def method_of(key: SeriesKey) -> Method | None:
    """The method of a series, None where it is not told or not known."""
    told = key.method.casefold()
    for species, patterns, method in _methods():
        if key.species in species and any(fnmatchcase(told, one) for one in patterns):
            return method
    return None


def family_of(key: SeriesKey) -> str:
    """The kind of method whose values stand in one series, told or not; a method that is not known is its own kind."""
    known = method_of(key)
    return key.method if known is None else known.family


def mergeable(one: SeriesKey, other: SeriesKey) -> Text | None:
    """Why values of two series must not stand in one; None where they may."""
    if one.matrix != other.matrix:
        return Text("{first} and {second} are different matrices", first=one.matrix, second=other.matrix)
    if one.species != other.species:
        if {one.species, other.species} == _APART:
            return Text(n_("GEM is elemental mercury alone, TGM holds oxidized mercury too: they stay apart"))
        return Text("{first} and {second} are different species", first=one.species, second=other.species)
    if one.unit != other.unit:
        return Text(
            "the units {first} and {second} differ: convert one of them first", first=one.unit, second=other.unit
        )
    first, second = method_of(one), method_of(other)
    families = family_of(one), family_of(other)
    for found, family in ((first, families[1]), (second, families[0])):
        if found is not None and found.bias and family != found.family:
            return Text(
                n_("{method} is known to find too little: it is not merged with other methods"), method=Text(found.name)
            )
    if first is not None and second is not None and first.family != second.family:
        names = {"first": Text(first.name), "second": Text(second.name)}
        return Text("{first} and {second} are methods of different kinds", **names)
    return None


def instrument_changes(series: Iterable[Series]) -> tuple[Change, ...]:
    """Where instrument or method changed within one site, matrix and species, in the order of time."""
    groups: dict[tuple[str, str, str], list[Series]] = defaultdict(list)
    for one in series:
        if len(one):
            groups[one.key.site, one.key.matrix, one.key.species].append(one)
    found = []
    for (site, matrix, species), alike in sorted(groups.items()):
        alike.sort(key=lambda one: (one.start[0], one.key))
        for before, after in pairwise(alike):
            if _name(before.key) != _name(after.key):
                names = (_name(before.key), _name(after.key))
                found.append(Change(site, matrix, species, after.start[0], before.start[-1], *names))
    return tuple(found)


def biased(setting: Setting) -> Iterator[Found]:
    """R16: tells once that a series is of a method that finds too little."""
    limit = setting.limit("R16", "low_bias")
    method = method_of(setting.series.key)
    if limit is not None and method is not None and method.bias and len(setting.series):
        yield Found("low bias", WHOLE, limit.flag, np.nan)


def _name(key: SeriesKey) -> str:
    return " ".join(part for part in (key.method, key.instrument) if part)


@cache
def _methods() -> tuple[tuple[frozenset[str], tuple[str, ...], Method], ...]:
    return tuple(
        (
            frozenset(row["species"].split("|")),
            tuple(row["method"].split("|")),
            Method(row["id"], row["name"], row["family"], row["bias"], row["note"], row["status"]),
        )
        for row in read_table("monitoring/measuring_methods")
    )
