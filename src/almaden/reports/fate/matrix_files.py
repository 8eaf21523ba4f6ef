"""A source-receptor matrix as a file: CSV that can be read back, or NetCDF after the CF conventions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from almaden.errors import AlmadenError, Fault, InputError
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.matrix_export import matrix_rows
from almaden.fate.atmosphere.readers.netcdf_grid import NEEDS_GRID
from almaden.reports.fate.grids import CONVENTIONS
from almaden.reports.files import write_atomically
from almaden.reports.monitoring.about import ExportAbout, made_whole
from almaden.reports.result_files import table_bytes
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.fate.atmosphere.matrix_records import MatrixSpecies
    from almaden.fate.atmosphere.source_receptor import SourceReceptorMatrix


def write_matrix(
    path: Path,
    matrix: SourceReceptorMatrix,
    year: int,
    step: float,
    about: ExportAbout,
    species: MatrixSpecies | None = None,
) -> Path:
    """Write a matrix as the ending of the file says: ``.csv`` or ``.nc``.

    Args:
        path: the file; written as a whole or not at all.
        matrix: the matrix.
        year: of its emissions.
        step: side of a cell of the model, degrees.
        about: what the file says of itself.
        species: of which the CSV tells; of all where left out. NetCDF always holds all.

    Raises:
        InputError: the ending is another.
        AlmadenError: the packages of the extra ``grid`` are not installed.
        OutputError: the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        rows = [one.model_dump() for one in matrix_rows(matrix, year, step, species)]
        empty = {"deposition_ug_per_m2_per_year": "", "uncertainty_percent": ""}
        return write_atomically(path, table_bytes([row | empty for row in rows]))
    if ending == ".nc":
        _netcdf(path, matrix, year, about)
        return path
    raise InputError(Fault(n_("no matrix is written with this ending"), value=path.name, accepted=".csv, .nc"))


def _netcdf(path: Path, matrix: SourceReceptorMatrix, year: int, about: ExportAbout) -> None:
    try:
        import netCDF4
    except ModuleNotFoundError as error:
        raise AlmadenError(NEEDS_GRID) from error
    import numpy as np

    names = {"species": SPECIES, "receptor": matrix.receptors, "source": matrix.sources}
    with made_whole(path) as part, netCDF4.Dataset(part, "w", format="NETCDF4") as file:
        for name, words in names.items():
            file.createDimension(name, len(words))
            made = file.createVariable(f"{name}_name", str, (name,))
            made.setncatts({"long_name": f"name of the {name}"})
            made[:] = np.array(words, dtype=object)
        shares = file.createVariable("share", "f8", ("species", "receptor", "source"))
        shares.setncatts(
            {
                "long_name": "share of the emission of a source that comes down on a receptor",
                "units": "1", "coordinates": "species_name receptor_name source_name",
            }
        )  # fmt: skip
        shares[:] = matrix.shares
        emitted = file.createVariable("emission", "f8", ("source", "species"))
        emitted.setncatts(
            {
                "long_name": f"emission of mercury to air in {year}", "units": "Mg year-1",
                "coordinates": "source_name species_name",
            }
        )  # fmt: skip
        emitted[:] = matrix.emission_mg_per_year
        told = about.texts()
        file.setncatts(
            {
                "Conventions": CONVENTIONS, "title": about.title, "source": told["program"],
                "references": about.citation or "not told", "comment": about.notice,
            }
        )  # fmt: skip
