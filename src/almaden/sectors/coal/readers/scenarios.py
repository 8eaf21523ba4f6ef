"""Scenarios of a fleet that users write as a table."""

from __future__ import annotations

from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.places import records_of
from almaden.sectors.coal.readers.fleet import opened
from almaden.sectors.coal.scenario_tables import ScenarioRecord, check_names
from almaden.wording import n_


def read_scenarios(path: Path) -> tuple[ScenarioRecord, ...]:
    """Read a table with the columns of :class:`~almaden.sectors.coal.scenario_tables.ScenarioRecord`.

    Raises:
        InputError: with every fault, also where a line names a rule or a pipeline that the package does not have, or
            the table has no line.
    """
    faults, found = Faults(), []
    with opened(path, "") as (file, title), on_disk(file, title) as place:
        for item in records_of(one_table(place, title, "scenarios"), ScenarioRecord):
            if isinstance(item, Fault):
                faults.add(item)
                continue
            try:
                check_names(item.record)
            except InputError as error:
                faults.take(error)
            found.append(item.record)
    if not found:
        faults.add(Fault(n_("there is no scenario in it"), file=path.name))
    faults.raise_if_any()
    return tuple(found)
