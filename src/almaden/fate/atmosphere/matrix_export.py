"""Our source-receptor matrix as rows that the reader of published matrices reads back."""

from __future__ import annotations

from typing import Final

from almaden import __version__
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.matrix_records import MatrixRow, MatrixSpecies
from almaden.fate.atmosphere.source_receptor import SourceReceptorMatrix

_KINDS: Final[tuple[MatrixSpecies, ...]] = ("hg0", "hg2", "hgp", "total")


def matrix_rows(
    matrix: SourceReceptorMatrix, year: int, step: float, species: MatrixSpecies | None = None
) -> tuple[MatrixRow, ...]:
    """One row for each source, receptor and species that the source emits.

    Args:
        matrix: ours.
        year: of the emissions.
        step: side of a cell of the model, degrees.
        species: of which to tell; of each and of ``total`` where left out.
    """
    model = f"Almaden {__version__}, {step:g} degrees, three layers"
    found = []
    for kind in _KINDS if species is None else (species,):
        at = None if kind == "total" else SPECIES.index(kind)
        shares = matrix.mixed if at is None else matrix.shares[at]
        emitted = matrix.emission_mg_per_year.sum(axis=1) if at is None else matrix.emission_mg_per_year[:, at]
        for across, source in enumerate(matrix.sources):
            base = float(emitted[across])
            if base > 0:
                found += [
                    MatrixRow(
                        source_region=source, receptor=receptor, species=kind, base_emission_mg_per_year=base,
                        deposition_mg_per_year=base * float(shares[down, across]), year=year, model=model,
                        citation=f"Almaden {__version__}, screening model of the atmosphere, own calculation",
                    )
                    for down, receptor in enumerate(matrix.receptors)
                ]  # fmt: skip
    return tuple(found)
