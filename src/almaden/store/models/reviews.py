"""What people say about records, and what reviewers decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.recorded import Recorded


class Comment(Recorded):
    """A remark on a record or on one of its rows; ``record_type`` is the name of a table, such as ``inventory``."""

    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    row_id = models.BigIntegerField(null=True, blank=True)
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField()
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    resolved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        indexes: ClassVar = [models.Index(fields=["record_type", "record_id"], name="comment_of")]


class Decision(Recorded):
    """A step of a review: submitted, taken, returned, published, by whom and why."""

    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    step = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        indexes: ClassVar = [models.Index(fields=["record_type", "record_id"], name="decision_of")]
