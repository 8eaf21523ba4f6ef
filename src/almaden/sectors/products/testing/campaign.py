"""What campaigns found: shares above a limit, contents, products with their evidence, and what platforms did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.products.testing.data import ProductTestData
from almaden.sectors.products.testing.defaults import default
from almaden.sectors.products.testing.found import above_limit, alerts
from almaden.sectors.products.testing.levels import levels
from almaden.sectors.products.testing.limits import COSMETIC, ContentLimit, amended_from, cosmetics_limit
from almaden.sectors.products.testing.records import CampaignRecord
from almaden.sectors.products.testing.result import CampaignResult, Change, Grouping, GroupResult
from almaden.sectors.products.testing.samples import Sample, confirmations, samples_of
from almaden.sectors.products.testing.shares import Share, difference, share_above
from almaden.sectors.products.testing.takedowns import due, platform_results
from almaden.wording import Exact, Fixed, Text, n_

#: What samples are grouped by; those for which it is not told are a group without a name.
GROUPINGS: Final[Mapping[Grouping, Callable[[Sample], str]]] = MappingProxyType(
    {
        "campaign": lambda sample: sample.campaign,
        "country": lambda sample: sample.country,
        "platform": lambda sample: sample.platform,
        "seller": lambda sample: sample.counts.seller_kind,
        "kind": lambda sample: sample.product.kind,
        "method": lambda sample: sample.counts.method,
    }
)


def campaign_result(
    data: ProductTestData,
    on: date,
    limit: ContentLimit | None = None,
    *,
    answer_days: int | None = None,
    check_days: int | None = None,
) -> CampaignResult:
    """What the campaigns of a register found, as known on a day.

    Args:
        data: the register.
        on: the day; tests, answers and checks after it are left out.
        limit: the limit; None for the threshold of the Convention for cosmetics, which holds for these alone.
        answer_days: days within which a platform should answer; None for the program's own number.
        check_days: days between looks for a removed listing; None for the program's own number.
    """
    limit = limit or cosmetics_limit()
    every = samples_of(data, on)
    samples = [one for one in every if limit.kind in ("", one.product.kind)]
    groups = {by: _groups(by, samples, key, limit) for by, key in GROUPINGS.items()}
    above = above_limit(samples, limit)
    return CampaignResult(
        on=on,
        limit=limit,
        campaigns=tuple(sorted(data.campaigns, key=lambda one: (one.year, one.id))),
        whole=_group("", "", samples, limit),
        products=_products(samples, limit),
        groups=tuple(one for each in groups.values() for one in each),
        changes=_changes(data.campaigns, groups["campaign"]),
        confirmations=confirmations(samples, limit),
        above=above,
        platforms=platform_results(data, on),
        due=due(data, on, answer_days, check_days),
        alerts=alerts(data, above, on),
        origins=_origins(limit, answer_days, check_days),
        notes=(*data.notes, *_notes(data, on, limit, every, samples)),
        meta=meta(0, 0, data.sha256, notice=data.notice),
    )


def _origins(limit: ContentLimit, answer_days: int | None, check_days: int | None) -> tuple[Origin, ...]:
    """The numbers of the program that a result rests on."""
    keys = {
        "cosmetics_ppm": limit.kind == COSMETIC, "answer_days": answer_days is None, "check_days": check_days is None,
    }  # fmt: skip
    return tuple(default(key) for key, used in keys.items() if used)


def _groups(
    by: Grouping, samples: Sequence[Sample], key: Callable[[Sample], str], limit: ContentLimit
) -> tuple[GroupResult, ...]:
    found: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[key(sample)].append(sample)
    return tuple(_group(by, name, found[name], limit) for name in sorted(found))


def _group(by: Grouping, name: str, samples: Sequence[Sample], limit: ContentLimit) -> GroupResult:
    above = share_above(one.verdict(limit) for one in samples)
    return GroupResult(by, name, above, levels([one.counts for one in samples]))


def _products(samples: Sequence[Sample], limit: ContentLimit) -> Share:
    """The share of products of which a sample is above; one that cannot be told leaves its product open."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sample in samples:
        found[sample.product.id].add(sample.verdict(limit))
    return share_above(
        "above" if "above" in each else "cannot be told" if "cannot be told" in each else "not above"
        for each in found.values()
    )


def _changes(campaigns: Sequence[CampaignRecord], groups: Sequence[GroupResult]) -> tuple[Change, ...]:
    shares = {one.name: one.above for one in groups}
    in_order = sorted((one for one in campaigns if one.id in shares), key=lambda one: (one.year, one.id))
    return tuple(
        Change(first.id, second.id, change)
        for first, second in pairwise(in_order)
        if (change := difference(shares[first.id], shares[second.id])) is not None
    )


def _notes(
    data: ProductTestData, on: date, limit: ContentLimit, every: Sequence[Sample], samples: Sequence[Sample]
) -> Iterator[Text | str]:
    for one in sorted(data.campaigns, key=lambda campaign: (campaign.year, campaign.id)):
        if one.sampling == "random":
            yield Text("{campaign}: its share is that of the list its samples were drawn from", campaign=one.title)
        else:
            yield Text(
                "{campaign}: its samples were not drawn at random, so their share is not that of the market; the "
                "interval tells only what chance does", campaign=one.title,
            )  # fmt: skip
    later = sum(one.tested_on is not None and one.tested_on > on for one in data.tests)
    if later:
        yield Text("{count} tests are of days after {day} and are left out", count=later, day=on.isoformat())
    if limit.kind and len(samples) < len(every):
        yield Text(
            "{count} samples are of products for which this limit does not hold; they are in no share: give a limit "
            "to count them", count=len(every) - len(samples),
        )  # fmt: skip
    if limit.kind == COSMETIC:
        yield from _after_amendment(samples)
    yield from _cannot_tell(share_above(one.verdict(limit) for one in samples), limit)
    if len({one.campaign for one in samples}) > 1:
        yield n_(
            "campaigns choose their samples in different ways: a change between them need not be one of the market"
        )


def _after_amendment(samples: Sequence[Sample]) -> Iterator[Text]:
    day = amended_from()
    later = sum(one.counts.bought_on is not None and one.counts.bought_on > day for one in samples)
    if later:
        yield Text(
            "{count} samples were bought after {day}, from when the Convention bars cosmetics with any mercury added; "
            "set the limit to 0 to count all in which mercury is detected", count=later, day=day.isoformat(),
        )  # fmt: skip


def _cannot_tell(above: Share, limit: ContentLimit) -> Iterator[Text]:
    if above.cannot_tell and above.lowest is not None and above.highest is not None:
        yield Text(
            "of {count} samples it cannot be told whether they are above {ppm} ppm: nothing was detected, but the "
            "detection limit is above it. They are in no share; of all samples {lowest} to {highest} % are above",
            count=above.cannot_tell, ppm=Exact(limit.ppm), lowest=Fixed(100 * above.lowest, 1),
            highest=Fixed(100 * above.highest, 1),
        )  # fmt: skip
