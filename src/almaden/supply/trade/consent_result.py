"""The answer of the consent ledger: which shipments lack a consent and why, what is left, what ends soon."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from almaden.reference.meta import Meta
from almaden.supply.trade.article3 import Form
from almaden.supply.trade.consent_rules import Reason
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas as pd

#: How a shipment stands.
Standing = Literal["covered", "lacking", "unclear", "not asked"]
STANDINGS: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        "lacking": n_("lacks its consent"),
        "unclear": n_("unclear"),
        "covered": n_("has its consent"),
        "not asked": n_("nothing is asked"),
    }
)
#: How a consent stands on a day.
State = Literal["in force", "not yet", "ended", "denied", "revoked"]
STATES: Final[Mapping[State, str]] = MappingProxyType(
    {
        "in force": n_("in force"),
        "not yet": n_("not yet in force"),
        "ended": n_("ended"),
        "denied": n_("denied"),
        "revoked": n_("revoked"),
    }
)


@dataclass(frozen=True)
class ShipmentAnswer:
    """How one shipment stands.

    Attributes:
        reference, exporter, importer, day: the shipment.
        kg: mercury in kg.
        standing: ``covered``, ``lacking``, ``unclear`` or ``not asked``.
        needed: forms of which one must cover it.
        consent: the consent that covers it or comes nearest; empty where there is none.
        reasons: why, what stands against it first.
        sure: whether every paragraph that the answer rests on was re-read.
    """

    reference: str
    exporter: str
    importer: str
    day: date
    kg: float
    standing: Standing
    needed: tuple[Form, ...]
    consent: str
    reasons: tuple[Reason, ...]
    sure: bool


@dataclass(frozen=True)
class ConsentAnswer:
    """How one consent stands.

    Attributes:
        reference, form, importer, exporter: the consent.
        state: on the day that was asked for.
        valid_until: its last day, None where none is told.
        days_left: days to it; None where it has none or is not in force.
        quantity_kg: what was consented to; None without a limit.
        used_kg: what was shipped under it.
        left_kg: the rest; below zero where more was shipped than consented to, which ``exceeded`` tells too.
        exceeded: whether more was shipped than consented to.
        shipments: the shipments under it, by day.
        questions: what to ask about it.
    """

    reference: str
    form: Form
    importer: str
    exporter: str
    state: State
    valid_until: date | None
    days_left: int | None
    quantity_kg: float | None
    used_kg: float
    left_kg: float | None
    exceeded: bool
    shipments: tuple[str, ...]
    questions: tuple[Text | str, ...]


@dataclass(frozen=True)
class Unverified:
    """A paragraph that an answer rests on and that was not re-read."""

    paragraph: str
    source: str
    seen: str


@dataclass(frozen=True)
class ConsentResult:
    """The ledger on a day.

    Attributes:
        on: the day.
        within_days: what counts as ending soon.
        shipments: every shipment, those that lack their consent first.
        consents: every consent, by its last day.
        expiring: references of consents in force that end soon.
        duplicates: references of shipments, or of consents, that tell the same.
        notes: how units were understood, and what is to be known.
        unverified: paragraphs not re-read that answers rest on.
        meta: how it was made.
    """

    on: date
    within_days: int
    shipments: tuple[ShipmentAnswer, ...]
    consents: tuple[ConsentAnswer, ...]
    expiring: tuple[str, ...]
    duplicates: tuple[tuple[str, ...], ...]
    notes: tuple[Text | str, ...]
    unverified: tuple[Unverified, ...]
    meta: Meta

    @property
    def lacking(self) -> tuple[ShipmentAnswer, ...]:
        """The shipments that lack their consent."""
        return tuple(one for one in self.shipments if one.standing == "lacking")

    def summary(self) -> dict[str, int]:
        """How many shipments stand how."""
        return {name: sum(one.standing == name for one in self.shipments) for name in STANDINGS}

    def as_dict(self) -> dict[str, Any]:
        """The ledger as plain values."""
        return {**asdict(self), "summary": self.summary()}

    def to_json(self) -> str:
        """The ledger as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, default=str)

    def to_frame(self) -> pd.DataFrame:
        """A row for each shipment; reasons are joined by semicolons."""
        import pandas as pd

        rows = [
            {
                **{name: getattr(one, name) for name in _COLUMNS},
                "needed": " ".join(one.needed),
                "reasons": "; ".join(str(reason.text) for reason in one.reasons),
                "paragraphs": " ".join(dict.fromkeys(reason.paragraph for reason in one.reasons)),
            }
            for one in self.shipments
        ]
        return pd.DataFrame(rows, columns=[*_COLUMNS, "needed", "reasons", "paragraphs"])


_COLUMNS: Final = ("reference", "exporter", "importer", "day", "kg", "standing", "consent", "sure")
