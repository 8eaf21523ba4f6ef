"""Letters to people outside: who subscribed, the issues of the newsletter and the stories, what was sent to whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class Subscription(Recorded):
    """Somebody who asked for the newsletter; without an address once they have left.

    The address stands in no journal and no export.
    """

    SECRET = frozenset({"address", "digest"})

    #: Empty once the person has left, or never confirmed.
    address = models.CharField(max_length=254, blank=True)
    #: Of the secret in the message that asks to confirm.
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8, default="en")
    #: Codes of areas of interest; empty for all.
    areas = models.JSONField(default=list, blank=True)
    #: What the person agreed to, in the words and the language in which it was read.
    wording = models.TextField()
    asked_on = models.DateTimeField()
    confirmed_on = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address"], condition=~models.Q(address=""), name="subscription_once")
        ]
        indexes: ClassVar = [models.Index(fields=["language", "ended_on", "confirmed_on"], name="subscription_sent_to")]


class IssueState(models.TextChoices):
    """How far an issue is."""

    DRAFT = "draft", n_("draft")
    SENDING = "sending", n_("being sent")
    SENT = "sent", n_("sent")


class NewsIssue(Recorded):
    """One issue of the newsletter, or one story: what is told, and which of it is left out."""

    #: newsletter or story.
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=8, default="en")
    area = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField()
    #: Sections of pieces of news, as they were when the draft was made.
    sections = models.JSONField(default=list)
    #: Marks of the pieces that are left out, as section and key.
    left_out = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=IssueState.choices, default=IssueState.DRAFT)
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    #: Address of the page behind the links in its mails, with a place for the secret.
    page = models.CharField(max_length=500, blank=True)
    sent_on = models.DateTimeField(null=True, blank=True)
    #: To how many it was sent.
    recipients = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-ends_on", "-id"]


class Letter(models.Model):
    """A message that goes out once: the row is kept together with it, so whoever goes on writes no second one."""

    #: Of the secret by which the reader ends what the message belongs to.
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateTimeField()

    class Meta:
        abstract = True


class NewsDelivery(Letter):
    """One issue to one subscriber."""

    issue = models.ForeignKey(NewsIssue, on_delete=models.PROTECT, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="deliveries")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["issue", "subscription"], name="delivery_once")]


class MatchLetter(Letter):
    """One message about new matches to whoever stated a need or made an offer."""

    #: need or offer: of the record whose contact person was written to.
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=80)


class MatchTold(models.Model):
    """A match that one side was told of; it is told of once."""

    letter = models.ForeignKey(MatchLetter, on_delete=models.CASCADE, related_name="told")
    #: need or offer: who was told.
    side = models.CharField(max_length=10)
    need = models.CharField(max_length=80)
    offer = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["side", "need", "offer"], name="match_told_once")]
