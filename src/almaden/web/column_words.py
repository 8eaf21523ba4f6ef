"""What the columns of an inventory's tables are called on pages, and the choices in them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from almaden.wording import n_

#: Titles of the tables of an inventory, in their order.
TABLE_WORDS: Final = MappingProxyType(
    {
        "activity_rates": n_("Activity rates"),
        "factors": n_("Own factors"),
        "sources": n_("Sources"),
        "published": n_("Published figures"),
        "law": n_("National law"),
        "priorities": n_("Actions"),
        "populations": n_("People at risk"),
    }
)

COLUMN_WORDS: Final = MappingProxyType(
    {
        "id": n_("Short name"),
        "code": n_("Source category"),
        "variant": n_("Kind"),
        "phase": n_("Phase of life"),
        "facility": n_("Plant or place"),
        "present": n_("Present"),
        "activity_rate": n_("Activity rate"),
        "unit": n_("Unit"),
        "low": n_("Low end"),
        "high": n_("High end"),
        "distribution": n_("Shape of the range"),
        "year": n_("Year"),
        "scenario": n_("Practice"),
        "share": n_("Share"),
        "input_factor": n_("Own input factor"),
        "factor_low": n_("Factor, low end"),
        "factor_high": n_("Factor, high end"),
        "factor_unit": n_("Unit of the factor"),
        "source": n_("Source"),
        "seen": n_("Read at"),
        "status": n_("Status"),
        "candidate_of": n_("Another value for"),
        "chosen": n_("Chosen"),
        "note": n_("Note"),
        "kind": n_("Kind of factor"),
        "value": n_("Value"),
        "air": n_("Air"),
        "water": n_("Water"),
        "land": n_("Land"),
        "products": n_("By-products and impurities"),
        "general_waste": n_("General waste"),
        "sector_treatment": n_("Sector-specific treatment"),
        "concentration": n_("Firmness of the shares"),
        "remainder": n_("The rest"),
        "range_is": n_("The range is"),
        "checked_by": n_("Checked by"),
        "checked_on": n_("Checked on"),
        "citation": n_("Citation"),
        "url": n_("Address"),
        "quantity": n_("Quantity"),
        "obligation": n_("Obligation"),
        "in_law": n_("In national law"),
        "instrument": n_("Law or rule"),
        "action": n_("Action"),
        "article": n_("Article"),
        "responsible": n_("Responsible"),
        "start_year": n_("First year"),
        "end_year": n_("Last year"),
        "cost_usd": n_("Cost, USD"),
        "cost_low": n_("Cost, low end"),
        "cost_high": n_("Cost, high end"),
        "reduction_kg": n_("Reduction, kg per year"),
        "group": n_("Group of people"),
        "persons": n_("Persons"),
        "women": n_("Women"),
        "children": n_("Children"),
        "exposure": n_("How mercury reaches them"),
        "place_name": n_("Place"),
    }
)

CHOICE_WORDS: Final = MappingProxyType(
    {
        "Y": n_("yes"),
        "N": n_("no"),
        "?": n_("not known"),
        "partly": n_("partly"),
        "production": n_("production"),
        "use": n_("use"),
        "disposal": n_("disposal"),
        "lognormal": n_("lognormal"),
        "normal": n_("normal"),
        "triangular": n_("triangular"),
        "uniform": n_("uniform"),
        "fixed": n_("fixed"),
        "verified": n_("verified"),
        "unverified": n_("unverified"),
        "user": n_("own value"),
        "input": n_("input factor"),
        "distribution": n_("distribution factors"),
        "passes_on": n_("passes on"),
        "retained": n_("retained"),
        "95%": n_("95 % range"),
        "extremes": n_("extremes"),
    }
)

#: Columns that a list of rows shows; the others stand in the form.
LISTED: Final = MappingProxyType(
    {
        "factors": ("kind", "code", "variant", "scenario", "value", "unit", "source", "status"),
        "sources": ("id", "citation", "url"),
        "published": ("quantity", "value", "unit", "source"),
        "law": ("obligation", "in_law", "instrument", "note"),
        "priorities": ("action", "responsible", "start_year", "end_year", "cost_usd", "reduction_kg"),
        "populations": ("group", "persons", "exposure", "place_name", "source"),
    }
)

#: Columns of the activity rates that most rows leave empty: folded away in the form.
RARE: Final = frozenset(
    {
        "id", "phase", "facility", "distribution", "year", "share", "input_factor", "factor_low", "factor_high",
        "factor_unit", "candidate_of", "chosen", "concentration", "remainder", "range_is", "checked_by", "checked_on",
    }
)  # fmt: skip
