"""Imports: a file, a reader, what it would change, what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.datasets import Dataset, Upload
from almaden.store.models.jobs import Job
from almaden.store.models.journal import Entry


class ImportState(models.TextChoices):
    """Where an import stands."""

    CHECKING = "checking", "being checked"
    FAULTY = "faulty", "has faults"
    READY = "ready", "ready"
    COMMITTING = "committing", "being kept"
    COMMITTED = "committed", "kept"
    DISCARDED = "discarded", "discarded"


class ImportRun(models.Model):
    """One import. ``counts`` has per record type: added, changed, unchanged, faulty, doubtful, skipped, missing.

    ``remarks`` has per trap how often it was met and where first: what was odd in a file stays known.

    Not journalled: what it keeps is, and a file that changes nothing leaves no trace in the journal.
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT)
    reader = models.CharField(max_length=80)
    options = models.JSONField(default=dict, blank=True)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.CHECKING)
    counts = models.JSONField(default=dict, blank=True)
    remarks = models.JSONField(default=dict, blank=True)
    decisions = models.JSONField(default=dict, blank=True)
    plan_sha256 = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]
