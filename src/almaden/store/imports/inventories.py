"""Imports of whole inventories: a file becomes a draft, kept by those who keep inventories."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.located import Located
from almaden.store.imports.plan import Plan, Planned, fault_at
from almaden.store.imports.reading import Request
from almaden.store.models import Inventory, Upload
from almaden.store.rights import may
from almaden.wording import n_

#: Whose figures an inventory holds when nobody says: such a one never stands on a world map.
STANDING: Final = "worked_example"


def plan_inventory(request: Request, plan: Plan) -> None:
    """Plan an inventory: it is added, unless the same file became one before."""
    known = Inventory.objects.filter(upload__sha256=_sha256(request.path)).first()
    for located in _read(request, plan.faults):
        header = located.record.header
        country = header.country
        if request.actor is not None and not may(request.actor, "write_inventory", country):
            problem, advice = n_("you may not write inventories of this country"), n_("ask an administrator")
            plan.faults.append(fault_at(request.name, located, problem, "country", country, advice))
            continue
        one = Planned("inventory", "inventory", header.title or f"{country} {header.year}", located)
        if known is not None:
            one.action, one.target, one.reason = "unchanged", known, n_("the same file was brought in before")
        else:
            one.values = {"country": country, "year": header.year, "standing": standing_of(request)}
        plan.planned.append(one)


def keep_inventory(request: Request, upload: Upload) -> Inventory:
    """Make the draft.

    Raises:
        InputError: the file has faults.
        RightsError: the person may not write inventories of the country.
    """
    from almaden.store.inventories import from_data

    faults: list[Fault] = []
    found = _read(request, faults)
    if faults or not found:
        raise InputError(faults)
    return from_data(request.actor, found[0].record, standing=standing_of(request), upload=upload)


def standing_of(request: Request) -> str:
    """Whose figures the inventory holds, as the person said."""
    return str(request.options.get("standing") or STANDING)


def _read(request: Request, faults: list[Fault]) -> list[Located]:
    found = []
    with request.open() as file:
        for item in request.items(file):
            if isinstance(item, Fault):
                faults.append(item)
            else:
                found.append(item)
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
