"""Words of a national balance: categories and processes that reporters name, and the terms that their rows enter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from almaden.reference.tables import read_table
from almaden.wording import n_

_TABLE: Final = "products/national_activities"

#: Terms that add to the mercury there is, with their names.
SUPPLY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "import_mercury": n_("imported as mercury"),
        "import_compounds": n_("imported in compounds"),
        "production": n_("made in the country"),
        "recovery": n_("recovered"),
        "stock_draw": n_("taken from stores"),
    }
)
#: Terms that take from it.
DEMAND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "products": n_("into products made"),
        "processes": n_("into processes"),
        "export_mercury": n_("exported as mercury"),
        "export_compounds": n_("exported in compounds"),
        "stock_build": n_("put into stores"),
        "waste": n_("mercury given away as waste"),
    }
)
#: Mercury in products, by category: what was made is the term ``products`` of the balance.
MARKET: Final[Mapping[str, str]] = MappingProxyType(
    {
        "product_import": n_("in products imported"),
        "product_export": n_("in products exported"),
        "market": n_("in products left in the country"),
    }
)
#: Told beside the balance and in none of its sums: it would count mercury twice, or is no mercury as such.
BESIDE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "passed_on": n_("sold or brought on the market as mercury"),
        "compounds_made": n_("made into compounds"),
        "product_sold": n_("in products brought on the market"),
        "stored": n_("in store at the end of the year"),
        "process_stock": n_("in processes at the start of the year"),
        "process_lost": n_("lost from processes"),
        "waste_recovery": n_("in waste sent to recovery"),
        "waste_disposal": n_("in waste sent to disposal"),
    }
)
#: Sums of the balance.
SUMS: Final[Mapping[str, str]] = MappingProxyType(
    {"supply": n_("supply"), "demand": n_("use, exports, stores and waste"), "unexplained": n_("unexplained")}
)
TERM_NAMES: Final[Mapping[str, str]] = MappingProxyType({**SUPPLY, **DEMAND, **SUMS, **MARKET, **BESIDE})


@cache
def categories() -> Mapping[str, str]:
    """Names of the categories of products by key, in the order of the table."""
    return _names("category")


@cache
def processes() -> Mapping[str, str]:
    """Names of the manufacturing processes by key, in the order of the table."""
    return _names("process")


@cache
def category_of_kind() -> Mapping[str, str]:
    """The category that each kind of product (``products/kinds.csv``) belongs to."""
    return MappingProxyType({row["kind"]: row["parent"] for row in read_table(_TABLE) if row["kind"]})


def part_name(part: str) -> str:
    """Name of a category or process."""
    return {**categories(), **processes()}[part]


def _names(group: str) -> Mapping[str, str]:
    return MappingProxyType({row["key"]: row["name"] for row in read_table(_TABLE) if row["group"] == group})
