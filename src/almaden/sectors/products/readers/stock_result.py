"""Reads how many lamps are in use from what ``almaden products stock --json`` wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.sectors.products.defaults import content_of, life_of
from almaden.wording import n_

_MG_PER_KG: Final = 1e6


@dataclass(frozen=True)
class InUse:
    """Items in use in a country.

    Attributes:
        value, low, high: how many, with the 95 % range of the mercury in them.
        mercury_mg: mercury in one, by which that of all was divided.
    """

    value: float
    low: float
    high: float
    mercury_mg: float


def items_in_use(file: Path, kind: str, country: str = "", year: int | None = None) -> InUse:
    """Items in use in a country.

    They are the mercury in use by the default content of those sold half a mean life earlier.

    Args:
        file: the result of a run of the stock.
        kind: kind of product.
        country: the country; may be empty where the result has one only.
        year: the year; by default the last of the result.

    Raises:
        InputError: the file is no such result, or has no such product, country or year.
    """
    try:
        found: Any = json.loads(file.read_text(encoding="utf-8"))
        years = list(found["years"])
        series = [one for one in found["series"] if one["kind"] == kind and country in ("", one["country"])]
        at = years[-1] if year is None else year
        if len(series) != 1 or at not in years:
            raise InputError(_none(file, kind, country, found))
        told = series[0]["amounts"]["stock"][years.index(at)]
        stock = [float(told[name]) for name in ("value", "low", "high")]
    except OSError as error:
        raise InputError(_unreadable(file, error.strerror or str(error))) from None
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise InputError(_unreadable(file, str(error))) from None
    sold = at - 0.5 * life_of(kind, series[0]["country"]).law.mean
    content = content_of(kind, series[0]["country"])
    import numpy as np

    (kg,) = content.drawn(np.array([sold]), lambda number: number.value)
    value, low, high = (one / float(kg) for one in stock)
    return InUse(value, low, high, float(kg) * _MG_PER_KG)


def _none(file: Path, kind: str, country: str, found: Any) -> Fault:
    there = sorted({f"{one['country']} {one['kind']}" for one in found["series"]})
    return Fault(
        n_("the result has not exactly one such product, country and year"), file=file.name,
        value=f"{country} {kind}".strip(), accepted=", ".join(there),
        advice=n_("name the country by --country, and a year of the result by --year"),
    )  # fmt: skip


def _unreadable(file: Path, reason: str) -> Fault:
    return Fault(
        n_("this is no result of the stock of products"), file=file.name, value=reason,
        accepted=n_("what 'almaden products stock FILE --json' prints"),
        advice=n_("write it into a file, and name that"),
    )  # fmt: skip
