"""When a rule binds one Party: its exemption, and the amendments that it accepts one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from almaden.convention.rules import Rule, amendments, terms
from almaden.convention.years import years_after
from almaden.errors import Fault, InputError


@dataclass(frozen=True)
class Party:
    """What one Party has of its own.

    Attributes:
        exemption_until: last day of its registered exemption, or None.
        accepted: None where amendments bind it by themselves; else decision to the day it is in force for it.
        joined: day on which the Convention entered into force for it; None counts from the first Parties.
        exemptions: last day of further exemptions by the key of their product.
        capped: whether an exemption ends at the longest time after the phase-out date at the latest.

    Raises:
        InputError: a decision that is no known amendment.
    """

    exemption_until: date | None
    accepted: Mapping[str, date] | None
    joined: date | None = None
    exemptions: Mapping[str, date] = field(default_factory=dict)
    capped: bool = True

    def __post_init__(self) -> None:
        _check_decisions(self.accepted or {})

    def binds_from(self, rule: Rule) -> date | None:
        """First day on which the decision behind a rule binds the Party; None if never."""
        decision = amendments()[rule.decision]
        if decision.amends and self.accepted is not None:
            accepted = self.accepted.get(rule.decision)
            return accepted and max(accepted, self.joined or accepted)
        # An adopted amendment whose entry into force was not seen counts from its adoption: its phase-out
        # date lies years later, and the rule itself is marked unverified.
        start = decision.in_force or decision.adopted
        return max(start, self.joined or start)

    def last_day(self, rule: Rule) -> date | None:
        """Last day on which the Party may go on without its exemption; None where the rule never bars."""
        start = self.binds_from(rule)
        if rule.after is None or not rule.bars or start is None:
            return None
        return max(rule.after, start - timedelta(days=1))

    def exempt_until(self, products: Iterable[str]) -> date | None:
        """Last day of the exemption that holds for one of some products; None without one."""
        days = [self.exemption_until, *(self.exemptions.get(key) for key in products)]
        return max((day for day in days if day is not None), default=None)

    def last_day_exempted(self, rule: Rule, products: Iterable[str]) -> date | None:
        """As :meth:`last_day`, with the exemption, which Article 6 allows from phase-out dates of Part I.

        Args:
            rule: the rule.
            products: keys of the products that are asked about.
        """
        day, until = self.last_day(rule), self.exempt_until(products)
        if day is None or rule.after is None or until is None or rule.part != "I":
            return day
        return max(day, min(until, exemption_end(rule.after)) if self.capped else until)


def exemption_end(phase_out: date) -> date:
    """Last day on which any exemption from a phase-out date can be in effect."""
    return years_after(phase_out, terms()["exemption_last"].years)


def _check_decisions(accepted: Iterable[str]) -> None:
    known = [key for key, amendment in amendments().items() if amendment.amends]
    faults = [
        Fault(
            "this amendment is not known",
            value=key,
            accepted=", ".join(known),
            advice="name the decision as in the list",
        )
        for key in accepted
        if key not in known
    ]
    if faults:
        raise InputError(faults)
