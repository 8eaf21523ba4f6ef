"""What is measured of the atmosphere, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np

from almaden.fate.atmosphere.default_emission import default_emissions
from almaden.fate.atmosphere.deposition import Ground
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import default_atmosphere
from almaden.fate.atmosphere.modelled import emission_array
from almaden.fate.atmosphere.solver import factorise
from almaden.fate.atmosphere.source_receptor import regional_sources, source_receptor
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.atmosphere.uncertainty import atmosphere_ensemble

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
SEED, SOURCES = 1, 200


def prepare(program: str, step: float = 5.0, workers: float = 1.0) -> Prepared:
    """A case on a grid of a step; libraries and tables are loaded before the clock starts."""
    grid = Grid(step)
    _build(Grid(30.0))
    Surface.of(grid)
    return members(grid, int(workers)) if program == "members" else PROGRAMS[program](grid)


def _build(grid: Grid) -> Any:
    air = default_atmosphere(grid)
    air.footprint(air.onto("arctic"))
    return air


def build(grid: Grid) -> Prepared:
    """Build, factorise both systems, and answer one emission."""

    def run() -> Any:
        air = default_atmosphere(grid)
        return air.steady(emission_array(default_emissions(grid)))

    return run, lambda state: {"closure": abs(state.budget()["closure_mg_per_year"]) / 2000.0, "cells": 9 * grid.cells}


def sources(grid: Grid) -> Prepared:
    """200 sources of three species each with their masses and deposition, and their matrix with all receptors."""
    air, rng = _build(grid), np.random.default_rng(SEED)
    emission = np.zeros((SOURCES, 3, grid.rows, grid.columns))
    rows, columns = rng.integers(0, grid.rows, SOURCES), rng.integers(0, grid.columns, SOURCES)
    emission[np.arange(SOURCES), :, rows, columns] = (0.6, 0.3, 0.1)

    def run() -> Any:
        state = air.steady(emission)
        named = {str(place): one for place, one in enumerate(emission)}
        return state.deposition_mg_per_year.sum(axis=(1, 2, 3)), source_receptor(air, named).mixed

    return run, lambda found: {"closure": float(max(np.abs(found[0] - 1).max(), np.abs(found[1].sum(0) - 1).max()))}


def footprint(grid: Grid) -> Prepared:
    """Who feeds a receptor, once factorised."""
    air = _build(grid)
    taken = air.onto("arctic-ocean")
    return lambda: air.footprint(taken), lambda found: {"closure": 0.0, "largest": float(found.max())}


def regions(grid: Grid) -> Prepared:
    """The matrix of the 17 regions, from nothing."""
    return lambda: source_receptor(default_atmosphere(grid), regional_sources(grid)), lambda found: {
        "closure": float(np.abs(found.mixed.sum(axis=0) - 1).max()),
        "mixed": found.mixed[:17].tolist(),
        "shares": found.shares[:, :17].tolist(),
    }


def minimum_degree(grid: Grid) -> Prepared:
    """The coupled system of the gases in the ordering that is used."""
    matrix = default_atmosphere(grid).gases
    return lambda: factorise(matrix), lambda found: {"closure": 0.0, "filled": int(found.nnz)}


def colamd(grid: Grid) -> Prepared:
    """The same in the usual ordering."""
    matrix = default_atmosphere(grid).gases
    return lambda: factorise(matrix, "COLAMD"), lambda found: {"closure": 0.0, "filled": int(found.nnz)}


def members(grid: Grid, workers: int) -> Prepared:
    """200 members of the ensemble, with the 17 regions as sources and all receptors; in this process or in several."""
    air = _build(grid)
    emission = np.stack(list(regional_sources(grid).values()))
    grounds: list[Ground] = ["sea" if one.kind == "ocean" else "land" for one in air.surface.receptors]

    def run() -> Any:
        if workers == 1:
            return atmosphere_ensemble(air, emission, air.surface.shares, grounds, members=200, seed=SEED)
        with ProcessPoolExecutor(workers) as pool:
            return atmosphere_ensemble(
                air, emission, air.surface.shares, grounds, members=200, seed=SEED, executor=pool
            )

    return run, lambda found: {"closure": float(np.abs(found.members.shares.sum(axis=1) - 1).max())}


PROGRAMS: dict[str, Callable[[Grid], Prepared]] = {
    "build": build,
    "sources": sources,
    "footprint": footprint,
    "regions": regions,
    "minimum degree": minimum_degree,
    "colamd": colamd,
}
