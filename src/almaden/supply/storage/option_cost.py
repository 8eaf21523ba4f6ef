"""Cost of one way to deal with surplus mercury: present value, part by part, at values or at draws."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault, InputError
from almaden.quantity.annuity import present_value
from almaden.quantity.sphere import Place, great_circle_km, place_of
from almaden.reference.origin import Origin
from almaden.sectors.numbers import Drawn, Number
from almaden.supply.storage.items import ITEM_NAMES, ITEM_UNITS, is_money
from almaden.supply.storage.money import usd_of
from almaden.supply.storage.records import CostItem, CostRecord, OptionRecord, SourceRecord
from almaden.supply.storage.settings import prices, setting, spread
from almaden.wording import Text, n_

#: The parts of a cost, in their order.
PARTS: Final = (
    "capital", "running", "packaging", "transport", "treatment", "disposal", "formalities", "expected_loss",
)  # fmt: skip
PART_NAMES: Final[Mapping[str, str]] = {
    "capital": n_("capital"),
    "running": n_("running costs"),
    "packaging": n_("containers"),
    "transport": n_("transport of mercury"),
    "treatment": n_("treatment of mercury"),
    "disposal": n_("disposal"),
    "formalities": n_("consents and guarantees"),
    "expected_loss": n_("expected loss by incidents"),
}
#: What is less than this beyond a whole number of lumps or lives is rounding; so is a shorter storage than this.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Costed:
    """An option ready to be reckoned.

    Attributes:
        record: the option.
        numbers: its costs in USD of the year of the result, by item.
        ways: km from the sources to the store and from there to disposal.
    """

    record: OptionRecord
    numbers: Mapping[CostItem, Number]
    ways: tuple[float, float]

    def values(self) -> dict[CostItem, Drawn]:
        """The values of record."""
        return {item: number.value for item, number in self.numbers.items()}


def costed(option: OptionRecord, costs: Sequence[CostRecord], sources: Sequence[SourceRecord], year: int) -> Costed:
    """An option with its costs in USD of a year and its ways.

    Raises:
        InputError: a way cannot be told, or a price has no rate.
    """
    numbers = {one.item: _number(one, year) for one in sorted(costs, key=lambda one: one.item)}
    return Costed(option, numbers, _ways(option, sources, "transport_per_t_km" in numbers))


def parts_of(option: Costed, tonnes: float, discount: float, values: Mapping[CostItem, Drawn]) -> dict[str, Drawn]:
    """Present cost of the parts, USD.

    Capital, containers and the way to the store are paid at the start, running costs at the end of each year of
    storage, treatment, disposal, consents and the way to disposal at the end of storage. Lumps are paid for each
    capacity that is begun, and again when what they bought has reached its life.

    Args:
        option: the option.
        tonnes: mercury, t.
        discount: real rate of discount a year.
        values: of each item, values or draws.
    """
    record = option.record
    years = record.storage_years
    lumps = lumps_of(record, tonnes)
    stored = present_value(1.0, discount, years) if years > _ROUNDING else 0.0
    later = (1.0 + discount) ** -years
    renewed = _renewals(years, record.life_years, discount)
    to_store, to_disposal = option.ways

    def of(item: CostItem) -> Drawn:
        return values.get(item, 0.0)

    freight = of("transport_per_t_km") * (tonnes * (to_store + later * to_disposal))
    return {
        "capital": (of("capital_lump") * lumps + of("capital_per_t") * tonnes) * renewed,
        "running": (of("running_lump") * lumps + of("running_per_t") * tonnes) * stored,
        "packaging": of("packaging_per_t") * tonnes,
        "transport": freight,
        "treatment": of("treatment_per_t") * (tonnes * later),
        "disposal": of("disposal_per_t") * (tonnes * later),
        "formalities": of("formalities_per_t") * (tonnes * later),
        "expected_loss": of("incident_per_year") * of("incident_cost") * (lumps * stored),
    }


def lumps_of(record: OptionRecord, tonnes: float) -> int:
    """How many lumps of capital an amount needs: one for each capacity that is begun."""
    return max(math.ceil(tonnes / record.capacity_t - _ROUNDING), 1) if record.capacity_t is not None else 1


def total(parts: Mapping[str, Drawn]) -> Drawn:
    """The sum of the parts, always in the same order."""
    found: Drawn = 0.0
    for name in PARTS:
        found = found + parts[name]
    return found


def _renewals(years: float, life: float | None, discount: float) -> float:
    """Present worth of buying one of capital now and at the end of each life that lies before the end of storage."""
    if life is None:
        return 1.0
    times = max(math.ceil(years / life - _ROUNDING), 1)
    return math.fsum((1.0 + discount) ** (-life * time) for time in range(times))


def _number(cost: CostRecord, year: int) -> Number:
    """A cost as an uncertain number in USD of a year."""
    if cost.price:
        price = prices()[cost.price]
        found = price.number()
        rate = _rate(cost, price.currency, price.money_year, year) if is_money(cost.item) else 1.0
        return Number(cost.item, found.value * rate, found.spread, found.origin, found.shared_key, found.shared_share)
    if cost.value is None:
        raise ValueError("a cost without a value and without a price")
    rate = _rate(cost, cost.currency or "USD", cost.money_year, year) if is_money(cost.item) else 1.0
    unit = ITEM_UNITS[cost.item].replace("$", cost.currency or "USD")
    origin = Origin(
        Text("{option}: {item}", option=cost.option, item=Text(ITEM_NAMES[cost.item])), cost.value, unit, cost.low,
        cost.high, "inventory", cost.source, "", cost.status, note=cost.note,
    )  # fmt: skip
    shape = spread(cost.value, cost.low, cost.high)
    key = f"storage shared {cost.shared}" if cost.shared else ""
    return Number(cost.item, cost.value * rate, shape, origin, key, 1.0 if key else 0.0)


def _rate(cost: CostRecord, currency: str, told: int | None, year: int) -> float:
    try:
        return usd_of(currency, year if told is None else told, year, cost.per_usd)
    except (KeyError, ValueError):
        raise InputError(
            Fault(
                n_("this price cannot be told in the money of the result"), column="money_year",
                value=f"{currency} {told} -> USD {year}", accepted=n_("years that the tables of rates and prices have"),
                advice=n_("tell the rate to the USD, or take another year for the money of the result"),
            )
        ) from None  # fmt: skip


def _ways(option: OptionRecord, sources: Sequence[SourceRecord], needed: bool) -> tuple[float, float]:
    """Km to the store and on to disposal; told, or by the places, each km of great circle more by road."""
    road = setting("road_factor")
    store = place_of(option.latitude, option.longitude)
    there = place_of(option.disposal_latitude, option.disposal_longitude)
    first = option.distance_km if option.distance_km is not None else _mean_km(sources, store or there, road)
    second = option.disposal_distance_km
    if second is None:
        second = road * great_circle_km(store, there) if store is not None and there is not None else 0.0
    if first is None and needed:
        raise InputError(
            Fault(
                n_("the way from the sources to the store cannot be told"), column="distance_km", value=option.id,
                accepted=n_("a distance, or the place of the store and a table of sources with places"),
                advice=n_("fill in distance_km"),
            )
        )  # fmt: skip
    return first or 0.0, second


def _mean_km(sources: Sequence[SourceRecord], there: Place | None, road: float) -> float | None:
    """Mean way of a tonne from the sources that tell their place."""
    if there is None:
        return None
    told = [
        (one.mercury_t, place) for one in sorted(sources, key=lambda one: one.id)
        if (place := place_of(one.latitude, one.longitude)) is not None
    ]  # fmt: skip
    if not told:
        return None
    return road * math.fsum(t * great_circle_km(place, there) for t, place in told) / math.fsum(t for t, _ in told)
