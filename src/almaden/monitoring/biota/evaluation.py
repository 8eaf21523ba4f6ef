"""Tissue samples evaluated: statistics, concentrations at a standard length, shares above limits, synthesis."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.biota.exceedance import Exceedance, effects, exceedances
from almaden.monitoring.biota.lengths import Standardised, standardised
from almaden.monitoring.biota.settings import setting_origins
from almaden.monitoring.biota.species import species_of, standard_length
from almaden.monitoring.biota.synthesis import Synthesis, synthesis
from almaden.monitoring.biota.table import BiotaTable
from almaden.monitoring.biota.wet import as_wet
from almaden.monitoring.censored import CensoredSummary, origins, summary
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class SpeciesResult:
    """What the samples of one species tell.

    Attributes:
        species: its common name, or the name as told.
        scientific: scientific name; empty where the name is not known.
        group: fish, bird, marine mammal, sea turtle or unknown.
        trophic_level: None where not known.
        status: whether group and trophic level were checked in a source.
        analyte, tissue, basis: what was measured in what; only the same are put together.
        values: statistics, ug/g.
    """

    species: str
    scientific: str
    group: str
    trophic_level: float | None
    status: str
    analyte: str
    tissue: str
    basis: str
    values: CensoredSummary


@dataclass(frozen=True)
class BiotaResult:
    """What tissue samples tell.

    Attributes:
        meta: how it was made.
        day: the day whose limits were taken.
        samples: samples that were evaluated.
        species: statistics of each species, tissue, basis and analyte, largest first.
        at_length: concentrations at a standard length, of the species that was asked for; otherwise None.
        limits: shares above limits for fish.
        effects: shares above levels at which wildlife suffers.
        synthesis: geometric means of groups over studies.
        notes: what was left out, and names that are not known.
        origins: where numbers were read.
    """

    meta: Meta
    day: date
    samples: int
    species: tuple[SpeciesResult, ...]
    at_length: Standardised | None
    limits: tuple[Exceedance, ...]
    effects: tuple[Exceedance, ...]
    synthesis: Synthesis
    notes: tuple[Text | str, ...]
    origins: tuple[Origin, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One row a species, tissue, basis and analyte."""
        import pandas

        rows = []
        for one in self.species:
            row = {name: value for name, value in vars(one).items() if name != "values"}
            mean = one.values.geometric_mean
            rows.append({**row, "n": one.values.n, "below": one.values.below, "method": one.values.method,
                         "median": one.values.median, "geometric_mean": None if mean is None else mean.value,
                         "low": None if mean is None else mean.low,
                         "high": None if mean is None else mean.high})  # fmt: skip
        return pandas.DataFrame(rows)

    def as_dict(self) -> dict[str, Any]:
        """Everything, as JSON holds it."""
        return {
            "meta": asdict(self.meta),
            "day": self.day.isoformat(),
            "samples": self.samples,
            "species": [{**vars(one), "values": one.values.as_dict()} for one in self.species],
            "at_length": None if self.at_length is None else self.at_length.as_dict(),
            "limits": [one.as_dict() for one in self.limits],
            "effects": [one.as_dict() for one in self.effects],
            "synthesis": self.synthesis.as_dict(),
            "notes": [str(note) for note in self.notes],
            "unverified": [asdict(one) for one in self.origins if one.status == "unverified"],
        }

    def to_json(self) -> str:
        """As :meth:`as_dict`, as text."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def summary(self) -> str:
        """In one line."""
        return f"{self.samples} samples of {len({one.species for one in self.species})} species"


def evaluate(
    table: BiotaTable, today: date, *, taxon: str = "", length_mm: float | None = None, issuer: str = "",
    sha256: str = "",
) -> BiotaResult:  # fmt: skip
    """Evaluate tissue samples; concentrations of dry weight are converted where the moisture is known.

    Args:
        table: samples.
        today: the day whose limits are taken.
        taxon: evaluate this species only, by scientific or common name.
        length_mm: standard length; by default that of the table for the species.
        issuer: take the limits of this issuer or country only.
        sha256: of what was read.

    Raises:
        InputError: no sample is left, the species has none, or a length is asked for without a species.
    """
    table = only_species(table, taxon)
    if length_mm is not None and not taxon:
        raise InputError(Fault(n_("a standard length is that of one species"), column="--standard-length",
                               advice=n_("name the species by --taxon")))  # fmt: skip
    table, moistures = as_wet(table)
    usual = standard_length(species_of(taxon, taxon)) if taxon and length_mm is None else None
    limits, harms = exceedances(table, today, issuer), effects(table)
    return BiotaResult(
        meta=meta(0, 1, sha256),
        day=today,
        samples=len(table),
        species=tuple(_species(table)),
        at_length=_at_length(table, taxon, length_mm),
        limits=limits,
        effects=harms,
        synthesis=synthesis(table, ("region", "group", "tissue", "analyte", "basis")),
        notes=(*table.notes, *_unknown(table)),
        origins=(
            *dict.fromkeys(one.origin for one in (*limits, *harms)),
            *((usual,) if usual is not None else ()),
            *moistures,
            *origins(),
            *setting_origins(),
        ),
    )


def only_species(table: BiotaTable, taxon: str) -> BiotaTable:
    """The samples of a species, by scientific or common name; all where none is named.

    Raises:
        InputError: there are none.
    """
    if not taxon:
        kept = table
    else:
        wanted = species_of(taxon, taxon).common.casefold()
        kept = table.where(np.char.lower(table.species) == wanted if len(table) else np.zeros(0, dtype=bool))
    if not len(kept):
        names = ", ".join(sorted({str(one) for one in table.species})[:12])
        raise InputError(
            Fault(n_("no sample can be evaluated"), column="--taxon" if taxon else "", value=taxon,
                  accepted=names or n_("samples with a positive value or a detection limit, and a unit"),
                  advice=n_("name a species that the file has, or none") if taxon else n_("look at what was left out"))
        )  # fmt: skip
    return kept


def _species(table: BiotaTable) -> list[SpeciesResult]:
    import pandas

    frame = pandas.DataFrame(
        {name: getattr(table, name) for name in ("species", "group", "analyte", "tissue", "basis")}
    )
    found = []
    for key, rows in frame.groupby(["species", "group", "analyte", "tissue", "basis"]).indices.items():
        name, group, analyte, tissue, basis = (str(one) for one in key)
        known = species_of(name, name)
        values = summary(table.value[rows], table.below[rows], table.value[rows])
        told = name, known.scientific, group, known.trophic_level, known.status
        found.append(SpeciesResult(*told, analyte, tissue, basis, values))
    return sorted(found, key=lambda one: (-one.values.n, one.species, one.tissue))


def _at_length(table: BiotaTable, taxon: str, length_mm: float | None) -> Standardised | None:
    if not taxon:
        return None
    length = length_mm if length_mm is not None else usual_length(taxon)
    return None if length is None else standardised(most_frequent(table), length)


def usual_length(taxon: str) -> float | None:
    """The standard length of a species in mm; None where none is known."""
    known = standard_length(species_of(taxon, taxon))
    return known.value if known is not None else None


def most_frequent(table: BiotaTable) -> BiotaTable:
    """The samples of the tissue, basis and analyte that most are of; of at least one sample."""
    # Tissues, bases and analytes never meet in one regression: the most frequent combination is taken.
    keys = np.char.add(np.char.add(table.tissue, "/"), np.char.add(np.char.add(table.basis, "/"), table.analyte))
    names, counts = np.unique(keys, return_counts=True)
    return table.where(keys == names[int(np.argmax(counts))])


def _unknown(table: BiotaTable) -> Sequence[Text]:
    names = sorted({str(one) for one in table.species[table.group == "unknown"]})
    if not names:
        return ()
    return (Text("names of species that are not known: {count} ({names})", count=len(names),
                 names=", ".join(names[:12])),)  # fmt: skip
