"""Two inventories side by side: what changed, by which cause, and which rows differ."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from almaden.errors import InputError
from almaden.inventory.compare import compare
from almaden.reports.words import AMOUNT_TITLES, TOTAL_NAMES
from almaden.store.inventories import differences, result_of
from almaden.store.models import Inventory
from almaden.store.rights import visible_inventories
from almaden.web.access import open_to_all
from almaden.web.column_words import CHOICE_WORDS, COLUMN_WORDS, TABLE_WORDS
from almaden.web.pages.inventory_page import computed, found, page
from almaden.web.pages.inventory_results import HEADLINES
from almaden.web.row_form import shown

#: Others to choose from.
_MOST = 200


@open_to_all
def compare_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The inventory against another one, or against an earlier version of itself."""
    inventory = found(request, pk)
    others = list(visible_inventories(request.user).exclude(pk=pk).order_by("country", "-year", "-number")[:_MOST])
    other = next((one for one in others if str(one.pk) == request.GET.get("with", "")), None)
    asked = computed(request, inventory)
    context: dict[str, Any] = {
        "asked": asked,
        "versions": [one for one in others if one.series == inventory.series],
        "same_country": [one for one in others if one.series != inventory.series and one.country == inventory.country],
        "elsewhere": [one for one in others if one.country != inventory.country],
        "other": other,
        "amounts": HEADLINES,
        "titles": AMOUNT_TITLES,
        "total_names": TOTAL_NAMES,
        "table_words": TABLE_WORDS,
        "column_words": COLUMN_WORDS,
        "choice_words": CHOICE_WORDS,
        "shown": shown,
    }
    if other is not None:
        context |= _compared(other, inventory)
    return page(request, inventory, "inventory_compare", context)


def _compared(first: Inventory, second: Inventory) -> dict[str, Any]:
    try:
        comparison = compare(result_of(first), result_of(second))
    except InputError as error:
        return {"comparison": None, "faults": error.faults, "differences": ()}
    changed = [row for row in comparison.rows if row.amounts["input_kg"].change]
    return {
        "comparison": comparison,
        "faults": (),
        "changed": sorted(changed, key=lambda row: -abs(row.amounts["input_kg"].change)),
        "differences": differences(first, second) if first.series == second.series else (),
    }
