"""The registry in memory: every record by kind and key, as it stood at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast

from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS

R = TypeVar("R", bound=RegistryRecord)


@dataclass(frozen=True)
class Registry:
    """Records by the name of their kind, in the order in which they were given.

    Whoever reads them has checked that keys are unique and that links lead somewhere
    (:func:`almaden.partnership.checks.check`).
    """

    tables: Mapping[str, tuple[RegistryRecord, ...]]

    @classmethod
    def made_of(cls, records: Iterable[tuple[str, RegistryRecord]]) -> Registry:
        """A registry of records with the names of their kinds."""
        tables: dict[str, list[RegistryRecord]] = {name: [] for name in KINDS}
        for kind, record in records:
            tables[kind].append(record)
        return cls(MappingProxyType({name: tuple(found) for name, found in tables.items()}))

    def all(self, record: type[R]) -> tuple[R, ...]:
        """All records of a type."""
        return cast("tuple[R, ...]", self.tables.get(_NAMES[record], ()))

    def get(self, record: type[R], key: str) -> R | None:
        """The record of a type with a key, None if there is none."""
        return cast("R | None", self._by_key[_NAMES[record]].get(key))

    @cached_property
    def _by_key(self) -> Mapping[str, Mapping[str, RegistryRecord]]:
        return {name: {record.id: record for record in self.tables.get(name, ())} for name in KINDS}


_NAMES: Mapping[type[RegistryRecord], str] = {kind.record: name for name, kind in KINDS.items()}
