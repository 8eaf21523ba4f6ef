"""Pictures of ledgers: the stock by year, and where a lot came from and went, as ribbons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from markupsafe import Markup

from almaden.reference.numerals import decimal
from almaden.reports.document import Figure
from almaden.reports.drawings import Node, Sankey
from almaden.reports.palette import COLOURS
from almaden.reports.sankey_svg import sankey_svg
from almaden.store.ledger_stock import StockYear
from almaden.supply.ledger.ancestry import Ancestry
from almaden.supply.ledger.destinations import Destinations
from almaden.supply.ledger.entries import kg
from almaden.supply.ledger.records import KIND_NAMES, ORIGIN_NAMES
from almaden.web.language import language, translate
from almaden.wording import n_

#: Nodes of one side; what is smaller stands together as one more.
_NODES: Final = 7


def shown_kg(mass_mg: int) -> str:
    """A mass in kg, to the milligram where it has any, in the marks of the language."""
    digits = next((digits for digits in range(6) if mass_mg % 10 ** (6 - digits) == 0), 6)
    return decimal(kg(mass_mg), digits, language()).replace("-", "\N{MINUS SIGN}")


def account_name(account: str) -> str:
    """What came in or went out, in the language of the page."""
    way, _space, origin = account.partition(" ")
    return origin_name(origin) if way == "opening" else translate(KIND_NAMES[way])


def origin_name(origin: str) -> str:
    """Where mercury comes from, in the language of the page."""
    return translate(ORIGIN_NAMES[origin])


def stock_chart(years: Sequence[StockYear]) -> dict[str, Any]:
    """The stock at the end of each year."""
    rows = [{"year": one.year, "value": one.stock_kg} for one in years]
    return {"kind": "columns", "label": translate(n_("Stock at the end of each year")), "unit": "kg", "rows": rows}


def came_from(found: Ancestry) -> Markup:
    """Where a lot came from, as ribbons; nothing where it is of one origin."""
    masses = [one.mass_mg for one in found.origins]
    names = [f"{origin_name(one.origin)}: {one.lot}" for one in found.origins[:_NODES]]
    label = translate(n_("Where {kg} kg of {lot} came from"), kg=shown_kg(found.mass_mg), lot=found.lot)
    return _ribbons(names, masses, found.lot, label, into=True)


def went_to(found: Destinations) -> Markup:
    """Where a lot went, as ribbons; nothing where all of it is at one place."""
    masses = [one.mass_mg for one in found.parts]
    names = [
        translate(n_("in the lot {lot}"), lot=one.lot) if one.kind == "lot" else account_name(one.kind)
        for one in found.parts[:_NODES]
    ]
    label = translate(n_("Where {kg} kg of {lot} went"), kg=shown_kg(found.mass_mg), lot=found.lot)
    return _ribbons(names, masses, found.lot, label, into=False)


def _ribbons(names: Sequence[str], masses: Sequence[int], lot: str, label: str, *, into: bool) -> Markup:
    """The largest parts by name, the others as one."""
    if len(masses) < 2:
        return Markup()
    shown = list(zip(names, masses, strict=False))
    rest = masses[len(shown) :]
    if rest:
        shown.append((translate(n_("{count} smaller parts"), count=len(rest)), sum(rest)))
    ends = tuple(
        Node(name, f"{shown_kg(mass)} kg", COLOURS[place % len(COLOURS)]) for place, (name, mass) in enumerate(shown)
    )
    middle = (Node(lot, f"{shown_kg(sum(masses))} kg", COLOURS[0]),)
    flows = [kg(mass) for _name, mass in shown]
    sankey = Sankey(ends, middle, tuple((one,) for one in flows)) if into else Sankey(middle, ends, (tuple(flows),))
    return Markup(sankey_svg(Figure(sankey, label, label)))  # escapes every text itself
