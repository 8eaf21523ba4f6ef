"""A box model as data: reservoirs, and first-order rates between them, each with its origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.reference.origin import Origin


#: Rates between which a model can be solved, 1/yr: mercury that stays for half a minute or for a billion years.
#: Farther apart they are lost beside each other in the figures of a float.
SLOWEST, FASTEST = 1e-9, 1e6


@dataclass(frozen=True)
class Rate:
    """One first-order process: each year a share of a reservoir goes to another, or out of the system.

    Attributes:
        key: short name of the process, such as ``k_Oc_ev``.
        name: what it is, as read by people.
        from_reservoir: key of the reservoir that loses.
        to_reservoir: key of the one that receives; empty where the mercury leaves the system (burial).
        per_year: rate, 1/yr, counted on the mass of ``from_reservoir``.
        origin: where the number is from.
    """

    key: str
    name: str
    from_reservoir: str
    to_reservoir: str
    per_year: float
    origin: Origin


@dataclass(frozen=True)
class BoxModel:
    """A linear model of compartments, dM/dt = A M + E.

    Attributes:
        key: name by which it is loaded, such as ``geyman2025``.
        name: title with authors and year.
        reservoirs: keys of the reservoirs, in order.
        names: what each reservoir is called.
        rates: the processes.
        natural_inputs: inputs without people, Mg/yr, by reservoir.
        start: masses at the start of its published runs, Mg, where it has any.
    """

    key: str
    name: str
    reservoirs: tuple[str, ...]
    names: tuple[str, ...]
    rates: tuple[Rate, ...]
    natural_inputs: Mapping[str, float]
    start: Mapping[str, float]

    @cached_property
    def matrix(self) -> NDArray[np.float64]:
        """A, 1/yr, (reservoirs, reservoirs): the row receives from the column; the diagonal is all that leaves."""
        import numpy as np

        matrix = np.zeros((len(self.reservoirs), len(self.reservoirs)))
        at = {key: place for place, key in enumerate(self.reservoirs)}
        for rate in self.rates:
            origin = at[rate.from_reservoir]
            matrix[origin, origin] -= rate.per_year
            if rate.to_reservoir:
                matrix[at[rate.to_reservoir], origin] += rate.per_year
        return matrix

    @cached_property
    def leaving(self) -> NDArray[np.float64]:
        """(reservoirs,) rates at which mercury leaves the system, 1/yr; zero where no process does so."""
        out: dict[str, float] = {}
        for rate in self.rates:
            if not rate.to_reservoir:
                out[rate.from_reservoir] = out.get(rate.from_reservoir, 0.0) + rate.per_year
        return self.vector(out)

    def vector(self, masses: Mapping[str, float]) -> NDArray[np.float64]:
        """Values by reservoir as an array in the order of the reservoirs; those not named are zero."""
        import numpy as np

        return np.array([masses.get(key, 0.0) for key in self.reservoirs])

    def mapping(self, values: NDArray[np.float64]) -> Mapping[str, float]:
        """The other way round: an array in the order of the reservoirs as values by reservoir."""
        return MappingProxyType(dict(zip(self.reservoirs, values.tolist(), strict=True)))
