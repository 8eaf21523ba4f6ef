"""Averages of the US Information Collection Request of 1999, in two readings of the same field data.

``icr1999`` are the averages of Kilgroe et al. (2002), ``icr2006`` those of Srivastava et al. (2006). They differ by up
to 13 points, so both stand, each under its name.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from almaden.reference.tables import read_table
from almaden.sectors.coal.methods.measured import Answer
from almaden.sectors.coal.methods.scope import Method, device_set, no_value, origin_of, outside
from almaden.sectors.coal.methods.spreads import NO_RANGE, has_range, total
from almaden.sectors.coal.plant import Conditions
from almaden.wording import Text, joined, n_

_TITLES = {
    "icr1999": n_("US plants 1999, averages of 2002"),
    "icr2006": n_("US plants 1999, averages of 2006"),
}
_DESCRIPTION = n_(
    "Average removal over whole control trains, by rank of the coal, measured at US power plants in 1999. Each value "
    "holds for its train as a whole."
)

_Key = tuple[str, frozenset[str], str]


@functools.cache
def _averages() -> Mapping[_Key, Mapping[str, str]]:
    return MappingProxyType(
        {(row["data_set"], device_set(row["devices"]), row["rank"]): row for row in read_table("coal/removal_icr")}
    )


@functools.cache
def _ranges() -> Mapping[tuple[frozenset[str], str], tuple[float, float]]:
    """Low and high share that passes, by devices and rank."""
    return MappingProxyType(
        {
            (device_set(row["devices"]), row["rank"]): (
                1.0 - float(row["high_percent"]) / 100.0,
                1.0 - float(row["low_percent"]) / 100.0,
            )
            for row in read_table("coal/removal_ranges")
        }
    )


def _answer(data_set: str, conditions: Conditions) -> Answer:
    """The average of a data set, with the range of typical removals where there is one that holds it."""
    title = _TITLES[data_set]
    devices, rank = frozenset(conditions.train.devices), conditions.fuel.rank
    reason = outside(data_set, conditions)
    row = _averages().get((data_set, devices, rank))
    if reason or row is None:
        return Answer(data_set, title, reason=reason or no_value(conditions.train))
    percent = float(row["removal_percent"])
    removal = max(percent, 0.0) / 100.0
    low, high = _ranges().get((devices, rank), (None, None))
    origin = origin_of("removal", percent, "%", "removal_icr", row)
    told = _told(percent)
    if low is not None and high is not None and has_range(1.0 - removal, low, high):
        origin = replace(origin, low=100.0 * (1.0 - high), high=100.0 * (1.0 - low), note=_range_note(origin.note))
    else:
        told += (NO_RANGE,)
    passing = total(1.0 - removal, origin, f"{data_set}\0{rank}\0{conditions.train}", low, high)
    return Answer(data_set, title, passing, told=told)


def _told(percent: float) -> tuple[Text | str, ...]:
    if percent >= 0.0:
        return ()
    return (
        Text(
            "the average of {percent} % is below zero, noise of measurement, and counts as no removal", percent=percent
        ),
    )


def _range_note(note: str) -> str:
    """The doubts of an average, with where its range was read."""
    source = read_table("coal/removal_ranges")[0]["source"]
    told = Text("range: {source}", source=source)
    return joined((note, told), "; ") if note else told


METHODS = tuple(Method(name, title, _DESCRIPTION, functools.partial(_answer, name)) for name, title in _TITLES.items())
