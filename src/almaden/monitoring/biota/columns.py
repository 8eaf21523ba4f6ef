"""Samples of an archive as a table: many rows, few kinds of them, so that texts are looked at once for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from almaden.monitoring.biota.species import species_of
from almaden.monitoring.biota.table import LEFT_OUT, UG_G, BiotaTable, Floats
from almaden.monitoring.network.regions import regions_of
from almaden.wording import Text

_PERCENT: Final = 100.0


class SampleKind(NamedTuple):
    """What samples have in common; texts are empty where nothing is told."""

    site: str
    study: str
    taxon: str
    common_name: str
    tissue: str
    basis: str
    analyte: str
    unit: str
    flag: str


@dataclass(frozen=True)
class SampleColumns:
    """Samples column by column; shape (n,) each, NaN where a number is not told.

    Attributes:
        kinds: the kinds of samples.
        places: latitude and longitude of each kind, degrees, NaN where not known; shape (kinds, 2).
        kind: place of the kind of each sample.
        value: concentration, in the unit of the kind.
        detection_limit: in the unit of the kind.
        length_mm: length of the animal.
        moisture_percent: water of the tissue.
        year: year of sampling.
    """

    kinds: Sequence[SampleKind]
    places: Floats
    kind: NDArray[np.intp]
    value: Floats
    detection_limit: Floats
    length_mm: Floats
    moisture_percent: Floats
    year: NDArray[np.int64]


def table_of_columns(told: SampleColumns) -> BiotaTable:
    """The samples that can be evaluated. The rules are those of :func:`almaden.monitoring.biota.table.table_of`.

    Args:
        told: the samples.
    """
    kinds = told.kinds
    scale = np.array([UG_G.get(one.unit, np.nan) for one in kinds] or [np.nan])[told.kind]
    below = np.array([one.flag == "below_detection" for one in kinds] or [False])[told.kind]
    unusable = np.array([one.flag in ("invalid", "missing") for one in kinds] or [False])[told.kind]
    value = np.where(below, told.detection_limit, told.value)
    # Each sample is left out for one reason, the first that holds.
    reasons = {
        "unit": np.isnan(scale),
        "limit": below & ~(value > 0.0),
        "value": ~below & (unusable | np.isnan(value)),
        "zero": ~below & (value <= 0.0),
    }
    kept, left_out = np.ones(len(value), dtype=bool), {}
    for why, holds in reasons.items():
        left_out[why] = int(np.sum(holds & kept))
        kept &= ~holds
    notes = tuple(Text(LEFT_OUT[why], count=count) for why, count in sorted(left_out.items()) if count)
    return _kept(told, kept, value * scale, below, notes)


def _kept(told: SampleColumns, kept: NDArray[np.bool_], value: Floats, below: NDArray[np.bool_],
          notes: tuple[Text | str, ...]) -> BiotaTable:  # fmt: skip
    kind = told.kind[kept]
    species = [species_of(one.taxon, one.common_name) for one in told.kinds]
    regions = np.where(np.isfinite(told.places[:, 0]), regions_of(*told.places.T), "")

    def texts(names: Sequence[str]) -> NDArray[np.str_]:
        return np.array(names or [""], dtype=str)[kind]

    return BiotaTable(
        value=value[kept],
        below=below[kept],
        length_mm=told.length_mm[kept],
        moisture=told.moisture_percent[kept] / _PERCENT,
        year=told.year[kept],
        site=texts([one.site for one in told.kinds]),
        region=np.asarray(regions, dtype=str)[kind] if len(told.kinds) else texts([]),
        study=texts([one.study for one in told.kinds]),
        species=texts([named.common or one.common_name or one.taxon
                       for named, one in zip(species, told.kinds, strict=True)]),
        group=texts([one.group for one in species]),
        tissue=texts([one.tissue.casefold() for one in told.kinds]),
        basis=texts([one.basis for one in told.kinds]),
        analyte=texts([one.analyte for one in told.kinds]),
        notes=notes,
    )  # fmt: skip
