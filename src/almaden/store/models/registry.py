"""The registry of the Partnership: its records, what is proposed for them, and the links by which partners answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.recorded import Recorded
from almaden.wording import n_


class RegistryState(models.TextChoices):
    """How far a record of the registry is."""

    DRAFT = "draft", n_("draft")
    SUBMITTED = "submitted", n_("submitted")
    PUBLISHED = "published", n_("published")
    WITHDRAWN = "withdrawn", n_("withdrawn")


class RegistryRow(Recorded):
    """One record of the registry.

    ``values`` and ``personal`` are the fields of its record type, without those at their default; what tells of
    persons stands apart, so that the journal never holds it. The columns from ``is_open`` to ``payer`` are
    made of them for lists and counts.
    """

    SECRET = frozenset({"personal"})

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    personal = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=RegistryState.choices, default=RegistryState.DRAFT)
    #: Whether everybody may see it once it is published.
    is_open = models.BooleanField(default=True)
    area = models.CharField(max_length=40, blank=True)
    #: The only country it is about, empty for none or several.
    country = models.CharField(max_length=3, blank=True)
    type = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=500, blank=True)
    parent = models.CharField(max_length=80, blank=True)
    same_as = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    year = models.SmallIntegerField(null=True, blank=True)
    amount = models.FloatField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    #: Who pays: the key of a partner, or the words of the document.
    payer = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    changed_on = models.DateTimeField()
    published_on = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["kind", "key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "key"], name="registry_key_once")]
        indexes: ClassVar = [
            # Counts of a dashboard are read from indexes alone: the rows are wide.
            models.Index(
                fields=["kind", "state", "same_as", "area", "status", "type", "year"], name="registry_counted"
            ),
            models.Index(fields=["state", "area", "changed_on"], name="registry_fresh"),
            models.Index(
                fields=["kind", "state", "parent", "area", "payer", "currency", "status", "amount"],
                name="registry_money",
            ),
            models.Index(fields=["kind", "title"], name="registry_title"),
            models.Index(fields=["kind", "parent"], name="registry_parent"),
        ]

    def found_by(self) -> tuple[str, ...]:
        """Its title and its key."""
        return (self.title, self.key) if self.title else ()


class RegistryCountry(models.Model):
    """One country that a record names; made again whenever the record is written."""

    row = models.ForeignKey(RegistryRow, on_delete=models.CASCADE, related_name="countries")
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=3)
    #: Whether it counts: the record is published and tells nothing once more.
    counted = models.BooleanField()
    #: That of the record.
    area = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "counted", "area", "country"], name="registry_countries"),
            models.Index(fields=["kind", "country", "row"], name="registry_of_country"),
        ]


class RegistryLink(models.Model):
    """One record that a record names; made again whenever the record is written."""

    row = models.ForeignKey(RegistryRow, on_delete=models.CASCADE, related_name="links")
    field = models.CharField(max_length=40)
    target_kind = models.CharField(max_length=40)
    target = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target_kind", "target", "field"], name="registry_links")]


class RegistryPair(models.Model):
    """Two partners that the document of an activity names together; made again whenever the record is written.

    Joining the links of 100,000 activities with themselves takes more than a second; these are counted at once.
    """

    row = models.ForeignKey(RegistryRow, on_delete=models.CASCADE, related_name="pairs")
    #: Keys of the partners, the smaller one first.
    one = models.CharField(max_length=80)
    other = models.CharField(max_length=80)
    #: Whether it counts: the record is published and tells nothing once more.
    counted = models.BooleanField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["counted", "one", "other"], name="registry_pairs")]


class UpdateLink(Recorded):
    """A link by which a partner tells what is new; it opens nothing else, and is answered once."""

    # A word to the lead may tell of persons: it stands here alone, and the journal never holds it.
    SECRET = frozenset({"digest", "word"})

    digest = models.CharField(max_length=64, unique=True)
    #: Key of the partner.
    partner = models.CharField(max_length=80, db_index=True)
    #: Code of the area that asks; empty for all.
    area = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=8, default="en")
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()
    expires_on = models.DateTimeField()
    used_on = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateTimeField(null=True, blank=True)
    #: What the partner wrote to the lead of the area with its answer.
    word = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-made_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["answered_on", "withdrawn_on", "area"], name="update_open")]


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    OPEN = "open", n_("open")
    ACCEPTED = "accepted", n_("accepted")
    REFUSED = "refused", n_("refused")


class Proposal(Recorded):
    """A correction of a published record that waits for somebody else's approval.

    ``values`` and ``personal`` hold only the fields that are to change.
    """

    SECRET = frozenset({"personal"})

    row = models.ForeignKey(RegistryRow, on_delete=models.PROTECT, related_name="proposals")
    values = models.JSONField(default=dict)
    personal = models.JSONField(default=dict, blank=True)
    #: The version of the record that it was made from.
    row_version = models.PositiveIntegerField()
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(UpdateLink, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    made_on = models.DateTimeField()
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["made_on", "id"]
