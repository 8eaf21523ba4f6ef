"""What a projection of supply and demand leaves: frozen records that commands, pages and reports show."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat, nested
from almaden.supply.published import RegionalStudy, StorageDefinition
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class ProjectionYear:
    """A year of a projection, all in t.

    Attributes:
        year: the year.
        supply_t: supply without mercury of closed chlor-alkali plants.
        closures_t: that mercury.
        demand_t: what all uses would take.
        surplus_t: supply with closures, less demand.
        storage_t: storage need at the end of the year, by definition.
    """

    year: int
    supply_t: Amount
    closures_t: Amount
    demand_t: Amount
    surplus_t: Amount
    storage_t: dict[str, Amount]


@dataclass(frozen=True)
class BalanceYear:
    """The first year in which more is supplied than wanted.

    Attributes:
        year: by the values of record; None where it is not reached.
        low, high: 95 % range; None where it is not reached.
        never: share of the draws that do not reach it.
    """

    year: int | None
    low: int | None
    high: int | None
    never: float


@dataclass(frozen=True)
class Bar:
    """One number in a tornado: the storage need of the base case at the end where it stands at its ends.

    Attributes:
        name, unit: the number.
        low, high: the ends of its range, in ``unit``.
        need_at_low_t, need_at_high_t: storage need there, all else at its value.
    """

    name: str
    unit: str
    low: float
    high: float
    need_at_low_t: float
    need_at_high_t: float

    @property
    def width(self) -> float:
        """How far the storage need moves."""
        return abs(self.need_at_high_t - self.need_at_low_t)


@dataclass(frozen=True)
class Projection:
    """Surplus and storage need of an area under named assumptions.

    Attributes:
        area, scenario: which.
        base_year, until: its first and last year.
        years: year by year.
        balance: the first year of surplus.
        tornado: what moves the storage need most, widest first.
        held: parts of supply and demand that no assumption changes: they stay as in the base year.
        definitions: the definitions of storage need.
        published: studies of the same area.
        origins: the numbers that it rests on.
        notes: what is to be known.
        meta: how it was made.
    """

    area: str
    scenario: str
    base_year: int
    until: int
    years: tuple[ProjectionYear, ...]
    balance: BalanceYear
    tornado: tuple[Bar, ...]
    held: tuple[str, ...]
    definitions: tuple[StorageDefinition, ...]
    published: tuple[RegionalStudy, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def summary(self) -> dict[str, Any]:
        """Storage need at the end by definition, and the year of balance."""
        last = self.years[-1]
        return {
            "area": self.area, "scenario": self.scenario, "until": self.until,
            "storage_t": {name: asdict(one) for name, one in last.storage_t.items()},
            "balance": asdict(self.balance),
        }  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """The projection as plain values; an amount ``x`` as ``x``, ``x_low`` and ``x_high``."""
        values = asdict(self)
        return {"meta": values.pop("meta"), **nested(values)}

    def to_json(self) -> str:
        """The projection as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def to_frame(self) -> pandas.DataFrame:
        """One row for each year."""
        import pandas

        return pandas.DataFrame([flat(asdict(one)) for one in self.years])
