"""The page docs/benchmarks.md from what was measured."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.answers import differences
from benchmarks.machine import machine_words, package_versions
from benchmarks.plan import DRAWS, ROWS, Size
from benchmarks.processes import Series
from benchmarks.section import parts

Found = Mapping[str, Series]

INTRODUCTION = """\
# Speed and memory

Written by `python -m benchmarks`, which measures again on your machine: install with the extra `bench`
(`pip install almaden[bench]`) and run it from the folder of the repository.

Every repetition is a fresh process, and the programs take turns, so that whatever else runs disturbs them alike.
The time is that of the computation, without starting Python, loading and making the input; *process* is from the
start of the process to the result. Memory is the largest resident size of the whole process. Answers are
compared before times are: nothing is printed for programs that disagree by more than their sampling error. Each
figure is the median of {repetitions} repetitions [smallest to largest]; where the machine was shared with other
work, processor time is the steadier measure.

Machine: {machine}. Load (1 minute) before and after: {load}.
Versions: {versions}.
"""

SOURCES = """
## A sum of sources

60 made-up sources, each a lognormal activity times a triangular factor, to six pathways with 95 % ranges. The exact
mean and standard deviation are known; the last two columns say how far the worst pathway is from them.

{table}

Almaden computes more than the others here: the ranges of all 60 rows, and three totals instead of one. It draws a
scrambled Sobol sequence, which is why its means are so much closer at the same number of draws. chaospy can draw
so too, and can do much that Almaden cannot (polynomial chaos, copulas); mcerp keeps all numbers as objects to go on
calculating with; monaco calls a Python function for each draw, whatever that function does.

A trap: `mcerp.LogN(mu, sigma)` takes the median itself as `mu`. Giving it the logarithm of the median, as the name
suggests, makes results wrong by orders of magnitude without a warning.
"""

COUNTRIES = """
## All countries at once

{countries} made-up countries with 100 rows each and 10,000 draws, totals by country, group and pathway with 95 %
ranges, and the same of the world with the errors of default factors common to all countries. Distribution factors
are fixed, or drawn after Dirichlet. Looking up the factors, which comes before, takes {lookup:.1f} s and is in
*process*.

{table}

*numpy by hand* is one loop over countries and rows. It computes the gross total only, Almaden also the
Toolkit and the linked one. With two workers the memory is the sum over the three processes, an upper bound.
Point values agree to {points:.0e}; the ends of the ranges differ by {ranges:.1%} in the median of countries and
pathways and by at most {world:.1%} for the world, which is the sampling error of a 2.5 % quantile of 10,000 draws.

Two processes did not pay here in the median: starting the second, sending it the inventories and sharing the
processor's cache with it cost some three to five seconds of processor time, on a machine that other work was using
too. Threads in place of processes were tried once with one and two (48 countries at 10,000 draws, 8 at 100,000,
three repetitions, under load): two took 6 to 48 % more processor time and were never faster.

### Cost against rows and draws

{curve_countries} countries, one process. The cost of a row and 1,000 draws falls with the number of draws, since the
fixed cost of a row is spread over more of them.

{curve}
"""

COMMANDS = """
## One inventory

Whole processes from start to end, on the worked example of the Philippines with 10,000 draws.

{table}
"""

AIMS = """
## Aims

{table}
"""


def page(found: Mapping[str, Found], size: Size, repetitions: int, load: tuple[float, float]) -> str:
    """The whole page."""
    versions = ", ".join(f"{name} {version or 'not installed'}" for name, version in package_versions().items())
    parts = [
        INTRODUCTION.format(
            repetitions=repetitions,
            machine=machine_words(),
            load=f"{load[0]:.1f} and {load[1]:.1f}",
            versions=versions,
        ),
        AIMS.format(table=_aims(found)),
        SOURCES.format(table=_sources_table(found["sources"])),
        _countries(found["countries"], found["curve"], size),
        COMMANDS.format(table=_commands_table(found["commands"])),
    ]
    return "".join(parts)


def write(path: Path, text: str) -> None:
    """Write the page in one piece; parts that are measured by themselves stay."""
    text += parts(path)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)


def _sources_table(found: Found) -> str:
    rows = []
    for name, series in found.items():
        program, _, draws = name.partition("|")
        answer = series.answer
        rows.append(
            (
                program,
                f"{int(draws):,}",
                *_times(series),
                f"{answer['mean_error']:.1e}",
                f"{answer['deviation_error']:.1e}",
            )
        )
    heads = ("program", "draws", "wall s", "processor s", "process s", "MB", "mean off by", "sd off by")
    return _table(heads, rows)


def _countries(found: Found, curve: Found, size: Size) -> str:
    rows = []
    compared = [
        differences(found[f"almaden|{workers}|{drawn}"].answer, found[f"numpy|1|{drawn}"].answer)
        for workers in (1, 2)
        for drawn in (0, 1)
    ]
    for name, series in found.items():
        program, workers, drawn = name.split("|")
        words = {"numpy": "numpy by hand", "almaden": f"almaden, {workers} process{'es' if workers != '1' else ''}"}
        rows.append(("drawn" if drawn == "1" else "fixed", words[program], *_times(series)))
    heads = ("distribution factors", "program", "wall s", "processor s", "process s", "MB")
    one = found["almaden|1|0"]
    return COUNTRIES.format(
        countries=size.countries,
        curve_countries=size.curve_countries,
        lookup=one.median("process") - one.median("wall"),
        table=_table(heads, rows),
        points=max(points for points, _ranges, _world in compared),
        ranges=max(ranges for _points, ranges, _world in compared),
        world=max(world for _points, _ranges, world in compared),
        curve=_curve_table(curve, size),
    )


def _curve_table(curve: Found, size: Size) -> str:
    sizes = [(rows, 10_000) for rows in ROWS] + [(100, draws) for draws in DRAWS if draws != 10_000]
    lines = []
    for rows, draws in sorted(sizes):
        line = [f"{rows}", f"{draws:,}"]
        for drawn in (0, 1):
            series = curve[f"{rows}|{draws}|{drawn}"]
            per_row = series.median("cpu") / (size.curve_countries * rows) * 1e6
            line += [
                _span(series, "cpu"),
                f"{per_row * 1000 / size.draws(draws):.0f}",
                f"{series.median('megabytes'):.0f}",
            ]
        lines.append(tuple(line))
    fixed = ("processor s", "µs per row and 1,000 draws", "MB")
    return _table(
        ("rows", "draws", *(f"fixed: {head}" for head in fixed), *(f"drawn: {head}" for head in fixed)), lines
    )


def _commands_table(found: Found) -> str:
    rows = [
        (f"`{name}`", _span(series, "wall"), _span(series, "cpu"), f"{series.median('megabytes'):.0f}")
        for name, series in found.items()
    ]
    return _table(("command", "wall s", "processor s", "MB"), rows)


def _aims(found: Mapping[str, Found]) -> str:
    sources, countries, commands = found["sources"], found["countries"], found["commands"]
    own, plain = sources["almaden|100000"], sources["numpy, source by source|100000"]
    fixed, drawn = countries["almaden|1|0"], countries["almaden|1|1"]
    rows = [
        ("60 sources, 100,000 draws", "0.5 s, 200 MB", _seconds_megabytes(own)),
        ("the same with plain numpy, source by source", "Almaden not slower", _seconds_megabytes(plain)),
        ("all countries, fixed distribution factors, one process", "12 s, 500 MB", _seconds_megabytes(fixed)),
        ("all countries, drawn distribution factors, one process", "25 s, 500 MB", _seconds_megabytes(drawn)),
    ]
    aims = {
        "almaden inventory run": "1.5 s",
        "almaden --help": "0.3 s",
        "almaden inventory report --kind toolkit --format pdf": "5 s",
    }
    for name, aim in aims.items():
        if name in commands:
            rows.append((f"`{name}`, whole process", aim, f"{_seconds_megabytes(commands[name])}"))
    return _table(("case", "aim", "measured: wall (processor), memory"), rows)


def _seconds_megabytes(series: Series) -> str:
    return f"{series.median('wall'):.2f} s ({series.median('cpu'):.2f} s), {series.median('megabytes'):.0f} MB"


def _times(series: Series) -> tuple[str, str, str, str]:
    return (
        _span(series, "wall"),
        _span(series, "cpu"),
        f"{series.median('process'):.2f}",
        f"{series.median('megabytes'):.0f}",
    )


def _span(series: Series, name: str) -> str:
    low, high = series.spread(name)
    return f"{series.median(name):.3g} [{low:.3g} to {high:.3g}]"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    right = ["---" if place == 0 else "--:" for place in range(len(heads))]
    lines = [heads, right, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
