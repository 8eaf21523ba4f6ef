"""Words of supply and demand: sources, uses, terms of the balance."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from almaden.wording import n_

#: Where mercury comes from besides mines of which the register tells.
SourceKind = Literal[
    "primary", "by-product smelting", "oil and gas", "recycling", "chlor-alkali surplus", "stock release", "seized",
    "other",
]  # fmt: skip
#: What mercury is used for, and what is put into store or disposed of, which is no use.
UseKind = Literal[
    "ASGM", "VCM", "chlor-alkali", "batteries", "dental", "measuring", "lamps", "electrical", "other",
    "stored or disposed of",
]  # fmt: skip
ASGM: Final[UseKind] = "ASGM"
STORED: Final[UseKind] = "stored or disposed of"

#: Terms of the balance that add to what is there, with their names.
SUPPLY_TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "primary": n_("Primary mining"),
        "by-product": n_("By-product of smelting, oil and gas"),
        "recycling": n_("Recycling"),
        "chlor-alkali surplus": n_("Mercury of closed chlor-alkali plants"),
        "stock release": n_("Taken from stocks"),
        "seized": n_("Seized"),
        "other supply": n_("Other supply"),
        "imports": n_("Imports"),
    }
)
#: Terms that take from it.
DEMAND_TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {"exports": n_("Exports"), "uses": n_("Uses"), "stored": n_("Stored or disposed of")}
)
TERM_NAMES: Final[Mapping[str, str]] = MappingProxyType({**SUPPLY_TERMS, **DEMAND_TERMS})

#: The term of the balance that each source belongs to.
TERM_OF_SOURCE: Final[Mapping[SourceKind, str]] = MappingProxyType(
    {
        "primary": "primary",
        "by-product smelting": "by-product",
        "oil and gas": "by-product",
        "recycling": "recycling",
        "chlor-alkali surplus": "chlor-alkali surplus",
        "stock release": "stock release",
        "seized": "seized",
        "other": "other supply",
    }
)
