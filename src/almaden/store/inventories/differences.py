"""What differs between two versions of an inventory: header, rows field by field, totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from almaden.errors import InputError
from almaden.inventory.records import Header
from almaden.inventory.result import Amount
from almaden.reference.pathways import AMOUNTS
from almaden.store.inventories.read import header_of
from almaden.store.inventories.results import result_of
from almaden.store.models import Inventory, InventoryRow

#: What tells the rows of a table apart, in the words of their columns.
_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "activity_rates": ("id", "code", "variant", "phase", "facility", "scenario", "year", "candidate_of"),
    "factors": ("kind", "code", "variant", "scenario"),
    "sources": ("id",),
    "published": ("quantity", "source"),
    "law": ("obligation",),
    "priorities": ("action",),
    "populations": ("group",),
}
#: The first of what tells them apart, where more than one column may have changed.
_ROUGHLY_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "activity_rates": ("code",),
    "factors": ("kind", "code"),
    "published": ("quantity",),
}
#: Table name of the differences of the header.
HEADER: Final = "inventory"


@dataclass(frozen=True)
class FieldDifference:
    """One column before and after; None is an empty cell."""

    column: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowDifference:
    """One row that was added, removed or changed; the header counts as a row of the table ``inventory``.

    Attributes:
        table: table of the row.
        kind: what became of it.
        label: what tells the row from others, such as its code.
        old_row: id of the row in the old version, None where there is none.
        new_row: id of the row in the new version, None where there is none.
        fields: the columns that differ; all that are filled in where a row was added or removed.
    """

    table: str
    kind: Literal["added", "removed", "changed"]
    label: str
    old_row: int | None
    new_row: int | None
    fields: tuple[FieldDifference, ...]


@dataclass(frozen=True)
class TotalDifference:
    """One amount of one total in both versions, kg per year; None where a version has no result."""

    total: str
    amount: str
    before: Amount | None
    after: Amount | None


def differences(old: Inventory, new: Inventory) -> tuple[RowDifference, ...]:
    """What differs between two versions, the header first, then row by row."""
    found = [*_header_differences(header_of(old), header_of(new))]
    before, after = _tables(old), _tables(new)
    for table in sorted({*before, *after}):
        found += _table_differences(table, before.get(table, []), after.get(table, []))
    return tuple(found)


def total_differences(old: Inventory, new: Inventory, year: int | None = None) -> tuple[TotalDifference, ...]:
    """The totals of both versions side by side."""
    before, after = _totals(old, year), _totals(new, year)
    return tuple(
        TotalDifference(total, amount, before.get((total, amount)), after.get((total, amount)))
        for total in ("gross", "toolkit", "linked")
        for amount in AMOUNTS
    )


def _totals(inventory: Inventory, year: int | None) -> dict[tuple[str, str], Amount]:
    try:
        result = result_of(inventory, year)
    except InputError:
        # A draft that does not fit together has no totals yet.
        return {}
    return {(name, amount): value for name, total in result.totals.items() for amount, value in total.amounts.items()}


def _tables(inventory: Inventory) -> dict[str, list[InventoryRow]]:
    tables: dict[str, list[InventoryRow]] = defaultdict(list)
    for row in inventory.rows.order_by("position", "id"):
        tables[row.table].append(row)
    return tables


def _header_differences(old: Header, new: Header) -> Iterator[RowDifference]:
    before = {**vars(old), **{f"context.{name}": vars(entry) for name, entry in old.context.items()}}
    after = {**vars(new), **{f"context.{name}": vars(entry) for name, entry in new.context.items()}}
    del before["context"], after["context"]
    fields = _fields(before, after)
    if fields:
        yield RowDifference(HEADER, "changed", new.title or new.country, None, None, fields)


def _table_differences(table: str, old: Sequence[InventoryRow], new: Sequence[InventoryRow]) -> Iterator[RowDifference]:
    told_by = _TOLD_BY.get(table, _TOLD_BY["factors"])
    pairs, old, new = _matched(old, new, lambda row: repr(sorted(row.data.items())))
    for columns in (told_by, _ROUGHLY_BY.get(table, ())):
        if columns:
            more, old, new = _matched(old, new, _key(columns))
            pairs += more
    for before, after in pairs:
        fields = _fields(before.data, after.data)
        if fields:
            yield RowDifference(table, "changed", _label(after, told_by), before.pk, after.pk, fields)
    for row in old:
        yield RowDifference(table, "removed", _label(row, told_by), row.pk, None, _fields(row.data, {}))
    for row in new:
        yield RowDifference(table, "added", _label(row, told_by), None, row.pk, _fields({}, row.data))


_Pairs = list[tuple[InventoryRow, InventoryRow]]


def _matched(
    old: Sequence[InventoryRow], new: Sequence[InventoryRow], key: Callable[[InventoryRow], Any]
) -> tuple[_Pairs, list[InventoryRow], list[InventoryRow]]:
    """Rows that say the same under a key, in their order, and those that are left over on both sides."""
    waiting: dict[Any, list[InventoryRow]] = defaultdict(list)
    for row in old:
        waiting[key(row)].append(row)
    pairs: _Pairs = []
    unmatched = []
    for row in new:
        same = waiting[key(row)]
        if same:
            pairs.append((same.pop(0), row))
        else:
            unmatched.append(row)
    matched = {before.pk for before, _ in pairs}
    return pairs, [row for row in old if row.pk not in matched], unmatched


def _key(columns: Sequence[str]) -> Callable[[InventoryRow], Any]:
    return lambda row: tuple(row.data.get(column) for column in columns)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldDifference, ...]:
    names = dict.fromkeys((*after, *before))
    values = [(name, _filled(before.get(name)), _filled(after.get(name))) for name in names]
    return tuple(FieldDifference(name, was, now) for name, was, now in values if was != now)


def _filled(value: Any) -> Any:
    """A value, None for an empty cell."""
    return None if value in ("", (), []) else value


def _label(row: InventoryRow, columns: Sequence[str]) -> str:
    return " ".join(str(value) for column in columns if (value := row.data.get(column)) not in (None, ""))
