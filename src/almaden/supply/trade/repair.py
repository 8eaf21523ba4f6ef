"""The mass of each line in kg: as reported, or taken otherwise, and then shown with what was, why and how sure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.inventory.result import Amount
from almaden.reference.mercury_units import kg_per
from almaden.sectors.draws import FleetDraws
from almaden.supply.trade.prices import Prices, unit_prices, value_on_board
from almaden.supply.trade.rows import BoolArray, FloatArray, IntArray, TradeRows
from almaden.supply.trade.settings import settings, slip_units
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

#: How the mass of a line was taken.
REPORTED, QUANTITY, FLASKS, SLIP, VALUE, UNKNOWN = range(6)
#: Why it was taken so.
WHY: Final = (
    n_("the net weight as reported"),
    n_("there is no net weight; the quantity in its unit stands for it"),
    n_("there is no net weight; items are taken as flasks, which gives a usual price"),
    n_("the price for each kg is out of the way; a weight written in {unit} gives a usual price"),
    n_("there is no usable weight; it is the value over the usual price of the year"),
    n_("there is no usable weight, and no quantity, value or usual price that tells it; the mass stays unknown"),
)
CONFIDENCE: Final = (n_("high"), n_("medium"), n_("low"))
HIGH, MEDIUM, LOW = range(3)


@dataclass(frozen=True)
class Repair:
    """A line whose mass is not its net weight.

    Attributes:
        file, row: where the line stands.
        was: what it tells: weight, quantity and value.
        taken_kg: the mass that is taken, None where it stays unknown; the range is that of prices where it rests on
            the value.
        why: why it is taken so.
        confidence: high, medium or low.
    """

    file: str
    row: int
    was: str
    taken_kg: Amount | None
    why: str
    confidence: str


@dataclass(frozen=True, eq=False)
class Masses:
    """The mass of each line, shape ``(rows,)``.

    Attributes:
        rows: the lines.
        kg: mass, NaN where unknown.
        deviation_kg: standard deviation of a mass that rests on a value, otherwise 0.
        low, high: ends of its range over the mass, 1 where it rests on no value.
        how: place in :data:`WHY`.
        slip: place in :func:`~almaden.supply.trade.settings.slip_units` of the unit that was mistaken, or -1.
        confidence: place in :data:`CONFIDENCE`.
        prices: the unit prices.
    """

    rows: TradeRows
    kg: FloatArray
    deviation_kg: FloatArray
    low: FloatArray
    high: FloatArray
    how: NDArray[np.int8]
    slip: NDArray[np.int8]
    confidence: NDArray[np.int8]
    prices: Prices

    @property
    def changed(self) -> IntArray:
        """The lines whose mass is not the net weight, those with the most mass first, unknown ones last."""
        lines = np.flatnonzero(self.how != REPORTED)
        order = np.lexsort((self.rows.row[lines], self.rows.file[lines], -np.nan_to_num(self.kg[lines], nan=-1.0)))
        return np.asarray(lines[order], np.int64)

    def counts(self) -> dict[str, int]:
        """How many lines were taken in which way."""
        found = np.bincount(self.how, minlength=len(WHY))
        return {_NAMES[how]: int(found[how]) for how in range(len(WHY))}

    def repairs(self, most: int | None = None) -> Iterator[Repair]:
        """The lines whose mass is not the net weight, those with the most mass first."""
        for line in self.changed[:most]:
            yield self.repair_of(int(line))

    def to_frame(self) -> pandas.DataFrame:
        """Every repair: file, row, what was, what is taken, its range, why, how sure."""
        import pandas

        from almaden.sectors.flat import flat

        rows = [flat({**vars(one), "taken_kg": _plain(one.taken_kg)}) for one in self.repairs()]
        return pandas.DataFrame(rows)

    def repair_of(self, line: int) -> Repair:
        """How the mass of a line was taken."""
        rows, how = self.rows, int(self.how[line])
        file, row = rows.place(line)
        unit = rows.units[rows.unit[line]] or "?"
        was = Text("net weight {net} kg, quantity {quantity} {unit}, value {value} USD", net=_shown(rows.net_kg[line]),
                   quantity=_shown(rows.quantity[line]), unit=unit, value=_shown(rows.value_usd[line]))  # fmt: skip
        why = Text(WHY[how], unit=slip_units()[self.slip[line]]) if how == SLIP else Text(WHY[how])
        kg = float(self.kg[line])
        taken = None if np.isnan(kg) else Amount(kg, kg * float(self.low[line]), kg * float(self.high[line]))
        return Repair(file, row, was, taken, why, CONFIDENCE[self.confidence[line]])


_NAMES: Final = (
    n_("as reported"), n_("from quantity"), n_("items as flasks"), n_("unit mistaken"), n_("from value"), n_("unknown")
)  # fmt: skip


def masses(rows: TradeRows, draws: FleetDraws, *, metal: bool = True) -> Masses:
    """The mass of each line of one commodity.

    A price for each kg outside of a quarter of the tenth to four times the ninetieth percentile of its year makes the
    weight suspect: it is taken as written in t, g, flasks or litres where just that gives a usual price, and otherwise
    from the value.

    Args:
        rows: the lines.
        draws: how ranges are drawn.
        metal: whether the commodity is mercury itself, of which flasks and litres have a mass.
    """
    prices = unit_prices(rows)
    size = len(rows)
    value = value_on_board(rows)
    zero = (rows.net_kg == 0) & ~(rows.value_usd > 0) & ~(rows.quantity > 0)
    kg = np.where((rows.net_kg > 0) | zero, rows.net_kg, np.nan)
    how = np.where(np.isnan(kg), UNKNOWN, REPORTED).astype(np.int8)
    confidence = np.where(rows.estimated, MEDIUM, HIGH).astype(np.int8)
    slip = np.full(size, -1, np.int8)
    factor = np.array([_factor(unit, metal) for unit in rows.units])[rows.unit]
    told = (how == UNKNOWN) & (rows.quantity > 0) & ~np.isnan(factor)
    kg[told], how[told] = (rows.quantity * factor)[told], QUANTITY
    place = rows.year.astype(np.int64) - prices.first_year
    if prices.enough:
        if metal:
            _items_as_flasks(rows, prices, place, value, kg, how, confidence)
        suspect = _suspect(prices, place, value, kg)
        factors = np.array([_factor(unit, metal) for unit in slip_units()])
        _slips(suspect, factors, prices, place, value, kg, how, slip, confidence)
        kg[suspect & (how != SLIP)] = np.nan
        how[suspect & (how != SLIP)] = UNKNOWN
    by_value = (how == UNKNOWN) & (value > 0) & ~np.isnan(prices.median[place])
    kg[by_value], how[by_value] = (value / prices.median[place])[by_value], VALUE
    confidence[how >= VALUE] = LOW
    deviation, low, high = (ends[place] for ends in prices.mass_ratios(draws))
    return Masses(rows, kg, np.where(by_value, deviation * kg, 0.0), np.where(by_value, low, 1.0),
                  np.where(by_value, high, 1.0), how, slip, confidence, prices)  # fmt: skip


def _factor(unit: str, metal: bool) -> float:
    """Kg for each of a unit, NaN where it is none of mass."""
    kg = kg_per(unit)
    if kg is None or (not metal and kg in (kg_per("flask"), kg_per("l"))):
        return np.nan
    return kg


def _suspect(prices: Prices, place: IntArray, value: FloatArray, kg: FloatArray) -> BoolArray:
    """Lines whose price for each kg is out of the way."""
    lowest, highest = settings()["price_low"] * prices.low[place], settings()["price_high"] * prices.high[place]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        price = value / kg
        return np.asarray((value > 0) & (kg > 0) & ((price < lowest) | (price > highest)), bool)


def _items_as_flasks(
    rows: TradeRows, prices: Prices, place: IntArray, value: FloatArray, kg: FloatArray, how: NDArray[np.int8],
    confidence: NDArray[np.int8],
) -> None:  # fmt: skip
    items = np.array([unit == "items" for unit in rows.units])[rows.unit] & (how == UNKNOWN) & (rows.quantity > 0)
    flasks = np.where(items, rows.quantity * (kg_per("flask") or np.nan), np.nan)
    usual = items & (value > 0) & ~_suspect(prices, place, value, flasks)
    kg[usual], how[usual], confidence[usual] = flasks[usual], FLASKS, LOW


def _slips(
    suspect: BoolArray, factors: FloatArray, prices: Prices, place: IntArray, value: FloatArray, kg: FloatArray,
    how: NDArray[np.int8], slip: NDArray[np.int8], confidence: NDArray[np.int8],
) -> None:  # fmt: skip
    """Takes a suspect weight as written in another unit, the one whose price comes nearest to the median."""
    lines = np.flatnonzero(suspect)
    if not len(lines):
        return
    tried = kg[lines][:, None] * factors
    price = value[lines][:, None] / tried
    where = place[lines]
    usual = (price >= prices.low[where][:, None] * settings()["price_low"]) & (
        price <= prices.high[where][:, None] * settings()["price_high"]
    )
    off = np.where(usual, np.abs(np.log(price / prices.median[where][:, None])), np.inf)
    best = off.argmin(axis=1)
    good = usual.any(axis=1)
    found = lines[good]
    kg[found], how[found], slip[found] = tried[good, best[good]], SLIP, best[good].astype(np.int8)
    confidence[found] = np.where(usual.sum(axis=1)[good] == 1, MEDIUM, LOW)


def _shown(value: Any) -> float | str:
    return "?" if np.isnan(value) else float(value)


def _plain(amount: Amount | None) -> dict[str, float] | None:
    return None if amount is None else {"value": amount.value, "low": amount.low, "high": amount.high}
