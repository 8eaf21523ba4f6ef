"""Activities as a report shows them: by topic or by partner, parts below the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from almaden.partnership.codes import activity_types
from almaden.partnership.records.activities import ActivityRecord, BeneficiaryRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.partnership.reporting.period import Chosen, Way

Grouping = Literal["topic", "partner"]
#: What the name of a group is: a tag, a group of types of activities, a partner, or why there is no partner.
NameKind = Literal["tag", "type", "partner", "nobody"]


@dataclass(frozen=True)
class Reached:
    """How many people or things an activity reached, or is to reach."""

    number: float
    unit: str
    kind: str
    note: str


@dataclass(frozen=True)
class Entry:
    """An activity of a report.

    Attributes:
        key: its key.
        area: code of its area.
        title: what it is.
        type: kind of activity.
        status: its state, as it was stated.
        start: begin.
        end: end.
        countries: countries.
        partners: names of those who take part.
        basis: how a document tells who took part.
        funders: names of those who pay.
        outputs: what came of it.
        obstacles: what stood in the way.
        articles: articles of the Convention.
        tags: topics.
        reached: people or things reached.
        note: what a reader should know.
        parent: key of the activity that it is a part of.
        depth: 0 for a whole, 1 for its parts, and so on.
        source: document that tells of it first.
        also: keys of what tells of it once more.
        way: why it stands in the report.
    """

    key: str
    area: str
    title: str
    type: str
    status: str
    start: str
    end: str
    countries: Sequence[str]
    partners: Sequence[str]
    basis: str
    funders: Sequence[str]
    outputs: str
    obstacles: str
    articles: Sequence[str]
    tags: Sequence[str]
    reached: Sequence[Reached]
    note: str
    parent: str
    depth: int
    source: str
    also: Sequence[str]
    way: Way


@dataclass(frozen=True)
class Group:
    """Activities that are shown together.

    Attributes:
        kind: what its name is.
        name: tag, group of types or name of a partner; how partners are known where none is named.
        entries: the activities, each whole before its parts.
    """

    kind: NameKind
    name: str
    entries: Sequence[Entry]


def entries_of(registry: Registry, chosen: Chosen) -> tuple[Entry, ...]:
    """The activities of a period, each whole before its parts."""
    names = {one.id: one.name for one in registry.all(PartnerRecord)}
    again: dict[str, list[str]] = {}
    for other in chosen.again:
        again.setdefault(other.same_as, []).append(other.id)
    reached: dict[str, list[Reached]] = {}
    for told in registry.all(BeneficiaryRecord):
        reached.setdefault(told.activity, []).append(Reached(told.number, told.unit, told.kind, told.note))
    return tuple(
        _entry(one, depth, way, names, again.get(one.id, ()), reached) for one, depth, way in _in_order(chosen)
    )


def _entry(
    one: ActivityRecord,
    depth: int,
    way: Way,
    names: Mapping[str, str],
    also: Sequence[str],
    reached: Mapping[str, Sequence[Reached]],
) -> Entry:
    return Entry(
        key=one.id,
        area=one.area,
        title=one.title,
        type=one.type,
        status=one.status,
        start=one.start,
        end=one.end,
        countries=one.countries,
        partners=tuple(names.get(key, key) for key in one.partners),
        basis=one.partners_basis,
        funders=tuple(names.get(key, key) for key in one.funders),
        outputs=one.outputs,
        obstacles=one.obstacles,
        articles=one.articles,
        tags=one.tags,
        reached=tuple(found for key in (one.id, *also) for found in reached.get(key, ())),
        note=one.note,
        parent=one.parent,
        depth=depth,
        source=one.source,
        also=tuple(also),
        way=way,
    )


def _in_order(chosen: Chosen) -> Iterable[tuple[ActivityRecord, int, Way]]:
    """Wholes in the order of the registry, each followed by its parts of the same area."""
    ways = {one.id: way for one, way in chosen.canonical}
    by_key = {one.id: one for one, _ in chosen.canonical}
    parts: dict[str, list[ActivityRecord]] = {}
    for one in by_key.values():
        whole = by_key.get(one.parent)
        parts.setdefault(one.parent if whole is not None and whole.area == one.area else "", []).append(one)
    waiting = [(one, 0) for one in reversed(parts.get("", []))]
    while waiting:
        one, depth = waiting.pop()
        yield one, depth, ways[one.id]
        waiting += [(part, depth + 1) for part in reversed(parts.get(one.id, []))]


def grouped(entries: Sequence[Entry], grouping: Grouping) -> tuple[Group, ...]:
    """Activities in groups, each in one of them; parts stand with their whole.

    By topic: the tag that most wholes share, and the group of types where a tag is nobody else's. By partner:
    under the partner that is named first, so that joint work is told once; what was filled in from the lead of
    an area is kept apart.
    """
    there = {one.key for one in entries}
    wholes = [one for one in entries if one.depth == 0 or one.parent not in there]
    names = _topics(wholes) if grouping == "topic" else {one.key: _partner(one) for one in wholes}
    groups: dict[tuple[NameKind, str], list[Entry]] = {}
    for one in entries:
        # A part has the name of its whole, which comes before it.
        names.setdefault(one.key, names.get(one.parent, ("nobody", "")))
        groups.setdefault(names[one.key], []).append(one)
    order: dict[NameKind, int] = {"tag": 0, "partner": 0, "type": 1, "nobody": 2}
    ordered = sorted(groups.items(), key=lambda item: (order[item[0][0]], -len(item[1]), item[0][1].casefold()))
    return tuple(Group(kind, called, tuple(found)) for (kind, called), found in ordered)


def _topics(wholes: Sequence[Entry]) -> dict[str, tuple[NameKind, str]]:
    shared = Counter(tag for one in wholes for tag in dict.fromkeys(one.tags))
    tags = {one.key: max(one.tags, key=lambda tag: shared[tag], default="") for one in wholes}
    kept = Counter(tags.values())
    return {
        one.key: ("tag", tags[one.key])
        if tags[one.key] and kept[tags[one.key]] > 1
        else ("type", activity_types().get(one.type, one.type))
        for one in wholes
    }


def _partner(one: Entry) -> tuple[NameKind, str]:
    if one.basis in ("area lead", "group") or not one.partners:
        return "nobody", one.basis if one.basis in ("area lead", "group") else ""
    return "partner", one.partners[0]
