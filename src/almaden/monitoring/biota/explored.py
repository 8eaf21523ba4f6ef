"""Samples of animals as a page shows them: species by species, by length, by concentration, by site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from almaden.monitoring.biota.evaluation import (
    BiotaResult,
    SpeciesResult,
    evaluate,
    most_frequent,
    only_species,
    usual_length,
)
from almaden.monitoring.biota.exceedance import Exceedance, exceedances
from almaden.monitoring.biota.lengths import Standardised, standardised
from almaden.monitoring.biota.synthesis import GroupMean, synthesis
from almaden.monitoring.biota.table import BiotaTable, Floats
from almaden.monitoring.biota.wet import as_wet

#: Animals that a plot shows; of more, every second, third ... in the order of their lengths.
POINTS: Final = 1500
#: Classes of a plot of concentrations for each factor of ten.
_PER_DECADE: Final = 5
_LINE: Final = 40


@dataclass(frozen=True)
class TaxonRow:
    """One species with its share above the limit and its concentration at the standard length.

    Attributes:
        species: its statistics.
        above: against the limit that holds for it; None where none does.
        at_length: at its standard length; None where it has none, or no length is told.
    """

    species: SpeciesResult
    above: Exceedance | None
    at_length: Standardised | None


@dataclass(frozen=True)
class LengthPlot:
    """Concentration against length of one species, tissue, basis and analyte.

    Attributes:
        tissue, basis, analyte: of which samples.
        length_mm: the standard length.
        points: length in mm, concentration in ug/g, and whether that is a detection limit.
        animals: how many there are.
        line: lengths and concentrations of the fitted line; empty where it could not be fitted.
    """

    tissue: str
    basis: str
    analyte: str
    length_mm: float
    points: tuple[tuple[float, float, bool], ...]
    animals: int
    line: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Bin:
    """A class of concentrations, ug/g, with how many samples were measured and how many are below a limit in it."""

    low: float
    high: float
    measured: int
    below: int


@dataclass(frozen=True)
class BiotaExplored:
    """What a page shows of samples.

    Attributes:
        result: statistics, limits, effects and synthesis.
        taxa: species by species, most samples first.
        lengths: of the species asked for; None where none is, or no length is told.
        bins: concentrations, classes of equal width of the logarithm; of the most frequent tissue of one species.
        sites: geometric means by site, tissue, basis and analyte.
    """

    result: BiotaResult
    taxa: tuple[TaxonRow, ...]
    lengths: LengthPlot | None
    bins: tuple[Bin, ...]
    sites: tuple[GroupMean, ...]


def explored(
    table: BiotaTable, today: date, *, taxon: str = "", length_mm: float | None = None, issuer: str = "",
    sha256: str = "",
) -> BiotaExplored:  # fmt: skip
    """Everything that a page shows of samples; arguments and errors are those of :func:`evaluate`."""
    result = evaluate(table, today, taxon=taxon, length_mm=length_mm, issuer=issuer, sha256=sha256)
    wet, _ = as_wet(only_species(table, taxon))
    main = most_frequent(wet) if taxon else wet
    length = (length_mm if length_mm is not None else usual_length(taxon)) if taxon else None
    return BiotaExplored(
        result=result,
        taxa=tuple(_taxa(wet, result, today, issuer, length_mm)),
        lengths=_lengths(main, length, result.at_length) if length is not None else None,
        bins=bins(main) if taxon else (),
        sites=synthesis(wet, ("site", "tissue", "basis", "analyte")).groups,
    )


def bins(table: BiotaTable) -> tuple[Bin, ...]:
    """How many samples have which concentration, in classes of equal width of the logarithm."""
    place = np.floor(np.log10(table.value) * _PER_DECADE + 1e-9).astype(np.int64)
    found = []
    for one in range(int(place.min()), int(place.max()) + 1) if len(place) else ():
        here = place == one
        low, high = (float(10.0 ** (end / _PER_DECADE)) for end in (one, one + 1))
        found.append(Bin(low, high, int(np.sum(here & ~table.below)), int(np.sum(here & table.below))))
    return tuple(found)


def _taxa(
    table: BiotaTable, result: BiotaResult, today: date, issuer: str, length_mm: float | None
) -> Iterator[TaxonRow]:
    """Share above the limit and concentration at length of each species, tissue, basis and analyte."""
    for one in result.species:
        same = (table.species == one.species) & (table.tissue == one.tissue)
        own = table.where(same & (table.basis == one.basis) & (table.analyte == one.analyte))
        above = exceedances(own, today, issuer) if issuer else ()
        length = length_mm if length_mm is not None else usual_length(one.species)
        told = length is not None and bool(np.isfinite(own.length_mm).any())
        at_length = standardised(own, length) if told and length is not None else None
        yield TaxonRow(one, above[0] if above else None, at_length)


def _lengths(table: BiotaTable, length_mm: float, found: Standardised | None) -> LengthPlot | None:
    told = np.flatnonzero(np.isfinite(table.length_mm) & (table.length_mm > 0.0))
    if not len(told):
        return None
    ordered = told[np.argsort(table.length_mm[told], kind="stable")]
    shown = ordered[:: -(-len(ordered) // POINTS)]
    points = [(float(table.length_mm[at]), float(table.value[at]), bool(table.below[at])) for at in shown]
    line = _line(table.length_mm[ordered], length_mm, found) if found is not None else ()
    return LengthPlot(str(table.tissue[0]), str(table.basis[0]), str(table.analyte[0]), length_mm, tuple(points),
                      len(told), line)  # fmt: skip


def _line(lengths: Floats, length_mm: float, found: Standardised) -> tuple[tuple[float, float], ...]:
    """The line through the concentration at the standard length: of the one group, or of all sites together."""
    told = [one for one in found.groups if one.concentration is not None]
    if found.over_sites is not None and found.common_slope is not None:
        middle, slope = found.over_sites.value, found.common_slope
    elif len(told) == 1 and told[0].concentration is not None and told[0].slope is not None:
        middle, slope = told[0].concentration.value, told[0].slope
    else:
        return ()
    steps = np.geomspace(float(lengths[0]), float(lengths[-1]), _LINE)
    return tuple((float(one), float(middle * (one / length_mm) ** slope)) for one in steps)
