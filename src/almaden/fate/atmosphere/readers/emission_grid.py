"""Reads a grid of emissions out of a NetCDF file of a user, and puts it on the grid of the atmosphere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission, check_kept
from almaden.fate.atmosphere.emission_checks import findings_of_place, findings_of_total
from almaden.fate.atmosphere.emission_forms import emission_form
from almaden.fate.atmosphere.emission_units import EXAMPLES, EmissionUnit, emission_unit
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.readers.grid_times import steps_of_year
from almaden.fate.atmosphere.readers.netcdf_grid import GridFile, grid_file
from almaden.fate.atmosphere.regrid import Edges, regrid_mass
from almaden.fate.atmosphere.settings import setting
from almaden.quantity.units import UnitError
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.readers.names import plain
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TIMES: Final = frozenset({"time", "year", "years", "date", "t"})
_NOISE: Final = frozenset({"emi", "emission", "emissions", "flux", "of", "to", "air"})
_AREA_UNITS: Final = {"m2": 1.0, "m^2": 1.0, "m**2": 1.0, "m²": 1.0, "km2": 1e6, "km^2": 1e6, "km**2": 1e6, "km²": 1e6}


@dataclass(frozen=True)
class _Found:
    """What a file holds, on its own grid."""

    mg_per_year: Mapping[str, NDArray[np.float64]]
    edges: Edges
    findings: tuple[Text, ...]
    origins: tuple[Origin, ...]


def read_emission_grid(
    path: Path, grid: Grid, year: int | None = None, *, area: Path | None = None, kind: str = "other"
) -> GriddedEmission:
    """Read emissions on a grid of latitude and longitude.

    Each species is one variable, known by its name or its ``long_name`` or ``standard_name`` (table
    ``fate/emission_variable_names``), in a mass per time of an area or a cell. Longitudes may run from 0 to 360 or
    from -180 to 180, latitudes either way. Where the file has mercury in total only, it is divided into species as a
    kind of source is, which is told.

    Args:
        path: the file.
        grid: the cells wanted.
        year: the year wanted; it may be left out where the file holds one.
        area: a file with the areas of the same cells, where the file itself has none; otherwise the areas on a sphere.
        kind: kind of source, a key of the table ``fate/emission_forms``, for files of mercury in total.

    Returns:
        The emission, with what is odd as ``findings``.

    Raises:
        AlmadenError: the packages of the extra ``grid`` are not installed, or mass does not add after regridding.
        InputError: there is no such kind; or with every fault: axes with holes, unknown variables or units, cells
            missing or negative.
    """
    emission_form(kind)
    with grid_file(path) as file, path.open("rb") as raw:
        sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
        cell_m2 = _area(file, path if area is None else area, own=area is None)
        found = _read(file, year, cell_m2, kind)
    put = {one: regrid_mass(values, found.edges, Edges.of(grid)) for one, values in found.mg_per_year.items()}
    total = sum(float(one.sum()) for one in found.mg_per_year.values())
    check_kept(total, sum(float(one.sum()) for one in put.values()))
    odd = (*found.findings, *findings_of_total(total), *_coverage(found.edges))
    made = GriddedEmission(
        grid, put, path.name if year is None else f"{path.name} {year}", found.origins, odd,
        meta(0, 0, sha256),
    )  # fmt: skip
    from dataclasses import replace

    return replace(made, findings=(*odd, *findings_of_place(made)))


def _read(file: GridFile, year: int | None, cell_m2: NDArray[np.float64], kind: str) -> _Found:
    by_species: dict[str, list[Any]] = {}
    passed_over = []
    for one in file.fields():
        stands_for = _stands_for(one)
        if stands_for == "":
            passed_over.append(one.name)
        elif stands_for != "area":
            by_species.setdefault(stands_for, []).append(one)
    faults = list(_wrong_variables(by_species, passed_over, file.name))
    values: dict[str, NDArray[np.float64]] = {}
    odd = [Text("{file}: the variable {name} was not read", file=file.name, name=name) for name in passed_over]
    wanted: list[str] = [one for one in SPECIES if one in by_species] or ["total"]
    for species in wanted if not faults else ():
        try:
            values[species] = _values(file, by_species[species][0], year, cell_m2)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(tuple(dict.fromkeys(faults)))
    if "total" in values:
        form = emission_form(kind)
        odd.append(
            Text("{file} has mercury in total only; it was divided into species as of: {kind}", file=file.name,
                 kind=Text(form.name))
        )  # fmt: skip
        split = {one: values["total"] * form.shares[one] for one in SPECIES}
        return _Found(split, file.edges, tuple(odd), form.origins[: len(SPECIES)])
    missing = [one for one in SPECIES if one not in values]
    odd += [Text("{file} has no {species}; it was taken as none", file=file.name, species=one) for one in missing]
    none = next(iter(values.values())) * 0.0
    return _Found({one: values.get(one, none) for one in SPECIES}, file.edges, tuple(odd), ())


def _stands_for(variable: Any) -> str:
    """Species, ``total`` or ``area``; empty for what is not known. The name counts before the longer names."""
    known = _names()
    for text in (variable.name, *(str(getattr(variable, one, "")) for one in ("standard_name", "long_name"))):
        if found := known.get(_bare(text)):
            return found
    return ""


@cache
def _names() -> dict[str, str]:
    return {_bare(row["word"]): row["stands_for"] for row in read_table("fate/emission_variable_names")}


def _bare(text: str) -> str:
    """A name without the words that say only that it is an emission."""
    return " ".join(word for word in plain(text).split() if word not in _NOISE)


def _wrong_variables(found: Mapping[str, Sequence[Any]], passed_over: Sequence[str], name: str) -> Iterator[Fault]:
    if not found:
        yield Fault(
            n_("no variable on the grid of the file is known as mercury"), name, value=", ".join(passed_over),
            accepted=n_("variables named Hg0, Hg2, HgP, or GEM, GOM, PBM, or Hg for all"),
            advice=n_("rename the variables, or tell what they are in their long_name"),
        )  # fmt: skip
    for species, several in found.items():
        if len(several) > 1:
            yield Fault(
                Text("several variables are {species}", species=species), name,
                value=", ".join(one.name for one in several),
                advice=n_("keep one variable for each species; sum sectors first, and leave out sums of sums"),
            )  # fmt: skip


def _values(file: GridFile, variable: Any, year: int | None, cell_m2: NDArray[np.float64]) -> NDArray[np.float64]:
    """(rows, columns) of one variable, Mg/yr of each cell."""
    import numpy as np

    unit = _unit(file, variable)
    total: NDArray[np.float64] = np.zeros(file.edges.shape)
    for place, weight in _places(file, variable, year):
        step = file.values(variable, place)
        _check_cells(file, variable.name, step)
        total += weight * step
    return total * unit.mg_per_year * (cell_m2 if unit.per_area else 1.0)


def _unit(file: GridFile, variable: Any) -> EmissionUnit:
    told = str(getattr(variable, "units", "")).strip()
    try:
        return emission_unit(told)
    except UnitError as error:
        raise InputError(
            Fault(error.args[0], file.name, column=variable.name, value=told, accepted=EXAMPLES,
                  advice=n_("write the unit into the attribute units of the variable"))
        ) from None  # fmt: skip


def _places(file: GridFile, variable: Any, year: int | None) -> Iterator[tuple[dict[str, int], float]]:
    """Places of a year among the other dimensions of a variable, with their weights."""
    others = [one for one in variable.dimensions if plain(one) in _TIMES and file.dimension(one) is not None]
    too_many = [one for one in file.rest(variable) if one not in others[:1]]
    if too_many:
        raise InputError(
            Fault(Text("the variable has a dimension more: {name}", name=", ".join(too_many)), file.name,
                  column=variable.name, accepted=n_("time, latitude and longitude"),
                  advice=n_("sum levels or sectors first"))
        )  # fmt: skip
    if not others:
        if year is not None:
            raise InputError(
                Fault(n_("the file tells no times, so that a year cannot be chosen"), file.name, value=str(year),
                      advice=n_("leave the year out, and see in the name or the notes of the file which year it is"))
            )  # fmt: skip
        yield {}, 1.0
        return
    for place, weight in steps_of_year(file.dimension(others[0]), year, file.name).items():
        yield {others[0]: place}, weight


def _check_cells(file: GridFile, name: str, values: NDArray[np.float64]) -> None:
    import numpy as np

    faults = []
    for bad, problem, advice in (
        (~np.isfinite(values), n_("{count} cells are missing or not numbers, the first at {place}"),
         n_("write 0 where nothing is emitted; a hole is not taken for zero")),
        (values < 0, n_("{count} cells have a negative emission, the first at {place}"),
         n_("deposition does not belong into a file of emissions; is a fill value not declared?")),
    ):  # fmt: skip
        if np.any(bad):
            row, column = (int(one[0]) for one in np.nonzero(bad))
            text = Text(problem, count=int(bad.sum()), place=file.place(row, column))
            faults.append(Fault(text, file.name, column=name, value=f"{values[row, column]:g}", advice=advice))
    if faults:
        raise InputError(faults)


def _area(file: GridFile, path: Path, own: bool) -> NDArray[np.float64]:
    """(rows, columns) m2: as a file tells them, checked against the sphere; otherwise those of the sphere."""
    if own:
        found = next((one for one in file.fields() if _stands_for(one) == "area"), None)
        return file.edges.area_m2 if found is None else _checked_area(file, found, file)
    with grid_file(path) as other:
        found = next((one for one in other.fields() if _stands_for(one) == "area"), None)
        if found is None:
            raise InputError(Fault(n_("the file has no variable of areas"), other.name, accepted="area, cell_area"))
        return _checked_area(other, found, file)


def _checked_area(file: GridFile, variable: Any, wanted: GridFile) -> NDArray[np.float64]:
    import numpy as np

    told = str(getattr(variable, "units", "")).strip()
    if told not in _AREA_UNITS:
        raise InputError(Fault(n_("the areas have no unit that is known"), file.name, column=variable.name,
                               value=told, accepted="m2, km2"))  # fmt: skip
    values = file.values(variable) * _AREA_UNITS[told]
    near = setting("area tolerance").value
    sphere = wanted.edges.area_m2
    if values.shape != sphere.shape or not np.all(np.abs(values - sphere) <= near * sphere):
        raise InputError(
            Fault(n_("the areas do not fit the latitudes and longitudes of the cells"), file.name, column=variable.name,
                  advice=n_("are they of another grid, of land only, or with rows in another order?"))
        )  # fmt: skip
    if not (np.allclose(file.edges.latitude, wanted.edges.latitude, atol=1e-6)
            and np.allclose(file.edges.longitude, wanted.edges.longitude, atol=1e-6)):  # fmt: skip
        raise InputError(Fault(n_("the areas are of other cells than the emissions"), file.name, column=variable.name))
    return values


def _coverage(edges: Edges) -> tuple[Text, ...]:
    south, north = float(edges.latitude.min()), float(edges.latitude.max())
    width = float(edges.longitude[-1] - edges.longitude[0])
    if south <= -90 + 1e-6 and north >= 90 - 1e-6 and width >= 360 - 1e-6:
        return ()
    return (
        Text("the file covers {south} to {north} degrees north and {width} degrees of longitude; nothing is emitted "
             "elsewhere", south=south, north=north, width=width),
    )  # fmt: skip
