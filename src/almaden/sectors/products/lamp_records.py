"""Lamps that are to be replaced, and what that brings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Final

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import nested
from almaden.sectors.products.paying import Payback
from almaden.wording import Text

#: Numbers that a user may tell in place of those of the tables, with their units; prices in the currency asked for.
OWN: Final[Mapping[str, str]] = MappingProxyType(
    {"power": "W", "life": "h", "price": "", "mercury": "mg", "new_power": "W", "new_life": "h", "new_price": ""}
)
#: Currency of the prices in the tables.
CURRENCY: Final = "USD"
#: A number, with the ends of its 95 % range where they are told.
Told = tuple[float, float | None, float | None]


@dataclass(frozen=True)
class LampQuestion:
    """Lamps that are to be replaced.

    Attributes:
        lamp: what burns now, a key of the table of switches: ``cfl``, ``lfl`` or ``hpmv``.
        number: lamps in use, with its range.
        hours: that each burns in a year.
        electricity: price of a kWh.
        currency: of all sums.
        discount: real rate per year; None takes that of the program.
        grid: mercury that the grid emits to air, mg for each kWh; None where not told.
        own: own numbers in place of those of the tables, by name in :data:`OWN`.
    """

    lamp: str
    number: Told
    hours: float
    electricity: float
    currency: str = CURRENCY
    discount: float | None = None
    grid: Told | None = None
    own: Mapping[str, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class LampResult:
    """What LED lamps bring; amounts of mercury are in g, those ``_a_year`` for each year.

    Attributes:
        lamp, new: what burns now and what replaces it, keys of the table of lamps.
        number: lamps.
        currency, discount: of the sums.
        saved_kwh: electricity saved in a year.
        continuing, switching: yearly cost of electricity and lamps, without and with the switch.
        saving: the difference.
        investment: price of the new lamps.
        payback: years until what is saved in electricity and lamps has paid the new ones.
        in_lamps_g: mercury in the lamps in use, to be collected at the switch.
        avoided_g: mercury in lamps that are no longer bought and thrown away, in a year.
        avoided_low_mercury_g: the same if lamps with little mercury were taken instead; None where there are none.
        avoided_grid_g: mercury that power plants no longer emit, in a year; None where the grid is not told.
        notes: what is to be known.
        origins: the numbers it rests on.
        meta: how it was made.
    """

    lamp: str
    new: str
    number: Amount
    currency: str
    discount: float
    saved_kwh: Amount
    continuing: Amount
    switching: Amount
    saving: Amount
    investment: Amount
    payback: Payback
    in_lamps_g: Amount
    avoided_g: Amount
    avoided_low_mercury_g: Amount | None
    avoided_grid_g: Amount | None
    notes: tuple[Text | str, ...]
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
