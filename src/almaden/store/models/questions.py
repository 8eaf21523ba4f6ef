"""Questions that users ask of the observations, each with a name and its answer as of an edition."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.editions import Edition
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class AskedBy(models.TextChoices):
    """The kind of user who asks; persons are not kept."""

    PARTY = "party", n_("Party to the Convention")
    SCIENTIST = "scientist", n_("scientist")
    PUBLIC = "public", n_("public")
    SECRETARIAT = "secretariat", n_("secretariat")


class QuestionState(models.TextChoices):
    """Whether others see a question."""

    DRAFT = "draft", n_("draft")
    PUBLISHED = "published", n_("published")


class SavedQuestion(Recorded):
    """A question with its parameters; ``answer`` is what it came to as of ``edition``."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    text = models.TextField()
    asked_by = models.CharField(max_length=20, choices=AskedBy.choices)
    kind = models.CharField(max_length=30)
    parameters = models.JSONField(default=dict, blank=True)
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.JSONField(default=dict, blank=True)
    answered_on = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=20, choices=QuestionState.choices, default=QuestionState.DRAFT, db_index=True)
    author = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["title", "id"]

    def found_by(self) -> tuple[str, ...]:
        """Its title and its text."""
        return (self.title, self.text)
