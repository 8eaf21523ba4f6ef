"""Places: facilities with their units, sites, and the identifiers that systems gave them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from almaden.store.models.datasets import Dataset
from almaden.store.models.recorded import Recorded


class Place(Recorded):
    """What facilities and sites share; latitude and longitude are degrees."""

    name = models.CharField(max_length=300)
    country = models.CharField(max_length=3, blank=True)
    subdivision = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    note = models.TextField(blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    identifiers = models.JSONField(default=dict, blank=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Facility(Place):
    """A facility; its fields are those of ``FacilityRecord``."""

    other_names = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=300, blank=True)
    accuracy = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=20, blank=True)
    owner = models.CharField(max_length=1000, blank=True)
    operator = models.CharField(max_length=1000, blank=True)
    start_year = models.IntegerField(null=True, blank=True)
    retired_year = models.IntegerField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["country", "category", "status"], name="facility_where"),
            models.Index(fields=["latitude", "longitude"], name="facility_box"),
            models.Index(fields=["name"], name="facility_name"),
        ]

    def found_by(self) -> tuple[str, ...]:
        """Its names, its place and its identifiers."""
        return (self.name, self.other_names, self.place, *self.identifiers.values())


class Unit(Recorded):
    """A unit of a facility; its fields are those of ``UnitRecord``."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=300)
    status = models.CharField(max_length=20, blank=True)
    capacity_mw = models.FloatField(null=True, blank=True)
    technology = models.CharField(max_length=200, blank=True)
    fuel = models.CharField(max_length=200, blank=True)
    start_year = models.IntegerField(null=True, blank=True)
    retired_year = models.IntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    identifiers = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["status"], name="unit_status")]

    def found_by(self) -> tuple[str, ...]:
        """Its name and its identifiers."""
        return (self.name, *self.identifiers.values())


class Site(Place):
    """A site; its fields are those of ``SiteRecord``. Informal mines are shown in public at a blurred place."""

    kind = models.CharField(max_length=20, default="monitoring")
    elevation_m = models.FloatField(null=True, blank=True)
    network = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "country"], name="site_where"),
            models.Index(fields=["latitude", "longitude"], name="site_box"),
        ]

    def found_by(self) -> tuple[str, ...]:
        """Its name, its network and its identifiers."""
        return (self.name, self.network, *self.identifiers.values())


class Identifier(models.Model):
    """One identifier of one place or unit, to find it by; the field ``identifiers`` of its owner holds it too."""

    scheme = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    facility = models.ForeignKey(Facility, null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once")]
