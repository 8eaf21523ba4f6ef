"""The catalogue of the observation archive: the Parquet files themselves never change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.datasets import Dataset, Upload
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class ArchiveState(models.TextChoices):
    """Whether a file is read by queries."""

    CURRENT = "current", n_("current")
    SUPERSEDED = "superseded", n_("superseded")
    WITHDRAWN = "withdrawn", n_("withdrawn")


class ArchiveFile(Recorded):
    """One Parquet file; ``path`` is relative to the archive's folder, ``format`` says which columns it has."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=300, unique=True)
    # Catalogues that did not say it are of the first format.
    format = models.PositiveSmallIntegerField(default=1)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    rows = models.BigIntegerField()
    year = models.IntegerField(db_index=True)
    first = models.DateTimeField()
    last = models.DateTimeField()
    licence = models.CharField(max_length=200, blank=True)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=ArchiveState.choices, default=ArchiveState.CURRENT, db_index=True)
    # A file that carries what operators decided was made from one without it, from which it can be made again.
    made_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    superseded_by = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["path"]


class ArchiveSeries(models.Model):
    """One series of one file, so that what there is can be told without reading the files.

    Not journalled: it follows from the file, and is made again where it is missing.
    """

    file = models.ForeignKey(ArchiveFile, on_delete=models.CASCADE, related_name="series")
    site = models.CharField(max_length=250, db_index=True)
    matrix = models.CharField(max_length=40)
    species = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    method = models.TextField(blank=True)
    instrument = models.TextField(blank=True)
    level = models.CharField(max_length=20, blank=True)
    rows = models.BigIntegerField()
    valid = models.BigIntegerField()
    first = models.DateTimeField()
    last = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["file", "id"]
