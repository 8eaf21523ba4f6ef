"""Links to pages of records that this installation may not have."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address_if_any(name: str, *args: object) -> str:
    """The address of a page; empty where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
