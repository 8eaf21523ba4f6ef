"""The capacitated location of stores: which sites are opened and what goes where, solved exactly by HiGHS.

Only arrays in and out; :mod:`almaden.supply.storage.siting` makes them from tables.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.quantity.sampling import FloatArray

#: Gap between the plan found and what is proven at which the solver stops, and its time.
GAP: Final = 1e-7
SECONDS: Final = 60.0
#: Shares below this are rounding of the solver.
_NOTHING: Final = 1e-9
_INFEASIBLE: Final = 2

BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class LocationProblem:
    """Sources to be assigned to sites.

    Attributes:
        tonnes: of each source, shape ``(sources,)``, above 0.
        capacity: of each site, t, shape ``(sites,)``.
        fixed: cost of opening each site, USD.
        unit: cost of each tonne of a source at a site, USD/t, shape ``(sources, sites)``.
        near: which pairs lie within the largest distance.
        legal: which pairs borders allow.
        most_sites: how many sites may be opened; None: any number.
        whole: whether the mercury of a source goes to one site.
    """

    tonnes: FloatArray
    capacity: FloatArray
    fixed: FloatArray
    unit: FloatArray
    near: BoolArray
    legal: BoolArray
    most_sites: int | None = None
    whole: bool = False


@dataclass(frozen=True, eq=False)
class Location:
    """A plan.

    Attributes:
        opened: which sites are opened.
        moved: t of each source at each site.
        cost: of all, USD.
        gap: how much cheaper another plan could be at most, as a share of the cost; 0 where it is proven the best.
        proven: whether the solver finished within its time.
    """

    opened: BoolArray
    moved: FloatArray
    cost: float
    gap: float
    proven: bool


def solve(problem: LocationProblem, seconds: float = SECONDS) -> Location | None:
    """The cheapest plan; None where there is none.

    Variables are the share of each source at each site, and whether a site is open. A share is never more than the
    opening of its site, which makes the relaxation tight.

    Raises:
        RuntimeError: no plan was found within the time, though there may be one.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    sources, sites = np.nonzero(problem.near & problem.legal)
    pairs, count = len(sources), len(problem.capacity)
    cost = np.concatenate([problem.unit[sources, sites] * problem.tonnes[sources], problem.fixed])
    # Sums of about one, so that the solver's tolerance means the same for kilograms and for thousands of tonnes.
    scale = float(np.abs(cost).max(initial=0.0)) or 1.0
    matrix, low, high = _rows(problem, sources, sites)
    found = milp(
        cost / scale,
        constraints=[LinearConstraint(matrix, low, high)],
        integrality=np.concatenate([np.full(pairs, int(problem.whole)), np.ones(count)]),
        bounds=Bounds(0.0, 1.0),
        options={"mip_rel_gap": GAP, "time_limit": seconds},
    )
    if found.status == _INFEASIBLE:
        return None
    if found.x is None:
        raise RuntimeError("no plan within the time")
    shares = np.zeros(problem.unit.shape)
    shares[sources, sites] = np.where(found.x[:pairs] < _NOTHING, 0.0, found.x[:pairs])
    if problem.whole:
        shares = np.round(shares)
    # What rounding left is put right, so that not a gram is lost.
    shares = shares / shares.sum(axis=1, keepdims=True)
    moved = shares * problem.tonnes[:, None]
    # A site that nothing goes to need not be opened, even where opening it is free.
    opened = moved.sum(axis=0) > 0.0
    total = float((moved * problem.unit).sum() + problem.fixed[opened].sum())
    bound = found.mip_dual_bound
    proven_cost = total if bound is None else float(bound) * scale
    gap = max(total - proven_cost, 0.0) / total if total > 0.0 else 0.0
    return Location(opened, moved, total, gap if gap > GAP else 0.0, found.status == 0)


def _rows(problem: LocationProblem, sources: IndexArray, sites: IndexArray) -> tuple[Any, FloatArray, FloatArray]:
    """Each source goes somewhere; no site above its capacity; no share at a closed site; not too many sites.

    Columns are the pairs of a source and a site that are allowed, then the sites.
    """
    from scipy.sparse import coo_array, eye_array, hstack, vstack

    pairs, (every, count) = len(sources), problem.unit.shape
    column = np.arange(pairs)
    whole = coo_array((np.ones(pairs), (sources, column)), shape=(every, pairs))
    # In units of the site's capacity, so that rows are of about one.
    weights = problem.tonnes[sources] / problem.capacity[sites]
    filled = coo_array((weights, (sites, column)), shape=(count, pairs))
    opening = coo_array((-np.ones(pairs), (column, sites)), shape=(pairs, count))
    parts = [
        hstack([whole, coo_array((every, count))]),
        hstack([filled, -eye_array(count)]),
        hstack([eye_array(pairs), opening]),
    ]
    low = [np.ones(every), np.full(count + pairs, -np.inf)]
    high = [np.ones(every), np.zeros(count + pairs)]
    if problem.most_sites is not None:
        parts.append(hstack([coo_array((1, pairs)), coo_array(np.ones((1, count)))]))
        low.append(np.array([-np.inf]))
        high.append(np.array([float(problem.most_sites)]))
    return vstack(parts).tocsr(), np.concatenate(low), np.concatenate(high)


def blocking(problem: LocationProblem, seconds: float = SECONDS) -> tuple[str, ...]:
    """Which constraints stand in the way where there is no plan.

    Returns:
        Of ``distance``, ``borders``, ``sites``, ``whole`` and ``capacity`` those without any one of which there would
        be a plan; all of them that bind at all where only several together are to blame.
    """
    freed = {
        "distance": replace(problem, near=np.ones_like(problem.near)),
        "borders": replace(problem, legal=np.ones_like(problem.legal)),
        "sites": replace(problem, most_sites=None),
        "whole": replace(problem, whole=False),
        "capacity": replace(problem, capacity=np.full_like(problem.capacity, problem.tonnes.sum())),
    }
    binding = {
        "distance": not problem.near.all(),
        "borders": not problem.legal.all(),
        "sites": problem.most_sites is not None and problem.most_sites < len(problem.capacity),
        "whole": problem.whole,
        "capacity": True,
    }
    alone = tuple(key for key, one in freed.items() if binding[key] and solve(one, seconds) is not None)
    return alone or tuple(key for key, bound in binding.items() if bound)
