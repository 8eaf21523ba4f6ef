"""Where the pages of a record of the registry are."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from almaden.store.models import RegistryRow


def record_address(row: RegistryRow) -> str:
    """The page that shows a record; the page to change it where this installation has none."""
    try:
        return reverse("registry_record", args=[row.kind, row.key])
    except NoReverseMatch:
        return reverse("registry_change", args=[row.kind, row.key])
