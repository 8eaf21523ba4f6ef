"""Where does this number come from? Formula, factors, input rows, documents, people and days behind any figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from almaden.inventory.explain import explain
from almaden.inventory.explanation import RowExplanation
from almaden.inventory.explanation_text import IN_FULL
from almaden.inventory.records import InventoryData
from almaden.reference.factors import factor_set_names
from almaden.reference.origin import Origin
from almaden.reference.pathways import AMOUNTS
from almaden.reports.words import TOTAL_NAMES
from almaden.store.history import file_names
from almaden.store.inventories import data_of
from almaden.store.models import Change, Entry, FactorLayer, Inventory, InventoryRow, SourceDocument
from almaden.web.access import open_to_all
from almaden.web.pages.inventory_page import computed, found, page

_PLACE: Final = re.compile(r"(?P<table>\w+), row (?P<row>\d+)")
_VARIANCES: Final = 8


@dataclass(frozen=True)
class Source:
    """Where one number that a row rests on was read, with the address of a page that shows the document."""

    origin: Origin
    address: str


@dataclass(frozen=True)
class InputRow:
    """One row of the inventory that a figure comes from: who wrote it last, from which file, by which source."""

    pk: int
    entry: Entry | None
    file: str
    source: str


@dataclass(frozen=True)
class Told:
    """One row of an explanation with its sources and input rows."""

    row: RowExplanation
    sources: tuple[Source, ...]
    inputs: tuple[InputRow, ...]


@open_to_all
def origin(request: HttpRequest, pk: int) -> HttpResponse:
    """The explanation of one figure: ``of`` names a row, category, group or total, ``amount`` the quantity."""
    inventory = found(request, pk)
    asked = computed(request, inventory)
    amount = request.GET.get("amount", AMOUNTS[0])
    if asked.result is None or amount not in AMOUNTS:
        raise Http404
    data = data_of(inventory)
    explanation = explain(asked.result, data, f"{request.GET.get('of', '')[:300]} {amount}")
    entries = _entries(data)
    rows = [_told(inventory, data, row, entries) for row in explanation.rows]
    context = {
        "asked": asked,
        "told": explanation,
        "rows": rows,
        "adding": [one for one in rows if one.row.amount is not None and one.row.amount.high],
        "silent": [one for one in rows if one.row.amount is None or not one.row.amount.high],
        "in_full": len(explanation.rows) <= IN_FULL,
        "amount": amount,
        "total_names": TOTAL_NAMES,
        "variance": explanation.variance[:_VARIANCES],
    }
    return page(request, inventory, "inventory_origin", context)


@open_to_all
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source of an inventory: the citation, its address, and the rows that rest on it."""
    inventory = found(request, pk)
    key = request.GET.get("key", "").strip()
    rows = [row for row in inventory.rows.order_by("table", "position", "id") if row.data.get("source") == key]
    listed = inventory.rows.filter(table="sources", data__id=key).first()
    context_values = {
        name: entry for name, entry in inventory.header.get("context", {}).items() if entry.get("source") == key
    }
    if not key or not (rows or listed or context_values):
        raise Http404
    citation = listed.data["citation"] if listed else key
    context = {
        "citation": citation,
        "listed": listed,
        "rows": rows,
        "context_values": context_values,
        "document": SourceDocument.objects.filter(title=citation).first(),
    }
    return page(request, inventory, "inventory_source", context)


def _told(inventory: Inventory, data: InventoryData, row: RowExplanation, entries: Mapping[int, Entry]) -> Told:
    files = file_names(entries.values())
    inputs = []
    for line in data.rows:
        pk = row_id(line.place)
        if line.id == row.id and pk is not None:
            entry = entries.get(pk)
            inputs.append(InputRow(pk, entry, files.get(entry.source_sha256, "") if entry else "", line.source))
    return Told(row, tuple(Source(one, _address(inventory, one, row.code)) for one in row.origins), tuple(inputs))


def _address(inventory: Inventory, one: Origin, code: str) -> str:
    """The page that shows the document of a number."""
    place = _PLACE.fullmatch(one.place)
    row = InventoryRow.objects.filter(inventory=inventory, pk=int(place["row"])).first() if place else None
    if row is not None and row.data.get("source"):
        return f"{reverse('inventory_source', args=[inventory.pk])}?{urlencode({'key': row.data['source']})}"
    if row is not None:
        return reverse("inventory_row", args=[inventory.pk, row.pk])
    if one.layer in factor_set_names():
        return reverse("factor", args=[code])
    layer = FactorLayer.objects.filter(name=one.layer).first()
    if layer is not None:
        return reverse("factor_layer", args=[layer.pk])
    if one.layer == "inventory":
        return reverse("inventory_settings", args=[inventory.pk])
    return reverse("factor_conventions")


def _entries(data: InventoryData) -> dict[int, Entry]:
    """By id of a row the last entry of the journal that wrote it."""
    pks = [pk for row in data.rows if (pk := row_id(row.place)) is not None]
    changes = Change.objects.filter(record_type="inventory_row", record_id__in=pks).select_related("entry")
    return {change.record_id: change.entry for change in changes.order_by("id")}


def row_id(place: str) -> int | None:
    """Id of the row that a place of the store names; None for other places."""
    match = _PLACE.fullmatch(place)
    return int(match["row"]) if match else None
