"""A register of product tests as one object, and what its measurements say in ppm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from almaden.sectors.products.testing.records import (
    GONE,
    PPM_PER,
    CampaignRecord,
    ProductRecord,
    ProductTestRecord,
    RelistingCheckRecord,
    TakedownRecord,
)
from almaden.wording import Text, n_

MADE_UP: Final = n_("These figures are made up: an example.")


@dataclass(frozen=True)
class ProductTestData:
    """Campaigns with their products, tests, take-down requests and checks.

    Attributes:
        campaigns: the campaigns or rounds; identifiers differ.
        products: the products; identifiers differ.
        tests: the tests; each is of a product and a campaign that are there.
        takedowns: requests to platforms.
        checks: looks whether a listing is there again.
        notes: how the file was understood, and what looks odd in it.
        sha256: of what was read; empty where nothing was.
    """

    campaigns: tuple[CampaignRecord, ...]
    products: tuple[ProductRecord, ...]
    tests: tuple[ProductTestRecord, ...]
    takedowns: tuple[TakedownRecord, ...] = ()
    checks: tuple[RelistingCheckRecord, ...] = ()
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""

    @property
    def product_of(self) -> Mapping[str, ProductRecord]:
        """The products by identifier."""
        return {one.id: one for one in self.products}

    @property
    def notice(self) -> str:
        """Said on every page and export where a campaign is made up."""
        return MADE_UP if any(one.made_up for one in self.campaigns) else ""


def value_ppm(test: ProductTestRecord) -> float | None:
    """The mercury found in ppm (mg/kg); None where nothing was detected."""
    return None if test.value is None else test.value * PPM_PER[test.unit]


def detection_limit_ppm(test: ProductTestRecord) -> float | None:
    """The detection limit in ppm (mg/kg); None where it is not told."""
    return None if test.detection_limit is None else test.detection_limit * PPM_PER[test.unit]


def uncertainty_ppm(test: ProductTestRecord) -> float | None:
    """The expanded uncertainty of the value in ppm (mg/kg); None where it is not told."""
    return None if test.uncertainty is None else test.uncertainty * PPM_PER[test.unit]


def gone_on(request: TakedownRecord) -> date | None:
    """The day from which a removed listing was gone, or known to be; None where it was not, or no day is told."""
    return (request.removed_on or request.answered_on) if request.outcome in GONE else None
