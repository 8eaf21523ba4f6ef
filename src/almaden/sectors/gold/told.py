"""Uncertain numbers of gold mining from what is told of them: with its own range, or with that of its class."""

from __future__ import annotations

import math
from typing import Final

from almaden.quantity.spread import Fixed, Range, Spread, spread_of
from almaden.reference.origin import Origin
from almaden.reference.spreads import spread_classes
from almaden.sectors.gold.terms import Pathway, Practice
from almaden.sectors.numbers import LogitNormal, Number, share_spread
from almaden.wording import n_

#: Practices in words.
PRACTICE_NAMES: Final[dict[Practice, str]] = {
    "whole_ore": n_("whole ore"),
    "concentrate": n_("concentrate"),
    "mercury_free": n_("without mercury"),
}

#: Where mercury goes, in words.
PATHWAY_NAMES: Final[dict[Pathway, str]] = {
    "air_burning": n_("to air, burnt off at the sites"),
    "air_shops": n_("to air, burnt off in gold shops"),
    "captured": n_("held back by capture systems of shops"),
    "stored": n_("given back by retorts and stored"),
    "water": n_("to water, lost with tailings"),
    "land": n_("to land, lost with tailings"),
}

#: The worst practices of Annex C, in words.
WORST_NAMES: Final[dict[str, str]] = {
    "whole_ore": n_("share of the gold from whole ore to which mercury was added"),
    "open_burning": n_("share of the amalgam that is burnt in the open"),
    "residential_burning": n_("share of the gold of sites that burn amalgam where people live"),
    "cyanide_after_mercury": n_("share of the gold of sites that leach tailings with mercury by cyanide"),
}

#: A share nearer to 0 or 1 than this is taken as 0 or 1 by all who tell it: it has no spread.
_LEAST: Final = 1e-9
#: Half the width of a 95 % range in standard deviations.
DEVIATE: Final = 1.959963984540054


def told_number(key: str, origin: Origin, where: str = "") -> Number:
    """A positive number such as a ratio, lognormal; its error is that of all who use what was told there.

    Args:
        key: what it is, with the practice where there is one: part of its stream.
        origin: value, range and source.
        where: region that it was told for; empty for the country and for defaults.
    """
    spread = spread_of(origin.value, Range(origin.low, origin.high), "", upper_ratio(origin))
    return shared(key, origin, spread, where)


def told_share(key: str, origin: Origin, where: str = "") -> Number:
    """As :func:`told_number`, for a share between 0 and 1: without a range its odds spread as its class does."""
    return shared(key, origin, spread_of_share(origin), where)


def spread_of_share(origin: Origin) -> Spread:
    """The spread of a share; where its range says nothing, its odds spread as numbers of its class do."""
    share, known = origin.value, Range(origin.low, origin.high)
    if not _LEAST < share < 1.0 - _LEAST:
        return Fixed()
    if not known.is_unknown(share):
        return share_spread(share, origin.low, origin.high)
    scale = math.log(upper_ratio(origin)) / DEVIATE
    return LogitNormal(share, scale, scale)


def shared(key: str, origin: Origin, spread: Spread, where: str = "") -> Number:
    """A number whose error all share who use it, wherever they are."""
    return Number(key, origin.value, spread, origin, shared_key=f"gold/{key}/{where}", shared_share=1.0)


def upper_ratio(origin: Origin) -> float:
    """97.5 % quantile over median of a number without a range, by who tells it."""
    name = "factor_user" if origin.layer == "inventory" else "factor_unknown"
    return spread_classes()[name].upper_ratio or 1.0


def input_origin(
    quantity: str,
    value: float,
    unit: str,
    *,
    low: float | None = None,
    high: float | None = None,
    source: str = "",
    status: str = "user",
    place: str = "",
    note: str = "",
) -> Origin:
    """Where a number of the input was read."""
    return Origin(quantity, value, unit, low, high, "inventory", source, "", status, place, note)
