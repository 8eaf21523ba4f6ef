"""The workbook in which people tell of the sales of mercury-added products, and what holds for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from almaden.reports.record_template import RecordTemplate
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.records import TABLES
from almaden.wording import n_

#: What each sheet is for.
_SHEETS: Final = {
    "about": n_("One line: what was sold before the first year told, and how waste is handled."),
    "sales": n_("One line for each country, kind and year: sales, or production, imports and exports."),
    "contents": n_("Own mercury contents; empty is a default."),
    "lives": n_("Own lives of products; empty is a default."),
    "fates": n_("Own shares of where products go that leave use; empty is a default."),
    "fate_factors": n_(
        "Own shares of where the mercury ends of what breaks, is collected, dumped, burned or flushed; empty: defaults."
    ),
    "phase_outs": n_("The end of sales, for years that are not told."),
}


def _words() -> Iterator[tuple[str, str]]:
    yield from _SHEETS.items()
    yield from ((key, kind.name) for key, kind in product_kinds().items())


#: The workbook.
PRODUCTS_TEMPLATE: Final = RecordTemplate(
    TABLES,
    n_("Sales of mercury-added products"),
    (
        n_(
            "1. Sheet “about”: products last for years, so what was sold before counts. Say what is to be taken for "
            "the years before the first one told; nothing is taken by itself."
        ),
        n_("2. Sheet “sales”: items, t of product, or kg Hg (mercury in them). 0 means none, empty means not known."),
        n_("3. The other sheets may stay empty: defaults are taken then, and the result lists them."),
    ),
    n_("Sheets, and kinds of products"),
    _words,
)
