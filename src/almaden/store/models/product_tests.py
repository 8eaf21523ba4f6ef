"""Campaigns that test products for mercury: what was bought and measured, take-down requests, later looks.

Persons stand in none of the tables, sellers included: a campaign tells of products, platforms and organisations.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import Organisation, User
from almaden.store.models.datasets import Upload
from almaden.store.models.inventories import InventoryState
from almaden.store.models.recorded import Recorded


class ProductCampaign(Recorded):
    """One version of one campaign; a correction of a published one is a new version in the same series.

    Its version counts every change of its rows too: who writes a row writes the campaign.
    """

    series = models.CharField(max_length=32, db_index=True)
    number = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=300)
    country = models.CharField(max_length=3, blank=True, db_index=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=InventoryState.choices, default=InventoryState.DRAFT, db_index=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    changed_on = models.DateTimeField()
    published_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-changed_on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="campaign_version_once"),
        ]

    def found_by(self) -> tuple[str, ...]:
        """Its title and its country's code."""
        return (self.title, self.country)


class CampaignRow(Recorded):
    """What the rows of a campaign share; those that others lead to have an identifier of their own."""

    note = models.TextField(blank=True)

    class Meta:
        abstract = True


class CampaignRound(CampaignRow):
    """A round of a campaign; its fields are those of ``CampaignRecord``."""

    campaign = models.ForeignKey(ProductCampaign, on_delete=models.CASCADE, related_name="rounds")
    key = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    year = models.IntegerField()
    organiser = models.CharField(max_length=300, blank=True)
    sampling = models.CharField(max_length=30, default="not told")
    made_up = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "key"], name="round_once")]


class CampaignProduct(CampaignRow):
    """A product as it lay on the shelf; its fields are those of ``ProductRecord``."""

    campaign = models.ForeignKey(ProductCampaign, on_delete=models.CASCADE, related_name="products")
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    brand = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=300)
    manufacturer = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=3, blank=True)
    lot = models.CharField(max_length=100, blank=True)
    barcode = models.CharField(max_length=14, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "key"], name="product_once")]


class ProductTest(CampaignRow):
    """One measurement of one sample; its fields are those of ``ProductTestRecord``, whose campaign is its round."""

    campaign = models.ForeignKey(ProductCampaign, on_delete=models.CASCADE, related_name="tests")
    key = models.CharField(max_length=100)
    round = models.ForeignKey(CampaignRound, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(CampaignProduct, on_delete=models.PROTECT, related_name="+")
    sample = models.CharField(max_length=100, blank=True)
    bought_on = models.DateField(null=True, blank=True)
    country = models.CharField(max_length=3, blank=True)
    seller_kind = models.CharField(max_length=20, default="other")
    platform = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=2000, blank=True)
    price = models.FloatField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    laboratory = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=20)
    value = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=10)
    below_detection = models.BooleanField(default=False)
    detection_limit = models.FloatField(null=True, blank=True)
    uncertainty = models.FloatField(null=True, blank=True)
    tested_on = models.DateField(null=True, blank=True)
    photographs = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "key"], name="test_once")]


class Takedown(CampaignRow):
    """A request to a platform to take a listing down; its fields are those of ``TakedownRecord``."""

    campaign = models.ForeignKey(ProductCampaign, on_delete=models.CASCADE, related_name="takedowns")
    key = models.CharField(max_length=100)
    product = models.ForeignKey(CampaignProduct, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=200)
    url = models.CharField(max_length=2000, blank=True)
    requested_on = models.DateField()
    requested_by = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["campaign", "key"], name="takedown_once")]


class RelistingCheck(CampaignRow):
    """A look whether a listing is there again; its fields are those of ``RelistingCheckRecord``."""

    campaign = models.ForeignKey(ProductCampaign, on_delete=models.CASCADE, related_name="checks")
    takedown = models.ForeignKey(Takedown, on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField()
    found_again = models.BooleanField()
    url = models.CharField(max_length=2000, blank=True)
    same_seller = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]


class ProductPhoto(Recorded):
    """A photograph of the product of a test, kept as a file; its name stands among ``photographs`` of the test."""

    test = models.ForeignKey(ProductTest, on_delete=models.CASCADE, related_name="photos")
    name = models.CharField(max_length=255)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["test", "name"], name="photo_once")]
