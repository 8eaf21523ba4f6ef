"""What a value of an EBAS file means together with its flag."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from statistics import median
from typing import Final, NamedTuple

from almaden.monitoring.quality.ebas_flags import ebas_flags, worst_flag
from almaden.monitoring.readers.ebas_columns import ValueColumn
from almaden.monitoring.readers.told import FAR, MAY_BE_ZERO, is_nines, number
from almaden.reference.records import Flag

#: Species that may be below zero, and amounts.
_FREE: Final = frozenset({"temperature"})
_AMOUNTS: Final = frozenset({"precipitation", "official precipitation"})


class Meaning(NamedTuple):
    """A value with its flag.

    Attributes:
        value: in the unit of its column, None where there is none.
        flag: on the scale of observations.
        detection_limit: in the unit of the column, None where it is not told.
        diagnostics: what stands beside it.
        traps: what is odd about it.
    """

    value: float | None
    flag: Flag
    detection_limit: float | None = None
    diagnostics: str = ""
    traps: tuple[str, ...] = ()


class _Flags(NamedTuple):
    """What a cell of flags comes to, whether all of them are known, and whether the number is a detection limit."""

    flag: Flag
    known: bool
    is_limit: bool


_NO_FLAG: Final = _Flags("valid", True, False)


def meanings(column: ValueColumn, keys: Sequence[tuple[str, ...]], places: Sequence[int]) -> list[Meaning | None]:
    """What different cells of a column mean.

    Args:
        column: the column.
        keys: value, flags and further cells, each combination once.
        places: for each row, which combination stands there.

    Returns:
        For each combination its meaning, None where the value is no number.
    """
    missing = number(column.missing)
    code = missing.value if missing else None
    found = [_meaning(column, code, key) for key in keys]
    nines = [at for at, (one, key) in enumerate(zip(found, keys, strict=True))
             if one is not None and one.value is not None and one.value > 0 and is_nines(key[0])]  # fmt: skip
    if nines:
        left = set(nines)
        others = [one.value for at in places if at not in left and (one := found[at]) and one.value is not None]
        middle = median(others) if others else math.inf
        for at in nines:
            one = found[at]
            if one is not None and one.value is not None and one.value > FAR * middle:
                found[at] = one._replace(traps=(*one.traps, "missing code"))
    return found


def _meaning(column: ValueColumn, code: float | None, key: tuple[str, ...]) -> Meaning | None:
    cell, numflag, *beside = key
    read = number(cell)
    if read is None:
        return None
    told = _told(numflag, column.species in _AMOUNTS) if column.flag is not None else _NO_FLAG
    flag = told.flag
    traps = [read.trap] if read.trap else []
    if not told.known:
        traps.append("unknown flag")
    amount = read.value if column.scale == 1 else float(f"{read.value * column.scale:.15g}")
    if not math.isfinite(amount):
        return None
    value: float | None = amount
    limit = column.detection_limit
    if read.value == code or flag == "missing":
        if (flag == "missing") != (read.value == code) and flag in ("valid", "missing"):
            traps.append("flag and value")
        value, flag = None, "missing" if flag in ("valid", "suspect") else flag
    elif told.is_limit:
        value, limit = None, amount if amount > 0 else limit
    elif read.value < 0 and column.species not in _FREE:
        if is_nines(cell):
            traps.append("missing code")
            value, flag = None, "missing"
        else:
            traps.append("negative value")
    elif amount == 0 and limit is not None and flag == "valid" and column.species not in MAY_BE_ZERO:
        traps.append("zero below detection")
    return Meaning(value, flag, limit, _diagnostics(column, beside), tuple(traps))


@functools.lru_cache(maxsize=4096)
def _told(numflag: str, is_amount: bool) -> _Flags:
    # That a dry week has no concentration makes its precipitation of zero no worse.
    flags = [one for one in ebas_flags(numflag) if not (is_amount and one.concerns == "concentration")]
    is_limit = any(one.value_is == "detection limit" for one in flags)
    return _Flags(worst_flag(flags), all(one.known for one in flags), is_limit)


def _diagnostics(column: ValueColumn, beside: Sequence[str]) -> str:
    if not beside:
        return column.kept
    told = [
        f"{statistic.replace(' ', '_')}={cell}"
        for (_, statistic, missing), cell in zip(column.beside, beside, strict=True)
        if cell != missing
    ]
    return "; ".join(filter(None, (column.kept, *told)))
