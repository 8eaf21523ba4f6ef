"""Sites of stores: beside all plans there are, tonnes kept, reasons where there is no plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from almaden.errors import InputError, StateError
from almaden.supply.storage.data import StorageData, example
from almaden.supply.storage.location import LocationProblem, solve
from almaden.supply.storage.siting import plan_sites


def brute_whole(one: LocationProblem) -> float | None:
    """The cheapest of all assignments of sources to sites."""
    best = None
    count, sites = one.unit.shape
    for chosen in product(range(sites), repeat=count):
        load = np.bincount(chosen, weights=one.tonnes, minlength=sites)
        may = all(one.near[k, j] and one.legal[k, j] for k, j in enumerate(chosen))
        used = set(chosen)
        if may and (load <= one.capacity + 1e-9).all() and len(used) <= (one.most_sites or sites):
            cost = sum(one.tonnes[k] * one.unit[k, j] for k, j in enumerate(chosen)) + sum(one.fixed[j] for j in used)
            best = cost if best is None else min(best, cost)
    return best


def brute_split(one: LocationProblem) -> float | None:
    """The cheapest over all sets of sites, each a transport problem of its own."""
    best = None
    count, sites = one.unit.shape
    for size in range(1, min(one.most_sites or sites, sites) + 1):
        for chosen in combinations(range(sites), size):
            pairs = [(k, j) for k in range(count) for j in chosen if one.near[k, j] and one.legal[k, j]]
            if not pairs:
                continue
            equal = np.array([[float(k == row) for k, _ in pairs] for row in range(count)])
            below = np.array([[float(j == site) for _, j in pairs] for site in chosen])
            found = linprog(
                [one.unit[pair] for pair in pairs], A_ub=below, b_ub=one.capacity[list(chosen)], A_eq=equal,
                b_eq=one.tonnes, method="highs-ds",
            )  # fmt: skip
            if found.status == 0:
                cost = found.fun + one.fixed[list(chosen)].sum()
                best = cost if best is None else min(best, cost)
    return best


@st.composite
def problems(draw: st.DrawFn, whole: bool) -> LocationProblem:
    count, sites = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    number = st.integers(1, 60).map(float)
    flag = st.sampled_from([True, True, True, False])
    grid = st.lists(st.lists(flag, min_size=sites, max_size=sites), min_size=count, max_size=count)
    unit = draw(st.lists(st.lists(number, min_size=sites, max_size=sites), min_size=count, max_size=count))
    return LocationProblem(
        tonnes=np.array(draw(st.lists(number, min_size=count, max_size=count))),
        capacity=np.array(draw(st.lists(number, min_size=sites, max_size=sites))) * 2.5,
        fixed=np.array(draw(st.lists(number, min_size=sites, max_size=sites))) * 20.0,
        unit=np.array(unit), near=np.array(draw(grid)), legal=np.array(draw(grid)),
        most_sites=draw(st.sampled_from([None, 1, 2])), whole=whole,
    )  # fmt: skip


def same_as_brute(one: LocationProblem) -> None:
    found = solve(one)
    best = brute_whole(one) if one.whole else brute_split(one)
    assert (found is None) == (best is None)
    if found is not None:
        assert found.cost == pytest.approx(best, rel=1e-6)
        assert found.moved.sum(axis=1) == pytest.approx(one.tonnes, rel=1e-12)
        assert (found.moved.sum(axis=0) <= one.capacity * (1 + 1e-6)).all()
        assert not found.moved[~(one.near & one.legal)].any()
        assert found.proven
        assert found.gap == 0.0


@given(one=problems(whole=True))
@settings(max_examples=25, deadline=None)
def test_whole_sources_beside_all_assignments(one: LocationProblem) -> None:
    same_as_brute(one)


@given(one=problems(whole=False))
@settings(max_examples=15, deadline=None)
def test_split_sources_beside_all_sets_of_sites(one: LocationProblem) -> None:
    same_as_brute(one)


def test_the_example_and_the_order_of_its_rows() -> None:
    data = example()
    found = plan_sites(data)
    turned = replace(data, sources=data.sources[::-1], candidates=data.candidates[::-1], crossings=data.crossings[::-1])
    assert found.to_json() == plan_sites(turned).to_json()
    assert sum(one.tonnes for one in found.assignments) == pytest.approx(sum(one.mercury_t for one in data.sources))
    parts = sum(one.fixed_cost + one.storage_cost + one.transport_cost for one in found.sites)
    assert parts == pytest.approx(found.cost)
    legal = data.allowed
    home = {one.id: one.country for one in data.sources} | {one.id: one.country for one in data.candidates}
    for one in found.assignments:
        assert not one.crosses or (home[one.source], home[one.site]) in legal
    assert plan_sites(data, open_borders=True).cost <= found.cost
    assert len(found.to_frame()) == len(found.assignments)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"max_km": 100.0}, "lies within 100 km of MADE-UP-GAS, MADE-UP-SMELTER"),
        ({"most_sites": 1}, "the number of sites"),
        ({"max_km": 2000.0}, "MADE-UP-LAMPS"),
    ],
)
def test_why_there_is_no_plan(asked: dict[str, float], why: str) -> None:
    data = example()
    if asked.get("max_km") == 2000.0:
        data = replace(data, candidates=tuple(one for one in data.candidates if one.country != "THA"))
    with pytest.raises(StateError, match=why):
        plan_sites(data, **asked)  # type: ignore[arg-type]


def test_closed_borders_and_full_sites_are_named() -> None:
    data = example()
    with pytest.raises(StateError, match="MADE-UP-LAMPS: borders are closed"):
        plan_sites(replace(data, crossings=(), candidates=data.candidates[:2]))
    small = tuple(one.model_copy(update={"capacity_t": 20.0}) for one in data.candidates)
    with pytest.raises(StateError, match="hold 60 t together, the sources have 170 t"):
        plan_sites(replace(data, candidates=small))
    with pytest.raises(InputError, match="sources and candidates"):
        plan_sites(StorageData())
    homeless = tuple(one.model_copy(update={"latitude": None}) for one in data.sources)
    with pytest.raises(InputError, match="no place"):
        plan_sites(replace(data, sources=homeless))


def test_fifty_sources_and_fifteen_sites() -> None:
    """Planted: clusters of ten sources far from each other, each with one cheap site that just holds them."""
    rng = np.random.default_rng(7)
    centre = np.repeat(np.arange(5), 10)
    home = np.arange(15) // 3
    unit = 500.0 * np.abs(centre[:, None] - home[None, :]) + 10.0 + rng.uniform(0, 1e-3, (50, 15))
    cheap = np.arange(15) % 3 == 0
    one = LocationProblem(
        np.full(50, 10.0), np.where(cheap, 100.0, 200.0), np.where(cheap, 1000.0, 3000.0), unit,
        np.ones((50, 15), dtype=bool), np.ones((50, 15), dtype=bool),
    )  # fmt: skip
    found = solve(one)
    assert found is not None
    assert found.opened.tolist() == cheap.tolist()
