"""How far countries are with their assessments and plans."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.datasets import SourceDocument
from almaden.store.models.recorded import Recorded


class PlanKind(models.TextChoices):
    """What the stage is of."""

    MIA = "mia", "Minamata initial assessment"
    NAP = "nap", "national action plan for small-scale gold mining"
    IMPLEMENTATION = "implementation_plan", "implementation plan"


class PlanStage(models.TextChoices):
    """How far it is."""

    NONE = "not_started", "not started"
    STARTED = "started", "under way"
    DRAFTED = "drafted", "drafted"
    SUBMITTED = "submitted", "submitted"
    PUBLISHED = "published", "published"
    REVIEWED = "reviewed", "reviewed after three years"


class CountryStage(Recorded):
    """One stage that a country reached, with the day and the document that says so."""

    country = models.CharField(max_length=3)
    kind = models.CharField(max_length=30, choices=PlanKind.choices)
    stage = models.CharField(max_length=20, choices=PlanStage.choices)
    reached_on = models.DateField(null=True, blank=True)
    document = models.ForeignKey(SourceDocument, null=True, blank=True, on_delete=models.PROTECT)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["country", "kind", "reached_on", "id"]
        indexes: ClassVar = [models.Index(fields=["country", "kind"], name="stage_of")]
