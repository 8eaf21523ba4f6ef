"""What the search looks through: one line of plain text for each record that can be found by its words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SearchText(models.Model):
    """The words of one record, in small letters without accents; the journal keeps it in step with the record."""

    record_type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["record_type", "record_id"], name="searched_once")]
