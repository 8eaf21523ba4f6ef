"""How far countries are with their assessments and plans."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.datasets import SourceDocument
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class PlanKind(models.TextChoices):
    """What the stage is of."""

    MIA = "mia", n_("Minamata initial assessment")
    NAP = "nap", n_("national action plan for small-scale gold mining")
    IMPLEMENTATION = "implementation_plan", n_("implementation plan")


class PlanStage(models.TextChoices):
    """How far it is."""

    NONE = "not_started", n_("not started")
    STARTED = "started", n_("under way")
    DRAFTED = "drafted", n_("drafted")
    SUBMITTED = "submitted", n_("submitted")
    PUBLISHED = "published", n_("published")
    REVIEWED = "reviewed", n_("reviewed after three years")


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
