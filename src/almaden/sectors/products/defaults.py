"""Mercury in products, their lives, and where they go: the user's own numbers, else those of the program's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Fixed, Range, Spread, spread_of
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.numbers import Draw, Drawn, Number, share_spread
from almaden.sectors.products.lifetimes import Lifetime
from almaden.sectors.products.records import ContentRecord, FateFactorRecord, FateRecord, Handling, LifeRecord
from almaden.sectors.products.stock import ENDS, FATES
from almaden.wording import n_

#: kg of mercury in an item, or in a t of product.
KG_PER: Final[Mapping[str, float]] = {"mg/item": 1e-6, "g/item": 1e-3, "ppm": 1e-3, "%": 10.0}
LAYER: Final = "products"
_BINS: Final = FATES[2:]


class _OfCountry(Protocol):
    @property
    def kind(self) -> str: ...

    @property
    def country(self) -> str: ...


Told = TypeVar("Told", bound=_OfCountry)


def own_of(told: Sequence[Told], kind: str, country: str) -> list[Told]:
    """The user's own rows for a kind: those of the country, otherwise those that name none."""
    of_kind = [one for one in told if one.kind == kind]
    return [one for one in of_kind if one.country == country] or [one for one in of_kind if not one.country]


def spread_between(value: float, low: float | None, high: float | None) -> Spread:
    """The spread of a number from its 95 % range; a number without a range has none."""
    if low is None or high is None or value == 0.0:
        return Fixed()
    return spread_of(value, Range(low, high), "lognormal", 1.0)


@dataclass(frozen=True)
class Content:
    """Mercury in an item, or in a t of product, over the years of sale: straight lines between those that are told.

    Attributes:
        years: the years told, rising.
        numbers: kg of each; they rise and fall together.
    """

    years: tuple[int, ...]
    numbers: tuple[Number, ...]

    def drawn(self, years: FloatArray, draw: Draw) -> FloatArray:
        """Kg in the years of sale, shape ``(years,)`` or ``(years, draws)``."""
        points = [draw(one) for one in self.numbers]
        if any(isinstance(one, np.ndarray) for one in points):
            size = max(np.size(one) for one in points)
            points = [np.broadcast_to(one, (size,)) for one in points]
        whole = np.array(points, dtype=np.float64)
        place = np.interp(years, self.years, np.arange(len(self.years)))
        below = np.floor(place).astype(np.intp)
        part = place - below
        if whole.ndim == 2:
            part = part[:, None]
        return np.asarray(whole[below] * (1.0 - part) + whole[np.minimum(below + 1, len(whole) - 1)] * part)


def content_of(kind: str, country: str, own: Sequence[ContentRecord] = ()) -> Content:
    """The mercury content of a kind of product sold in a country."""
    told = sorted(own_of(own, kind, country), key=lambda one: one.year)
    key, layer, doubts = f"mercury {kind}", "inventory", [""] * len(told)
    if told:
        key += f" {told[0].country}"
    else:
        rows = [row for row in read_table("products/mercury_per_item") if row["kind"] == kind]
        layer, doubts = LAYER, [row["doubt"] for row in rows]
        told = [
            ContentRecord.model_validate({name: text for name, text in row.items() if text and name != "doubt"})
            for row in rows
        ]
    numbers = []
    for one, doubt in zip(told, doubts, strict=True):
        origin = Origin(n_("mercury content"), one.value, one.unit, one.low, one.high, layer, one.source, one.seen,
                        one.status, f"{kind} {one.year}", doubt)  # fmt: skip
        spread = spread_between(one.value, one.low, one.high)
        numbers.append(Number("mercury", one.value * KG_PER[one.unit], spread, origin, key, 1.0))
    return Content(tuple(one.year for one in told), tuple(numbers))


@dataclass(frozen=True)
class Life:
    """The life of a kind of product: its law, and the factor by which the law is longer in a draw."""

    law: Lifetime
    longer: Number


def life_of(kind: str, country: str, own: Sequence[LifeRecord] = ()) -> Life:
    """The life of a kind of product in a country."""
    told = own_of(own, kind, country)
    if told:
        one, key, layer, doubt = told[0], f"life {kind} {told[0].country}", "inventory", ""
    else:
        (row,) = (row for row in read_table("products/lifetimes") if row["kind"] == kind)
        key, layer, doubt = f"life {kind}", LAYER, row["doubt"]
        one = LifeRecord.model_validate({name: text for name, text in row.items() if text and name != "doubt"})
    origin = Origin(
        n_("mean life"), one.mean, "years", one.low, one.high, layer, one.source, one.seen, one.status, kind, doubt
    )
    spread = spread_between(one.mean, one.low, one.high)
    return Life(Lifetime(one.law, one.mean, one.spread or 0.0), Number("life", 1.0, spread, origin, key, 1.0))


@dataclass(frozen=True)
class FateShares:
    """Where products go that leave use.

    Attributes:
        broken: share that breaks in use.
        collected: of the rest, share that is collected.
        bins: how what is left divides among the other fates, adding to 1.
    """

    broken: Number
    collected: Number
    bins: Mapping[str, float]

    def drawn(self, draw_shared: Draw, draw: Draw) -> dict[str, Drawn]:
        """Shares by fate, adding to 1.

        Args:
            draw_shared: draws the share that breaks, which is the product's.
            draw: draws the share that is collected, which is the country's.
        """
        broken, collected = draw_shared(self.broken), draw(self.collected)
        rest = (1.0 - broken) * (1.0 - collected)
        shares: dict[str, Drawn] = {fate: rest * self.bins[fate] for fate in _BINS}
        return {"broken": broken, "collected": (1.0 - broken) * collected, **shares}


def fates_of(kind: str, country: str, handling: Handling, own: Sequence[FateRecord] = ()) -> FateShares:
    """Where products of a kind go that leave use in a country."""
    told = own_of(own, kind, country)
    if told:
        one, layer, doubt = told[0], "inventory", ""
    else:
        rows = read_table("products/fates")
        (row,) = (row for row in rows if row["kind"] == kind and row["handling"] == handling)
        layer, doubt = LAYER, row["doubt"]
        left_out = ("doubt", "handling")
        one = FateRecord.model_validate({name: text for name, text in row.items() if text and name not in left_out})
    rest = sum(getattr(one, fate) for fate in _BINS)
    bins = {fate: getattr(one, fate) / rest if rest else float(fate == "landfill") for fate in _BINS}

    def number(name: str, what: str, value: float, low: float | None, high: float | None, key: str) -> Number:
        place = f"{kind} {handling}" if layer == LAYER else kind
        origin = Origin(what, value, "1", low, high, layer, one.source, one.seen, one.status, place, doubt)
        return Number(name, value, share_spread(value, low, high), origin, key, 1.0 if key else 0.0)

    return FateShares(
        number("broken", n_("share broken in use"), one.broken, one.broken_low, one.broken_high, f"broken {kind}"),
        number("collected", n_("share collected"), one.collected, one.collected_low, one.collected_high, ""),
        bins,
    )


@dataclass(frozen=True)
class FateFactors:
    """Where the mercury of a fate ends: the share to air, and how the rest divides among the other ends."""

    air: Number
    rest: Mapping[str, float]

    def drawn(self, draw: Draw) -> dict[str, Drawn]:
        """Shares by end, adding to 1."""
        air = draw(self.air)
        return {"air": air, **{end: (1.0 - air) * self.rest[end] for end in ENDS[1:]}}


def fate_factors(country: str = "", own: Sequence[FateFactorRecord] = ()) -> dict[str, FateFactors]:
    """Where the mercury of every fate ends in a country: the user's own shares, else those of the program."""
    return {row["fate"]: _factors_of(row, country, own) for row in read_table("products/fate_factors")}


def _factors_of(row: Mapping[str, str], country: str, own: Sequence[FateFactorRecord]) -> FateFactors:
    of_fate = [one for one in own if one.fate == row["fate"]]
    told = [one for one in of_fate if one.country == country] or [one for one in of_fate if not one.country]
    if told:
        one, layer, doubt = told[0], "inventory", ""
    else:
        layer, doubt = LAYER, row["doubt"]
        one = FateFactorRecord.model_validate({name: text for name, text in row.items() if text and name != "doubt"})
    origin = Origin(n_("share to air"), one.air, "1", one.air_low, one.air_high, layer, one.source, one.seen,
                    one.status, f"{one.fate} {one.country}".strip(), doubt)  # fmt: skip
    rest = sum(getattr(one, end) for end in ENDS[1:])
    shares = {end: getattr(one, end) / rest if rest else float(end == "landfilled") for end in ENDS[1:]}
    spread = share_spread(one.air, one.air_low, one.air_high)
    return FateFactors(Number(f"air {one.fate}", one.air, spread, origin, f"air {origin.place}", 1.0), shares)
