"""The catalogue of offers: which of them are asked for, and whether somebody confirmed them lately."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from almaden.partnership.dates import last_day
from almaden.partnership.matching.offers import months_before
from almaden.partnership.matching.vocabulary import codes, compatible_materials, plain, plain_all, plain_regions_of
from almaden.partnership.matching.weights import settings
from almaden.partnership.records.exchange import OfferRecord


@dataclass(frozen=True)
class Wanted:
    """Which offers are asked for; what is empty lets all pass.

    Attributes:
        area: code of an area of the offer, or of its provider.
        kind: kind of offer.
        step: a step of the life cycle.
        material: a material, or a class of waste: an offer for the class takes each material of it.
        country: ISO 3166 code of a country that is served, by name or as a part of a region.
        region: a region that is served.
        language: a language that is spoken.
        currency: currency of the costs.
        most_per_t: only what states a cost of a tonne up to this sum; needs a currency.
        current: only what was confirmed lately.
    """

    area: str = ""
    kind: str = ""
    step: str = ""
    material: str = ""
    country: str = ""
    region: str = ""
    language: str = ""
    currency: str = ""
    most_per_t: float | None = None
    current: bool = False

    def lets_pass(self, offer: OfferRecord, provider_areas: Collection[str], on: date) -> bool:
        """Whether an offer is asked for.

        Args:
            offer: the offer.
            provider_areas: areas in which its provider works.
            on: the day that is asked about.
        """
        return all(
            (
                not self.area or self.area in offer.areas or self.area in provider_areas,
                not self.kind or offer.kind == self.kind,
                not self.step or self.step in codes("step", offer.steps),
                not self.material
                or not compatible_materials(self.material).isdisjoint(codes("material", offer.materials)),
                not self.country or serves(offer, self.country),
                not self.region or plain(self.region) in plain_all(offer.regions),
                not self.language or plain(self.language) in plain_all(offer.languages),
                not self.currency or offer.currency == self.currency,
                self.most_per_t is None or (offer.cost_per_t is not None and offer.cost_per_t <= self.most_per_t),
                not self.current or not is_stale(offer, on),
            )
        )


def takes(offer: OfferRecord, material: str) -> bool:
    """Whether an offer states that it takes a material, or any of a class of waste."""
    return not compatible_materials(material).isdisjoint(codes("material", offer.materials))


def serves(offer: OfferRecord, country: str) -> bool:
    """Whether an offer states that it serves a country."""
    return country in offer.countries or not plain_regions_of(country).isdisjoint(plain_all(offer.regions))


def is_stale(offer: OfferRecord, on: date) -> bool:
    """Whether nobody is known to have confirmed an offer lately, on a day."""
    return is_old(offer.confirmed_on, on)


def is_old(confirmed_on: str, on: date) -> bool:
    """Whether a day of confirmation, empty where none is known, lies too far back on a day."""
    oldest = months_before(on, int(settings()["months_fresh"]))
    return not confirmed_on or last_day(confirmed_on) < oldest
