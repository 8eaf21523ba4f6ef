"""Campaigns as a whole: how they begin, who sees them, who may write into them."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from almaden.reference.readers.named_cells import tables_of_rows
from almaden.sectors.products.testing.records import TABLES
from almaden.store.accounts.checks import check_country
from almaden.store.acting import allow, now
from almaden.store.inventories.guard import OPEN, ClosedError
from almaden.store.journal import Work, writing
from almaden.store.models import CampaignRound, Organisation, ProductCampaign, User
from almaden.store.product_tests.checked import checked
from almaden.store.product_tests.shape import fields_of, with_keys
from almaden.store.rights import Person, RightsError, countries_with, grants_of, may
from almaden.wording import n_


def make(
    actor: User | None, cells: dict[str, Any], *, country: str = "", organisation: Organisation | None = None
) -> ProductCampaign:
    """Begin a campaign with its first round.

    Args:
        actor: who begins it, and is its author; None for the program.
        cells: what was typed of the round, by field of ``CampaignRecord``; an identifier is given where none is typed.
        country: the country that it is run in; empty for one of several countries.
        organisation: for whom.

    Raises:
        RightsError: the person may not write data of the country.
        InputError: with everything that is wrong.
    """
    check_country(country)
    allow(actor, "write_data", country)
    read = tables_of_rows({"campaigns": with_keys("campaigns", [cells], ())}, TABLES)
    (record,) = checked(read, {}).new["campaigns"]
    campaign = ProductCampaign(
        series=uuid.uuid4().hex, title=record.title, country=country, organisation=organisation, author=actor,
        made_on=now(), changed_on=now(),
    )  # fmt: skip
    with writing(actor, "product_campaign.add") as work:
        work.add(campaign)
        work.add(CampaignRound(campaign=campaign, **fields_of(record, "campaigns", {})))
    return campaign


def still_open(campaign: ProductCampaign) -> ProductCampaign:
    """The campaign as it stands now, locked until the transaction ends.

    Raises:
        ClosedError: it was submitted or published.
    """
    current = ProductCampaign.objects.select_for_update().get(pk=campaign.pk)
    if current.state not in OPEN:
        raise ClosedError(n_("This campaign was submitted or published. Go on with it in a new version."))
    return current


def visible_campaigns(user: Person) -> QuerySet[ProductCampaign]:
    """Campaigns of whose results a person may know: what is published, their own, and those of their countries."""
    public = Q(state__in=["published", "superseded"])
    if not grants_of(user):
        return ProductCampaign.objects.filter(public)
    assert isinstance(user, User)
    countries = countries_with(user, "read_drafts")
    if countries is None:
        return ProductCampaign.objects.all()
    return ProductCampaign.objects.filter(public | Q(author=user) | Q(country__in=sorted(countries)))


def may_read_rows(user: Person, campaign: ProductCampaign) -> bool:
    """Whether a person may see the rows themselves, with addresses of listings and photographs."""
    own = isinstance(user, User) and user.is_active and campaign.author_id == user.pk
    return own or may(user, "read_drafts", campaign.country)


def may_write(user: Person, campaign: ProductCampaign) -> bool:
    """Whether a person may write rows into it, or go on with it in a new version."""
    return may_read_rows(user, campaign) and may(user, "write_data", campaign.country)


def may_change(user: Person, campaign: ProductCampaign) -> bool:
    """Whether a person may write rows into it as it stands now."""
    return campaign.state in OPEN and may_write(user, campaign)


def allow_rows(actor: User | None, campaign: ProductCampaign) -> None:
    """Refuse who may not write rows into a campaign.

    Raises:
        RightsError: the person may not.
    """
    allow(actor, "write_data", campaign.country)
    if actor is not None and not may_write(actor, campaign):
        raise RightsError(n_("There is nothing here, or nothing that you may see."))


def touch(work: Work, campaign: ProductCampaign) -> None:
    """Let a campaign tell that its rows changed: whoever wrote one has written the campaign."""
    work.change(campaign, changed_on=now())
