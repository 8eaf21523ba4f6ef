"""The tables of matching and of wishes: sets of weights, what people say of a match, and the wish list."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.accounts import User
from almaden.store.models.recorded import Recorded
from almaden.store.models.registry import RegistryRow
from almaden.wording import n_


class MatchWeights(Recorded):
    """A named set of weights by which offers are ranked for needs; at most one of them is the standing one."""

    name = models.CharField(max_length=100, unique=True)
    note = models.TextField(blank=True)
    #: Points by the name of the part.
    points = models.JSONField(default=dict)
    is_standing = models.BooleanField(default=False)
    author = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]


class Verdict(models.TextChoices):
    """What somebody says of a match."""

    USEFUL = "useful", n_("useful")
    NOT_USEFUL = "not_useful", n_("not useful")
    IN_CONTACT = "in_contact", n_("in contact")
    AGREED = "agreed", n_("agreed")


class MatchFeedback(Recorded):
    """What a person says of an offer for a need; it changes no score."""

    # A note may tell of persons.
    SECRET = frozenset({"note"})

    need = models.ForeignKey(RegistryRow, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(RegistryRow, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    note = models.TextField(blank=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_on", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["need", "offer", "author"], name="feedback_once")]


class RegistryWish(models.Model):
    """A published record that looks for money, made again whenever what it is made of is written.

    Reading 100,000 activities to find those that look for money takes seconds; here the database filters and sorts.
    """

    row = models.OneToOneField(RegistryRow, on_delete=models.CASCADE, related_name="wish")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    area = models.CharField(max_length=40, blank=True)
    #: That of the activity that it is a part of.
    parent = models.CharField(max_length=80, blank=True)
    readiness = models.CharField(max_length=20, blank=True)
    #: Place of the readiness in its order, the readiest first.
    readiness_place = models.SmallIntegerField()
    funding = models.CharField(max_length=20)
    cost = models.FloatField(null=True, blank=True)
    secured = models.FloatField(null=True, blank=True)
    gap = models.FloatField(null=True, blank=True)
    cofinance = models.FloatField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    #: Place of the best grade of evidence of its effect, nothing where no effect is stated.
    grade_place = models.SmallIntegerField(null=True, blank=True)
    #: The effect at that grade, in kg of mercury a year.
    mercury = models.FloatField(null=True, blank=True)
    #: The largest effect at any grade, in kg of mercury a year.
    most_mercury = models.FloatField(null=True, blank=True)
    #: Place of the best grade at which a kilogram has a cost.
    cost_grade_place = models.SmallIntegerField(null=True, blank=True)
    cost_per_kg = models.FloatField(null=True, blank=True)
    #: The wish with all its fields.
    content = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["area", "key"]
        indexes: ClassVar = [
            models.Index(fields=["area", "key"], name="wish_area"),
            models.Index(fields=["kind", "key"], name="wish_key"),
            models.Index(fields=["currency", "gap"], name="wish_gap"),
            models.Index(fields=["funding", "area"], name="wish_funding"),
        ]
