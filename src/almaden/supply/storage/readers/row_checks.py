"""What the rows of storage must hold between them: identifiers, countries, amounts, years, classes of waste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.countries import is_country
from almaden.reference.readers.template import Rows
from almaden.supply.storage.facilities import classes_of
from almaden.supply.storage.interim_kinds import container_kinds
from almaden.supply.storage.records import WASTE_CLASSES
from almaden.supply.storage.settings import limit
from almaden.wording import Exact, Text, n_

#: Columns with countries that are not named ``country``, which every reader checks.
_COUNTRIES: Final = ("from_country", "to_country")
#: What makes a row of a table the only one of its kind.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "facilities": ("id",),
    "sources": ("id",),
    "options": ("id",),
    "candidates": ("id",),
    "holdings": ("id",),
    "costs": ("option", "item"),
    "crossings": ("from_country", "to_country"),
    "stocktakes": ("place", "year"),
}


def check_rows(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of single tables, and of rows that belong to rows of another table."""
    for kind, rows in tables.items():
        yield from _countries(rows)
        if kind in _KEYS:
            yield from _twice(rows, _KEYS[kind])
    for kind, check in (("facilities", _facility), ("sources", _source), ("crossings", _crossing),
                        ("holdings", _holding), ("permits", _permit)):  # fmt: skip
        for one in tables[kind].found if kind in tables else ():
            yield from check(tables[kind], one)
    for kind, field, other in (("permits", "facility", "facilities"), ("costs", "option", "options")):
        if kind in tables:
            yield from _strays(tables, kind, field, other)


def _countries(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        for name in _COUNTRIES:
            code = getattr(one.record, name, "")
            if code and not is_country(code):
                yield rows.fault(
                    n_("there is no such country"), one.row, name, code, n_("code of three letters, such as PHL"),
                    n_("correct the code"),
                )  # fmt: skip


def _twice(rows: Rows, names: tuple[str, ...]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], int | None] = {}
    for one in rows.found:
        key = tuple(getattr(one.record, name) for name in names)
        if key in seen:
            yield rows.fault(
                Text("this stands in the table already: row {row}", row=str(seen[key])), one.row, names[-1],
                ", ".join(map(str, key)), n_("each of them once"), n_("delete one of the rows, or tell them apart"),
            )  # fmt: skip
        seen.setdefault(key, one.row)


def _strays(tables: Mapping[str, Rows], kind: str, field: str, other: str) -> Iterator[Fault]:
    known = tables[other].keys if other in tables else frozenset()
    for one in tables[kind].found:
        told = getattr(one.record, field)
        if told not in known:
            yield tables[kind].fault(
                Text("the table {name} does not have it", name=other), one.row, field, told,
                ", ".join(sorted(known)[:12]), n_("correct the identifier, or add the row it belongs to"),
            )  # fmt: skip


def _facility(rows: Rows, one: Any) -> Iterator[Fault]:
    record, largest = one.record, limit("largest_capacity_t")
    if record.capacity_t is not None and record.capacity_t > largest:
        yield rows.fault(
            n_("no facility is so large"), one.row, "capacity_t", str(record.capacity_t),
            Text("at most {most} t", most=Exact(largest)),
            Text("it is probably in kg: that is {t} t", t=Exact(record.capacity_t / 1000)),
        )  # fmt: skip
    elif record.capacity_t is not None and record.filled_t is not None and record.filled_t > record.capacity_t:
        yield rows.fault(
            n_("it holds more than it can"), one.row, "filled_t", str(record.filled_t),
            Text("at most {most} t, its capacity", most=Exact(record.capacity_t)),
            n_("both are in t: correct the amount, or tell the capacity that it really has"),
        )  # fmt: skip
    for name in classes_of(record):
        if name not in WASTE_CLASSES:
            yield rows.fault(
                n_("there is no such class"), one.row, "accepts", name, "; ".join(WASTE_CLASSES),
                n_("write the classes with semicolons between them"),
            )  # fmt: skip
    if record.opens is not None and record.closes is not None and record.closes < record.opens:
        yield rows.fault(
            n_("it closes before it opens"), one.row, "closes", str(record.closes),
            Text("a year from {year} on", year=str(record.opens)), n_("correct one of the two years"),
        )  # fmt: skip
    yield from _containers(rows, one)


def _containers(rows: Rows, one: Any) -> Iterator[Fault]:
    largest, together = one.record.largest_container_l, one.record.all_containers_l
    if largest is not None and together is not None and largest > together:
        yield rows.fault(
            n_("one container is larger than all together"), one.row, "largest_container_l", str(largest),
            Text("at most {most} l", most=Exact(together)), n_("both are in litres: correct one of them"),
        )  # fmt: skip


def _permit(rows: Rows, one: Any) -> Iterator[Fault]:
    record = one.record
    if record.valid_from and record.valid_until and record.valid_until < record.valid_from:
        yield rows.fault(
            n_("the permit ends before it begins"), one.row, "valid_until", record.valid_until.isoformat(),
            Text("a day from {day} on", day=record.valid_from.isoformat()), n_("correct one of the two days"),
        )  # fmt: skip


def _source(rows: Rows, one: Any) -> Iterator[Fault]:
    record, largest = one.record, limit("largest_source_t")
    if record.mercury_t > largest:
        yield rows.fault(
            n_("no source has so much mercury"), one.row, "mercury_t", str(record.mercury_t),
            Text("at most {most} t", most=Exact(largest)),
            Text("it is probably in kg: that is {t} t", t=Exact(record.mercury_t / 1000)),
        )  # fmt: skip
    if record.until is not None and record.until < record.year:
        yield rows.fault(
            n_("its last year lies before its first"), one.row, "until", str(record.until),
            Text("a year from {year} on", year=str(record.year)), n_("correct one of the two years"),
        )  # fmt: skip


def _crossing(rows: Rows, one: Any) -> Iterator[Fault]:
    if one.record.from_country == one.record.to_country:
        yield rows.fault(
            n_("both are the same country"), one.row, "to_country", one.record.to_country,
            n_("another country"), n_("delete the row: within a country mercury may always go"),
        )  # fmt: skip


def _holding(rows: Rows, one: Any) -> Iterator[Fault]:
    kind = one.record.container
    if kind and kind not in container_kinds():
        yield rows.fault(
            n_("there is no such kind of container"), one.row, "container", kind, ", ".join(container_kinds()),
            n_("take one of these, or leave it empty"),
        )  # fmt: skip
