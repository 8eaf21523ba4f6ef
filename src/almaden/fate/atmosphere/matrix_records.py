"""Source-receptor matrices that others published: one row for each cell that they tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.receptors import receptor
from almaden.reference.record import Record, columns, described
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas as pd

MatrixSpecies = Literal["hg0", "hg2", "hgp", "total"]

#: 1 Mg = 1e12 ug.
_UG_PER_MG = 1e12


class MatrixRow(Record):
    """What of the emission of one source came down on one receptor in a model."""

    source_region: str = described(
        "Where it was emitted: a region by its name, or a word such as natural or legacy.", "East Asia",
        min_length=1, max_length=200,
    )  # fmt: skip
    receptor: str = described(
        "Where it came down: a region, an ocean basin or a band of latitude.", "Arctic Ocean",
        min_length=1, max_length=200,
    )  # fmt: skip
    species: MatrixSpecies = described("What was emitted: hg0, hg2, hgp or total.", "total")
    base_emission_mg_per_year: float = described("Emission of the source in the model.", "100", "Mg/yr", gt=0)
    deposition_mg_per_year: float | None = described(
        "What of it came down on the receptor; give this or the next column.", "5", "Mg/yr", default=None, ge=0
    )
    deposition_ug_per_m2_per_year: float | None = described(
        "The same for each square metre of the receptor.", "", "ug/m2/yr", default=None, ge=0
    )
    year: int = described("Year of the emissions.", "2010", ge=1500, le=2200)
    model: str = described("Name of the model.", "Made-up model", min_length=1, max_length=200)
    citation: str = described("Publication, with table or page.", "Made-up report, table 1", min_length=1)
    uncertainty_percent: float | None = described(
        "Half of the 95 % range, against the value; empty is not told.", "25", "%", default=None, ge=0
    )


def template() -> str:
    """An empty table of a published matrix, as CSV: no cell is ever invented."""
    return ",".join(columns(MatrixRow)) + "\n"


def key_of(name: str) -> str:
    """The key of a region, basin or band by any way of writing it; another name as it stands."""
    try:
        return receptor(name).key
    except InputError:
        return name


@dataclass(frozen=True)
class PublishedMatrix:
    """A source-receptor matrix as published.

    Attributes:
        rows: its cells; regions and receptors by their keys where they have one.
        sha256: of the file it was read from.
        name: of the file.
    """

    rows: tuple[MatrixRow, ...]
    sha256: str
    name: str

    @property
    def citations(self) -> tuple[str, ...]:
        """The publications, each once."""
        return tuple(dict.fromkeys(row.citation for row in self.rows))

    def shares(self, species: MatrixSpecies, areas_m2: Mapping[str, float]) -> dict[tuple[str, str], float]:
        """Share of the emission of each source that came down on each receptor.

        Args:
            species: what was emitted.
            areas_m2: area of receptors by key, for rows that tell deposition for each square metre.

        Raises:
            InputError: several models or years stand in the file, or the area of a receptor is not known.
        """
        chosen = [row for row in self.rows if row.species == species]
        editions = {f"{row.model}, {row.year}" for row in chosen}
        if len(editions) > 1:
            raise InputError(
                Fault(
                    n_("the file holds several models or years, whose shares cannot be mixed"),
                    file=self.name,
                    value="; ".join(sorted(editions)),
                    advice=n_("give one model and year in one file"),
                )
            )
        return {
            (row.source_region, row.receptor): _mg_per_year(row, areas_m2, self.name) / row.base_emission_mg_per_year
            for row in chosen
        }

    def rescaled(self, emissions_mg_per_year: Mapping[tuple[str, str], float]) -> PublishedMatrix:
        """The matrix for other emissions: what comes down goes with what is emitted.

        Args:
            emissions_mg_per_year: emission by source region and species; sources that are not named stay as they are.

        Raises:
            InputError: an emission is below zero, or the matrix has no such source; all of them together.
        """
        known = {(row.source_region, row.species) for row in self.rows}
        given = {(key_of(source), species): value for (source, species), value in emissions_mg_per_year.items()}
        if faults := list(_wrong_emissions(given, known, self.name)):
            raise InputError(faults)
        return PublishedMatrix(tuple(_rescaled(row, given) for row in self.rows), self.sha256, self.name)

    def to_frame(self) -> pd.DataFrame:
        """The cells as a table with the columns of the file."""
        import pandas as pd

        return pd.DataFrame([row.model_dump() for row in self.rows], columns=list(columns(MatrixRow)))


def _mg_per_year(row: MatrixRow, areas_m2: Mapping[str, float], name: str) -> float:
    if row.deposition_mg_per_year is not None:
        return row.deposition_mg_per_year
    if row.receptor not in areas_m2:
        raise InputError(
            Fault(
                n_("deposition is told for each square metre, but the area of the receptor is not known"),
                file=name,
                column="receptor",
                value=row.receptor,
                accepted=", ".join(areas_m2),
                advice=n_("give deposition_mg_per_year, or name the receptor as one of these"),
            )
        )
    return (row.deposition_ug_per_m2_per_year or 0.0) * areas_m2[row.receptor] / _UG_PER_MG


def _wrong_emissions(
    given: Mapping[tuple[str, str], float], known: set[tuple[str, MatrixSpecies]], name: str
) -> Iterable[Fault]:
    for (source, species), value in given.items():
        if (source, species) not in known:
            yield Fault(
                n_("the matrix tells nothing of this source"), file=name, value=f"{source}, {species}",
                accepted="; ".join(sorted(f"{one}, {other}" for one, other in known)),
            )  # fmt: skip
        # A value that is no number fails this comparison too.
        if not 0 <= value < float("inf"):
            yield Fault(
                n_("an emission must be a number from 0 on"), file=name, column=f"{source}, {species}",
                value=str(value), accepted=n_("Mg a year, from 0 on"),
            )  # fmt: skip


def _rescaled(row: MatrixRow, given: Mapping[tuple[str, str], float]) -> MatrixRow:
    emission = given.get((row.source_region, row.species))
    if emission is None:
        return row
    factor = emission / row.base_emission_mg_per_year
    told = ("deposition_mg_per_year", "deposition_ug_per_m2_per_year")
    scaled = {name: getattr(row, name) * factor for name in told if getattr(row, name) is not None}
    return row.model_copy(update={"base_emission_mg_per_year": emission, **scaled})
