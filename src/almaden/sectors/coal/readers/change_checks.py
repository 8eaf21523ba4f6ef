"""What the rows of a table of changes must hold: units and coals that are there, and all that each kind needs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from almaden.errors import Fault, InputError
from almaden.reference.readers.template import Rows
from almaden.sectors.coal.change_records import ChangeRecord, change_of
from almaden.sectors.coal.readers.fleet_checks import unit_known
from almaden.sectors.coal.records import CoalRecord
from almaden.wording import n_


def check_changes(rows: Rows, units: Collection[str], coals: Sequence[CoalRecord]) -> Iterator[Fault]:
    """Check the changes.

    Args:
        rows: the table.
        units: identifiers of the units that there are.
        coals: the coals that changes may name.
    """
    seen: set[str] = set()
    for one in rows.found:
        change: ChangeRecord = one.record
        if change.id in seen:
            yield rows.fault(
                n_("the identifier is that of another change"), one.row, "id", change.id, n_("each identifier once"),
                n_("delete one of the rows, or correct its identifier"),
            )  # fmt: skip
        seen.add(change.id)
        if change.unit:
            yield from unit_known(rows, change.unit, one.row, units)
        try:
            change_of(change, coals, rows.table.file, one.row)
        except InputError as error:
            yield from error.faults
