"""What a reckoning of conversions leaves: frozen records that every page, report and command shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.chloralkali.conversion_published import PublishedCost
from almaden.sectors.chloralkali.sensitivity import Bar
from almaden.sectors.flat import flat

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Open:
    """A value with its 95 % range of which each may not exist: a payback that never comes is None."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class CashYear:
    """Money of a year at the values of record, in EUR; ``cumulative`` is discounted, up to this year."""

    year: int
    capital: float
    change: float
    saving: float
    cumulative: float


@dataclass(frozen=True)
class ServiceYear:
    """Debt service of a year beside what the new plant saves in it, both in the own money."""

    year: int
    service: Amount
    saving: float


@dataclass(frozen=True)
class Finance:
    """What the owner is left with.

    Attributes:
        currency, per_eur: the own money and its rate at the decision.
        grant, loan, equity: EUR at the values of record.
        npv: net present value to the owner, EUR.
        npv_own: the same in the own money.
        probability: that it is above 0.
        service: debt service by year.
        exceeds_year: first year after the change in which service exceeds savings, at the values of record.
        exceeds_probability: that there is such a year.
        largest_devaluation: largest yearly rise of what foreign money costs that leaves the owner no loss; None where
            nothing turns on it.
        grant_needed: share of the capital that a grant must pay so that the owner loses nothing; over 1: not enough.
    """

    currency: str
    per_eur: float
    grant: float
    loan: float
    equity: float
    npv: Amount
    npv_own: Amount
    probability: float
    service: tuple[ServiceYear, ...]
    exceeds_year: int | None
    exceeds_probability: float
    largest_devaluation: float | None
    grant_needed: Amount


@dataclass(frozen=True)
class PlantConversion:
    """The conversion of one plant; money in EUR of ``ConversionResult.money_year``.

    Attributes:
        id, name, country: the plant.
        capacity_t: t of chlorine a year.
        investment: capital.
        once: everything that is paid once, capital among it, undiscounted.
        once_parts: its parts by key of :data:`.conversion_cash.ONCE_PARTS`, values of record.
        saving: saved in a year of the new plant; below 0: it costs more.
        saving_parts: its parts for each t of chlorine, by key of :data:`.conversion_cash.SAVING_PARTS`.
        saved_energy: share of the electricity that is saved.
        npv: net present value.
        probability: that it is above 0.
        payback: years from the change until savings have paid what was paid once.
        discounted_payback: the same with interest.
        internal_rate: rate at which the net present value is 0.
        levelised: what the conversion costs for each t of chlorine; below 0 where it earns.
        break_even_price: price of electricity, EUR/MWh, at which the net present value is 0.
        surplus_mercury_t: mercury that is left over; it is disposed of, which costs.
        cash: year by year.
        tornado: what moves the net present value, or that of the owner where finance is told.
        finance: how it is paid for, where told.
        origins: numbers that it rests on.
    """

    id: str
    name: str
    country: str
    capacity_t: float
    investment: Amount
    once: Amount
    once_parts: Mapping[str, float]
    saving: Amount
    saving_parts: Mapping[str, float]
    saved_energy: Amount
    npv: Amount
    probability: float
    payback: Open
    discounted_payback: Open
    internal_rate: Open
    levelised: Amount
    break_even_price: Open
    surplus_mercury_t: Amount
    cash: tuple[CashYear, ...]
    tornado: tuple[Bar, ...]
    finance: Finance | None
    origins: tuple[Origin, ...] = field(repr=False)


@dataclass(frozen=True)
class ConversionTotal:
    """All plants together; errors that they share do not cancel.

    Attributes:
        plants: how many.
        capacity_t: of all.
        investment, investment_per_plant, once, saving, npv, surplus_mercury_t: as of a plant.
        probability: that the net present value of all together is above 0.
    """

    plants: int
    capacity_t: float
    investment: Amount
    investment_per_plant: Amount
    once: Amount
    saving: Amount
    npv: Amount
    surplus_mercury_t: Amount
    probability: float


@dataclass(frozen=True)
class ConversionResult:
    """Conversions of plants with mercury cells.

    Attributes:
        meta: how it was made.
        money_year: year of the money.
        plants: in the order given.
        total: all together.
        beside: what conversions cost as far as published.
        notes: what was taken as it was not told.
    """

    meta: Meta
    money_year: int
    plants: tuple[PlantConversion, ...]
    total: ConversionTotal
    beside: tuple[PublishedCost, ...]
    notes: tuple[str, ...] = ()

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The unverified numbers that it rests on, each once."""
        found = {
            (origin.quantity, origin.value): origin
            for plant in self.plants
            for origin in plant.origins
            if origin.status == "unverified"
        }
        return tuple(found.values())

    def plant(self, identifier: str) -> PlantConversion:
        """A plant.

        Raises:
            KeyError: there is none of this identifier.
        """
        for one in self.plants:
            if one.id == identifier:
                return one
        raise KeyError(identifier)

    def as_dict(self) -> dict[str, Any]:
        """As :meth:`to_json`, before it is written."""
        return {
            "meta": asdict(self.meta),
            "money_year": self.money_year,
            "currency": "EUR",
            "plants": [_plant(one) for one in self.plants],
            "total": flat(asdict(self.total)),
            "beside": [
                asdict(one) | {"eur_per_plant": one.eur_per_plant, "eur_per_t": one.eur_per_t} for one in self.beside
            ],
            "notes": list(self.notes),
            "unverified": [asdict(origin) for origin in self.unverified],
        }

    def to_json(self) -> str:
        """Everything; amounts ``x`` as ``x``, ``x_low`` and ``x_high``."""
        return json.dumps(self.as_dict(), ensure_ascii=False, allow_nan=False)

    def to_frame(self) -> pandas.DataFrame:
        """One row a plant; amounts as value, low and high."""
        import pandas

        rows = [_plant(one) for one in self.plants]
        left_out = ("cash", "tornado", "finance", "origins")
        return pandas.DataFrame([{key: value for key, value in row.items() if key not in left_out} for row in rows])

    def summary(self) -> str:
        """All plants in a line."""
        npv = self.total.npv
        return (
            f"{self.total.plants} plants, {self.total.capacity_t:,.0f} t chlorine a year: net present value of "
            f"conversion {npv.value / 1e6:,.1f} million EUR ({npv.low / 1e6:,.1f} to {npv.high / 1e6:,.1f}), "
            f"above 0 with probability {self.total.probability:.2f}"
        )


def _plant(one: PlantConversion) -> dict[str, Any]:
    whole = asdict(one)
    finance = whole.pop("finance")
    lists = {name: list(whole.pop(name)) for name in ("cash", "tornado", "origins")}
    if finance is not None:
        finance["service"] = [flat(year) for year in finance["service"]]
        years = finance.pop("service")
        finance = flat(finance) | {"service": years}
    return flat(whole) | lists | {"finance": finance}
