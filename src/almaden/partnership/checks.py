"""What must hold between the records of the registry: keys, links, parents, what is told once more."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from almaden.errors import Fault
from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.wording import Text, did_you_mean, joined, n_

#: As many of the circles and near names as are worth a look.
_SHOWN: Final = 8
#: Looking for a near name takes a while; of many wrong links only the first are looked at.
_SUGGESTED: Final = 50


#: Fields that hold sums in the currency of the record.
_SUMS: Final = ("amount", "cost", "secured", "cofinance", "cost_per_t", "capital_cost", "budget")
#: Begin and end of what lasts.
_PERIODS: Final = (("start", "end"), ("joined", "left"), ("opens", "closes"), ("asked_on", "answered_on"))
#: Lower and upper ends of ranges.
_RANGES: Final = (
    ("low", "high"),
    ("actual_low", "actual_high"),
    ("mercury_low_mg_per_kg", "mercury_high_mg_per_kg"),
)


#: By kind the keys of records, with the key of what each tells once more; empty where it does not.
Kept: TypeAlias = Mapping[str, Mapping[str, str]]


class Place(NamedTuple):
    """Where a record was read."""

    file: str = ""
    sheet: str = ""
    row: int | None = None


class _Row(NamedTuple):
    """A record with its kind and its place."""

    kind: str
    record: RegistryRecord
    place: Place

    def fault(self, column: str, problem: str, value: str, accepted: str, advice: str) -> Fault:
        file = self.place.file or f"{self.kind} {self.record.id}"
        return Fault(problem, file, self.place.sheet, self.place.row, column, value, accepted, advice)


def check(
    registry: Registry,
    places: Mapping[str, Sequence[Place]] | None = None,
    lost: Set[str] = frozenset(),
    kept: Kept = MappingProxyType({}),
) -> tuple[Fault, ...]:
    """Everything that is certainly wrong with the records together.

    Also what is wrong within one record, where the record itself does not refuse it.

    Args:
        registry: the records.
        places: where the records were read, by kind and in their order; without them faults name the keys.
        lost: kinds of which records could not be read: links to them are not looked at.
        kept: what is kept elsewhere already, which the records may name too.
    """
    rows = tuple(_rows(registry, places or {}))
    links = _links(registry, rows, lost, kept)
    return (*_keys(rows), *links, *_circles(rows), *_told_again(registry, rows, kept), *_within(rows))


def _rows(registry: Registry, places: Mapping[str, Sequence[Place]]) -> Iterator[_Row]:
    for kind, records in registry.tables.items():
        where = places.get(kind, ())
        for number, record in enumerate(records):
            yield _Row(kind, record, where[number] if number < len(where) else Place())


def _keys(rows: Sequence[_Row]) -> Iterator[Fault]:
    first: dict[tuple[str, str], _Row] = {}
    for row in rows:
        before = first.setdefault((row.kind, row.record.id), row)
        if before is not row:
            place = before.place.row
            yield row.fault(
                "id",
                Text("the key is there twice, first in row {row}", row=place)
                if place
                else n_("the key is there twice"),
                row.record.id,
                n_("each key once among the records of a kind"),
                n_("delete one of the records, or give it a key of its own"),
            )


def _links(registry: Registry, rows: Sequence[_Row], lost: Set[str], kept: Kept) -> Iterator[Fault]:
    tables = registry.tables.items()
    known = {kind: {*kept.get(kind, ()), *(record.id for record in records)} for kind, records in tables}
    told = 0
    for row in rows:
        for column, target in KINDS[row.kind].links.items():
            if target in lost:
                continue
            for key in _linked(row.record, column):
                if key in known[target]:
                    continue
                told += 1
                near = difflib.get_close_matches(key, known[target], n=1) if told <= _SUGGESTED else []
                advice = (
                    did_you_mean(near) if near else Text("add the {kind} with this key, or correct it", kind=target)
                )
                yield row.fault(
                    column,
                    Text("there is no {kind} with this key", kind=target),
                    key,
                    Text("the key of a record of the kind {kind}", kind=target),
                    advice,
                )


def _linked(record: RegistryRecord, column: str) -> tuple[str, ...]:
    value = getattr(record, column)
    return tuple(filter(None, value)) if isinstance(value, tuple) else ((value,) if value else ())


def _circles(rows: Sequence[_Row]) -> Iterator[Fault]:
    """Records that are parts of themselves over others."""
    for kind, column in (("activity", "parent"), ("activity", "same_as"), ("funding", "part_of")):
        own = {row.record.id: row for row in rows if row.kind == kind}
        up = {key: getattr(row.record, column) for key, row in own.items()}
        done: set[str] = set()
        for start in up:
            path: dict[str, None] = {}
            key = start
            while key in up and key not in done and key not in path:
                path[key] = None
                key = up[key]
            if key in path:
                circle = list(path)[list(path).index(key) :]
                yield own[key].fault(
                    column,
                    Text("the records lead in a circle: {circle}", circle=joined([*circle[:_SHOWN], key])),
                    up[key],
                    n_("the key of a record that is not below this one"),
                    Text("empty {column} in one of them", column=column),
                )
            done.update(path)


def _told_again(registry: Registry, rows: Sequence[_Row], kept: Kept) -> Iterator[Fault]:
    """What tells an activity once more names the one that counts, not another that tells it once more."""
    for row in rows:
        record = row.record
        if not isinstance(record, ActivityRecord) or not record.same_as:
            continue
        first = registry.get(ActivityRecord, record.same_as)
        once = first.same_as if first is not None else kept.get("activity", {}).get(record.same_as, "")
        if once and once != record.id:
            yield row.fault(
                "same_as",
                Text("{key} itself tells another once more", key=record.same_as),
                record.same_as,
                n_("the key of the activity that counts"),
                Text("write {key}", key=once),
            )


def _within(rows: Sequence[_Row]) -> Iterator[Fault]:
    """What is wrong within records: their types leave it to this place, so that forms can be half filled."""
    for row in rows:
        yield from _ends(row)
        own = type(row.record).model_fields
        amounts = [getattr(row.record, name) for name in _SUMS if name in own]
        if getattr(row.record, "currency", None) == "" and any(amount is not None for amount in amounts):
            yield row.fault(
                "currency",
                n_("a sum needs its currency"),
                "",
                n_("a code of three letters, such as USD"),
                n_("write the currency of the sum"),
            )


def _ends(row: _Row) -> Iterator[Fault]:
    own = type(row.record).model_fields
    for start, end in _PERIODS:
        # Asking a record for a field that it does not have is slow.
        if end not in own:
            continue
        first, last = getattr(row.record, start, ""), getattr(row.record, end, "")
        if first and last and first_day(first) > last_day(last):
            yield row.fault(
                end,
                n_("it ends before it begins"),
                last,
                Text("a day not before {first}", first=first),
                n_("correct one of the two dates"),
            )
    for low, high in _RANGES:
        if high not in own:
            continue
        least, most = getattr(row.record, low, None), getattr(row.record, high, None)
        if least is not None and most is not None and least > most:
            yield row.fault(
                high,
                n_("the upper end lies below the lower end"),
                str(most),
                Text("a number of at least {low}", low=str(least)),
                n_("exchange the two, or correct one of them"),
            )
