"""The journal: one entry for each thing done, chained by hash, with every change that it made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One thing done: who, when, what, why, from which file, with which version of the program."""

    number = models.BigIntegerField(primary_key=True)
    made_on = models.CharField(max_length=32)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=60, db_index=True)
    reason = models.TextField(blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    program_version = models.CharField(max_length=40)
    changes_sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["number"]


class Change(models.Model):
    """What one entry did to one record. ``content`` is JSON text: it is hashed as it stands."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    content = models.TextField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["record_type", "record_id", "id"], name="change_of")]
