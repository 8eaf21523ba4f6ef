"""Results of inventories: computed when asked for, and frozen as they stood when a version was submitted."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from almaden.errors import AlmadenError, InputError
from almaden.inventory.inventory import Inventory as Calculated
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Result
from almaden.inventory.result_read import read_result
from almaden.store.inventories.guard import OPEN
from almaden.store.inventories.read import checked, header_of
from almaden.store.models import FrozenResult, Inventory


@dataclass(frozen=True)
class _Question:
    """What a result depends on; with the same places in it an explanation leads to the same rows."""

    sha256: str
    places: tuple[str, ...]
    year: int | None
    data: InventoryData = field(compare=False)


def result_of(inventory: Inventory, year: int | None = None) -> Result:
    """The result of an inventory as it stands, with the seed and draws of the command line.

    Args:
        inventory: the inventory.
        year: one of its reporting years; that of the header if None.

    Raises:
        InputError: the rows do not fit together yet, or the inventory is not for that year.
    """
    data, faults = checked(inventory)
    if faults:
        raise InputError(faults)
    return _computed(_Question(data.sha256, tuple(row.place for row in data.rows), year, data))


@lru_cache(maxsize=16)
def _computed(question: _Question) -> Result:
    return Calculated(question.data).run(year=question.year)


def years_of(inventory: Inventory) -> tuple[int, ...]:
    """The reporting years of an inventory, in order."""
    return header_of(inventory).years or (inventory.year,)


def frozen_result(inventory: Inventory, year: int | None = None) -> dict[str, Any] | None:
    """The result that was shown when the version was submitted, in the fields of the JSON output.

    Returns:
        None where the version was never submitted, or not for that year.
    """
    found = FrozenResult.objects.filter(inventory=inventory, year=year or inventory.year).first()
    return None if found is None else found.result


def submitted_result(inventory: Inventory, year: int | None = None) -> Result | None:
    """The result of a version that was submitted, as it stood then, whatever the program computes today.

    Returns:
        None for a draft, and where no result was frozen that this version of the program can read.
    """
    frozen = None if inventory.state in OPEN else frozen_result(inventory, year)
    try:
        return None if frozen is None else read_result(frozen)
    except AlmadenError:
        return None


def content_of(result: Result) -> dict[str, Any]:
    """A result as it is frozen: what ``almaden inventory run --json`` prints."""
    content: dict[str, Any] = json.loads(result.to_json())
    return content
