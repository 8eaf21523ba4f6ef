"""What the analysis of both sides of trade takes as given: thresholds, hubs, freight."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.wording import Text

_TABLE = "trade/mirror_settings"


@cache
def settings() -> Mapping[str, float]:
    """The value of each setting by its key."""
    return MappingProxyType({row["key"]: float(row["value"]) for row in read_table(_TABLE)})


@cache
def default_hubs() -> tuple[str, ...]:
    """Countries that are known to sell mercury on, as three letters."""
    return tuple(row["country"] for row in read_table("trade/hubs"))


@cache
def slip_units() -> tuple[str, ...]:
    """Units that may have been written where kg belong."""
    return tuple(row["unit"] for row in read_table("trade/quantity_slips"))


def unverified(hubs: tuple[str, ...], *, metal: bool) -> tuple[Origin, ...]:
    """The numbers of the analysis that nobody has read in a source, and the hubs where they are the usual ones.

    Args:
        hubs: countries that were taken as hubs.
        metal: whether the commodity is mercury itself, so that flasks and litres have a mass.
    """
    found = [
        Origin(row["meaning"], float(row["value"]), row["unit"], number_or_none(row["low"]),
               number_or_none(row["high"]), _TABLE, row["source"], row["seen"], row["status"], "", row["note"])
        for row in read_table(_TABLE) if row["status"] == "unverified"
    ]  # fmt: skip
    found += [
        Origin(Text("kg for each {unit}", unit=row["unit"]), float(row["kg"]), "kg", None, None, "mercury_units",
               row["source"], row["seen"], row["status"], "", row["note"])
        for row in read_table("mercury_units") if metal and row["status"] == "unverified"
    ]  # fmt: skip
    if set(hubs) == set(default_hubs()):
        row = read_table("trade/hubs")[0]
        found.append(
            Origin(Text("hubs: {countries}", countries=", ".join(hubs)), len(hubs), "1", None, None, "trade/hubs",
                   row["source"], row["seen"], row["status"], "", row["note"])
        )  # fmt: skip
    return tuple(found)
