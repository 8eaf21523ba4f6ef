"""The registry of the Partnership in an edition: what is public, without fields that tell of persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS, Kind
from almaden.partnership.registry import Registry
from almaden.reference.record import columns
from almaden.store.editions.shape import Column, Table, type_of, unit_of
from almaden.store.registry.reading import registry_of


def registry_tables(registry: Registry | None = None) -> tuple[Table, ...]:
    """A table for each kind of which something is public; of the registry as the public sees it now without one."""
    registry = registry_of() if registry is None else registry
    return tuple(_table(KINDS[name], records) for name, records in registry.tables.items() if records)


def _table(kind: Kind, records: Sequence[RegistryRecord]) -> Table:
    fields = kind.record.model_fields
    names = [name for name in columns(kind.record) if name not in kind.personal]
    shown = tuple(
        Column(name, type_of(fields[name].annotation), fields[name].description or "", unit_of(fields[name]))
        for name in names
    )

    def rows() -> Iterator[tuple[Any, ...]]:
        for record in records:
            yield tuple(_plain(getattr(record, name)) for name in names)

    return Table(f"registry_{kind.name}", kind.title, shown, rows)


def _plain(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value
