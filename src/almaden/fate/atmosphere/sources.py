"""Whose mercury it is: the sources that deposition is attributed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.fate.atmosphere.default_emission import regional_emissions
from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.made_emission import grid_facilities
from almaden.fate.atmosphere.modelled import emission_array
from almaden.fate.atmosphere.natural import natural_fields
from almaden.fate.atmosphere.parameters import Parameters
from almaden.fate.atmosphere.receptors import receptor, receptors
from almaden.fate.atmosphere.records import FacilityEmissionRecord
from almaden.fate.atmosphere.regrid import Edges, regrid_mass
from almaden.fate.atmosphere.source_receptor import by_region
from almaden.fate.atmosphere.surface import Surface
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Names of what the ground and the sea emit, and whose it is.
_FLUXES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "ocean": (n_("Evasion of the ocean"), "re-emitted"),
        "soil": (n_("Soils and plants"), "re-emitted"),
        "biomass": (n_("Biomass burning"), "re-emitted"),
        "geogenic": (n_("Volcanoes and rock"), "natural"),
        "waste": (n_("Mercury in waste of the past"), "legacy"),
    }
)
#: What the cells of no region emit.
REST: Final = "outside-the-regions"


@dataclass(frozen=True, eq=False)
class EmissionSource:
    """One source.

    Attributes:
        key: how tables call it.
        name: its name, in English where it is the package's.
        kind: ``region`` (anthropogenic, of one of the 17 regions), ``other`` (anthropogenic, of none), ``facility``,
            ``natural``, ``legacy`` (emitted by people before), or ``re-emitted`` (of both).
        mg_per_year: (species, rows, columns) emission at the ground, in the order of ``SPECIES``, Mg/yr.
    """

    key: str
    name: str
    kind: str
    mg_per_year: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class EmissionSources:
    """Sources on one grid.

    Attributes:
        sources: the sources.
        origins: the numbers that they rest on.
        findings: what is odd and was computed all the same.
        sha256: of what was read; empty where nothing was.
    """

    sources: tuple[EmissionSource, ...]
    origins: tuple[Origin, ...] = ()
    findings: tuple[Text, ...] = ()
    sha256: str = ""

    def plus(self, other: EmissionSources) -> EmissionSources:
        """Both together."""
        return EmissionSources(
            (*self.sources, *other.sources),
            tuple(dict.fromkeys((*self.origins, *other.origins))),
            (*self.findings, *other.findings),
            " ".join(one for one in (self.sha256, other.sha256) if one),
        )


def regional(grid: Grid, emission: GriddedEmission | None = None, year: int | None = None) -> EmissionSources:
    """Anthropogenic emission told apart by the 17 regions, and what is left over, which is of none.

    The package's own emission tells the region of each of its cells; one of a user is parted by the map of regions.

    Args:
        grid: the cells of the model.
        emission: what people emit, on a grid as fine as it is known; the package's own where left out. Its cells are
            shared among regions before it is put on the model's grid.
        year: of the package's emission, 2000 or 2010 to 2015; the mean of 2010 to 2015 where left out.

    Raises:
        AlmadenError: the package has no emission of the year, or a year is told beside an emission.
        InputError: the emission is zero everywhere.
    """
    if emission is None:
        named = regional_emissions(grid, year)
        own = tuple(
            EmissionSource(one.key, one.name, "region", emission_array(named[one.name]))
            for one in receptors()
            if one.kind == "region"
        )
        return EmissionSources(own, tuple(dict.fromkeys(origin for one in named.values() for origin in one.origins)))
    if year is not None:
        raise AlmadenError("the year chooses among the package's emissions; an emission of one's own has it already")
    if emission.total_mg_per_year <= 0:
        raise InputError(
            Fault(n_("nothing is emitted anywhere"), emission.name, value="0", accepted=n_("an emission above 0"),
                  advice=n_("is this the right variable, year or file?"))
        )  # fmt: skip
    apart = by_region(emission, Surface.of(emission.grid))
    rest = (emission_array(emission) - sum(apart.values())).clip(min=0.0)
    edges = Edges.of(emission.grid), Edges.of(grid)
    found = [
        EmissionSource(key, receptor(key).name, "region", _put(values, edges))
        for key, values in apart.items()
        if values.any()
    ]
    if rest.sum() > 0:
        found.append(EmissionSource(REST, n_("Sources outside the regions"), "other", _put(rest, edges)))
    return EmissionSources(tuple(found), emission.origins, emission.findings, emission.meta.input_sha256)


def natural(
    surface: Surface, totals_mg_per_year: Mapping[str, float] | None = None, parameters: Parameters | None = None
) -> EmissionSources:
    """What the ground and the sea emit, one source for each flux, all of it Hg0.

    Args:
        surface: the ground and its grid.
        totals_mg_per_year: fluxes of a box model by ``natural.FLUXES``, Mg/yr; those not named are of 2010.
        parameters: numbers of the model, or those of the package.

    Raises:
        AlmadenError: a flux has another name, or is no number from 0 on.
    """
    import numpy as np

    fields, origins = natural_fields(surface, totals_mg_per_year, parameters)
    nothing = np.zeros((surface.grid.rows, surface.grid.columns))
    found = tuple(
        EmissionSource(flux, *_FLUXES[flux], np.stack([values, nothing, nothing]))
        for flux, values in fields.items()
        if values.any()
    )
    return EmissionSources(found, origins)


def facilities(records: Sequence[FacilityEmissionRecord], grid: Grid, sha256: str = "") -> EmissionSources:
    """Each facility as a source of its own; those without a name are numbered.

    Raises:
        InputError: a kind or a unit that cannot be used.
    """
    made = [grid_facilities([one], grid) for one in records]
    found = tuple(
        EmissionSource(f"facility-{place}", one.name or str(place), "facility", emission_array(emission))
        for place, (one, emission) in enumerate(zip(records, made, strict=True), 1)
        if emission.total_mg_per_year > 0
    )
    together = grid_facilities(records, grid)
    return EmissionSources(found, together.origins, together.findings, sha256)


def regional_source(sources: EmissionSources, name: str) -> EmissionSource:
    """The source of one of the 17 regions, by key or name.

    Raises:
        InputError: it is none of the regions, or emits nothing.
    """
    try:
        key = receptor(name).key
    except InputError:
        key = name
    for one in sources.sources:
        if one.key == key and one.kind == "region":
            return one
    raise InputError(
        Fault(
            n_("this is no region that emits"),
            value=name,
            accepted=", ".join(one.key for one in sources.sources if one.kind == "region"),
            advice=n_("choose one of these"),
        )
    )


def outside(sources: EmissionSources) -> tuple[Text, ...]:
    """What has to be said where only regions are told: how much is emitted in none of them."""
    return tuple(
        Text("{mg} Mg a year are emitted outside the 17 regions and are in none of them", mg=float(values))
        for values in (one.mg_per_year.sum() for one in sources.sources if one.kind == "other")
    )


def whole(sources: EmissionSources) -> NDArray[np.float64]:
    """(species, rows, columns) of all sources together, Mg/yr."""
    import numpy as np

    total: NDArray[np.float64] = np.sum([one.mg_per_year for one in sources.sources], axis=0)
    return total


def _put(values: NDArray[np.float64], edges: tuple[Edges, Edges]) -> NDArray[np.float64]:
    import numpy as np

    return np.stack([regrid_mass(values[place], *edges) for place in range(len(SPECIES))])
