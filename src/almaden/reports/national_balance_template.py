"""The workbook in which the reporters of a country tell of mercury that they trade, make, use and store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.reports.record_template import RecordTemplate
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.national.records import TABLES
from almaden.sectors.products.national.words import categories, category_of_kind, processes
from almaden.wording import Text, n_

#: What each sheet is for.
_SHEETS: Final = {
    "about": n_("One line: the country and the years of the balance."),
    "reporters": n_("One line for each organisation that reports or is expected to; a code, never a person."),
    "mercury": n_("Mercury imported, made, sold, stored and exported, by partner country."),
    "compounds": n_("The same for compounds of mercury, with their share of mercury."),
    "products": n_("Mercury in products made, imported, exported and brought on the market, by category."),
    "processes": n_("Mercury used in manufacturing processes."),
    "waste": n_("Mercury sent to recovery and disposal."),
}


def _words() -> Iterator[tuple[str, str]]:
    yield from _SHEETS.items()
    yield from {**categories(), **processes()}.items()
    kinds = product_kinds()
    for kind, category in category_of_kind().items():
        named = Text("{name} (kind of product, category {category})", name=Text(kinds[kind].name), category=category)
        yield kind, named


#: The workbook.
NATIONAL_BALANCE_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("National balance of mercury: supply, use and trade"),
    (
        n_(
            "1. Amounts are mercury, in the unit of their row: lb, kg, g, t, flask or l. Items have a column of their "
            "own."
        ),
        n_(
            "2. 0 means none. What is not known is said in the column state: not reported, or withheld where the "
            "reporter keeps it confidential; both are never taken as 0."
        ),
        n_(
            "3. Sales within the country pass mercury on and are in no sum. Where two reporters tell the same "
            "shipment, name the other one in the column same_as of one row."
        ),
        n_(
            "4. Of a store tell what it holds at the end of the year, and at its start where the year before is not "
            "told by the same reporter."
        ),
    ),
    n_("Sheets, categories, processes and kinds of products"),
    _words,
)
