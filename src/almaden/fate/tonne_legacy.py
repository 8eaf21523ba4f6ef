"""Where a tonne is after years and centuries: a pulse into the air of a box model, with its range.

Members of the ensemble have rates multiplied by the factors of the table ``fate/box_spreads``. All is exact in time:
masses by the exponential of the matrix A, what came down on the way by A^-1 (m(t) - m(0)) times the rates of
deposition, since dm/dt = A m.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.fate.boxmodel.laboratory import load
from almaden.fate.boxmodel.laying import AIR
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.propagation import Members, propagate
from almaden.fate.boxmodel.spreads import factors, stream, used
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Years after the emission that are told.
YEARS: Final = (1.0, 10.0, 50.0, 100.0, 500.0, 1000.0)
#: The key of what has left the system.
BURIED: Final = "buried"
_BURIED_NAME: Final = n_("Buried in sediments")
_QUANTILES: Final = (0.025, 0.975)
#: Spreads of inputs, of which a pulse has none.
_INPUTS: Final = "input:"
#: Within these powers of ten of years half of it is buried; and halvings of the interval.
_EARLIEST, _LATEST, _HALVINGS = -2.0, 9.0, 60


@dataclass(frozen=True)
class Estimate:
    """A number with its 95 % range; the value is that of the model of record."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Whereabouts:
    """The share of the tonne in one reservoir some years after.

    Attributes:
        years: since the emission.
        reservoir: key of the reservoir, or :data:`BURIED`.
        name: what it is called.
        share: of the tonne.
    """

    years: float
    reservoir: str
    name: str
    share: Estimate


@dataclass(frozen=True)
class Falls:
    """How often the tonne came down until some years after.

    Attributes:
        years: since the emission.
        times: deposition until then against what was emitted; above 1 because mercury is emitted again.
        again: of it what had come down before.
    """

    years: float
    times: Estimate
    again: Estimate


@dataclass(frozen=True)
class Legacy:
    """What becomes of a tonne over the years, by one box model.

    Attributes:
        model: key of the model.
        model_name: its title.
        whereabouts: by years and reservoirs; reservoirs that it never reaches are left out.
        falls: by years.
        half_buried_years: after which half of it is buried.
        members: of the ensemble.
        unverified: the numbers it rests on that nobody has checked.
    """

    model: str
    model_name: str
    whereabouts: tuple[Whereabouts, ...]
    falls: tuple[Falls, ...]
    half_buried_years: Estimate
    members: int
    unverified: tuple[Origin, ...]


@functools.cache
def legacy_of_a_tonne(name: str, *, members: int, seed: int, years: tuple[float, ...] = YEARS) -> Legacy:
    """Follow a tonne that is put into the air. It is the same wherever it is emitted, and kept.

    Args:
        name: of a published box model with a reservoir ``atm``.
        members: of the ensemble.
        seed: of the draws.
        years: since the emission, rising, above 0.
    """
    import numpy as np

    laboratory = load(name)
    model = laboratory.model
    record = laboratory.pulse(AIR, 1.0, years)
    rates = _rates(model, members, seed)
    start = model.vector({AIR: 1.0})
    matrices = _matrices(model, rates)
    masses = _masses(model, rates, start, years)
    buried = 1.0 - masses.sum(axis=2, keepdims=True)
    shares = np.concatenate([masses, buried], axis=2)
    shares[0] = record.shares
    names = (*model.names, _BURIED_NAME)
    spreads = [one.origin for one in used(model.rates) if not one.key.startswith(_INPUTS)]
    return Legacy(
        model.key,
        model.name,
        tuple(
            Whereabouts(year, key, names[place], _estimate(shares[:, when, place]))
            for when, year in enumerate(years)
            for place, key in enumerate((*model.reservoirs, BURIED))
            if shares[:, :, place].max() > 0
        ),
        _falls(model, rates, masses - start, years),
        _estimate(_half_buried(matrices, start)),
        members,
        (*record.unverified, *unverified_of(spreads)),
    )


def _falls(
    model: BoxModel, rates: NDArray[np.float64], gained: NDArray[np.float64], years: Sequence[float]
) -> tuple[Falls, ...]:
    """How often it came down, from what each reservoir has gained since the start, (members, years, reservoirs)."""
    import numpy as np

    matrices = _matrices(model, rates)
    in_air = np.linalg.solve(matrices[:, None], gained[..., None])[..., model.reservoirs.index(AIR), 0]
    leaving = rates[:, [one.from_reservoir == AIR for one in model.rates]].sum(axis=1)
    times = leaving[:, None] * in_air
    first = 1.0 - np.exp(-leaving[:, None] * np.array(years))
    return tuple(
        Falls(year, _estimate(times[:, when]), _estimate(times[:, when] - first[:, when]))
        for when, year in enumerate(years)
    )


def _rates(model: BoxModel, members: int, seed: int) -> NDArray[np.float64]:
    """(members + 1, rates) 1/yr; the first as published."""
    import numpy as np

    from almaden.quantity.sampling import plan

    sampler = plan((stream(one.key) for one in model.rates), members, seed)
    rates: NDArray[np.float64] = factors(sampler, model.rates) * np.array([one.per_year for one in model.rates])
    return rates


def _masses(
    model: BoxModel, rates: NDArray[np.float64], start: NDArray[np.float64], years: Sequence[float]
) -> NDArray[np.float64]:
    """(members, years, reservoirs) of the tonne, Mg."""
    import numpy as np

    at = {key: place for place, key in enumerate(model.reservoirs)} | {"": -1}
    sources = np.array([at[one.from_reservoir] for one in model.rates])
    targets = np.array([at[one.to_reservoir] for one in model.rates])
    times = np.array([0.0, *years])
    nothing = np.zeros(len(start))
    task = Members(
        rates, rates, sources, targets, sources, targets, nothing, np.ones(len(rates)), start,
        np.zeros((1, len(times), len(start))), np.ones((1, len(rates))), times, np.arange(1, len(times)),
    )  # fmt: skip
    return np.clip(propagate(task).masses, 0.0, 1.0)


def _matrices(model: BoxModel, rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """(members, reservoirs, reservoirs) as ``BoxModel.matrix``."""
    import numpy as np

    at = {key: place for place, key in enumerate(model.reservoirs)}
    matrices = np.zeros((len(rates), len(at), len(at)))
    for place, one in enumerate(model.rates):
        source = at[one.from_reservoir]
        matrices[:, source, source] -= rates[:, place]
        if one.to_reservoir:
            matrices[:, at[one.to_reservoir], source] += rates[:, place]
    return matrices


def _half_buried(matrices: NDArray[np.float64], start: NDArray[np.float64]) -> NDArray[np.float64]:
    """(members,) years until half of a mass has left the system, by halving an interval of the logarithm of time."""
    import numpy as np

    speeds, ways = np.linalg.eig(matrices)
    parts = ways.sum(axis=1) * np.linalg.solve(ways, np.broadcast_to(start, speeds.shape)[..., None])[..., 0]
    low, high = np.full(len(matrices), _EARLIEST), np.full(len(matrices), _LATEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        left = (parts * np.exp(speeds * 10.0 ** middle[:, None])).sum(axis=1).real
        low, high = np.where(left > 0.5, middle, low), np.where(left > 0.5, high, middle)
    years: NDArray[np.float64] = 10.0 ** ((low + high) / 2)
    return years


def _estimate(values: NDArray[np.float64]) -> Estimate:
    """The first of the members is the value of record."""
    import numpy as np

    low, high = np.quantile(values[1:], _QUANTILES)
    return Estimate(float(values[0]), float(low), float(high))
