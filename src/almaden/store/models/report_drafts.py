"""Reports of the Partnership while they are written, and what became of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.editions import Edition
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class ReportState(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", n_("draft")
    ISSUED = "issued", n_("issued")
    WITHDRAWN = "withdrawn", n_("withdrawn")


class SectionStatus(models.TextChoices):
    """How far a section of a report is."""

    NOT_STARTED = "not_started", n_("not started")
    IN_WORK = "in_work", n_("in work")
    DONE = "done", n_("done")


class TextPlace(models.TextChoices):
    """Where a text of one's own stands in its section."""

    BEFORE = "before", n_("before the computed text")
    INSTEAD = "instead", n_("in place of the computed text")
    AFTER = "after", n_("after the tables")


class ReportDraft(Recorded):
    """One report of the Partnership: which period, in which language, and whether it was issued."""

    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField()
    language = models.CharField(max_length=8)
    #: Activities of an area by topic or by partner.
    grouping = models.CharField(max_length=10)
    #: The moment whose registry it tells of; nothing is now, for a draft.
    known_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    #: By code of an area when its lead was last asked for a text.
    asked = models.JSONField(default=dict, blank=True)
    #: The issued report that it corrects.
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    #: Who issued what others wrote; nothing where somebody works alone.
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-ends_on", "-id"]


class ReportSection(Recorded):
    """What people wrote for one section of a report."""

    report = models.ForeignKey(ReportDraft, on_delete=models.PROTECT, related_name="sections")
    #: Key of the section, the same in every language and period.
    key = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    #: Where the text stands.
    place = models.CharField(max_length=10, choices=TextPlace.choices, default=TextPlace.BEFORE)
    status = models.CharField(max_length=12, choices=SectionStatus.choices, default=SectionStatus.NOT_STARTED)
    changed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["report", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "key"], name="report_section_once")]
