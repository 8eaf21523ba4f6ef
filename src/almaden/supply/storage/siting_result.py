"""What choosing sites leaves: frozen records that commands and pages show."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class SiteUse:
    """One candidate.

    Attributes:
        id, name, country: which.
        opened: whether it is built.
        tonnes, capacity_t: what it holds and can hold.
        fixed_cost, storage_cost, transport_cost: in USD of the year of the result.
    """

    id: str
    name: str
    country: str
    opened: bool
    tonnes: float
    capacity_t: float
    fixed_cost: float
    storage_cost: float
    transport_cost: float


@dataclass(frozen=True)
class Assignment:
    """Mercury of a source that goes to a site: t, km by road, whether it crosses a border."""

    source: str
    site: str
    tonnes: float
    km: float
    crosses: bool


@dataclass(frozen=True)
class SitingPlan:
    """Where stores are built.

    Attributes:
        cost: of all, USD.
        currency, money_year: its money.
        gap: how much cheaper another plan could be at most, as a share; 0 where this is proven the best.
        proven: whether the solver finished within its time.
        sites: each candidate.
        assignments: what goes where.
        origins, notes: what it rests on and what is to be known.
        sha256, notice: of the file.
    """

    cost: float
    currency: str
    money_year: int
    gap: float
    proven: bool
    sites: tuple[SiteUse, ...]
    assignments: tuple[Assignment, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    sha256: str
    notice: str

    def to_frame(self) -> pandas.DataFrame:
        """What goes where as a DataFrame."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.assignments])

    def as_dict(self) -> dict[str, Any]:
        """The plan as plain values."""
        values = asdict(self)
        made = asdict(meta(0, 0, values.pop("sha256"), notice=values.pop("notice")))
        return {"meta": made, **values}

    def to_json(self) -> str:
        """The plan as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
