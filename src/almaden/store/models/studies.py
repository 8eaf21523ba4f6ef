"""Studies of a sector: the tables that a national team or a specialist brings, as they were read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.datasets import Upload
from almaden.store.models.inventories import InventoryState
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class StudySector(models.TextChoices):
    """What a study is of."""

    GOLD = "gold", n_("small-scale gold mining of a country")
    GOLD_COUNTRIES = "gold_countries", n_("mercury of small-scale gold mining by country")
    CHLORALKALI = "chloralkali", n_("chlor-alkali plants with mercury cells")
    PRODUCTS = "products", n_("mercury-added products sold, in use and thrown away")
    AMALGAM = "amalgam", n_("the way out of dental amalgam of a country")
    PRODUCT_BALANCE = "product_balance", n_("supply, use and trade of mercury in a country")
    LAW = "law", n_("laws of a country on mercury")
    CONSENTS = "consents", n_("consents to shipments of mercury")
    TRADE = "trade", n_("statistics of trade")
    SUPPLY = "supply", n_("supply of and demand for mercury")
    STORAGE = "storage", n_("storage and disposal of mercury")
    BIOTA = "biota", n_("mercury in animals")
    PEOPLE = "people", n_("mercury in people")


class Study(Recorded):
    """Tables of a sector; ``tables`` holds for each table the fields of its records.

    Its tables are for those who work on the country; what others see is reckoned from them.
    """

    #: Field data tell of places and, under numbers, of persons; the file that they came from is kept as an upload.
    SECRET = frozenset({"tables"})

    sector = models.CharField(max_length=30, choices=StudySector.choices, db_index=True)
    country = models.CharField(max_length=3, blank=True, db_index=True)
    year = models.IntegerField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True)
    made_up = models.BooleanField(default=False)
    tables = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=InventoryState.choices, default=InventoryState.DRAFT, db_index=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    published_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["sector", "country", "-year", "-id"]

    def found_by(self) -> tuple[str, ...]:
        """Its title, its country's code and its year."""
        return (f"{self.country} {self.year or ''}".strip(), self.title)
