"""What every record of the store has: a version that counts its changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Recorded(models.Model):
    """Base of the tables whose history is kept.

    Rows are written by :mod:`almaden.store.journal` only: it counts ``version`` up and keeps who, when, why and
    what changed. ``save`` and ``delete`` of a row would leave no trace.
    """

    #: Fields that are kept out of the journal, such as the hash of a password.
    SECRET: ClassVar[frozenset[str]] = frozenset()

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def found_by(self) -> tuple[str, ...]:
        """The texts that the search finds the row by; none where it is not searched for."""
        return ()

    def content(self) -> dict[str, Any]:
        """The fields of the row by name, foreign keys as ids, without version and secrets."""
        left_out = self.SECRET | {"id", "version"}
        return {
            field.attname: getattr(self, field.attname)
            for field in self._meta.concrete_fields
            if field.attname not in left_out
        }
