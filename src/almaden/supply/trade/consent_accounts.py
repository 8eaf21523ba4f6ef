"""A consent and what was shipped under it: what is left, and how it stands on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from almaden.supply.trade.article3 import forms
from almaden.supply.trade.consent_records import ConsentRecord, ShipmentRecord
from almaden.supply.trade.consent_result import ConsentAnswer, State
from almaden.supply.trade.consent_rules import Reason, reason
from almaden.wording import Exact, Text, n_

#: Part of a consent by which a sum of shipments may be above it through rounding.
_ROUNDING: Final = 1e-9


@dataclass
class Account:
    """A consent and what was shipped under it so far.

    Attributes:
        consent: the consent.
        quantity_kg: what was consented to in kg; None without a limit.
        used_kg: what was shipped.
        shipments: day and number of each shipment.
    """

    consent: ConsentRecord
    quantity_kg: float | None
    used_kg: float = 0.0
    shipments: list[tuple[date, str]] = field(default_factory=list)

    def draw(self, shipment: ShipmentRecord, kg: float) -> None:
        """Ship so much under it, even where that is more than is left."""
        self.used_kg += kg
        self.shipments.append((shipment.day, shipment.reference))

    def against(self, kg: float) -> tuple[Reason, ...]:
        """What stands against shipping so much more: nothing, or that less is left."""
        if self.quantity_kg is None or not self._exceeds(self.used_kg + kg):
            return ()
        left = self.quantity_kg - self.used_kg
        text = Text("{kg} kg are more than the {left} kg that are left of the consent", kg=Exact(kg), left=Exact(left))
        return (reason("quantity", "lacking", text, "6"),)

    def told(self, on: date) -> ConsentAnswer:
        """How it stands on a day."""
        one, state = self.consent, _state(self.consent, on)
        exceeded = self._exceeds(self.used_kg)
        left = None if self.quantity_kg is None else self.quantity_kg - self.used_kg
        if left is not None and not exceeded:
            left = max(left, 0.0)
        days = (one.valid_until - on).days if one.valid_until is not None and state == "in force" else None
        return ConsentAnswer(
            one.reference, one.form, one.importer, one.exporter, state, one.valid_until, days, self.quantity_kg,
            self.used_kg, left, exceeded, tuple(name for _, name in sorted(self.shipments)),
            tuple(self._questions(exceeded)),
        )  # fmt: skip

    def _exceeds(self, kg: float) -> bool:
        return self.quantity_kg is not None and kg > self.quantity_kg * (1 + _ROUNDING)

    def _questions(self, exceeded: bool) -> list[Text | str]:
        found: list[Text | str] = []
        if exceeded:
            found.append(n_("more was shipped than was consented to"))
        if len(self.shipments) > 1 and not forms()[self.consent.form].standing:
            found.append(
                Text("form {form} is given for each shipment, but {count} drew on it", form=self.consent.form,
                     count=len(self.shipments))
            )  # fmt: skip
        return found


def _state(one: ConsentRecord, on: date) -> State:
    if one.decision == "denied":
        return "denied"
    if one.decision == "revoked" and (one.revoked_on is None or one.revoked_on <= on):
        return "revoked"
    if one.valid_until is not None and one.valid_until < on:
        return "ended"
    start = one.valid_from or one.signed
    return "not yet" if start is not None and start > on else "in force"
