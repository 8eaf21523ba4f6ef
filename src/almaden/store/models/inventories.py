"""National inventories: versions with their rows, frozen results, layers of factors."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import Organisation, User
from almaden.store.models.datasets import Upload
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class Standing(models.TextChoices):
    """Whose figure it is. Only the last three stand on world maps."""

    WORKED_EXAMPLE = "worked_example", n_("worked example")
    SUBMITTED = "submitted", n_("submitted by the Party")
    PUBLISHED_ELSEWHERE = "published_elsewhere", n_("published elsewhere")
    ESTIMATE = "estimate", n_("estimate of others")


class InventoryState(models.TextChoices):
    """Where a version stands: ``superseded`` when a later version of its series was published."""

    DRAFT = "draft", n_("draft")
    SUBMITTED = "submitted", n_("submitted")
    IN_REVIEW = "in_review", n_("in review")
    RETURNED = "returned", n_("returned")
    PUBLISHED = "published", n_("published")
    SUPERSEDED = "superseded", n_("superseded")


class Inventory(Recorded):
    """One version of one inventory; a correction of a published one is a new version in the same series.

    ``header`` holds what ``inventory.toml`` holds beyond country, year, level, factor set and title.
    """

    series = models.CharField(max_length=32, db_index=True)
    number = models.PositiveIntegerField(default=1)
    country = models.CharField(max_length=3, db_index=True)
    year = models.IntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    factor_set = models.CharField(max_length=80)
    title = models.CharField(max_length=300, blank=True)
    header = models.JSONField(default=dict, blank=True)
    standing = models.CharField(max_length=30, choices=Standing.choices, default=Standing.WORKED_EXAMPLE)
    state = models.CharField(max_length=20, choices=InventoryState.choices, default=InventoryState.DRAFT, db_index=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT)
    made_on = models.DateTimeField()
    published_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["country", "-year", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="inventory_version_once"),
        ]

    def found_by(self) -> tuple[str, ...]:
        """Its title, its country's code and its year."""
        return (f"{self.country} {self.year}", self.title)


class InventoryRow(Recorded):
    """One row of one table of an inventory: ``data`` holds the fields of its record type."""

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    data = models.JSONField()

    class Meta:
        ordering: ClassVar = ["table", "position", "id"]
        indexes: ClassVar = [models.Index(fields=["inventory", "table", "position"], name="row_order")]


class FrozenResult(Recorded):
    """What was shown when a version was submitted: ``result`` is the JSON of a ``Result``, as it stood."""

    #: The journal holds the hash; the whole would double the size of the store.
    SECRET = frozenset({"result"})

    inventory = models.ForeignKey(Inventory, on_delete=models.CASCADE, related_name="results")
    year = models.IntegerField()
    result = models.JSONField()
    sha256 = models.CharField(max_length=64)
    program_version = models.CharField(max_length=40)
    made_on = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["inventory", "year"], name="result_once")]


class FactorLayer(Recorded):
    """A named layer of factors, over a factor set; ``rows`` are those of ``FactorRow``."""

    name = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=3, blank=True, db_index=True)
    rows = models.JSONField(default=list)
    state = models.CharField(max_length=20, choices=InventoryState.choices, default=InventoryState.DRAFT)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
