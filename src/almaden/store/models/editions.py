"""Editions: frozen, numbered, checksummed sets of published data."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.recorded import Recorded


class Edition(Recorded):
    """One edition; its files lie in a folder of the same number. ``sha256`` is that of its manifest."""

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    licence = models.CharField(max_length=200, blank=True)
    manifest = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]

    def found_by(self) -> tuple[str, ...]:
        """Its number, its title and its description."""
        return (str(self.number), self.title, self.description)
