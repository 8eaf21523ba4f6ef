"""Quality control: what rules marked, what people decided, and the logbook that they decided by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.datasets import Dataset
from almaden.store.models.facilities import Site
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class QualityRun(Recorded):
    """One run of rules over a data set; ``counts`` has the marks by rule, ``rules_sha256`` says which rules."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="quality_runs")
    rules_sha256 = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    observations = models.BigIntegerField(default=0)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-id"]


class OfSeries(models.Model):
    """What names a series; the columns are those of ``SeriesKey``."""

    site = models.CharField(max_length=250)
    matrix = models.CharField(max_length=40)
    species = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    method = models.TextField(blank=True)
    instrument = models.TextField(blank=True)

    class Meta:
        abstract = True


class QualityMark(OfSeries):
    """One value that a rule marked, and the flag that it proposes; without ``start`` a whole series.

    ``finding`` names what was found, ``value`` is it, ``low`` and ``high`` are what the rule expects.

    Not journalled: marks follow from the rules and the values, and the run that made them is in the journal.
    """

    run = models.ForeignKey(QualityRun, on_delete=models.PROTECT, related_name="marks")
    start = models.DateTimeField(null=True)
    rule = models.CharField(max_length=60)
    finding = models.CharField(max_length=60)
    flag = models.CharField(max_length=20)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["run", "site", "start"], name="mark_of")]


class Verdict(models.TextChoices):
    """What somebody decided on a mark."""

    ACCEPTED = "accepted", n_("accepted")
    REJECTED = "rejected", n_("rejected")
    CHANGED = "changed", n_("changed")


class QualityDecision(Recorded, OfSeries):
    """What somebody decided on a mark, or on a stretch of a series without one.

    ``flag`` is the flag that the values get where theirs is not worse; a mark that is rejected gives none. What is
    undone stays to be read.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="quality_decisions")
    mark = models.ForeignKey(QualityMark, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    first = models.DateTimeField()
    last = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    flag = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    undone = models.BooleanField(default=False)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["dataset", "undone"], name="decision_stands")]


class LogbookKind(models.TextChoices):
    """What a line of a logbook tells of."""

    CALIBRATION = "calibration", n_("calibration")
    PART_CHANGE = "part change", n_("a part was changed")
    POWER_CUT = "power cut", n_("power cut")
    CONTAMINATION = "contamination", n_("contamination nearby")
    AUDIT = "audit", n_("audit")
    MAINTENANCE = "maintenance", n_("maintenance")
    RELOCATION = "relocation", n_("moved to another place")
    OTHER = "other", n_("other")


class LogbookEntry(Recorded):
    """What happened at a site, from when to when; without ``last`` it took a moment."""

    place = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="logbook")
    instrument = models.CharField(max_length=200, blank=True)
    first = models.DateTimeField()
    last = models.DateTimeField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=LogbookKind.choices)
    text = models.TextField(blank=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["first", "id"]
