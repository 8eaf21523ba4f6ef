"""Money of a conversion for each tonne of capacity, at values or at draws of its inputs.

Capital is spent at the decision. The change comes after ``building_years``; savings follow at the end of each year of
the new plant's life. All money is real. Nothing is earned by surplus mercury: Article 3, paragraph 5 (b), of
the Convention bars its recovery and re-use, so it is disposed of, which costs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.quantity.annuity import capital_recovery
from almaden.sectors.numbers import Drawn
from almaden.wording import n_

#: Values or draws of inputs by key; those of choices are numbers.
Values = Mapping[str, Drawn]

_KWH_PER_MWH: Final = 1000.0
_MONTHS_OF_A_YEAR: Final = 12.0
_KG_PER_T: Final = 1000.0
_G_PER_KG: Final = 1000.0

#: Parts of what a year of the new plant saves, in words.
SAVING_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "power": n_("electricity"),
        "steam": n_("steam"),
        "staff": n_("staff"),
        "maintenance": n_("maintenance"),
        "membranes": n_("membranes and coatings"),
        "brine": n_("finer cleaning of brine"),
        "mercury": n_("mercury bought"),
        "control": n_("holding back and measuring mercury"),
    }
)
#: Parts of what is paid once, in words.
ONCE_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "capital": n_("capital"),
        "lost": n_("production lost at the change"),
        "surplus": n_("surplus mercury"),
        "waste": n_("decommissioning and waste"),
    }
)


@dataclass(frozen=True)
class Timing:
    """The choices of a conversion.

    Attributes:
        life: years of the new plant.
        discount: real rate per year.
        building: years from the decision to the change.
    """

    life: float
    discount: float
    building: float

    @property
    def at_change(self) -> float:
        """What a sum paid at the change is worth at the decision."""
        return float((1.0 + self.discount) ** -self.building)

    @property
    def years(self) -> float:
        """What one paid at the end of each year of the new plant is worth at the change: years, discounted."""
        return 1.0 / capital_recovery(self.discount, self.life)

    def at(self, discount: float) -> Timing:
        """The same at another rate."""
        return Timing(self.life, discount, self.building)


@dataclass(frozen=True)
class Flows:
    """Money of a conversion for each t of capacity, in EUR.

    Attributes:
        capital: at the decision.
        change: what is paid at the change.
        saving: what a year of the new plant saves.
        made: t of chlorine made in a year for each t of capacity.
        saved_mwh: electricity that a year saves.
    """

    capital: Drawn
    change: Drawn
    saving: Drawn
    made: Drawn
    saved_mwh: Drawn

    def present_value(self, timing: Timing) -> Drawn:
        """Net present value at the decision."""
        return (self.saving * timing.years - self.change) * timing.at_change - self.capital

    def made_present(self, timing: Timing) -> Drawn:
        """Chlorine of the new plant over its life, discounted, in t."""
        return self.made * (timing.years * timing.at_change)

    def levelised(self, timing: Timing) -> Drawn:
        """What the conversion costs for each t of chlorine of the new plant; below 0 where it earns."""
        return -self.present_value(timing) / self.made_present(timing)

    def break_even_price(self, timing: Timing, power_price: Drawn) -> Drawn:
        """Price of electricity, per MWh, at which the net present value is 0; it needs electricity to be saved."""
        return power_price - self.present_value(timing) / (self.saved_mwh * (timing.years * timing.at_change))


def timing_of(values: Values) -> Timing:
    """The choices among values."""
    return Timing(*(float(values[key]) for key in ("life", "discount", "building_years")))


def saving_parts(v: Values) -> dict[str, Drawn]:
    """What a t of chlorine costs less from membrane cells, in EUR by key of :data:`SAVING_PARTS`; below 0: more."""
    return {
        "power": (v["power_mercury"] - v["power_membrane"]) / _KWH_PER_MWH * v["power_price"],
        "steam": -v["steam"] * v["steam_price"],
        "staff": v["staff_mercury"] * (1.0 - v["staff_share"]),
        "maintenance": v["maintenance_mercury"] * (1.0 - v["maintenance_share"]),
        "membranes": -v["membranes"],
        "brine": -v["brine"],
        "mercury": v["mercury_use"] / _G_PER_KG * v["mercury_price"],
        "control": v["mercury_control"],
    }


def once_parts(v: Values) -> dict[str, Drawn]:
    """What is paid once for each t of capacity, in EUR by key of :data:`ONCE_PARTS`, undiscounted."""
    return {
        "capital": v["capital"],
        "lost": v["utilisation"] * v["lost_months"] / _MONTHS_OF_A_YEAR * v["margin"],
        "surplus": v["surplus_mercury"] / _KG_PER_T * v["surplus_cost"],
        "waste": v["waste"],
    }


def flows_of(v: Values) -> Flows:
    """The money of a conversion for each t of capacity."""
    once = once_parts(v)
    saved: Drawn = sum(saving_parts(v).values())
    return Flows(
        capital=once["capital"],
        change=once["lost"] + once["surplus"] + once["waste"],
        saving=v["utilisation"] * saved,
        made=v["utilisation"],
        saved_mwh=v["utilisation"] * (v["power_mercury"] - v["power_membrane"]) / _KWH_PER_MWH,
    )


def discounted_payback(cost: float, saving: float, discount: float) -> float | None:
    """Years from the change until discounted savings have paid a cost at the change; None where they never do."""
    if saving <= 0.0 or discount * cost >= saving:
        return None
    if discount == 0.0:
        return cost / saving
    return -math.log1p(-discount * cost / saving) / math.log1p(discount)
