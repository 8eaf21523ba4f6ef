"""Questionnaires of the Partnership: what is asked, who was asked, and what they answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class SurveyState(models.TextChoices):
    """How far a questionnaire is."""

    DRAFT = "draft", n_("draft")
    OPEN = "open", n_("open")
    CLOSED = "closed", n_("closed")


class Survey(Recorded):
    """A questionnaire. ``definition`` is what ``partnership.questionnaires.as_json`` writes of it."""

    area = models.CharField(max_length=40, blank=True, db_index=True)
    #: In its first language, for lists.
    title = models.CharField(max_length=2000)
    definition = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=SurveyState.choices, default=SurveyState.DRAFT)
    #: Whether anybody may answer who knows its address.
    is_public = models.BooleanField(default=False)
    #: The last day on which it is answered; none where it is closed by hand.
    closes_on = models.DateField(null=True, blank=True)
    #: The version that this one took the place of.
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    opened_on = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_on", "-id"]


class Respondent(Recorded):
    """Somebody who was invited to a questionnaire, or came by its public address, and what they answered.

    The address and the answers tell of persons, and never stand in the journal.
    """

    SECRET = frozenset({"email", "values"})

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="respondents")
    #: Whether they were invited; others came by the public address.
    is_invited = models.BooleanField(default=True)
    email = models.CharField(max_length=254, blank=True)
    #: Key of the partner that they answer for.
    partner = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=3, blank=True)
    category = models.CharField(max_length=40, blank=True)
    #: What the answers are about where one person answers several times: a plant, a site.
    about = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="en")
    #: By key of the question.
    values = models.JSONField(default=dict, blank=True)
    #: Key of the need that was made of the answers.
    need = models.CharField(max_length=80, blank=True)
    made_on = models.DateTimeField()
    reminded_on = models.DateTimeField(null=True, blank=True)
    opened_on = models.DateTimeField(null=True, blank=True)
    kept_on = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
        indexes: ClassVar = [models.Index(fields=["survey", "answered_on"], name="respondent_answered")]


class RespondentLink(Recorded):
    """A link by which a respondent answers; a reminder brings another, and the earlier ones go on working."""

    SECRET = frozenset({"digest"})

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
