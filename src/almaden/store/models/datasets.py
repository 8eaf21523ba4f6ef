"""Where data come from: files that were brought in, documents that are cited, sets of records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import Organisation, User
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class Upload(Recorded):
    """A file that a person brought in, kept under its SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT)
    uploaded_on = models.DateTimeField()


class SourceDocument(Recorded):
    """A document that is cited; its fields are those of ``SourceRecord``."""

    title = models.CharField(max_length=500)
    authors = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    year = models.IntegerField(null=True, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    accessed = models.DateField(null=True, blank=True)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def found_by(self) -> tuple[str, ...]:
        """Its title, its authors and its publisher."""
        return (self.title, self.authors, self.publisher)


class DatasetState(models.TextChoices):
    """Where a data set stands on its way to the public."""

    DRAFT = "draft", n_("draft")
    SUBMITTED = "submitted", n_("submitted")
    PUBLISHED = "published", n_("published")
    WITHDRAWN = "withdrawn", n_("withdrawn")


class Dataset(Recorded):
    """A set of records that came together: a tracker, the stations of a network, the plants of a country."""

    key = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    reader = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=3, blank=True, db_index=True)
    area = models.CharField(max_length=40, blank=True)
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    source = models.ForeignKey(SourceDocument, null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=DatasetState.choices, default=DatasetState.DRAFT, db_index=True)
    made_up = models.BooleanField(default=False)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    published_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def found_by(self) -> tuple[str, ...]:
        """Its title, its key and its description."""
        return (self.title, self.key, self.description)
