"""Published campaigns of product tests in an edition: what they found, frozen; their rows are never public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet

from almaden.store.editions.shape import Column, Table
from almaden.store.models import ProductCampaign
from almaden.store.models.inventories import InventoryState
from almaden.store.product_tests.results import public_results

#: The folder of the results.
FOLDER: Final = "product-tests"
_CAMPAIGN: Final = (
    Column("id", "integer", "Number of the campaign, the same in every edition."),
    Column("country", "string", "Country, as ISO 3166 code of three letters; empty for several."),
    Column("title", "string", "Its title."),
    Column("made_up", "boolean", "Whether the figures are made up, to show how the program works."),
    Column("reviewed", "boolean", "Whether a second person reviewed it before it was published."),
    Column("published_on", "date", "Day on which it was published."),
    Column("file", "string", "File of this edition with what it found; addresses of listings are not public."),
)


def campaign_tables() -> tuple[Table, ...]:
    """The table of published campaigns, where there are any."""
    found = Table("product_campaigns", "Campaigns that test products", _CAMPAIGN, _rows)
    return (found,) if _published().exists() else ()


def write_campaigns(folder: Path) -> None:
    """Write what the public may know of each published campaign into a folder of its own; nothing without any."""
    for campaign in _published().iterator(1):
        target = folder / FOLDER / f"{campaign.pk}.json"
        target.parent.mkdir(exist_ok=True)
        text = json.dumps(public_results(campaign), ensure_ascii=False, indent=1, allow_nan=False)
        target.write_text(text + "\n", encoding="utf-8")


def _published() -> QuerySet[ProductCampaign]:
    return ProductCampaign.objects.filter(state=InventoryState.PUBLISHED).order_by("pk")


def _rows() -> Iterator[tuple[Any, ...]]:
    for row in _published():
        yield (
            row.pk,
            row.country,
            row.title,
            row.rounds.filter(made_up=True).exists(),
            row.reviewer_id is not None,
            row.published_on and row.published_on.date(),
            f"{FOLDER}/{row.pk}.json",
        )
