"""Whether the programs computed the same: asked before any time is looked at."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.processes import Series

Answers = Mapping[str, Series]


def sources_faults(found: Answers) -> Iterator[str]:
    """What is wrong with the answers of case A: other input, or moments beyond the sampling error."""
    if len({series.answer["sha256"] for series in found.values()}) != 1:
        yield "the programs had different input"
    for name, series in found.items():
        answer = series.answer
        if answer["standard_errors"] > 4.5:
            yield f"{name}: a mean is {answer['standard_errors']:.1f} standard errors off"
        # The relative error of a standard deviation of n draws of these sums is about 1.5 / sqrt(n).
        if answer["deviation_error"] > 9.0 / float(name.partition("|")[2]) ** 0.5:
            yield f"{name}: a standard deviation is {answer['deviation_error']:.1%} off"


def countries_faults(found: Answers) -> Iterator[str]:
    """What is wrong with the answers of case B: other point values, or ranges beyond the sampling error."""
    for drawn in (0, 1):
        reference = found[f"numpy|1|{drawn}"].answer
        for workers in (1, 2):
            name = f"almaden|{workers}|{drawn}"
            points, ranges, world = differences(found[name].answer, reference)
            if points > 1e-9:
                yield f"{name}: point values differ by {points:.1e}"
            if ranges > 0.03 or world > 0.05:
                yield f"{name}: ranges differ by {ranges:.1%} (countries), {world:.1%} (world)"


def differences(answer: Mapping[str, Any], reference: Mapping[str, Any]) -> tuple[float, float, float]:
    """Relative differences: largest of a point value, median of an end of a country's range, largest of the world's."""
    points, ends = [0.0], [0.0]
    for country, amounts in reference["countries"].items():
        for name, (value, low, high) in amounts.items():
            own = answer["countries"][country][name]
            points.append(_relative(own[0], value))
            ends += [_relative(own[1], low), _relative(own[2], high)]
    world = [
        _relative(own, value)
        for name, amounts in reference["world"].items()
        for own, value in zip(answer["world"][name], amounts, strict=True)
    ]
    return max(points), statistics.median(ends), max(world)


def _relative(first: float, second: float) -> float:
    return abs(first - second) / max(abs(second), 1e-9)
