"""What a campaign found, as known on a day; and what of it the public may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from almaden.errors import Fault, InputError
from almaden.sectors.products.testing.campaign import campaign_result
from almaden.sectors.products.testing.limits import ContentLimit, any_mercury, own_limit
from almaden.sectors.products.testing.result import CampaignResult
from almaden.store.acting import now
from almaden.store.models import ProductCampaign
from almaden.store.product_tests.shape import data_of
from almaden.wording import n_


def result_of(campaign: ProductCampaign, on: date | None = None, ppm: float | None = None) -> CampaignResult:
    """What a campaign found.

    Args:
        campaign: the campaign.
        on: the day as of which it is known; today without one.
        ppm: a limit of one's own in ppm (mg/kg), 0 for any mercury; None for that of the Convention for cosmetics.
    """
    return campaign_result(data_of(campaign), on or now().date(), limit_of(ppm))


def public_result(found: CampaignResult) -> CampaignResult:
    """A result for reports to the public, which tell no addresses anyway: without names of files of photographs."""
    return replace(found, above=tuple(replace(one, photographs=(), url="") for one in found.above))


def limit_of(ppm: float | None) -> ContentLimit | None:
    """The limit that samples are held against; None for that of the Convention for cosmetics."""
    if ppm is None:
        return None
    return own_limit(ppm) if ppm else any_mercury()


def public_results(campaign: ProductCampaign) -> dict[str, Any]:
    """What the public may know of a published campaign, as known on the day of its publication."""
    return result_of(campaign, campaign.published_on and campaign.published_on.date()).as_public_dict()


def check_reckonable(campaign: ProductCampaign) -> None:
    """Refuse a campaign that tells nothing yet.

    Raises:
        InputError: it has no tests.
    """
    if not campaign.tests.exists():
        raise InputError(Fault(n_("the campaign has no tests"), column="tests", advice=n_("add its tests")))
