"""Small tables of assumptions that users write beside a fleet: scenarios, targets of years."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

from almaden.errors import Fault, InputError
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.places import records_of
from almaden.reference.readers.template import opened
from almaden.reference.record import Record
from almaden.sectors.coal.scenario_tables import ScenarioRecord, check_names
from almaden.wording import n_

AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_beside(path: Path, record: type[AnyRecord], title: str) -> tuple[AnyRecord, ...]:
    """Read a table whose columns are the fields of a record type.

    Args:
        path: the table, text or workbook.
        record: the record type of its rows.
        title: title that its sheet has in a workbook of several.

    Raises:
        InputError: with every fault, also where it has no line.
    """
    faults, found = Faults(), []
    with opened(path, "") as (file, name), on_disk(file, name) as place:
        for item in records_of(one_table(place, name, title), record):
            if isinstance(item, Fault):
                faults.add(item)
            else:
                found.append(cast("AnyRecord", item.record))
    if not found:
        faults.add(Fault(n_("there is no line in it"), file=path.name))
    faults.raise_if_any()
    return tuple(found)


def read_scenarios(path: Path) -> tuple[ScenarioRecord, ...]:
    """Read scenarios.

    Raises:
        InputError: with every fault, also where a line names a rule or a pipeline that the package does not have.
    """
    found, faults = read_beside(path, ScenarioRecord, "scenarios"), Faults()
    for scenario in found:
        try:
            check_names(scenario)
        except InputError as error:
            faults.take(error)
    faults.raise_if_any()
    return found
