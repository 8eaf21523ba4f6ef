"""Partners in numbers: stated counts as they were stated, and who is named how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from almaden.partnership.codes import categories, category_of
from almaden.partnership.dates import first_day
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.partners import PartnerCountRecord, PartnerRecord
from almaden.partnership.registry import Registry

_TOTAL = "total"


@dataclass(frozen=True)
class StatedCount:
    """What a document counts at a date.

    Attributes:
        total: all partners, None where it is not stated.
        by_category: number by category of the registry.
        as_stated: number by category in the words of the document.
        adds_up: whether the categories add to the total.
        counted: partners of the registry that had joined by then and not left; 0 where no date of joining
            is known.
    """

    total: int | None
    by_category: Mapping[str, int]
    as_stated: Mapping[str, int]
    adds_up: bool
    counted: int


@dataclass(frozen=True)
class Growth:
    """From one stated total to the next."""

    start: str
    end: str
    difference: int
    percent: float


@dataclass(frozen=True)
class Named:
    """How often an organisation is named in activities, each activity once.

    Attributes:
        key: key of the organisation.
        name: its name.
        count: all activities, also those where it was filled in from the lead of the area.
        stated: those where the document names all partners near the activity.
    """

    key: str
    name: str
    count: int
    stated: int


@dataclass(frozen=True)
class PartnerSummary:
    """Who takes part.

    Attributes:
        named: organisations, funders and persons of the registry; these are not all partners.
        by_kind: number of them by kind, in the words of the documents.
        by_standing: number of them by what they are to the Partnership.
        by_date: stated counts by date.
        growth: from one stated total to the next.
        most_named: who takes part in most activities, all of those named at least once.
        most_named_stated: the same in the order of the activities where the document names the partners;
            nothing that was filled in counts here.
        funders: who pays for most activities.
    """

    named: int
    by_kind: Mapping[str, int]
    by_standing: Mapping[str, int]
    by_date: Mapping[str, StatedCount]
    growth: Sequence[Growth]
    most_named: Sequence[Named]
    most_named_stated: Sequence[Named]
    funders: Sequence[Named]


def partner_summary(registry: Registry, canonical: Sequence[ActivityRecord]) -> PartnerSummary:
    """Count the partners of a registry; ``canonical`` are its activities, each once."""
    partners = registry.all(PartnerRecord)
    by_date = _by_date(registry)
    everybody = Counter(key for one in canonical for key in dict.fromkeys(one.partners))
    stated = Counter(key for one in canonical if one.partners_basis == "stated" for key in dict.fromkeys(one.partners))
    funders = Counter(key for one in canonical for key in dict.fromkeys(one.funders))
    named = _named(registry, everybody, stated)
    return PartnerSummary(
        len(partners),
        _sorted(Counter(one.kind or one.category for one in partners)),
        _sorted(Counter(one.standing for one in partners)),
        by_date,
        _growth(by_date),
        named,
        sorted((one for one in named if one.stated), key=lambda one: (-one.stated, one.name, one.key)),
        _named(registry, funders, funders),
    )


def _by_date(registry: Registry) -> dict[str, StatedCount]:
    counts: dict[str, dict[str, int]] = {}
    for one in sorted(registry.all(PartnerCountRecord), key=lambda count: count.id):
        counts.setdefault(one.on, {})[one.category] = one.count
    return {on: _stated(on, counts[on], registry) for on in sorted(counts)}


def _stated(on: str, counts: Mapping[str, int], registry: Registry) -> StatedCount:
    order = [_TOTAL, *categories()]
    places = {words: category_of(words) for words in counts}
    stated = sorted(counts, key=lambda words: (order.index(places[words]) if places[words] in order else 99, words))
    by_category: dict[str, int] = {}
    for words in stated:
        if words != _TOTAL:
            by_category[places[words]] = by_category.get(places[words], 0) + counts[words]
    total = counts.get(_TOTAL)
    day = first_day(on)
    members = sum(
        bool(one.joined) and first_day(one.joined) <= day and not (one.left and first_day(one.left) <= day)
        for one in registry.all(PartnerRecord)
    )
    adds_up = not by_category or total is None or sum(by_category.values()) == total
    return StatedCount(total, by_category, {words: counts[words] for words in stated}, adds_up, members)


def _growth(by_date: Mapping[str, StatedCount]) -> list[Growth]:
    totals = [(on, one.total) for on, one in by_date.items() if one.total]
    return [
        Growth(start, end, after - before, round(100 * (after - before) / before, 1))
        for (start, before), (end, after) in pairwise(totals)
    ]


def _named(registry: Registry, counts: Counter[str], stated: Counter[str]) -> list[Named]:
    names = {one.id: one.name for one in registry.all(PartnerRecord)}
    found = [Named(key, names.get(key, key), count, stated[key]) for key, count in counts.items()]
    return sorted(found, key=lambda one: (-one.count, one.name, one.key))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
