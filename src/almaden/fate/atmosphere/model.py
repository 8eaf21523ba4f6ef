"""The atmosphere model: transport, chemistry and deposition of Hg0, Hg2+ and particulate mercury, steady in time.

With masses m of each cell, emissions E and the operator of transport T (1/yr):

    0 = T m0 - (d0 + ox) m0 + red m2 + E0,    0 = T m2 - (d2 + red) m2 + ox m0 + E2,    0 = T mp - dp mp + Ep

Everything is linear: one factorisation answers any number of sources, its transpose any number of receptors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from almaden.errors import AlmadenError, Fault, InputError
from almaden.fate.atmosphere.chemistry import Chemistry, check_layers, chemistry
from almaden.fate.atmosphere.circulation import Circulation, Climate
from almaden.fate.atmosphere.climatology import circulation as default_circulation
from almaden.fate.atmosphere.climatology import climate as default_climate
from almaden.fate.atmosphere.deposition import Deposition, Ground, deposition
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.parameters import Parameters, default_parameters
from almaden.fate.atmosphere.receptors import receptor as find_receptor
from almaden.fate.atmosphere.solver import factorise, solve
from almaden.fate.atmosphere.steady import SteadyState
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.atmosphere.transport import transport
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix
    from scipy.sparse.linalg import SuperLU

    from almaden.fate.atmosphere.grid import Grid

#: Side of the smallest cells, degrees: the memory of the factors grows faster than the cells.
_FINEST: Final = 1.0
#: The ground below each kind of receptor.
_GROUNDS: Final[Mapping[str, Ground]] = MappingProxyType(
    {"region": "land", "land": "land", "ocean": "sea", "band": "mean"}
)


@dataclass(frozen=True, eq=False)
class Atmosphere:
    """A model of the air in a steady climate. Make it by ``Atmosphere.of`` or ``default_atmosphere``.

    Attributes:
        circulation: how air moves.
        chemistry: between Hg0 and Hg2+.
        deposition: how mercury leaves the air.
        surface: what lies below.
        parameters: the numbers it was made with.
    """

    circulation: Circulation
    chemistry: Chemistry
    deposition: Deposition
    surface: Surface
    parameters: Parameters

    @classmethod
    def of(
        cls, circulation: Circulation, climate: Climate, parameters: Parameters, surface: Surface | None = None
    ) -> Atmosphere:
        """The model of a circulation and climate.

        Raises:
            AlmadenError: the circulation has other than three layers, or the surface is of another grid.
            InputError: the cells are too small for a factorisation.
        """
        check_layers(circulation)
        _check_step(circulation.grid)
        ground = surface or Surface.of(circulation.grid)
        if ground.grid != circulation.grid:
            raise AlmadenError("the surface is of another grid than the circulation")
        falls = deposition(circulation, climate, parameters, ground.land)
        return cls(circulation, chemistry(climate, parameters), falls, ground, parameters)

    @property
    def grid(self) -> Grid:
        """The cells of each layer."""
        return self.circulation.grid

    @cached_property
    def transport(self) -> csc_matrix:
        """T, (cells, cells), 1/yr."""
        return transport(self.circulation)

    @cached_property
    def loss_per_year(self) -> NDArray[np.float64]:
        """(species, layers, rows, columns) share of each cell that comes down in a year, dry and wet, 1/yr."""
        import numpy as np

        return self.deposition.onto(np.ones((self.grid.rows, self.grid.columns)))

    @cached_property
    def gases(self) -> csc_matrix:
        """Losses less gains of Hg0 and, below it, Hg2+: (2 cells, 2 cells), 1/yr."""
        from scipy.sparse import bmat, diags

        oxidation = self.chemistry.oxidation_per_year.ravel()
        reduction = self.chemistry.reduction_per_year.ravel()
        hg0 = diags(self.loss_per_year[0].ravel() + oxidation) - self.transport
        hg2 = diags(self.loss_per_year[1].ravel() + reduction) - self.transport
        return bmat([[hg0, -diags(reduction)], [-diags(oxidation), hg2]], format="csc")

    @cached_property
    def particles(self) -> csc_matrix:
        """Losses less gains of particulate mercury: (cells, cells), 1/yr."""
        from scipy.sparse import diags

        return (diags(self.loss_per_year[2].ravel()) - self.transport).tocsc()

    def steady(self, emission_mg_per_year: NDArray[np.float64]) -> SteadyState:
        """Masses and deposition of constant emissions at the ground.

        Args:
            emission_mg_per_year: (species, rows, columns), or of many sources (sources, species, rows, columns), in
                the order of ``SPECIES``, Mg/yr. It goes into the lowest layer.

        Raises:
            AlmadenError: it does not fit the grid, or is not numbers from 0 on.
        """
        import numpy as np

        emission = np.asarray(emission_mg_per_year, dtype=np.float64)
        wanted = (len(SPECIES), self.grid.rows, self.grid.columns)
        if emission.ndim not in (3, 4) or emission.shape[-3:] != wanted:
            raise AlmadenError(
                f"the emission has the shape {emission.shape}, but species, rows and columns are {wanted}"
            )
        if not (np.isfinite(emission).all() and (emission >= 0).all()):
            raise AlmadenError("the emission has cells that are negative or not known")
        sources = emission.reshape(-1, *wanted)
        put = np.zeros((len(sources), len(SPECIES), *self.circulation.shape))
        put[:, :, 0] = sources
        masses = self._solved(put, transposed=False)
        shape = (*emission.shape[:-2], *self.circulation.shape)
        return SteadyState(self.deposition, emission, masses.reshape(shape), self.parameters.unverified)

    def footprint(self, taken_per_year: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of what each cell emits at the ground, the share that comes to a receptor, by the transposed system.

        Args:
            taken_per_year: (species, layers, rows, columns), or of many receptors with one axis more: what the receptor
                takes of each cell, 1/yr, as ``deposition.onto`` gives it for an area.

        Returns:
            (species, rows, columns), or one axis more: share by species of the emission.
        """
        import numpy as np

        taken = np.asarray(taken_per_year, dtype=np.float64)
        wanted = (len(SPECIES), *self.circulation.shape)
        if taken.ndim not in (4, 5) or taken.shape[-4:] != wanted:
            raise AlmadenError(f"the receptor has the shape {taken.shape}, but the model has {wanted}")
        found = self._solved(taken.reshape(-1, *wanted), transposed=True)[:, :, 0]
        return found.reshape(*taken.shape[:-4], *found.shape[1:])

    def onto(self, receptor: str) -> NDArray[np.float64]:
        """(species, layers, rows, columns) what a named receptor takes of each cell in a year, 1/yr.

        Over a coast a region takes as land does and an ocean as sea does.

        Args:
            receptor: key or name of a region, ocean basin or band of latitude.

        Raises:
            InputError: there is none of this name.
        """
        return self.deposition.onto(self.surface.share(receptor), _GROUNDS[find_receptor(receptor).kind])

    @cached_property
    def _gases_factored(self) -> SuperLU:
        return factorise(self.gases)

    @cached_property
    def _particles_factored(self) -> SuperLU:
        return factorise(self.particles)

    def _solved(self, right: NDArray[np.float64], transposed: bool) -> NDArray[np.float64]:
        """Solve for (many, species, layers, rows, columns) of right-hand sides; systems without any are not solved."""
        import numpy as np

        found = np.zeros_like(right)
        for chosen, factored in ((slice(0, 2), "_gases_factored"), (slice(2, 3), "_particles_factored")):
            sides = right[:, chosen].reshape(len(right), -1)
            if sides.any():
                found[:, chosen] = solve(getattr(self, factored), sides, transposed).reshape(found[:, chosen].shape)
        return found


def _check_step(grid: Grid) -> None:
    if grid.step < _FINEST:
        raise InputError(
            Fault(n_("the model with cells this small takes more memory than computers have"), value=f"{grid.step:g}",
                  accepted=Text("cells of {least} degree or more", least=_FINEST),
                  advice=n_("use 5, 2.5 or 2; finer cells change little with winds of a climatology"))
        )  # fmt: skip


def default_atmosphere(
    grid: Grid, parameters: Parameters | None = None, month: int | None = None, surface: Surface | None = None
) -> Atmosphere:
    """The model of the default climatology.

    Args:
        grid: the cells of each layer.
        parameters: numbers of the model, or those of the package.
        month: 1 to 12, or None for the mean of the year.
        surface: of this grid, where it is at hand already.
    """
    p = parameters or default_parameters()
    return Atmosphere.of(default_circulation(grid, p, month), default_climate(grid, p, month), p, surface)
