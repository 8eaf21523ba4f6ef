"""Reads a table of actions against emissions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.action_records import ActionRecord
from almaden.fate.atmosphere.emission_forms import emission_forms
from almaden.fate.atmosphere.emission_units import emission_unit
from almaden.fate.atmosphere.receptors import receptor, region_keys
from almaden.quantity.units import UnitError
from almaden.reference.readers.template import Rows, read_tables
from almaden.wording import Text, n_

#: Name of the table, which a workbook may have as a sheet.
TABLE: Final = "actions"


@dataclass(frozen=True)
class ActionTable:
    """Actions as read.

    Attributes:
        rows: the actions, their regions by key.
        sha256: of the file.
        name: of the file.
    """

    rows: tuple[ActionRecord, ...]
    sha256: str
    name: str


def read_actions(source: Path | BinaryIO, name: str = "") -> ActionTable:
    """Read actions, one a line.

    Args:
        source: a text table or a workbook, with the columns of
            :class:`~almaden.fate.atmosphere.action_records.ActionRecord`.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of the file: cells that are no numbers, rows with neither region nor place or with
            both, unknown regions, units and kinds, names that stand twice, costs in several currencies.
    """
    read = read_tables(source, name, {TABLE: ActionRecord})
    rows = read.rows.get(TABLE)
    found: list[ActionRecord] = [one.record for one in rows.found] if rows else []
    for fault in _checked(rows) if rows else ():
        read.faults.add(fault)
    if not found and not read.faults.found:
        read.faults.add(Fault(n_("there is no action in it"), file=read.name, advice=n_("fill in one row for each")))
    read.faults.raise_if_any()
    keyed = tuple(one.model_copy(update={"region": receptor(one.region).key}) if one.region else one for one in found)
    return ActionTable(keyed, read.sha256, read.name)


def _checked(rows: Rows) -> Iterator[Fault]:
    first: dict[str, int | None] = {}
    currency = ""
    for one in rows.found:
        row: ActionRecord = one.record
        yield from _of_row(rows, one.row, row)
        called = row.name.casefold()
        if called in first:
            yield rows.fault(
                Text("the action is told twice; first in row {row}", row=str(first[called])), one.row, "name", row.name,
                n_("each name once"), n_("name them apart, or keep one"),
            )  # fmt: skip
        first.setdefault(called, one.row)
        currency = currency or row.currency
        if row.cost is not None and row.currency != currency:
            yield rows.fault(
                n_("costs in several currencies cannot be compared"), one.row, "currency", row.currency, currency,
                n_("convert them to one"),
            )  # fmt: skip


def _of_row(rows: Rows, number: int | None, row: ActionRecord) -> Iterator[Fault]:
    if row.region and not _is_region(row.region):
        yield rows.fault(
            n_("this is none of the 17 regions"), number, "region", row.region, ", ".join(region_keys()),
            n_("choose one of these, or give latitude and longitude"),
        )  # fmt: skip
    try:
        per_area = emission_unit(row.unit).per_area
        problem = Text("'{unit}' is per area and this is a whole source", unit=row.unit) if per_area else None
    except UnitError as error:
        problem = error.args[0]
    if problem is not None:
        accepted = "kg/yr, t/yr, Mg/yr"
        yield rows.fault(problem, number, "unit", row.unit, accepted, n_("write the unit of a mass in a year"))
    if row.kind not in emission_forms():
        yield rows.fault(
            n_("this kind of source is not known"), number, "kind", row.kind, ", ".join(emission_forms()),
            n_("take the nearest, or other; or give the shares of hg0, hg2 and hgp yourself"),
        )  # fmt: skip


def _is_region(name: str) -> bool:
    try:
        return receptor(name).kind == "region"
    except InputError:
        return False
