"""What it costs a facility to go on with mercury, and what to switch: mercury, money, payback, what is to be stored.

Going on costs new items for those that break and are replaced, cleaning up, disposal of those replaced, and upkeep.
Switching costs the price of the new ones over their life, their upkeep, and the disposal of the old ones spread over
some years. All sums are yearly and real, in the currency of the facility.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import numpy as np

from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Draw, Drawn, Number, fixed
from almaden.sectors.products.defaults import content_of
from almaden.sectors.products.paying import annuity, payback
from almaden.sectors.products.switch_records import RANGED, FacilityRecord, SwitchItemRecord
from almaden.sectors.products.switch_result import SwitchData, SwitchOutcome, SwitchResult
from almaden.sectors.products.told import told_number
from almaden.wording import Exact, Text, n_

DRAWS: Final = 1_000
SEED: Final = 1
_G_PER_KG: Final = 1000.0
#: Unit and name of the numbers that may have a range; prices are in the currency of the facility.
_NUMBERS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "mercury": ("g", n_("mercury content")),
        "broken": ("1/y", n_("number broken in a year")),
        "price": ("", n_("price of one with mercury")),
        "clean_up": ("", n_("cost of cleaning up")),
        "new_price": ("", n_("price of one without mercury")),
        "new_life": ("y", n_("life of one without mercury")),
    }
)


_SETTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "discount": n_("discount rate"),
        "years": n_("years over which disposal is spread"),
        "amalgam_measures": n_("least number of measures against amalgam"),
    }
)


@cache
def setting(key: str) -> Number:
    """A number of the program: ``discount``, ``years`` over which disposal is spread, or ``amalgam_measures``."""
    row = next(row for row in read_table("products/switch_settings") if row["key"] == key)
    origin = Origin(_SETTINGS[key], float(row["value"]), row["unit"], number_or_none(row["low"]),
                    number_or_none(row["high"]), "products", row["source"], row["seen"], row["status"], "",
                    row["doubt"])  # fmt: skip
    return fixed(key, origin.value, origin)


@dataclass(frozen=True)
class _Flows:
    """Draws of what one sort, or all, takes and gives; sums in the currency."""

    mercury: Drawn
    broken: Drawn
    continuing: Drawn
    running: Drawn
    capital: Drawn
    investment: Drawn

    def __add__(self, other: _Flows) -> _Flows:
        return _Flows(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def switch(data: SwitchData, draws: int = DRAWS, seed: int = SEED) -> SwitchResult:
    """What the switch of a facility brings.

    Args:
        data: the facility and what it uses; at least one sort.
        draws: how many draws of the uncertain numbers.
        seed: seed of the draws.
    """
    fleet = FleetDraws(draws, seed)
    settings = [setting("years")] if data.facility.discount is not None else [setting("discount"), setting("years")]
    discount = setting("discount").value if data.facility.discount is None else data.facility.discount
    outcomes, origins = [], [one.origin for one in settings]
    total: _Flows | None = None
    for item in data.items:
        numbers = _numbers(item, data.facility)
        origins += [one.origin for one in numbers.values()]
        flows = _flows(item, numbers, fleet.of(f"{data.facility.name} {item.id}"), discount)
        outcomes.append(_outcome(item.id, item.kind, item.number, flows))
        total = flows if total is None else total + flows
    if total is None:
        raise ValueError("nothing is in use")
    whole = _outcome("", "", sum(item.number for item in data.items), total)
    return SwitchResult(
        data.facility.name, data.facility.currency, data.facility.money_year, discount, tuple(outcomes), whole,
        (*data.notes, *_long(data, outcomes)), tuple(dict.fromkeys(origins)),
        meta(draws, seed, data.sha256, notice=data.notice),
    )  # fmt: skip


def _long(data: SwitchData, outcomes: Sequence[SwitchOutcome]) -> Iterator[Text]:
    """Sorts whose new ones wear out before they are paid back."""
    for item, one in zip(data.items, outcomes, strict=True):
        if one.payback.value is None or one.payback.value > item.new_life:
            yield Text(
                "{id}: the new ones are not paid back within their life of {years} years; the switch is bought for the "
                "mercury",
                id=item.id, years=Exact(item.new_life),
            )  # fmt: skip


def mercury_in(item: SwitchItemRecord, country: str) -> Number:
    """G of mercury in one item: as told, otherwise the last default of its kind."""
    if item.mercury is not None:
        return told_number(item, "mercury", *_NUMBERS["mercury"], item.id)
    default = content_of(item.kind, country).numbers[-1]
    return Number(default.name, default.value * _G_PER_KG, default.spread, default.origin, default.shared_key, 1.0)


def unit_cost(item: SwitchItemRecord) -> float:
    """What it costs at once to replace one item with mercury, at values of record."""
    return (item.new_number or item.number) / item.number * item.new_price + item.disposal


def _numbers(item: SwitchItemRecord, facility: FacilityRecord) -> dict[str, Number]:
    found = {"mercury": mercury_in(item, facility.country)}
    for field in RANGED[1:]:
        unit, what = _NUMBERS[field]
        found[field] = told_number(item, field, unit or facility.currency, what, item.id)
    return found


def _flows(item: SwitchItemRecord, numbers: Mapping[str, Number], draw: Draw, discount: float) -> _Flows:
    drawn = {name: draw(number) for name, number in numbers.items()}
    new = item.new_number or item.number
    bought = drawn["broken"] + item.replaced
    continuing = bought * drawn["price"] + drawn["broken"] * drawn["clean_up"]
    continuing = continuing + item.replaced * item.disposal + item.number * item.upkeep
    away = item.number * item.disposal
    price = new * drawn["new_price"]
    capital = price * annuity(discount, drawn["new_life"]) + away * annuity(discount, setting("years").value)
    return _Flows(
        item.number * drawn["mercury"], drawn["broken"] * drawn["mercury"], continuing, new * item.new_upkeep, capital,
        price + away,
    )  # fmt: skip


def _outcome(key: str, kind: str, number: int, flows: _Flows) -> SwitchOutcome:
    switching = flows.capital + flows.running
    saving = flows.continuing - switching
    # Nothing that breaks, or so little that no cost can be told for a gram of it.
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        each = -saving / np.atleast_1d(flows.broken)
    return SwitchOutcome(
        key, kind, number, amount(flows.mercury), amount(flows.broken), amount(flows.continuing), amount(switching),
        amount(saving), amount(flows.investment), payback(flows.investment, flows.continuing - flows.running),
        amount(each) if np.isfinite(each).all() else None,
    )  # fmt: skip
