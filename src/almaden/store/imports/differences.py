"""Compares records of a file with rows of the store: what would change, and what a file may not change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db import models

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.reference.record import Record, columns
from almaden.store.imports.plan import fault_at
from almaden.store.models import Facility, Site, Unit
from almaden.store.models.recorded import Recorded
from almaden.wording import Text, n_

#: Tables of the record types that are compared here.
TABLES: Final[dict[str, type[Recorded]]] = {"facility": Facility, "unit": Unit, "site": Site}
#: Fields that name another record and are compared by who knows it.
_LINKS: Final = frozenset({"facility"})
_LONGEST_SYSTEM: Final = 40
_LONGEST_IDENTIFIER: Final = 200


class Told:
    """What a file tells at all of a record type: a column that it does not have says nothing about a row."""

    def __init__(self, records: Iterable[Record]) -> None:
        fields: set[str] = set()
        attributes: set[str] = set()
        for record in records:
            fields |= record.model_fields_set
            attributes.update(getattr(record, "attributes", ()))
        self.fields = tuple(sorted(fields - _LINKS))
        self._attributes = attributes

    def changes(self, record: Record, row: Recorded) -> dict[str, Any]:
        """Fields of a row of the same data set that the record has otherwise, with the new values.

        What the file leaves empty becomes empty, if the file has such a column. Identifiers only come to those
        that are there, and attributes of other sources stay.
        """
        after = {}
        for name in self.fields:
            old, new = getattr(row, name), getattr(record, name)
            if name == "identifiers":
                new = {**old, **new}
            elif name == "attributes":
                new = {**{key: value for key, value in old.items() if key not in self._attributes}, **new}
            if new != old:
                after[name] = new
        return after


def gaps(record: Record, row: Recorded) -> dict[str, Any]:
    """What a record adds to a row of a draft of others: identifiers, and what is empty there; nothing is replaced.

    Args:
        record: a record of a file.
        row: the row that it is.
    """
    after = {}
    for name in sorted(record.model_fields_set - _LINKS):
        old, new = getattr(row, name), getattr(record, name)
        if name in ("identifiers", "attributes"):
            new = {**new, **old}
        elif old not in ("", None):
            continue
        if new != old:
            after[name] = new
    return after


def values_of(record: Record) -> dict[str, Any]:
    """All fields of a record as its table holds them."""
    return {name: getattr(record, name) for name in columns(type(record)) if name not in _LINKS}


def too_long(file: str, record_type: str, located: Located) -> Iterator[Fault]:
    """Faults of texts that are longer than their table can hold."""
    record = located.record
    for name, most in _limits(record_type).items():
        text = getattr(record, name)
        if len(text) > most:
            problem = Text("the text is longer than {most} characters", most=most)
            yield fault_at(file, located, problem, name, text, n_("shorten it, or move a part to the note"))
    for system, value in record.identifiers.items():
        if len(system) > _LONGEST_SYSTEM or len(value) > _LONGEST_IDENTIFIER or not value:
            advice = n_("correct the identifier")
            unusable = n_("the identifier is empty or too long")
            yield fault_at(file, located, unusable, "identifiers", f"{system}:{value}", advice)


_LIMITS: dict[str, dict[str, int]] = {}


def _limits(record_type: str) -> dict[str, int]:
    if record_type not in _LIMITS:
        table = TABLES[record_type]
        _LIMITS[record_type] = {
            field.name: field.max_length
            for field in table._meta.concrete_fields
            if isinstance(field, models.CharField) and field.max_length
        }
    return _LIMITS[record_type]
