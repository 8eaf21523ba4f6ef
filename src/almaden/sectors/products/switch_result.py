"""What is told of the switch of a facility, and what comes out of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat, nested
from almaden.sectors.products.paying import Payback
from almaden.sectors.products.switch_records import BudgetRecord, FacilityRecord, SwitchItemRecord
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class SwitchData:
    """What is told of a facility.

    Attributes:
        facility: what it is.
        items: what is in use, by sort.
        budgets: money of each year, in the order of years; may be empty.
        notes: what is to be known of the input.
        sha256: of what was read; empty where nothing was.
        notice: said on every page and export, as of a made-up example.
    """

    facility: FacilityRecord
    items: tuple[SwitchItemRecord, ...]
    budgets: tuple[BudgetRecord, ...] = ()
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""


@dataclass(frozen=True)
class SwitchOutcome:
    """What the switch of one sort, or of all, brings.

    Attributes:
        id: the sort; empty for all together.
        kind: kind of product; empty for all.
        number: items with mercury in use, which are to be brought to storage at the switch.
        mercury_g: mercury in them, which is to be stored.
        broken_g: mercury in those that break in a year, which the switch avoids.
        continuing, switching: cost of going on and of the switch, in a year.
        saving: what the switch saves in a year; negative where it costs.
        investment: what the switch takes at once: new items and disposal of the old ones.
        payback: years until what is saved in use has paid the investment.
        cost_per_g: cost of each g of mercury that no longer breaks out, negative where the switch saves; None where
            nothing breaks.
    """

    id: str
    kind: str
    number: int
    mercury_g: Amount
    broken_g: Amount
    continuing: Amount
    switching: Amount
    saving: Amount
    investment: Amount
    payback: Payback
    cost_per_g: Amount | None


@dataclass(frozen=True)
class SwitchResult:
    """What the switch of a facility brings.

    Attributes:
        facility: its name.
        currency, money_year: of all sums.
        discount: real rate per year.
        items: each sort, in the order told.
        total: all of them.
        notes: what is to be known.
        origins: the numbers it rests on.
        meta: how it was made.
    """

    facility: str
    currency: str
    money_year: int
    discount: float
    items: tuple[SwitchOutcome, ...]
    total: SwitchOutcome
    notes: tuple[Text | str, ...]
    origins: tuple[Origin, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    def to_frame(self) -> pandas.DataFrame:
        """Each sort, and all together in the last row with an empty ``id``."""
        import pandas

        return pandas.DataFrame([flat(asdict(one)) for one in (*self.items, self.total)])

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain values."""
        values = asdict(self)
        return nested({"meta": values.pop("meta"), **values, "unverified": [asdict(one) for one in self.unverified]})

    def to_json(self) -> str:
        """All of it as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)
