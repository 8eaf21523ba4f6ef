"""One value of a network's table with its flag."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from almaden.monitoring.quality.network_flags import NetworkFlag
from almaden.monitoring.readers.told import is_nines, number
from almaden.reference.records import Flag


class Value(NamedTuple):
    """A value, its flag and what is odd about it.

    Attributes:
        value: the number, None where there is none.
        flag: on the scale of observations.
        traps: what is odd.
        is_number: whether the cell could be read.
    """

    value: float | None
    flag: Flag
    traps: tuple[str, ...] = ()
    is_number: bool = True


def network_value(
    cell: str, flag: NetworkFlag | None, missing: Collection[float] = (), negative_is_missing: bool = False
) -> Value:
    """What a cell and its flag mean together.

    Args:
        cell: the value as it was written.
        flag: what the network says of it; None where it does not flag.
        missing: numbers by which the network writes "missing".
        negative_is_missing: whether every number below zero does.
    """
    told: Flag = flag.flag if flag is not None else "valid"
    if not cell:
        return Value(None, "missing" if told != "invalid" else told)
    read = number(cell)
    if read is None:
        return Value(None, "missing", is_number=False)
    traps = [read.trap] if read.trap else []
    if flag is not None and not flag.known:
        traps.append("unknown flag")
    value = read.value
    if value in missing or (negative_is_missing and value < 0):
        # What the network wrote as missing needs no flag.
        return Value(
            None, "missing" if told != "invalid" else told, tuple(trap for trap in traps if trap != "unknown flag")
        )
    if value < 0 and is_nines(cell):
        return Value(None, "missing", (*traps, "missing code"))
    if told == "missing":
        return Value(None, told, (*traps, "flag and value"))
    if value < 0:
        traps.append("negative value")
    return Value(value, told, tuple(traps))
