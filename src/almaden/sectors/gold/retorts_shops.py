"""Retorts at the sites and capture systems in gold shops, by region: as told, as seen, or taken as none and asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.fate_defaults import default_share, default_sponge, limit, named, none_of, sponge_number
from almaden.sectors.gold.records import BuyerRecord, PracticeRecord, ShopsRecord
from almaden.sectors.gold.site_means import Mean, SeenSite, weighted_mean
from almaden.sectors.gold.terms import Practice
from almaden.sectors.gold.told import DEVIATE, input_origin, shared, told_share
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


def retorts_of(data: GoldData, seen: Sequence[SeenSite], region: str, practice: Practice) -> Retorts:
    """Retorts of a region and practice: of its record or the country's, else of sites, else none."""
    rows = {(row.region, row.practice): row for row in data.practices}
    told = [row for where in (region, "") if (row := rows.get((where, practice))) is not None]
    share = next((_told_retorts(row) for row in told if row.retort_share is not None), None)
    share = share or _seen_retorts(seen, region, practice)
    efficiency = next((_told_efficiency(row) for row in told if row.retort_efficiency is not None), None)
    efficiency = efficiency or _seen_efficiency(seen, region, practice) or default_share("retort_efficiency")
    return Retorts(share or none_of("retort_share", RETORT_SHARE), efficiency, share is not None)


def shops_of(data: GoldData, region: str) -> Shops:
    """Shops of a region: of its record or the country's, else of the shops visited, else defaults."""
    rows = {row.region: row for row in data.shops}
    told = [row for where in (region, "") if (row := rows.get(where)) is not None]
    seen = _shops_seen(data, region)
    sponge = next((_told_sponge(row) for row in told if row.sponge_mercury_percent is not None), None)
    capture = next((_told_capture(row) for row in told if row.capture_share is not None), None)
    efficiency = next((_told_capture_efficiency(row) for row in told if row.capture_efficiency is not None), None)
    capture = capture or _seen_capture(seen)
    return Shops(
        sponge or _seen_sponge(seen) or default_sponge(),
        capture or none_of("capture_share", CAPTURE_SHARE),
        efficiency or _seen_capture_efficiency(seen) or default_share("capture_efficiency"),
        capture is not None,
    )


def _told_retorts(row: PracticeRecord) -> Number:
    origin = input_origin(
        Text(RETORT_SHARE),
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
    origin = input_origin(
        named("retort_efficiency"), row.retort_efficiency or 0.0, "1", source=row.source, status=row.status
    )
    return told_share(f"retort_efficiency {row.practice}", origin, row.region)


def _seen_retorts(seen: Sequence[SeenSite], region: str, practice: Practice) -> Number | None:
    values = {site.record.id: site.record.retort_share for site in seen if site.record.retort_share is not None}
    return _seen_at_sites(seen, region, practice, values, f"retort_share {practice}", Text(RETORT_SHARE))


def _seen_efficiency(seen: Sequence[SeenSite], region: str, practice: Practice) -> Number | None:
    told = (site.record for site in seen)
    values = {site.id: site.retort_efficiency for site in told if site.retort_efficiency is not None}
    return _seen_at_sites(seen, region, practice, values, f"retort_efficiency {practice}", named("retort_efficiency"))


def _seen_at_sites(
    seen: Sequence[SeenSite], region: str, practice: Practice, values: dict[str, float], key: str, quantity: Text
) -> Number | None:
    """The mean over the sites of a region that use the practice; over those of the country where these are few."""
    known = []
    for site in seen:
        # A site that does not tell how it wins its gold may use every practice.
        part = site.shares[practice] if site.shares is not None else 1.0
        if site.record.id in values and site.size is not None and part > 0.0:
            known.append((site.region, values[site.record.id], site.size * part))
    own = [one for one in known if one[0] == region] if region else []
    where = region if len(own) >= limit("sites_of_a_region") else ""
    used = own if where else known
    if not used:
        return None
    return _mean_share(key, quantity, weighted_mean([v for _, v, _ in used], [w for _, _, w in used]), where)


def _mean_share(key: str, quantity: Text, mean: Mean, where: str) -> Number:
    """A share that is a mean over several, with the error of the mean as its range."""
    source = Text("mean over {count}", count=mean.sites)
    value = min(max(mean.value, 0.0), 1.0)
    if mean.error is None or value in (0.0, 1.0):
        return told_share(key, input_origin(quantity, value, "1", source=source), where)
    low, high = max(value - DEVIATE * mean.error, 0.0), min(value + DEVIATE * mean.error, 1.0)
    origin = input_origin(quantity, value, "1", low=low, high=high, source=source)
    return shared(key, origin, average_spread(value, low, high), where)


@dataclass(frozen=True)
class _Seen:
    """Shops visited, with the gold that each stands for."""

    region: str
    shops: tuple[tuple[BuyerRecord, float], ...]

    def mean(self, values: dict[str, float]) -> Mean | None:
        used = [(values[shop.id], size) for shop, size in self.shops if shop.id in values]
        return weighted_mean([v for v, _ in used], [w for _, w in used]) if used else None


def _shops_seen(data: GoldData, region: str) -> _Seen:
    gold = {one.id: one for one in buyer_winnings(data)}
    shops = sorted((buyer for buyer in data.buyers if buyer.kind == "shop"), key=lambda one: one.id)
    own = [shop for shop in shops if gold[shop.id].region == region] if region else []
    where = region if len(own) >= limit("sites_of_a_region") else ""
    used = own if where else shops
    return _Seen(where, tuple((shop, (gold[shop.id].kg or 0.0) * (shop.weight or 1.0)) for shop in used))


def _seen_sponge(seen: _Seen) -> Number | None:
    percent = {s.id: s.sponge_mercury_percent / 100.0 for s, _ in seen.shops if s.sponge_mercury_percent is not None}
    mean = seen.mean(percent)
    if mean is None:
        return None
    error = mean.error or 0.0
    low = high = None
    if error > 0.0:
        low, high = max(mean.value - DEVIATE * error, 0.0), mean.value + DEVIATE * error
    source = Text("mean over {count}", count=mean.sites)
    return sponge_number(input_origin(named("sponge"), mean.value, "1", low=low, high=high, source=source), seen.region)


def _seen_capture(seen: _Seen) -> Number | None:
    mean = seen.mean({s.id: float(s.capture_system) for s, _ in seen.shops if s.capture_system is not None})
    return _mean_share("capture_share", Text(CAPTURE_SHARE), mean, seen.region) if mean else None


def _seen_capture_efficiency(seen: _Seen) -> Number | None:
    mean = seen.mean({s.id: s.capture_efficiency for s, _ in seen.shops if s.capture_efficiency is not None})
    return _mean_share("capture_efficiency", named("capture_efficiency"), mean, seen.region) if mean else None


def _told_sponge(row: ShopsRecord) -> Number:
    share = (row.sponge_mercury_percent or 0.0) / 100.0
    return sponge_number(input_origin(named("sponge"), share, "1", source=row.source, status=row.status), row.region)


def _told_capture(row: ShopsRecord) -> Number:
    origin = input_origin(Text(CAPTURE_SHARE), row.capture_share or 0.0, "1", source=row.source, status=row.status)
    return told_share("capture_share", origin, row.region)


def _told_capture_efficiency(row: ShopsRecord) -> Number:
    value = row.capture_efficiency or 0.0
    origin = input_origin(named("capture_efficiency"), value, "1", source=row.source, status=row.status)
    return told_share("capture_efficiency", origin, row.region)
