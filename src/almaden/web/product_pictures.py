"""What pages draw of mercury in products, as plain rows that charts.js takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from almaden.sectors.products.amalgam_result import Trend
from almaden.sectors.products.history import MEDIA, BesideYear
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.lamp_records import LampResult
from almaden.sectors.products.result import QUANTITY_NAMES, StockResult, StockSeries
from almaden.sectors.products.stock import FATES
from almaden.sectors.products.switch_plan import SwitchPlan
from almaden.sectors.products.switch_result import SwitchOutcome, SwitchResult
from almaden.web.language import translate
from almaden.wording import n_

#: Products whose sales stand in one picture: as many as there are colours.
_MOST_LINES: Final = 6
#: Years between two bars of the fates.
_STEP: Final = 5
#: Where history and run are compared.
MEDIA_NAMES: Final = {"air": n_("air"), "water": n_("water"), "soil": n_("soil"), "landfilled": n_("landfilled")}


def kind_name(kind: str) -> str:
    """The name of a kind of product in the language of the page; of none, that of all."""
    return translate(product_kinds()[kind].name if kind else n_("all products"))


def lines_of(found: StockResult, one: StockSeries, names: Iterable[str], label: str) -> dict[str, Any]:
    """Quantities of a series over the years, with their ranges."""
    names = tuple(names)
    rows = [
        {"name": translate(QUANTITY_NAMES[name]) if len(names) > 1 else "", "year": year,
         "value": amount.value, "low": amount.low, "high": amount.high}
        for name in names
        for year, amount in zip(found.years, one.amounts[name], strict=True)
    ]  # fmt: skip
    return {"kind": "lines", "label": translate(label), "unit": "kg", "rows": rows}


def sold_by_kind(found: StockResult, several: Iterable[StockSeries]) -> dict[str, Any]:
    """Mercury in what is sold, a line for each kind; the largest where there are many."""
    largest = sorted(several, key=lambda one: -max(amount.value for amount in one.amounts["inflow"]))[:_MOST_LINES]
    rows = [
        {"name": kind_name(one.kind), "year": year, "value": amount.value, "low": amount.low, "high": amount.high}
        for one in largest
        for year, amount in zip(found.years, one.amounts["inflow"], strict=True)
    ]
    return {"kind": "lines", "label": translate(n_("Mercury in products sold, by kind")), "unit": "kg", "rows": rows}


def in_use_by_kind(found: StockResult, several: Iterable[StockSeries], year: int) -> dict[str, Any]:
    """Mercury in use at the end of a year, a bar for each kind."""
    place = found.years.index(year)
    rows = [
        {"name": kind_name(one.kind), "value": amount.value, "low": amount.low, "high": amount.high}
        for one, amount in ((one, one.amounts["stock"][place]) for one in several)
    ]
    return {"kind": "bars", "label": translate(n_("Mercury in use, by kind")), "unit": "kg", "rows": rows}


def fates(found: StockResult, one: StockSeries) -> dict[str, Any]:
    """How mercury leaves use, a bar for every fifth year."""
    words = {name: translate(QUANTITY_NAMES[name]) for name in FATES}
    rows = [
        {"name": str(year), "part": words[name], "value": one.amounts[name][place].value}
        for place, year in enumerate(found.years)
        if year % _STEP == 0 or year == found.years[-1]
        for name in FATES
    ]
    label = translate(n_("How mercury leaves use"))
    return {"kind": "stack", "label": label, "unit": "kg", "parts": list(words.values()), "rows": rows}


def ends(found: StockResult, one: StockSeries, year: int, names: Iterable[str]) -> dict[str, Any]:
    """Where the mercury that leaves use in a year ends, as bars with ranges."""
    place = found.years.index(year)
    rows = [
        {"name": translate(QUANTITY_NAMES[name]), "value": amount.value, "low": amount.low, "high": amount.high}
        for name, amount in ((name, one.amounts[name][place]) for name in names)
    ]
    return {"kind": "bars", "label": translate(n_("Where it ends")), "unit": "kg", "rows": rows}


def history_lines(compared: Iterable[BesideYear]) -> dict[str, Any]:
    """Past releases as they are told, a line for each medium."""
    told = tuple(compared)
    rows = [
        {
            "name": translate(MEDIA_NAMES[name]),
            "year": one.year,
            "value": one.history_mg[name],
            "low": None,
            "high": None,
        }
        for name in MEDIA
        for one in told
    ]
    return {"kind": "lines", "label": translate(n_("Releases in the past")), "unit": "Mg", "rows": rows}


def yearly_costs(found: LampResult | SwitchOutcome, currency: str = "") -> dict[str, Any]:
    """What going on and the switch cost in a year, as bars with ranges."""
    costs = ((n_("going on"), found.continuing), (n_("after the switch"), found.switching))
    rows = [{"name": translate(name), "value": one.value, "low": one.low, "high": one.high} for name, one in costs]
    unit = found.currency if isinstance(found, LampResult) else currency
    return {"kind": "bars", "label": translate(n_("Cost in a year")), "unit": unit, "rows": rows}


def mercury_of_items(found: SwitchResult, names: Mapping[str, str]) -> dict[str, Any]:
    """Mercury in what a facility has in use, a bar for each sort."""
    rows = [
        {"name": names[one.id], "value": one.mercury_g.value, "low": one.mercury_g.low, "high": one.mercury_g.high}
        for one in found.items
    ]
    return {"kind": "bars", "label": translate(n_("Mercury in use, by sort")), "unit": "g", "rows": rows}


def stored_by_year(plan: SwitchPlan) -> dict[str, Any]:
    """Mercury that a switch in steps brings to storage, by year."""
    grams: defaultdict[int, float] = defaultdict(float)
    for line in plan.lines:
        grams[line.year] += line.stored_g
    rows = [{"year": year, "value": value} for year, value in grams.items()]
    return {"kind": "columns", "label": translate(n_("Mercury to be stored, by year")), "unit": "g", "rows": rows}


def trend_lines(trend: Trend) -> dict[str, Any]:
    """An indicator over the years, as it was told."""
    rows = [
        {"name": "", "year": year, "value": value, "low": None, "high": None} for year, value in trend.values.items()
    ]
    return {"kind": "lines", "label": translate(trend.name), "unit": translate(trend.unit), "rows": rows}


def balance_bars(cells: Iterable[tuple[str, float | None, float | None, float | None]], label: str) -> dict[str, Any]:
    """Amounts of a balance as bars: names, kg and the ends of the range; what is not told has no bar."""
    rows = [{"name": name, "value": kg, "low": low, "high": high} for name, kg, low, high in cells if kg is not None]
    return {"kind": "bars", "label": translate(label), "unit": "kg", "rows": rows}
