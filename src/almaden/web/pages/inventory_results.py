"""The results of an inventory: totals, groups and pathways, key sources, what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from almaden.inventory.key_sources import RANKED
from almaden.inventory.result import Amounts, Result
from almaden.reference.pathways import AMOUNTS
from almaden.reports.charts import sankey_figure
from almaden.reports.palette import AMOUNT_COLOURS
from almaden.reports.sankey_svg import sankey_svg
from almaden.reports.words import AMOUNT_NAMES, AMOUNT_TITLES, TOTAL_NAMES, Words
from almaden.web.access import open_to_all
from almaden.web.language import language, translate
from almaden.web.pages.inventory_page import Computed, as_submitted, computed, found, page
from almaden.wording import n_

#: The amounts that stand on top of the page.
HEADLINES: Final = ("input_kg", "air_kg", "water_kg", "land_kg")
#: What each total is, in a sentence.
TOTAL_MEANINGS: Final = {
    "gross": n_("Adds up every row as it stands; mercury that passes several rows is counted in each."),
    "toolkit": n_("Takes off what the rules of the Toolkit say is counted twice."),
    "linked": n_("Follows the mercury: only sources add to the input; waste receives what flows to it."),
}
_VARIANCES: Final = 8


@dataclass(frozen=True)
class Line:
    """One line of a table of amounts: what ``origin`` asks for when its figures are explained."""

    key: str
    name: str
    amounts: Amounts
    unknown: int = 0


@open_to_all
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """The results, each figure a link to where it comes from."""
    inventory = found(request, pk)
    today = computed(request, inventory)
    asked = as_submitted(inventory, today)
    context = {"asked": asked, **figures_of(asked), "frozen": asked is not today, "differs": asked.differs_from(today)}
    if asked.result is not None:
        context |= _details(request, asked.result)
    return page(request, inventory, "inventory", context)


def figures_of(asked: Computed) -> dict[str, Any]:
    """What the strip of totals needs; it stands above the rows too."""
    total = asked.result.totals["toolkit"] if asked.result is not None else None
    return {"headlines": HEADLINES, "titles": AMOUNT_TITLES, "headline_total": total}


def _details(request: HttpRequest, result: Result) -> dict[str, Any]:
    rank = request.GET.get("rank", "")
    rank = rank if rank in RANKED else RANKED[0]
    groups = [
        Line(group.key, group.name, group.amounts, group.unknown_rows)
        for group in result.groups
        if group.rows or group.unknown_rows
    ]
    shown = [name for name in AMOUNTS if _is_there(result, name)]
    figure = sankey_figure(result, Words.of(language()))
    return {
        "totals": [Line(name, TOTAL_NAMES[name], total.amounts) for name, total in result.totals.items()],
        "meanings": TOTAL_MEANINGS,
        "groups": groups,
        "amounts": shown,
        "names": AMOUNT_NAMES,
        "chart": _chart(groups, shown),
        "sankey": Markup(sankey_svg(figure)) if figure else "",
        "sankey_caption": figure.caption if figure else "",
        "rank": rank,
        "ranked": RANKED,
        "key_sources": [one for one in result.key_sources if one.quantity == rank],
        "variance": result.variance[:_VARIANCES],
    }


def _is_there(result: Result, name: str) -> bool:
    return name == "input_kg" or any(group.amounts[name].high > 0 for group in result.groups)


def _chart(groups: Sequence[Line], amounts: Sequence[str]) -> dict[str, Any]:
    """What the chart draws: outputs by group and pathway, in the words and colours of the tables."""
    pathways = [name for name in amounts if name != "input_kg"]
    return {
        "axis": translate(n_("kg of mercury per year")),
        "pathways": [{"name": translate(AMOUNT_NAMES[one]), "colour": AMOUNT_COLOURS[one]} for one in pathways],
        "bars": [
            {"group": translate(line.name), "pathway": translate(AMOUNT_NAMES[one]), "kg": line.amounts[one].value}
            for line in groups
            for one in pathways
            if line.amounts[one].value > 0
        ],
    }
