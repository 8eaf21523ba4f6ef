"""Members of an ensemble of the atmosphere: the same air with processes stronger or weaker, solved one by one.

All members have the same cells linked. So the order in which unknowns are eliminated is sought once; Hg0 and Hg2+ of a
cell stand side by side in it, which halves the work of a factorisation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from almaden.fate.atmosphere.chemistry import Chemistry
from almaden.fate.atmosphere.deposition import Deposition, Ground
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.solver import factorise, solve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix


@dataclass(frozen=True, eq=False)
class Asked:
    """What every member is asked.

    Attributes:
        sources: (sources, species, rows, columns) emission at the ground, Mg/yr.
        areas: (areas, rows, columns) share of each cell's area in each area.
        grounds: what lies below each area.
        world: (species, rows, columns) all emission, by which the lifetime of mercury is judged, Mg/yr.
    """

    sources: NDArray[np.float64]
    areas: NDArray[np.float64]
    grounds: tuple[Ground, ...]
    world: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Block:
    """Some members, as a task that another process can be given.

    Attributes:
        atmosphere: the model of record.
        asked: the question.
        factors: by key of a process, (members,).
        gases, particles: orders of elimination, from :func:`elimination`.
    """

    atmosphere: Atmosphere
    asked: Asked
    factors: Mapping[str, NDArray[np.float64]]
    gases: NDArray[np.intp]
    particles: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Answers:
    """What members answer.

    Attributes:
        shares: (members, areas, sources) of what each source emits, the share that comes down on each area.
        stays_months: (members, sources) mean time that what a source emits stays in the air, months.
        lifetime_years: (members,) lifetime of total gaseous mercury of the world against deposition, years.
    """

    shares: NDArray[np.float64]
    stays_months: NDArray[np.float64]
    lifetime_years: NDArray[np.float64]


def answer(block: Block) -> Answers:
    """Solve the members of a block; the same members give the same bits, in whatever process."""
    import numpy as np

    count = len(next(iter(block.factors.values())))
    found = [
        _one(block, {key: float(values[place]) for key, values in block.factors.items()}) for place in range(count)
    ]
    shares, stays, lifetimes = (np.stack(part) for part in zip(*found, strict=True))
    return Answers(shares, stays, lifetimes)


def varied(atmosphere: Atmosphere, factors: Mapping[str, float]) -> Atmosphere:
    """The same air with processes stronger or weaker.

    The factor of the winds is one for all of them, so that air keeps its mass.

    Args:
        atmosphere: of any circulation.
        factors: by the keys of ``fate/atmosphere_spread``.
    """
    import numpy as np

    air, chemistry, falls = atmosphere.circulation, atmosphere.chemistry, atmosphere.deposition
    streams, mixing = factors["streams"], factors["mixing"]
    upward = np.array([factors["exchange_low"], factors["exchange_high"]])[:, None, None]
    species = np.array([1.0, factors["dry_hg2"], factors["dry_hgp"]])[:, None, None]
    land, sea = species.copy(), species.copy()
    land[0], sea[0] = factors["dry_hg0_land"], factors["dry_hg0_sea"]
    moved = replace(
        air,
        east_kg_per_s=streams * air.east_kg_per_s,
        north_kg_per_s=streams * air.north_kg_per_s,
        up_kg_per_s=streams * air.up_kg_per_s,
        east_mixing_kg_per_s=mixing * air.east_mixing_kg_per_s,
        north_mixing_kg_per_s=mixing * air.north_mixing_kg_per_s,
        up_mixing_kg_per_s=upward * air.up_mixing_kg_per_s,
        lift_kg_per_s=factors["convection"] * air.lift_kg_per_s,
    )
    changed = Chemistry(
        factors["oxidation"] * chemistry.oxidation_per_year, factors["reduction"] * chemistry.reduction_per_year
    )
    removed = Deposition(
        falls.land, land * falls.dry_land_per_year, sea * falls.dry_sea_per_year, factors["wet"] * falls.wet_per_year
    )
    return replace(atmosphere, circulation=moved, chemistry=changed, deposition=removed)


def elimination(matrix: csc_matrix, species: int) -> NDArray[np.intp]:
    """The order in which unknowns of a system are best eliminated.

    Args:
        matrix: (species x cells, species x cells), species by species.
        species: how many.
    """
    import numpy as np

    beside = np.arange(matrix.shape[0]).reshape(species, -1).T.ravel()
    factored = factorise(matrix[beside][:, beside].tocsc())
    order: NDArray[np.intp] = beside[np.argsort(factored.perm_c)]
    return order


def _one(block: Block, factors: Mapping[str, float]) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Shares, months in the air and the lifetime of the world of one member."""
    import numpy as np

    asked, member = block.asked, varied(block.atmosphere, factors)
    emitted = np.concatenate([speciated(asked.sources, factors), asked.world[None]])
    masses = np.zeros((len(emitted), len(SPECIES), *member.circulation.shape))
    masses[:, :2] = _solved(member.gases, block.gases, emitted[:, :2], member.circulation.layers)
    # The lifetime of the world is that of its gases.
    if emitted[:-1, 2].any():
        masses[:-1, 2:] = _solved(member.particles, block.particles, emitted[:-1, 2:], member.circulation.layers)
    totals = emitted[:-1].sum(axis=(1, 2, 3))
    held = masses[:-1].reshape(len(totals), -1)
    taken = np.stack(
        [
            member.deposition.onto(share, ground).ravel()
            for share, ground in zip(asked.areas, asked.grounds, strict=True)
        ]
    )
    gaseous = masses[-1, :2]
    falling = float((gaseous * member.loss_per_year[:2]).sum())
    return taken @ held.T / totals, 12.0 * held.sum(axis=1) / totals, float(gaseous.sum()) / falling


def speciated(sources: NDArray[np.float64], factors: Mapping[str, float]) -> NDArray[np.float64]:
    """Sources with another mixture of species; what each emits in total stays.

    Args:
        sources: (sources, species, rows, columns), Mg/yr.
        factors: with ``speciation_hg2`` and ``speciation_hgp``, on these against Hg0.
    """
    import numpy as np

    changed = sources * np.array([1.0, factors["speciation_hg2"], factors["speciation_hgp"]])[:, None, None]
    kept = sources.sum(axis=(1, 2, 3)) / changed.sum(axis=(1, 2, 3))
    mixed: NDArray[np.float64] = changed * kept[:, None, None, None]
    return mixed


def _solved(
    matrix: csc_matrix, order: NDArray[np.intp], emitted: NDArray[np.float64], layers: int
) -> NDArray[np.float64]:
    """(many, species, layers, rows, columns) masses of emissions at the ground, Mg."""
    import numpy as np
    from scipy.sparse.linalg import splu

    many, species, rows, columns = emitted.shape
    put = np.zeros((many, species, layers, rows, columns))
    put[:, :, 0] = emitted
    ordered = matrix[order][:, order].tocsc()
    factored = splu(ordered, permc_spec="NATURAL", options={"SymmetricMode": True}, diag_pivot_thresh=0.0)
    masses = np.empty((many, len(order)))
    masses[:, order] = solve(factored, put.reshape(many, -1)[:, order])
    return masses.reshape(put.shape)
