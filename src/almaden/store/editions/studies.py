"""Published studies in an edition: what is reckoned from them, frozen; their tables are never public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db.models import QuerySet

from almaden.store.editions.shape import Column, Table
from almaden.store.models import Study
from almaden.store.models.inventories import InventoryState
from almaden.store.study_results import public_results

#: The folder of the results.
FOLDER: Final = "studies"
_STUDY: Final = (
    Column("id", "integer", "Number of the study, the same in every edition."),
    Column("sector", "string", "What it is of, such as gold, chloralkali or supply."),
    Column("country", "string", "Country, as ISO 3166 code of three letters; empty for several."),
    Column("year", "integer", "Year that it is for."),
    Column("title", "string", "Its title."),
    Column("made_up", "boolean", "Whether the figures are made up, to show how the program works."),
    Column("reviewed", "boolean", "Whether a second person reviewed it before it was published."),
    Column("published_on", "date", "Day on which it was published."),
    Column("sha256", "string", "SHA-256 of what it was read from."),
    Column("file", "string", "File of this edition with what was reckoned from it; its tables are not public."),
)


def study_tables() -> tuple[Table, ...]:
    """The table of published studies, where there are any."""
    return (Table("studies", "Studies", _STUDY, _rows),) if _published().exists() else ()


def write_studies(folder: Path) -> None:
    """Write what the public may know of each published study into a folder of its own; nothing where there is none."""
    for study in _published().iterator(1):
        target = folder / FOLDER / f"{study.pk}.json"
        target.parent.mkdir(exist_ok=True)
        text = json.dumps(public_results(study), ensure_ascii=False, indent=1, allow_nan=False)
        target.write_text(text + "\n", encoding="utf-8")


def _published() -> QuerySet[Study]:
    return Study.objects.filter(state=InventoryState.PUBLISHED).order_by("pk")


def _rows() -> Iterator[tuple[Any, ...]]:
    for row in _published().defer("tables"):
        yield (
            row.pk,
            row.sector,
            row.country,
            row.year,
            row.title,
            row.made_up,
            row.reviewer_id is not None,
            row.published_on and row.published_on.date(),
            row.sha256,
            f"{FOLDER}/{row.pk}.json",
        )
