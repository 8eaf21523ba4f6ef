"""Work that goes on in the background."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"


class Job(models.Model):
    """One job: what, for whom, how far. Not journalled: what a job changes is."""

    kind = models.CharField(max_length=40)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED, db_index=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    problem = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    made_on = models.DateTimeField()
    started_on = models.DateTimeField(null=True)
    finished_on = models.DateTimeField(null=True)
    seen_on = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
