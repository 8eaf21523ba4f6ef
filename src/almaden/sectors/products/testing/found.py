"""Products above the limit with the evidence, and which of them may still be sold: the list of alerts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from almaden.sectors.products.testing.addresses import host_of
from almaden.sectors.products.testing.data import ProductTestData, uncertainty_ppm, value_ppm
from almaden.sectors.products.testing.limits import ContentLimit, within_uncertainty
from almaden.sectors.products.testing.records import ProductRecord, RelistingCheckRecord, TakedownRecord
from almaden.sectors.products.testing.samples import Sample
from almaden.sectors.products.testing.takedowns import known_on
from almaden.wording import n_


@dataclass(frozen=True)
class Evidence:
    """A sample above the limit.

    Attributes:
        sample, campaign: its identifiers.
        product: the product.
        country: code of the country where it was bought; empty where not told.
        platform, host: the platform, and the host of the listing.
        url: address of the listing; no public table tells it.
        ppm: mercury found.
        uncertainty_ppm: its expanded uncertainty; None where not told.
        method, laboratory: how and by whom it was measured.
        confirmed: whether a laboratory measured it, not a screening alone.
        unsure: whether the limit lies within the uncertainty.
        tested_on: the day; None where not told.
        photographs: names of files.
    """

    sample: str
    campaign: str
    product: ProductRecord
    country: str
    platform: str
    host: str
    url: str
    ppm: float
    uncertainty_ppm: float | None
    method: str
    laboratory: str
    confirmed: bool
    unsure: bool
    tested_on: date | None
    photographs: tuple[str, ...]


def above_limit(samples: Iterable[Sample], limit: ContentLimit) -> tuple[Evidence, ...]:
    """Samples above a limit, the highest content first."""
    found = [_evidence(one, limit) for one in samples if one.verdict(limit) == "above"]
    return tuple(sorted(found, key=lambda one: (-one.ppm, one.campaign, one.sample)))


def _evidence(sample: Sample, limit: ContentLimit) -> Evidence:
    test = sample.counts
    # One file may show a sample in two tests.
    photographs = tuple(dict.fromkeys(name for one in sample.tests for name in one.photographs))
    return Evidence(
        sample.id, sample.campaign, sample.product, sample.country, sample.platform, host_of(sample.url), sample.url,
        value_ppm(test) or 0.0, uncertainty_ppm(test), test.method, test.laboratory, sample.confirmed,
        within_uncertainty(test, limit), test.tested_on, photographs,
    )  # fmt: skip


Reason = Literal["listed again", "refused", "removed in part", "no answer", "open", "not asked"]
#: Why a product may still be sold, most pressing first.
REASONS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        "listed again": n_("found again after it was removed"),
        "refused": n_("the platform refused to take it down"),
        "removed in part": n_("some of its listings are still there"),
        "no answer": n_("the platform never answered"),
        "open": n_("the platform has not answered yet"),
        "not asked": n_("nobody has asked for its removal"),
    }
)


@dataclass(frozen=True)
class Alert:
    """A product above the limit that may still be sold on a platform.

    Attributes:
        product: the product.
        platform: the platform; empty where it was bought elsewhere, so that nobody could be asked.
        ppm: the highest content found.
        confirmed: whether a laboratory measured one above the limit.
        reason: why it may still be sold there.
        since: the day since which this is so; None where not told.
    """

    product: ProductRecord
    platform: str
    ppm: float
    confirmed: bool
    reason: Reason
    since: date | None


def alerts(data: ProductTestData, above: Sequence[Evidence], on: date) -> tuple[Alert, ...]:
    """Products above the limit that may still be sold on a day, the most pressing first.

    Args:
        data: the register.
        above: samples above the limit.
        on: the day; what came later is not known.
    """
    known = known_on(data, on)
    last = {check.takedown: check for check in sorted(known.checks, key=lambda one: one.checked_on)}
    again = {key: check for key, check in last.items() if check.found_again}
    samples: defaultdict[str, list[Evidence]] = defaultdict(list)
    for one in above:
        samples[one.product.id].append(one)
    asked: defaultdict[str, list[TakedownRecord]] = defaultdict(list)
    for request in sorted(known.takedowns, key=lambda one: (one.requested_on, one.id)):
        asked[request.product].append(request)
    found = [alert for key, each in samples.items() for alert in _of_product(each, asked[key], again)]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.reason], -one.ppm, one.product.id, one.platform)))


_ORDER: Final = {reason: place for place, reason in enumerate(REASONS)}


def _of_product(
    samples: Sequence[Evidence], requests: Sequence[TakedownRecord], again: Mapping[str, RelistingCheckRecord]
) -> Iterator[Alert]:
    """The alerts of one product, one a platform at most."""
    platforms = {one.platform for one in requests}
    # Where it was bought in a shop, and nobody asked a platform either, somebody still has to be told.
    unasked = {one.platform for one in samples if one.platform or not platforms} - platforms
    states: dict[str, State] = dict.fromkeys(unasked, ("not asked", None))
    for platform in platforms:
        # A later request for a listing takes the place of an earlier one, also of one found again at its address.
        listings: dict[str, State | None] = {}
        for one in requests:
            if one.platform == platform:
                check = again.get(one.id)
                listings[(check.url if check is not None else "") or one.url] = _state(one, check)
        left = [state for state in listings.values() if state is not None]
        if left:
            states[platform] = min(left, key=lambda state: _ORDER[state[0]])
    highest, confirmed = max(one.ppm for one in samples), any(one.confirmed for one in samples)
    for platform, (reason, since) in states.items():
        yield Alert(samples[0].product, platform, highest, confirmed, reason, since)


State = tuple[Reason, date | None]


def _state(request: TakedownRecord, again: RelistingCheckRecord | None) -> State | None:
    """Why the listing of a request may still be there; None where it is gone."""
    if again is not None:
        return "listed again", again.checked_on
    reasons: Mapping[str, Reason] = {
        "": "open", "refused": "refused", "partly": "removed in part", "no answer": "no answer",
    }  # fmt: skip
    since = request.answered_on or request.requested_on
    return (reasons[request.outcome], since) if request.outcome in reasons else None
