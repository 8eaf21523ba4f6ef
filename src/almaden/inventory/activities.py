"""Lines grouped into activities: shares of one id together, candidates decided, each with a name of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from almaden.inventory.records import ActivityRow
from almaden.reference.categories import sort_key
from almaden.reference.record import columns


@dataclass(frozen=True)
class Activity:
    """One activity: the lines that share it, and the other sourced values that stand beside it.

    ``key`` names it for random streams and for sorting; neither it nor the order of ``lines`` depends on the
    place in the file.
    """

    key: str
    id: str
    lines: tuple[ActivityRow, ...]
    candidates: tuple[ActivityRow, ...]
    chosen_candidate: bool


def activities(rows: Sequence[ActivityRow]) -> tuple[Activity, ...]:
    """Group lines into activities, in the order of the Toolkit and then of their keys."""
    main: dict[str, list[ActivityRow]] = {}
    others: dict[str, list[ActivityRow]] = {}
    for row in rows:
        target = others if row.candidate_of else main
        target.setdefault(row.candidate_of or row.id, []).append(row)
    grouped = [_decide(id, lines, others.get(id, [])) for id, lines in main.items()]
    keyed = _with_unique_keys(grouped)
    return tuple(sorted(keyed, key=lambda one: (sort_key(one.lines[0].code), one.key)))


def _decide(id: str, lines: list[ActivityRow], candidates: list[ActivityRow]) -> Activity:
    chosen = [row for row in candidates if row.chosen]
    used = tuple(sorted(chosen or lines, key=_place))
    key = id if id and not lines[0].id_made else "|".join(sorted(map(_content, lines)))
    beside = tuple(row for row in (*lines, *candidates) if row not in used)
    return Activity(key, id, used, beside, bool(chosen))


def _place(row: ActivityRow) -> tuple[str, ...]:
    """Orders the lines of an activity, by what makes them differ before what they have in common."""
    return (row.variant, row.scenario, repr(row.share), repr(row.input_factor), _content(row))


def _content(row: ActivityRow) -> str:
    """What a line says, as a short text that is the same wherever the line stands."""
    said = "\0".join(f"{name}={getattr(row, name)!r}" for name in columns(ActivityRow) if name != "id")
    return f"{row.code}:{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def _with_unique_keys(grouped: Iterable[Activity]) -> list[Activity]:
    """Number the activities that say exactly the same; which of them is first makes no difference."""
    seen: dict[str, int] = {}
    result = []
    for one in grouped:
        count = seen[one.key] = seen.get(one.key, 0) + 1
        key = one.key if count == 1 else f"{one.key}#{count}"
        result.append(Activity(key, one.id, one.lines, one.candidates, one.chosen_candidate))
    return result


def with_ids(rows: Iterable[ActivityRow]) -> tuple[ActivityRow, ...]:
    """Give an id to the lines that have none: code and variant, and the number of the line where those repeat."""
    rows = tuple(rows)
    taken = {row.id for row in rows if row.id}
    result = []
    for number, row in enumerate(rows, start=1):
        if row.id:
            result.append(row)
            continue
        slug = "-".join("".join(c if c.isalnum() else " " for c in row.variant.casefold()).split())
        id = f"{row.code}-{slug}" if slug else row.code
        while id in taken:
            id = f"{row.code}-{slug}-{number}" if slug and not id.endswith(f"-{number}") else f"{id}-{number}"
        taken.add(id)
        result.append(row.model_copy(update={"id": id, "id_made": True}))
    return tuple(result)
