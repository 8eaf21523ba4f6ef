"""What the pages of one inventory have in common: finding it, its tabs, its result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from almaden.errors import Fault, InputError
from almaden.inventory.result import Result
from almaden.reports.numbers import percent
from almaden.store.inventories import result_of, years_of
from almaden.store.inventories.guard import OPEN
from almaden.store.inventories.results import submitted_result
from almaden.store.models import Inventory
from almaden.store.rights import may, visible_inventories
from almaden.web.language import language
from almaden.wording import n_

#: View and words of each tab.
TABS: Final = (
    ("inventory", n_("Results")),
    ("inventory_rows", n_("Rows")),
    ("inventory_checks", n_("Checks")),
    ("inventory_compare", n_("Compare")),
    ("inventory_report", n_("Report")),
    ("inventory_review", n_("Review")),
    ("inventory_history", n_("History")),
)
#: Pages that stand under a tab.
_BELONGS: Final = {
    "inventory_origin": "inventory",
    "inventory_source": "inventory",
    "inventory_making": "inventory_report",
    "inventory_settings": "inventory_rows",
}


@dataclass(frozen=True)
class Computed:
    """The result of an inventory for a year, or why there is none."""

    result: Result | None
    faults: tuple[Fault, ...]
    year: int
    years: tuple[int, ...]

    def differs_from(self, other: Computed) -> bool:
        """Whether the totals are others, or there are none."""
        return self.result is not None and (other.result is None or self.result.totals != other.result.totals)


def found(request: HttpRequest, pk: int) -> Inventory:
    """An inventory that the person may see.

    Raises:
        Http404: there is none.
    """
    shown = visible_inventories(request.user).select_related("author", "reviewer", "organisation", "upload")
    inventory = shown.filter(pk=pk).first() if pk < 2**63 else None
    if inventory is None:
        raise Http404
    return inventory


def may_edit(request: HttpRequest, inventory: Inventory) -> bool:
    """Whether the person may change its rows now."""
    return inventory.state in OPEN and may(request.user, "write_inventory", inventory.country)


def computed(request: HttpRequest, inventory: Inventory) -> Computed:
    """The result for the year in the address, or for the year of the inventory."""
    years = years_of(inventory)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) == 4 else inventory.year
    year = year if year in years else inventory.year
    try:
        return Computed(result_of(inventory, year), (), year, years)
    except InputError as error:
        return Computed(None, error.faults, year, years)


def as_submitted(inventory: Inventory, today: Computed) -> Computed:
    """The result of a version that was submitted as it stood then; that of today for a draft.

    Where the two are the same, that of today is given: its texts can be said in other languages.
    """
    frozen = submitted_result(inventory, today.year)
    then = today if frozen is None else replace(today, result=frozen, faults=())
    return then if then.differs_from(today) else today


def page(
    request: HttpRequest, inventory: Inventory, tab: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """One tab of an inventory as a page."""
    made = {
        "inventory": inventory,
        "tab": _BELONGS.get(tab, tab),
        "tabs": TABS,
        "may_edit": may_edit(request, inventory),
        "not_reviewed": inventory.state == "published" and inventory.reviewer_id is None,
        "single_user": settings.ALMADEN_SINGLE_USER,
        "percent": lambda fraction: percent(fraction, language()),
        **context,
    }
    return render(request, f"inventories/{tab.removeprefix('inventory_')}.html", made, status=status)
