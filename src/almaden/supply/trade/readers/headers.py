"""Which column of a file of trade statistics is which: UN Comtrade's headers, new and old, and the template's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

#: Headers of a field, the one that is taken first where several are there; case and marks do not count.
HEADERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "year": ("refYear", "Year", "Period"),
        "reporter": ("reporterISO", "Reporter ISO", "reporterCode", "Reporter Code", "reporterDesc", "Reporter"),
        "partner": ("partnerISO", "Partner ISO", "partnerCode", "Partner Code", "partnerDesc", "Partner"),
        "flow": ("flowCode", "Trade Flow", "Trade Flow Code", "flowDesc", "flow"),
        "code": ("cmdCode", "Commodity Code", "code"),
        "unit": ("qtyUnitAbbr", "Qty Unit", "Qty Unit Code", "quantity_unit"),
        "net_kg": ("netWgt", "Netweight (kg)", "net_weight_kg"),
        "quantity": ("qty", "quantity"),
        "value_usd": ("primaryValue", "Trade Value (US$)", "value_usd"),
        "cif": ("cifvalue",),
        "fob": ("fobvalue",),
        "estimated": ("isNetWgtEstimated", "Flag"),
        "partner2": ("partner2Code",),
        "customs": ("customsCode",),
        "transport": ("motCode",),
    }
)
#: Fields whose cells are words, and those whose cells are numbers.
WORDS: Final = ("year", "reporter", "partner", "flow", "code", "unit", "estimated", "partner2", "customs", "transport")
NUMBERS: Final = ("net_kg", "quantity", "value_usd", "cif", "fob")
NEEDED: Final = ("year", "reporter", "partner", "flow", "code")
#: What stands in the columns of further breakdowns where a line is the sum over them.
SUMS: Final = MappingProxyType({"partner2": ("0", "W00"), "customs": ("C00", "0"), "transport": ("0",)})


def columns_of(header: Sequence[str]) -> dict[str, str]:
    """The header of each field that a file has."""
    there = {_plain(one): one for one in reversed(header)}
    found = {field: [there[_plain(one)] for one in names if _plain(one) in there] for field, names in HEADERS.items()}
    return {field: names[0] for field, names in found.items() if names}


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
