"""A whole file of the IATI standard as a registry."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from almaden.errors import Fault
from almaden.partnership.checks import Kept, check
from almaden.partnership.readers.iati import read_iati
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.registry import Registry
from almaden.reference.readers.faults import Faults


def read_iati_registry(
    path: Path, name: str = "", kept: Kept = MappingProxyType({}), unplaced: list[str] | None = None
) -> Registry:
    """Read a file whose records must all be right, also in what they say of each other.

    Args:
        path: the file.
        name: what to call it in messages; its file name if empty.
        kept: what is kept elsewhere already, which the records may name too.
        unplaced: takes the keys of activities that name no area of work.

    Raises:
        InputError: with all faults.
    """
    faults = Faults()
    records: list[tuple[str, RegistryRecord]] = []
    for found in read_iati(path, name, unplaced):
        if isinstance(found, Fault):
            faults.add(found)
            if faults.full:
                break
        else:
            records.append(found)
    # Links to an activity that could not be read would seem to lead nowhere.
    faults.raise_if_any()
    registry = Registry.made_of(records)
    for fault in check(registry, kept=kept):
        faults.add(fault)
    faults.raise_if_any()
    return registry
