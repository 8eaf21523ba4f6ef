"""Whether it pays a producer to convert a line to products without mercury: present value, return, price needed.

The new line earns its margin over its years; what is given up is the margin of the old products for as long as they may
still be made. Sums are real.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.annuity import present_value
from almaden.quantity.sampling import FloatArray, quantiles
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import nested
from almaden.sectors.numbers import Drawn
from almaden.sectors.products.data import MADE_UP
from almaden.sectors.products.defaults import content_of
from almaden.sectors.products.paying import Payback, payback
from almaden.sectors.products.producer_records import RANGED, ProducerRecord
from almaden.sectors.products.switching import DRAWS, SEED, setting
from almaden.sectors.products.told import told_number
from almaden.wording import n_

#: Rates between which the return is looked for, and in how many halvings.
_LEAST, _MOST, _STEPS = -0.5, 10.0, 60
_TAILS: Final = (0.025, 0.975)
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "investment": n_("investment"),
        "volume": n_("items sold in a year"),
        "price": n_("price of a new item"),
        "cost": n_("cost of making a new item"),
    }
)
_G_PER_KG: Final = 1000.0


@dataclass(frozen=True)
class Return:
    """Rate at which a conversion is worth nothing more or less: its internal rate of return.

    Attributes:
        value: of the values of record; None where it lies below -50 %.
        low, high: 95 % range; None likewise.
    """

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ConversionOfLine:
    """What the conversion of a line brings its producer.

    Attributes:
        id, kind, currency, money_year, discount: of the line.
        present_value: of the conversion, against making the old products as long as that is allowed.
        margin: what the new line earns in a year.
        rate: internal rate of return.
        payback: years until the margin of the new line has paid the investment.
        price_needed: price of a new item at which the present value is 0.
        price_difference: price of a new item less that of an old one, as told.
        mercury_kg: mercury in the products that the line made in a year.
    """

    id: str
    kind: str
    currency: str
    money_year: int
    discount: float
    present_value: Amount
    margin: Amount
    rate: Return
    payback: Payback
    price_needed: Amount
    price_difference: float
    mercury_kg: Amount


@dataclass(frozen=True)
class ProducerResult:
    """What conversions bring.

    Attributes:
        lines: each line, in the order told.
        origins: the numbers they rest on.
        meta: how it was made.
    """

    lines: tuple[ConversionOfLine, ...]
    origins: tuple[Origin, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        values = asdict(self)
        return nested({"meta": values.pop("meta"), **values, "unverified": [asdict(one) for one in self.unverified]})

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def convert_lines(
    records: Sequence[ProducerRecord], draws: int = DRAWS, seed: int = SEED, sha256: str = ""
) -> ProducerResult:
    """What the conversion of every line brings.

    Args:
        records: the lines.
        draws: how many draws of the uncertain numbers.
        seed: seed of the draws.
        sha256: of what was read.
    """
    fleet = FleetDraws(draws, seed)
    lines: list[ConversionOfLine] = []
    origins: dict[Origin, None] = {}
    for record in records:
        line, used = _line(record, fleet)
        lines.append(line)
        origins.update(dict.fromkeys(used))
    notice = MADE_UP if any(record.made_up for record in records) else ""
    return ProducerResult(tuple(lines), tuple(origins), meta(draws, seed, sha256, notice=notice))


def _line(record: ProducerRecord, fleet: FleetDraws) -> tuple[ConversionOfLine, list[Origin]]:
    draw = fleet.of(record.id)
    units = {"volume": "1/y"}
    numbers = [told_number(record, name, units.get(name, record.currency), _NAMES[name], record.id) for name in RANGED]
    investment, volume, price, cost = (draw(number) for number in numbers)
    origins = [number.origin for number in numbers]
    if record.discount is None:
        origins.append(setting("discount").origin)
    discount = setting("discount").value if record.discount is None else record.discount
    margin = volume * (price - cost)
    old = record.old_volume * (record.old_price - record.old_cost)

    def value(rate: Drawn) -> Drawn:
        return margin * _worth(rate, record.years) - old * _worth(rate, record.old_years) - investment

    factor = present_value(1.0, discount, record.years)
    given_up = old * present_value(1.0, discount, record.old_years) if record.old_years else 0.0
    if record.mercury is None:
        content = content_of(record.kind, "").numbers[-1]
        mercury = draw(content)
        origins.append(content.origin)
    else:
        mercury = record.mercury / _G_PER_KG
    line = ConversionOfLine(
        record.id, record.kind, record.currency, record.money_year, discount,
        amount(margin * factor - given_up - investment), amount(margin), _rate(value, fleet.draws + 1),
        payback(investment, margin), amount(cost + (investment + given_up) / (volume * factor)),
        record.price - record.old_price, amount(record.old_volume * mercury),
    )  # fmt: skip
    return line, origins


def _worth(rate: Drawn, years: float) -> Drawn:
    """Present value of 1 a year over some years, also at a rate of 0."""
    rate = np.asarray(rate, dtype=np.float64)
    safe = np.where(np.abs(rate) < _TINY, _TINY, rate)
    return np.asarray(-np.expm1(-years * np.log1p(safe)) / safe)


_TINY: Final = 1e-12


def _rate(value: Any, size: int) -> Return:
    low, high = np.full(size, _LEAST), np.full(size, _MOST)
    never = np.broadcast_to(np.asarray(value(low)) < 0.0, (size,))
    for _ in range(_STEPS):
        middle: FloatArray = 0.5 * (low + high)
        worth = np.asarray(value(middle)) >= 0.0
        low, high = np.where(worth, middle, low), np.where(worth, high, middle)
    rates = np.where(never, _LEAST, low)
    least, most = quantiles(rates[1:], _TAILS)
    told = [None if one <= _LEAST else float(one) for one in (rates[0], least, most)]
    return Return(*told)
