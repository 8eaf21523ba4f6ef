"""Reads tables of sources at points and of totals of regions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, TypeVar, cast

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.emission_forms import emission_forms
from almaden.fate.atmosphere.emission_units import emission_unit
from almaden.fate.atmosphere.records import FacilityEmissionRecord, RegionEmissionRecord
from almaden.quantity.units import UnitError
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import one_table
from almaden.reference.readers.located import Located
from almaden.reference.readers.places import records_of
from almaden.reference.record import Record
from almaden.wording import Text, n_

AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_facilities(path: Path) -> tuple[FacilityEmissionRecord, ...]:
    """Read sources at points, one a line: latitude, longitude, emission; unit, kind, shares and height where told.

    Raises:
        InputError: with every fault of the file.
    """
    return tuple(_read(path, FacilityEmissionRecord, "facilities"))


def read_totals(path: Path) -> tuple[RegionEmissionRecord, ...]:
    """Read totals of regions, one a line: region, total; unit and kind where told.

    Raises:
        InputError: with every fault of the file, also where a region stands twice.
    """
    found = _read(path, RegionEmissionRecord, "totals")
    twice = [name for name, count in Counter(one.region for one in found).items() if count > 1]
    if twice:
        raise InputError(
            [Fault(n_("a region stands twice"), path.name, column="region", value=name,
                   advice=n_("sum its lines, or give each sector a file of its own")) for name in twice]
        )  # fmt: skip
    return tuple(found)


def _read(path: Path, record: type[AnyRecord], title: str) -> list[AnyRecord]:
    from almaden.reference.readers.safety import check_file

    check_file(path, path.name)
    faults, found = Faults(), []
    for item in records_of(one_table(path, path.name, title), record):
        if isinstance(item, Fault):
            faults.add(item)
            continue
        for fault in _odd(item, path.name):
            faults.add(fault)
        found.append(cast("AnyRecord", item.record))
    if not found and not faults.found:
        faults.add(Fault(n_("there is no line in it"), file=path.name))
    faults.raise_if_any()
    return found


def _odd(item: Located, name: str) -> list[Fault]:
    """Units and kinds that are not known."""
    one: Any = item.record
    faults = []
    try:
        per_area = emission_unit(one.unit).per_area
        problem = Text("'{unit}' is per area and this is a whole source", unit=one.unit) if per_area else None
    except UnitError as error:
        problem = error.args[0]
    if problem is not None:
        faults.append(Fault(problem, name, row=item.row, column="unit", value=one.unit, accepted="kg/yr, t/yr, Mg/yr"))
    if one.kind not in emission_forms():
        faults.append(
            Fault(n_("this kind of source is not known"), name, row=item.row, column="kind", value=one.kind,
                  accepted=", ".join(emission_forms()))
        )  # fmt: skip
    return faults
