"""Tissue samples as columns: 800,000 of them are handled at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.biota.records import TissueRecord
from almaden.monitoring.biota.species import species_of
from almaden.monitoring.network.regions import regions_of
from almaden.wording import Text, n_

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Names = NDArray[np.str_]
#: ug/g in units of a concentration.
UG_G: Final[Mapping[str, float]] = MappingProxyType({"ug/g": 1.0, "mg/kg": 1.0, "ng/g": 1e-3, "ug/kg": 1e-3})
_DECIMALS: Final = 4


@dataclass(frozen=True)
class BiotaTable:
    """Samples that can be evaluated, one a place of every array; shape (n,).

    Attributes:
        value: ug/g; the detection limit where ``below``.
        below: whether it was not detected.
        length_mm: length of the animal, NaN where not told.
        moisture: share of water in the tissue, NaN where not told.
        year: year of sampling, 0 where not told.
        site: station, or place to four decimals of a degree; empty where not told.
        region: region of the world of the place, ``Elsewhere`` outside of all; empty where no place is told.
        study: programme or citation; the file where not told.
        species: common name of the species, or the name as told.
        group: group of the species, ``unknown`` where the name is not known.
        tissue, basis, analyte: as in :class:`TissueRecord`; tissue in small letters.
        notes: what was left out and why.
    """

    value: Floats
    below: Flags
    length_mm: Floats
    moisture: Floats
    year: NDArray[np.int64]
    site: Names
    region: Names
    study: Names
    species: Names
    group: Names
    tissue: Names
    basis: Names
    analyte: Names
    notes: tuple[Text | str, ...] = ()

    def __len__(self) -> int:
        return len(self.value)

    def where(self, kept: Flags) -> BiotaTable:
        """The samples that are ``kept``; shape (n,)."""
        columns = {name: array[kept] for name, array in vars(self).items() if isinstance(array, np.ndarray)}
        return BiotaTable(**columns, notes=self.notes)


def table_of(records: Iterable[TissueRecord], *, distinct: bool = False) -> BiotaTable:
    """Samples as columns. What cannot be evaluated is left out and counted in the notes.

    Args:
        records: samples as read.
        distinct: leave out samples that repeat another in everything that is told.
    """
    left_out: Counter[str] = Counter()
    names: dict[tuple[str, str], tuple[str, str]] = {}
    seen: set[TissueRecord] = set()
    rows: list[tuple[Any, ...]] = []
    places: list[tuple[float, float]] = []
    for one in records:
        if distinct:
            if one in seen:
                left_out[_REPEATED] += 1
                continue
            seen.add(one)
        value = one.detection_limit if one.flag == "below_detection" else one.value
        why = unusable(one, value)
        if why:
            left_out[why] += 1
            continue
        key = one.taxon, one.common_name
        if key not in names:
            species = species_of(*key)
            names[key] = species.common or one.common_name or one.taxon, species.group
        told = one.latitude is not None and one.longitude is not None
        places.append((one.latitude or 0.0, one.longitude or 0.0) if told else (np.nan, np.nan))
        rows.append((*_numbers(one, value), _site(one), one.study or one.original_file, *names[key],
                     one.tissue.casefold(), one.basis, one.analyte))  # fmt: skip
    notes = tuple(Text(LEFT_OUT[why], count=count) for why, count in sorted(left_out.items()))
    return replace(_columns(rows, notes), region=_regions(places))


_REPEATED: Final = "repeated"
#: Why samples are left out of an evaluation, as it is told.
LEFT_OUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        _REPEATED: n_("samples left out because they repeat another one in everything: {count}"),
        "unit": n_("samples left out because their unit is none of ug/g, mg/kg, ng/g and ug/kg: {count}"),
        "limit": n_("samples left out because they are below detection and no limit is told: {count}"),
        "zero": n_("samples left out because their value is zero or negative and no limit is told: {count}"),
        "value": n_("samples left out because they have no value or are marked as invalid: {count}"),
    }
)


def unusable(one: TissueRecord, value: float | None) -> str:
    """Why a sample cannot be evaluated; empty where it can."""
    if one.unit not in UG_G:
        return "unit"
    if one.flag == "below_detection":
        return "" if value is not None and value > 0.0 else "limit"
    if value is None or one.flag in ("invalid", "missing"):
        return "value"
    return "" if value > 0.0 else "zero"


def _numbers(one: TissueRecord, value: float | None) -> tuple[float, bool, float, float, int]:
    assert value is not None  # checked by unusable
    return (
        value * UG_G[one.unit],
        one.flag == "below_detection",
        np.nan if one.length_mm is None else one.length_mm,
        np.nan if one.moisture_percent is None else one.moisture_percent / 100.0,
        0 if one.date is None else one.date.year,
    )


def _site(one: TissueRecord) -> str:
    if one.site or one.latitude is None or one.longitude is None:
        return one.site
    return f"{one.latitude:.{_DECIMALS}f}, {one.longitude:.{_DECIMALS}f}"


def _regions(places: list[tuple[float, float]]) -> Names:
    latitude, longitude = np.array(places, dtype=float).reshape(-1, 2).T
    return np.where(np.isfinite(latitude), regions_of(latitude, longitude), "")


def _columns(rows: list[tuple[Any, ...]], notes: tuple[Text | str, ...]) -> BiotaTable:
    kinds = (float, bool, float, float, np.int64, *[str] * 7)
    columns = list(zip(*rows, strict=True)) or [() for _ in kinds]
    arrays: tuple[Any, ...] = tuple(np.array(one, dtype=kind) for one, kind in zip(columns, kinds, strict=True))
    nowhere = np.full(len(rows), "")
    return BiotaTable(*(*arrays[:6], nowhere, *arrays[6:], notes))
