"""What is measured: which programs, on which sizes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import commands
from benchmarks.processes import Sample, child

Tasks = dict[str, Callable[[], Sample]]

#: Programs of case A and the draws that each gets; monaco would take minutes at the larger number.
SOURCES = {
    "almaden": (10_000, 100_000),
    "numpy, source by source": (10_000, 100_000),
    "numpy, whole arrays": (10_000, 100_000),
    "chaospy": (10_000, 100_000),
    "mcerp": (10_000, 100_000),
    "monaco": (10_000,),
}

ROWS = (25, 50, 100, 200)
DRAWS = (1_000, 3_000, 10_000, 30_000)


@dataclass(frozen=True)
class Size:
    """How large the cases are: the full ones, or small ones to try whether all of it runs."""

    countries: int = 193
    curve_countries: int = 24
    share_of_draws: float = 1.0

    def draws(self, number: int) -> int:
        """A number of draws at this size."""
        return max(int(number * self.share_of_draws), 100)


FULL = Size()
QUICK = Size(countries=8, curve_countries=2, share_of_draws=0.05)


def sources_tasks(size: Size) -> Tasks:
    return {
        f"{program}|{draws}": partial(child, "sources", program, draws=size.draws(draws))
        for draws in (10_000, 100_000)
        for program, wanted in SOURCES.items()
        if draws in wanted
    }


def countries_tasks(size: Size) -> Tasks:
    whole = {"countries": size.countries, "rows": 100, "draws": size.draws(10_000)}
    return {
        f"{program}|{workers}|{drawn}": partial(child, "countries", program, **whole, workers=workers, drawn=drawn)
        for drawn in (0, 1)
        for program, workers in (("almaden", 1), ("almaden", 2), ("numpy", 1))
    }


def curve_tasks(size: Size) -> Tasks:
    sizes = [(rows, 10_000) for rows in ROWS] + [(100, draws) for draws in DRAWS if draws != 10_000]
    return {
        f"{rows}|{draws}|{drawn}": partial(
            child,
            "countries",
            "almaden",
            countries=size.curve_countries,
            rows=rows,
            draws=size.draws(draws),
            drawn=drawn,
        )
        for rows, draws in sizes
        for drawn in (0, 1)
    }


def commands_tasks(folder: Path) -> Tasks:
    return commands.tasks(folder)
