"""Follow one tonne of mercury that is emitted to air somewhere: through the air first, then through the boxes.

The value of each share is that of the model on the grid asked for. Its range is that of members on a grid of 10
degrees, brought over by the ratio of odds (:func:`almaden.fate.atmosphere.uncertainty.carried`), because a member on 5
degrees takes ten times as long.

>>> from almaden.fate.tonne import tonne
>>> found = tonne("Southeast Asia", "hg2", members=40)
>>> round(sum(one.share.value for one in found.deposition), 9)
1.0
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from almaden.fate.atmosphere.deposition import Ground
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere, default_atmosphere
from almaden.fate.atmosphere.receptor_kinds import check_receptor
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.atmosphere.uncertainty import AtmosphereEnsemble, atmosphere_ensemble
from almaden.fate.tonne_caveats import tonne_caveats
from almaden.fate.tonne_legacy import Estimate, legacy_of_a_tonne
from almaden.fate.tonne_near import within_km
from almaden.fate.tonne_result import Fallen, Near, TonneResult
from almaden.fate.tonne_source import MIXTURE, TonneSource, checked_species, tonne_source
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import Text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.areas import Areas

#: Members where nobody asks for others, and members of the box models.
MEMBERS: Final = 80
_LEGACY_MEMBERS: Final = 200
#: The model of record of the decades, and the one beside it.
MODELS: Final = ("geyman2025", "amos2014")
#: Grid of the members of the default atmosphere, degrees.
_COARSE: Final = 10.0
#: Distances from a point that are told, km.
_DISTANCES_KM: Final = (500.0, 1000.0, 2500.0)
_UG_PER_MG: Final = 1e12
_GROUNDS: Final[dict[str, Ground]] = {"region": "land", "land": "land", "ocean": "sea"}


def tonne(
    source: str | tuple[float, float],
    species: str | None = None,
    *,
    members: int = MEMBERS,
    seed: int = 1,
    grid: Grid | None = None,
    atmosphere: Atmosphere | None = None,
    areas: Areas | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> TonneResult:
    """Tell what happens to one tonne of mercury emitted to air.

    Args:
        source: name of one of the 17 regions, which emit where they emit today, or a point: ``"-33.9,18.4"`` or
            latitude and longitude in degrees.
        species: ``hg0``, ``hg2`` or ``hgp``; None for the mixture that a region emits today.
        members: of the ensemble of the atmosphere.
        seed: of the draws.
        grid: of the default atmosphere; 5 degrees where none is given.
        atmosphere: a model of winds of the user's own, instead of the default; its members have its own grid.
        areas: outlines of the user's own, such as countries or watersheds; only with ``atmosphere``.
        executor: runs members elsewhere, by the interface of :mod:`concurrent.futures`.
        progress: told members done and of how many.

    Raises:
        InputError: there is no such source or species, too few members, or areas without winds.
    """
    where = tonne_source(source)
    form = checked_species(species, where)
    return tonne_of(
        where, form, members=members, seed=seed, grid=grid, atmosphere=atmosphere, areas=areas, executor=executor,
        progress=progress,
    )  # fmt: skip


def tonne_of(
    source: TonneSource,
    species: str,
    *,
    members: int = MEMBERS,
    seed: int = 1,
    grid: Grid | None = None,
    atmosphere: Atmosphere | None = None,
    areas: Areas | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    ensemble: AtmosphereEnsemble | None = None,
) -> TonneResult:
    """As :func:`tonne`, of a source and a species that were checked already.

    An ensemble of this source and species that is at hand, from :func:`regional_ensemble`, is used instead of members
    that would be run.

    Raises:
        InputError: there are too few members, or areas without winds.
    """
    if areas is not None:
        check_receptor("area", ", ".join(areas.names), atmosphere is not None)
    fine = atmosphere or default_air(grid or Grid())
    coarse = fine if atmosphere is not None or fine.grid.step >= _COARSE else default_air(Grid(_COARSE))
    made = ensemble or _ensemble(coarse, [source], species, areas, members, seed, executor, progress)
    return _told(fine, coarse.grid, made, source, species, areas, seed, own=atmosphere is not None)


def regional_ensemble(
    sources: Sequence[TonneSource], species: str, *, members: int = MEMBERS, seed: int = 1
) -> AtmosphereEnsemble:
    """The members of many regions at once: a member is factorised once for all of them, which takes most of the time.

    Args:
        sources: regions, no points; :meth:`AtmosphereEnsemble.of_source` gives the part of one of them.
        species: that all of them emit: one of ``SPECIES``, or the mixture.
        members: of the ensemble of the default atmosphere.
        seed: of the draws.

    Raises:
        InputError: there are too few members.
    """
    return _ensemble(default_air(Grid(_COARSE)), sources, species, None, members, seed, None, None)


@lru_cache(4)
def default_air(grid: Grid) -> Atmosphere:
    """The default atmosphere, kept with its factors, which take longer than to solve with them."""
    return default_atmosphere(grid)


def _ensemble(
    coarse: Atmosphere, sources: Sequence[TonneSource], species: str, areas: Areas | None, members: int, seed: int,
    executor: Executor | None, progress: Callable[[int, int], None] | None,
) -> AtmosphereEnsemble:  # fmt: skip
    import numpy as np

    shares, grounds = _areas(coarse.surface, sources[0], areas)
    return atmosphere_ensemble(
        coarse, np.stack([one.emission(coarse.grid, species) for one in sources]), shares, grounds, members=members,
        seed=seed, speciation=species == MIXTURE, executor=executor, progress=progress,
    )  # fmt: skip


def _areas(
    surface: Surface, source: TonneSource, areas: Areas | None
) -> tuple[NDArray[np.float64], tuple[Ground, ...]]:
    """All areas of which shares are told: receptors, bands, the sea, surroundings of a point, areas of the user."""
    import numpy as np

    grid = surface.grid
    sea = np.array([one.kind == "ocean" for one in surface.receptors])
    parts = [surface.shares, surface.band_shares, surface.shares[sea].sum(axis=0)[None]]
    if source.point is not None:
        parts.append(np.stack([within_km(grid, source.point, km) for km in _DISTANCES_KM]))
    if areas is not None:
        parts.append(areas.shares(grid))
    found = np.concatenate(parts)
    grounds: list[Ground] = [_GROUNDS[one.kind] for one in surface.receptors]
    others: list[Ground] = ["mean"] * (len(found) - len(grounds))
    others[len(surface.bands)] = "sea"
    return found, (*grounds, *others)


def _told(
    fine: Atmosphere, coarse: Grid, ensemble: AtmosphereEnsemble, source: TonneSource, species: str,
    areas: Areas | None, seed: int, *, own: bool,
) -> TonneResult:  # fmt: skip
    emitted = source.emission(fine.grid, species)
    state = fine.steady(emitted)
    shapes, grounds = _areas(fine.surface, source, areas)
    values = [float(state.onto_mg_per_year(share, ground).sum()) for share, ground in zip(shapes, grounds, strict=True)]
    estimates = _estimates(ensemble, values)
    surface = fine.surface
    count, end = len(surface.receptors), len(surface.receptors) + len(surface.bands)
    fallen = [
        Fallen(one.key, one.name, one.kind, estimate)
        for one, estimate in zip((*surface.receptors, *surface.bands), estimates[:end], strict=True)
    ]
    first = [one for one in fallen[:count] if one.share.value > 0]
    months = 12.0 * float(state.mass_mg.sum())
    low, high = ensemble.stays_range(_array(months))
    names = areas.names if areas is not None else ()
    legacy = tuple(legacy_of_a_tonne(model, members=_LEGACY_MEMBERS, seed=seed) for model in MODELS)
    unverified = _unverified(fine, ensemble, [one for model in legacy for one in model.unverified])
    return TonneResult(
        source, species,
        {one: float(emitted[place].sum()) for place, one in enumerate(SPECIES)},
        fine.grid,
        tuple(sorted(first, key=lambda one: -one.share.value)),
        tuple(fallen[count:]),
        tuple(Fallen(name, name, "area", one)
              for name, one in zip(names, estimates[len(estimates) - len(names) :], strict=True)),
        _near(source, fallen, estimates[end + 1 : end + 1 + len(_DISTANCES_KM)]),
        estimates[end],
        state.deposition_mg_per_year.sum(axis=0) * _UG_PER_MG / fine.grid.area_m2,
        Estimate(months, float(low[0]), float(high[0])),
        12.0 * float(ensemble.point.lifetime_years),
        legacy, ensemble.drawn, ensemble.kept,
        tonne_caveats(fine.grid, coarse, ensemble.kept, ensemble.drawn, ensemble.limits, len(unverified), own=own),
        unverified, ensemble.meta,
    )  # fmt: skip


def _estimates(ensemble: AtmosphereEnsemble, values: Sequence[float]) -> list[Estimate]:
    import numpy as np

    share = np.array(values)[:, None]
    low, high = ensemble.share_range(share)
    return [
        Estimate(value, float(least), float(most))
        for value, least, most in zip(values, low[:, 0], high[:, 0], strict=True)
    ]


def _near(source: TonneSource, fallen: Sequence[Fallen], around: Sequence[Estimate]) -> tuple[Near, ...]:
    if source.region is not None:
        own = next(one for one in fallen if one.key == source.region.key)
        return (Near(Text(own.name), None, own.share),)
    return tuple(Near(Text("within {km} km", km=km), km, one) for km, one in zip(_DISTANCES_KM, around, strict=True))


def _unverified(fine: Atmosphere, ensemble: AtmosphereEnsemble, others: Sequence[Origin]) -> tuple[Origin, ...]:
    spreads = unverified_of(ensemble.origins)
    return tuple(dict.fromkeys((*fine.parameters.unverified, *spreads, *others)))


def _array(value: float) -> NDArray[np.float64]:
    import numpy as np

    return np.array([value])
