"""How sure shares of deposition are: many members of the atmosphere with processes stronger or weaker.

Those count that leave mercury in the air for as long as models have it there. On a grid of 10 degrees a member takes
some 30 ms, on 5 degrees some 0.3 s. Ranges of shares of one grid are brought to values of another by :func:`carried`.
For five regions, Hg0 and Hg2+, and receptors that take over 1 %, 80 members of 10 degrees so carried to 5 degrees gave
lower ends that were off those of members on 5 degrees by -1 to 7 % and upper ends by -3 to 1 % (10 and 90 % of them;
at most by 26 and -13 %), and ranges of the time in the air that were the same within 0.5 %.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.default_emission import default_emissions
from almaden.fate.atmosphere.deposition import Ground
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.members import Answers, Asked, Block, answer, elimination
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.modelled import emission_array
from almaden.fate.atmosphere.natural import natural_emissions
from almaden.fate.atmosphere.parameters import Parameters
from almaden.fate.atmosphere.spreads import air_factors, air_spreads, lifetime_limits
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

#: Members that are solved as one task.
_BLOCK: Final = 10
#: Fewer members than these cannot tell quantiles of 2.5 and 97.5 %.
FEWEST: Final = 40
_QUANTILES: Final = (0.025, 0.975)


@dataclass(frozen=True, eq=False)
class AtmosphereEnsemble:
    """Members of the atmosphere that fit what is known, beside the model of record.

    Attributes:
        point: the model of record: arrays as in ``members`` without their first axis.
        members: shares, times and lifetimes of the members kept.
        drawn: how many members were drawn.
        kept: how many have a lifetime within the limits.
        limits: the limits of the lifetime, years, as ``low`` and ``high``.
        lifetime_years: of all members drawn, kept or not, (drawn,).
        origins: the spreads that it rests on, and the limits.
        meta: draws, seed and sampler.
    """

    point: Answers
    members: Answers
    drawn: int
    kept: int
    limits: Origin
    lifetime_years: NDArray[np.float64]
    origins: tuple[Origin, ...]
    meta: Meta = field(default_factory=lambda: meta(0, 0))

    @property
    def left_out(self) -> int:
        """Members whose lifetime lies outside the limits."""
        return self.drawn - self.kept

    def of_source(self, place: int) -> AtmosphereEnsemble:
        """The part of one of its sources, by its place among them."""
        return replace(self, point=_part(self.point, place), members=_part(self.members, place))

    def share_range(self, share: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The 95 % range of shares that were worked out elsewhere, such as on a finer grid.

        Args:
            share: (areas, sources) the value of each.

        Returns:
            Low and high, each (areas, sources), between 0 and 1.
        """
        return _range(carried(share, self.point.shares, self.members.shares))

    def stays_range(self, months: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The 95 % range of times in the air, months, (sources,), by ratio."""
        return _range(months * self.members.stays_months / self.point.stays_months)


def atmosphere_ensemble(
    atmosphere: Atmosphere,
    sources: NDArray[np.float64],
    areas: NDArray[np.float64],
    grounds: Sequence[Ground],
    *,
    members: int = 200,
    seed: int = 1,
    speciation: bool = True,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> AtmosphereEnsemble:
    """Run many members of a model of the air.

    Chemistry, deposition, mixing and the mixture of species of each source are multiplied by lognormal factors with the
    median 1 and the geometric standard deviations of the table ``fate/atmosphere_spread``. Each factor is drawn by a
    quasi-random sequence from the stream of its name, so that the order of rows, and of members in blocks, changes
    nothing. Those members count in which total gaseous mercury of the world stays in the air as long as models have it.

    Args:
        atmosphere: the model of record; members have its grid and circulation.
        sources: (sources, species, rows, columns) emission at the ground, in the order of ``SPECIES``, Mg/yr; each
            emits something.
        areas: (areas, rows, columns) share of each cell's area in each area.
        grounds: ground below each area.
        members: how many, the model of record aside.
        seed: of the draws.
        speciation: whether the mixture of species of the sources is uncertain too.
        executor: runs the blocks elsewhere, by the interface of :mod:`concurrent.futures`: a pool of threads or
            processes, or the executor of a Dask client (``Client.get_executor()``). The result has the same bits.
        progress: told members done and of how many.

    Raises:
        InputError: too few members, or too few with a lifetime within the limits.
    """
    import numpy as np

    if members < FEWEST:
        raise InputError(Fault("there are too few members", value=str(members), accepted=Text("{n} or more", n=FEWEST)))
    factors = dict(air_factors(members, seed))
    if not speciation:
        factors = {key: np.ones_like(one) if key.startswith("speciation") else one for key, one in factors.items()}
    asked = Asked(np.asarray(sources, dtype=np.float64), areas, tuple(grounds), _world(atmosphere))
    parts = _run(_blocks(atmosphere, asked, factors, members), executor, members, progress)
    return _fitting(parts, speciation, meta(members, seed))


def _blocks(
    atmosphere: Atmosphere, asked: Asked, factors: Mapping[str, NDArray[np.float64]], members: int
) -> list[Block]:
    """All members, the model of record first."""
    plain = replace(atmosphere)
    orders = elimination(plain.gases, len(SPECIES) - 1), elimination(plain.particles, 1)
    # A copy without its numbers, which members do not need, and without what was worked out of it: neither can be sent
    # to other processes.
    sent = replace(atmosphere, parameters=Parameters({}))
    return [
        Block(sent, asked, {key: one[first : first + _BLOCK] for key, one in factors.items()}, *orders)
        for first in range(0, members + 1, _BLOCK)
    ]


def _fitting(parts: Sequence[Answers], speciation: bool, made: Meta) -> AtmosphereEnsemble:
    """The ensemble of the members whose lifetime lies within the limits."""
    import numpy as np

    shares, stays, lifetimes = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("shares", "stays_months", "lifetime_years")
    )
    limits = lifetime_limits()
    low, high = limits.low or 0.0, limits.high or np.inf
    good = (lifetimes >= low) & (lifetimes <= high)
    good[0] = False
    kept = int(good.sum())
    if kept < FEWEST // 2:
        problem = Text("{kept} of {members} members fit the constraints", kept=kept, members=made.draws)
        raise InputError(Fault(problem, accepted=Text("{n} or more", n=FEWEST // 2), advice="run more members"))
    return AtmosphereEnsemble(
        Answers(shares[0], stays[0], lifetimes[0]),
        Answers(shares[good], stays[good], lifetimes[good]),
        made.draws,
        kept,
        limits,
        lifetimes[1:],
        tuple(one.origin for one in air_spreads() if speciation or not one.key.startswith("speciation")),
        made,
    )


def carried(
    share: NDArray[np.float64], point: NDArray[np.float64], members: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Shares of members brought from one grid to another by the ratio of their odds, which keeps them within 0 and 1.

    Args:
        share: (...) the value of record on the other grid.
        point: (...) the value of record on the grid of the members.
        members: (members, ...).

    Returns:
        (members, ...); where the grid of the members has a share of 0 or 1, the value of record.
    """
    import numpy as np

    one, base, drawn = (np.clip(part, 0.0, 1.0) for part in (share, point, members))
    falls, stays = one * drawn * (1 - base), (1 - one) * (1 - drawn) * base
    told = (base > 0) & (base < 1) & (falls + stays > 0)
    return np.where(told, falls / np.where(told, falls + stays, 1.0), one)


def _part(found: Answers, place: int) -> Answers:
    one = slice(place, place + 1)
    return replace(found, shares=found.shares[..., one], stays_months=found.stays_months[..., one])


def _range(members: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    low, high = np.quantile(members, _QUANTILES, axis=0)
    return low, high


def _world(atmosphere: Atmosphere) -> NDArray[np.float64]:
    """(species, rows, columns) natural, legacy and anthropogenic emission, Mg/yr."""
    natural = natural_emissions(atmosphere.surface, parameters=atmosphere.parameters)
    return emission_array(natural) + emission_array(default_emissions(atmosphere.grid))


def _run(
    blocks: Sequence[Block], executor: Executor | None, members: int, progress: Callable[[int, int], None] | None
) -> list[Answers]:
    """All blocks in their order."""
    futures = None if executor is None else [executor.submit(answer, block) for block in blocks]
    found = []
    for place, block in enumerate(blocks):
        found.append(answer(block) if futures is None else futures[place].result())
        if progress is not None:
            progress(min(members, (place + 1) * _BLOCK), members)
    return found
