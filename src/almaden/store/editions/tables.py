"""The tables of an edition: published records as rows of plain values, each column with type, unit and meaning."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.db.models import Q

from almaden.reference.record import Record, columns
from almaden.reference.records import FacilityRecord, SiteRecord, SourceRecord, UnitRecord
from almaden.store.editions.ledgers import ledger_tables
from almaden.store.editions.product_tests import campaign_tables
from almaden.store.editions.registry import registry_tables
from almaden.store.editions.shape import TYPES, Column, Table, type_of, unit_of
from almaden.store.editions.studies import study_tables
from almaden.store.models import CountryStage, Dataset, Inventory, InventoryRow, SourceDocument
from almaden.store.models.inventories import InventoryState
from almaden.store.places import instead
from almaden.store.rights import visible_facilities, visible_sites, visible_units

__all__ = ["TYPES", "Column", "Table", "published_inventories", "tables"]


def tables() -> tuple[Table, ...]:
    """Every table, with what is public now."""
    return (
        _of_records("facilities", "Facilities", FacilityRecord, _facilities),
        _of_records("units", "Units of facilities", UnitRecord, _units),
        _of_records("sites", "Sites", SiteRecord, _sites),
        _of_records("sources", "Sources", SourceRecord, _sources),
        Table("datasets", "Data sets", _DATASET, _datasets),
        Table("inventories", "Inventories", _INVENTORY, _inventories),
        Table("inventory_rows", "Rows of inventories", _ROW, _rows),
        Table("stages", "Stages of assessments and plans", _STAGE, _stages),
        *study_tables(),
        *campaign_tables(),
        *ledger_tables(),
        *registry_tables(),
    )


def published_inventories() -> Iterator[Inventory]:
    """The inventories that an edition holds: the published version of each series."""
    return Inventory.objects.filter(state=InventoryState.PUBLISHED).order_by("country", "year", "series").iterator()


_ID: Final = Column("id", "integer", "Number of the record, the same in every edition.")
_IN: Final = Column("dataset", "string", "Key of the data set that it belongs to.")
_DATASET: Final = (
    _ID,
    Column("key", "string", "Key of the data set."),
    Column("title", "string", "Its title."),
    Column("licence", "string", "Terms under which it may be used."),
    Column("country", "string", "Country, as ISO 3166 code of three letters; empty for several."),
    Column("source", "integer", "The source that it was read from."),
    Column("made_up", "boolean", "Whether the data are made up, to show how the program works."),
    Column("reviewed", "boolean", "Whether a second person reviewed it before it was published."),
    Column("published_on", "date", "Day on which it was published."),
)
_INVENTORY: Final = (
    _ID,
    Column("series", "string", "The same for all versions of one inventory."),
    Column("number", "integer", "Number of the version."),
    Column("country", "string", "Country, as ISO 3166 code of three letters."),
    Column("year", "integer", "Year that it is for."),
    Column("level", "integer", "Level of the Toolkit."),
    Column("factor_set", "string", "The set of default factors."),
    Column("title", "string", "Its title."),
    Column("standing", "string", "Whose figure it is."),
    Column("reviewed", "boolean", "Whether a second person reviewed it before it was published."),
    Column("published_on", "date", "Day on which it was published."),
    Column("file", "string", "File of this edition with all of its input."),
    Column("result", "string", "File of this edition with its result."),
)
_ROW: Final = (
    _ID,
    Column("inventory", "integer", "The inventory that it belongs to."),
    Column("table", "string", "Table of the inventory."),
    Column("position", "integer", "Place in the table."),
    Column("data", "string", "The fields of the row, as JSON."),
)
_STAGE: Final = (
    _ID,
    Column("country", "string", "Country, as ISO 3166 code of three letters."),
    Column("kind", "string", "Minamata initial assessment (mia), national action plan (nap) or implementation plan."),
    Column("stage", "string", "How far it is."),
    Column("reached_on", "date", "Day on which the stage was reached."),
    Column("document", "integer", "The source that says so."),
    Column("note", "string", "Anything a reader should know."),
)


def _of_records(name: str, title: str, record: type[Record], rows: Callable[[], Iterator[Any]]) -> Table:
    fields = [
        Column(field, type_of(info.annotation), info.description or "", unit_of(info))
        for field, info in record.model_fields.items()
        if field in columns(record)
    ]
    own = {"facilities": [_ID, _IN], "sites": [_ID, _IN], "units": [_ID], "sources": [_ID]}[name]
    return Table(name, title, (*own, *fields), rows)


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if isinstance(value, dict) else value


def _identifiers(given: dict[str, str]) -> str:
    return ";".join(f"{scheme}:{value}" for scheme, value in sorted(given.items()))


def _fields(row: Any, record: type[Record], **others: Any) -> tuple[Any, ...]:
    given = {"identifiers": _identifiers(row.identifiers), **others} if hasattr(row, "identifiers") else others
    return tuple(given.get(name, None) if name in given else _plain(getattr(row, name)) for name in columns(record))


def _facilities() -> Iterator[tuple[Any, ...]]:
    for row in visible_facilities(None).select_related("dataset").order_by("pk").iterator(2000):
        yield row.pk, row.dataset.key, *_fields(row, FacilityRecord)


def _units() -> Iterator[tuple[Any, ...]]:
    for row in visible_units(None).order_by("pk").iterator(2000):
        yield row.pk, *_fields(row, UnitRecord, facility=str(row.facility_id))


def _sites() -> Iterator[tuple[Any, ...]]:
    for row in visible_sites(None).select_related("dataset").order_by("pk").iterator(2000):
        for name, value in instead(None, row).items():
            setattr(row, name, value)
        yield row.pk, row.dataset.key, *_fields(row, SiteRecord)


def _sources() -> Iterator[tuple[Any, ...]]:
    cited = Q(pk__in=Dataset.objects.filter(state="published").exclude(source=None).values("source"))
    cited |= Q(pk__in=CountryStage.objects.exclude(document=None).values("document"))
    # What only drafts cite is nobody else's business yet.
    for row in SourceDocument.objects.filter(cited).order_by("pk").iterator(2000):
        yield row.pk, *_fields(row, SourceRecord)


def _datasets() -> Iterator[tuple[Any, ...]]:
    for row in Dataset.objects.filter(state="published").order_by("pk"):
        yield (
            row.pk,
            row.key,
            row.title,
            row.licence,
            row.country,
            row.source_id,
            row.made_up,
            row.reviewer_id is not None,
            row.published_on and row.published_on.date(),
        )


def _inventories() -> Iterator[tuple[Any, ...]]:
    for row in published_inventories():
        yield (
            row.pk,
            row.series,
            row.number,
            row.country,
            row.year,
            row.level,
            row.factor_set,
            row.title,
            row.standing,
            row.reviewer_id is not None,
            row.published_on and row.published_on.date(),
            f"inventories/{row.pk}.json",
            f"results/{row.pk}.json",
        )


def _rows() -> Iterator[tuple[Any, ...]]:
    published = InventoryRow.objects.filter(inventory__state=InventoryState.PUBLISHED)
    for row in published.order_by("inventory_id", "table", "position", "pk").iterator(2000):
        yield row.pk, row.inventory_id, row.table, row.position, _plain(row.data)


def _stages() -> Iterator[tuple[Any, ...]]:
    for row in CountryStage.objects.order_by("pk"):
        yield row.pk, row.country, row.kind, row.stage, row.reached_on, row.document_id, row.note
