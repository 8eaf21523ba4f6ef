"""Retorts at the sites and capture systems in gold shops, by region: as told, as seen, or taken as none and asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.fate_defaults import default_share, default_sponge, limit, named, none_of, sponge_number
from almaden.sectors.gold.ratios import AMALGAMATING
from almaden.sectors.gold.records import PracticeRecord, ShopsRecord
from almaden.sectors.gold.site_means import Mean, SeenSite, stands_for, weighted_mean
from almaden.sectors.gold.terms import Practice
from almaden.sectors.gold.told import DEVIATE, PRACTICE_NAMES, input_origin, shared, told_share
from almaden.sectors.gold.winnings import buyer_winnings
from almaden.sectors.numbers import Number, average_spread
from almaden.wording import Text, n_

RETORT_SHARE: Final = n_("share of the amalgam that is burnt in retorts")
CAPTURE_SHARE: Final = n_("share of the gold that passes shops with a capture system")


@dataclass(frozen=True)
class Retorts:
    """Retorts of a region and practice; ``told`` is False where nobody said how many there are."""

    share: Number
    efficiency: Number
    told: bool


@dataclass(frozen=True)
class Shops:
    """Gold shops of a region; ``told`` is False where nobody said whether they have capture systems."""

    sponge: Number
    capture_share: Number
    capture_efficiency: Number
    told: bool


#: Numbers of retorts or shops by name, practice (empty for shops) and region (empty for the country).
Seen = Mapping[tuple[str, str, str], Number]


def retorts_of(data: GoldData, seen: Seen, region: str, practice: Practice) -> Retorts:
    """Retorts of a region and practice: of its record or the country's, else of sites, else none.

    Args:
        data: the tables of the country.
        seen: what its sites tell, by :func:`seen_retorts`.
        region: the region; empty for all others.
        practice: the practice.
    """
    rows = {(row.region, row.practice): row for row in data.practices}
    told = [row for where in (region, "") if (row := rows.get((where, practice))) is not None]
    share = next((_told_retorts(row) for row in told if row.retort_share is not None), None)
    share = share or _nearest(seen, "retort_share", practice, region)
    efficiency = next((_told_efficiency(row) for row in told if row.retort_efficiency is not None), None)
    efficiency = efficiency or _nearest(seen, "retort_efficiency", practice, region)
    return Retorts(
        share or none_of("retort_share", RETORT_SHARE),
        efficiency or default_share("retort_efficiency"),
        share is not None,
    )


def shops_of(data: GoldData, seen: Seen, region: str) -> Shops:
    """Shops of a region: of its record or the country's, else of the shops visited, else defaults.

    Args:
        data: the tables of the country.
        seen: what its shops tell, by :func:`seen_shops`.
        region: the region; empty for all others.
    """
    rows = {row.region: row for row in data.shops}
    told = [row for where in (region, "") if (row := rows.get(where)) is not None]
    sponge = next((_told_sponge(row) for row in told if row.sponge_mercury_percent is not None), None)
    capture = next((_told_capture(row) for row in told if row.capture_share is not None), None)
    efficiency = next((_told_capture_efficiency(row) for row in told if row.capture_efficiency is not None), None)
    capture = capture or _nearest(seen, "capture_share", "", region)
    efficiency = efficiency or _nearest(seen, "capture_efficiency", "", region)
    return Shops(
        sponge or _nearest(seen, "sponge", "", region) or default_sponge(),
        capture or none_of("capture_share", CAPTURE_SHARE),
        efficiency or default_share("capture_efficiency"),
        capture is not None,
    )


def _of(what: Text, practice: Practice | Literal[""], region: str) -> Text:
    """A number in words, with the practice and the region that it was told for."""
    of_practice = Text("{what}: {which}", what=what, which=Text(PRACTICE_NAMES[practice])) if practice else what
    return Text("{what}, {region}", what=of_practice, region=region) if region else of_practice


def _nearest(seen: Seen, key: str, practice: str, region: str) -> Number | None:
    return seen.get((key, practice, region)) or seen.get((key, practice, ""))


def _told_retorts(row: PracticeRecord) -> Number:
    origin = input_origin(
        _of(Text(RETORT_SHARE), row.practice, row.region),
        row.retort_share or 0.0,
        "1",
        low=row.retort_share_low,
        high=row.retort_share_high,
        source=row.source,
        status=row.status,
        note=row.note,
    )
    return told_share(f"retort_share {row.practice}", origin, row.region)


def _told_efficiency(row: PracticeRecord) -> Number:
    quantity = _of(named("retort_efficiency"), row.practice, row.region)
    origin = input_origin(quantity, row.retort_efficiency or 0.0, "1", source=row.source, status=row.status)
    return told_share(f"retort_efficiency {row.practice}", origin, row.region)


def seen_retorts(seen: Sequence[SeenSite]) -> Seen:
    """Retorts as the sites tell them: means of the country, and of regions with enough sites."""
    found: dict[tuple[str, str, str], Number] = {}
    for practice in AMALGAMATING:
        shares, efficiencies = [], []
        for site in seen:
            # A site that does not tell how it wins its gold may use every practice.
            part = site.shares[practice] if site.shares is not None else 1.0
            if site.size is None or part <= 0.0:
                continue
            one, size = site.record, site.size * part
            if one.retort_share is not None:
                shares.append((site.region, one.retort_share, size))
            if one.retort_efficiency is not None:
                efficiencies.append((site.region, one.retort_efficiency, size))
        for key, quantity, told in (
            ("retort_share", Text(RETORT_SHARE), shares),
            ("retort_efficiency", named("retort_efficiency"), efficiencies),
        ):
            for region, mean in _means(told).items():
                named_so = _of(quantity, practice, region)
                found[key, practice, region] = _mean_share(f"{key} {practice}", named_so, mean, region)
    return found


def seen_shops(data: GoldData) -> Seen:
    """Shops as those visited tell them: means of the country, and of regions with enough shops."""
    found: dict[tuple[str, str, str], Number] = {}
    gold = {one.id: one for one in buyer_winnings(data)}
    weights = stands_for(data.buyers, {one.id: one.buyers for one in data.strata})
    sponges, systems, efficiencies = [], [], []
    for shop in sorted((buyer for buyer in data.buyers if buyer.kind == "shop"), key=lambda one: one.id):
        region, size = gold[shop.id].region, (gold[shop.id].kg or 0.0) * weights[shop.id]
        if shop.sponge_mercury_percent is not None:
            sponges.append((region, shop.sponge_mercury_percent / 100.0, size))
        if shop.capture_system is not None:
            systems.append((region, float(shop.capture_system), size))
        if shop.capture_efficiency is not None:
            efficiencies.append((region, shop.capture_efficiency, size))
    for region, mean in _means(sponges).items():
        found["sponge", "", region] = _mean_sponge(mean, region)
    for region, mean in _means(systems).items():
        quantity = _of(Text(CAPTURE_SHARE), "", region)
        found["capture_share", "", region] = _mean_share("capture_share", quantity, mean, region)
    for region, mean in _means(efficiencies).items():
        quantity = _of(named("capture_efficiency"), "", region)
        found["capture_efficiency", "", region] = _mean_share("capture_efficiency", quantity, mean, region)
    return found


def _means(told: Sequence[tuple[str, float, float]]) -> dict[str, Mean]:
    """Means of (region, value, size): of all (``""``), and of each region with enough of them."""
    if not told:
        return {}
    by_region: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for one in told:
        by_region[one[0]].append(one)
    least = limit("sites_of_a_region")
    groups = {"": told} | {region: own for region, own in by_region.items() if region and len(own) >= least}
    return {region: weighted_mean([v for _, v, _ in own], [w for _, _, w in own]) for region, own in groups.items()}


def _mean_share(key: str, quantity: Text, mean: Mean, where: str) -> Number:
    """A share that is a mean over several, with the error of the mean as its range."""
    source = Text("mean over {count}", count=mean.sites)
    value = min(max(mean.value, 0.0), 1.0)
    if mean.error is None or value in (0.0, 1.0):
        return told_share(key, input_origin(quantity, value, "1", source=source), where)
    low, high = max(value - DEVIATE * mean.error, 0.0), min(value + DEVIATE * mean.error, 1.0)
    origin = input_origin(quantity, value, "1", low=low, high=high, source=source)
    return shared(key, origin, average_spread(value, low, high), where)


def _mean_sponge(mean: Mean, where: str) -> Number:
    low = high = None
    if mean.error:
        low, high = max(mean.value - DEVIATE * mean.error, 0.0), mean.value + DEVIATE * mean.error
    source = Text("mean over {count}", count=mean.sites)
    return sponge_number(input_origin(named("sponge"), mean.value, "1", low=low, high=high, source=source), where)


def _told_sponge(row: ShopsRecord) -> Number:
    share = (row.sponge_mercury_percent or 0.0) / 100.0
    return sponge_number(input_origin(named("sponge"), share, "1", source=row.source, status=row.status), row.region)


def _told_capture(row: ShopsRecord) -> Number:
    quantity = _of(Text(CAPTURE_SHARE), "", row.region)
    origin = input_origin(quantity, row.capture_share or 0.0, "1", source=row.source, status=row.status)
    return told_share("capture_share", origin, row.region)


def _told_capture_efficiency(row: ShopsRecord) -> Number:
    quantity = _of(named("capture_efficiency"), "", row.region)
    origin = input_origin(quantity, row.capture_efficiency or 0.0, "1", source=row.source, status=row.status)
    return told_share("capture_efficiency", origin, row.region)
