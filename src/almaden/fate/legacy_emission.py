"""Natural and legacy emission of a year as a box model has it, for the air of the globe.

A box model tells how much the sea, the ground, fires, rock and waste give to the air in any year of a history or
scenario; the atmosphere puts it where such mercury leaves the ground. So deposition of 2050 has the legacy of 2050:

>>> from almaden.fate.atmosphere.grid import Grid
>>> from almaden.fate.atmosphere.natural import natural_emissions
>>> from almaden.fate.atmosphere.surface import Surface
>>> from almaden.fate.legacy_emission import fluxes_of_year
>>> emission = natural_emissions(Surface.of(Grid(10)), fluxes_of_year(2050, "ssp1-26"))
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.natural import FLUXES
from almaden.fate.atmosphere.sources import EmissionSources, natural
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.boxmodel.budget import Budget, budget
from almaden.fate.boxmodel.emissions import EmissionTable
from almaden.fate.boxmodel.laboratory import load
from almaden.fate.boxmodel.laying import AIR
from almaden.fate.boxmodel.simulation import Question, inputs
from almaden.reference.tables import read_table
from almaden.wording import Text

_TABLE = "fate/box_air_fluxes"


def fluxes_of_year(
    year: float, emissions: str | EmissionTable = "ssp1-26", model: str = "geyman2025"
) -> dict[str, float]:
    """Fluxes to the air of a year of a run, Mg/yr, by ``natural.FLUXES``; what people emit that year is left out.

    Args:
        year: a year of the run.
        emissions: name of a history such as ``ssp1-26`` or ``ssp5-85``, or a table.
        model: ``geyman2025`` or ``amos2014``.

    Raises:
        InputError: there is no such model or history, or the run has no such year.
    """
    _processes(model)
    laboratory = load(model)
    forcing, _notes = inputs(laboratory, Question(emissions))
    return air_fluxes(budget(laboratory.model, laboratory.run(forcing), forcing, year))


def sources_of_year(
    surface: Surface, year: float, emissions: str | EmissionTable = "ssp1-26", model: str = "geyman2025"
) -> EmissionSources:
    """The fluxes of a year as sources of the air, one for each; arguments and errors as of :func:`fluxes_of_year`."""
    made = natural(surface, fluxes_of_year(year, emissions, model))
    name = emissions if isinstance(emissions, str) else emissions.file
    told = Text(
        "what sea, soils, fires and waste give back is of {year} by {model} with {emissions}; what people emit has a "
        "year of its own", year=f"{year:g}", model=model, emissions=name,
    )  # fmt: skip
    return replace(made, findings=(*made.findings, told))


def air_fluxes(found: Budget) -> dict[str, float]:
    """The natural and legacy fluxes to the air in a budget of a box model, Mg/yr, by ``natural.FLUXES``.

    Raises:
        InputError: it is of a model whose processes are not told apart by these fluxes.
    """
    known = _processes(found.model)
    fluxes = dict.fromkeys(FLUXES, 0.0)
    for flow in found.flows:
        if flow.to_reservoir == AIR and flow.key in known:
            fluxes[known[flow.key]] += flow.mg_per_year
    return fluxes


@cache
def _processes(model: str) -> dict[str, str]:
    """Process to flux."""
    rows = read_table(_TABLE)
    known = {row["key"]: row["flux"] for row in rows if row["model"] == model}
    if not known:
        accepted = ", ".join(dict.fromkeys(row["model"] for row in rows))
        problem = Text("the model {model} does not tell what sea, soils, fires and waste emit apart", model=model)
        raise InputError(Fault(problem, value=model, accepted=accepted))
    return known
