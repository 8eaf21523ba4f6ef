"""Plans for the coal-fired units of a country: what is asked for, and the measures at the least cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault, InputError
from almaden.scenarios.coal_options import FleetOptions, fleet_options
from almaden.scenarios.coal_plan import plan
from almaden.scenarios.plan_problem import Conditions
from almaden.scenarios.plan_result import PlanResult
from almaden.sectors.coal.costs import economy
from almaden.sectors.coal.offer import Offer
from almaden.sectors.draws import FleetDraws
from almaden.store import waiting
from almaden.web.coal_fleets import PATIENCE, Fleet
from almaden.wording import n_

#: Draws that say how sure a plan is.
_DRAWS: Final = 500
#: Seconds that one step of the search may take: somebody waits.
_SECONDS: Final = 10.0


@dataclass(frozen=True)
class Wanted:
    """What a plan is for; one of the four is told.

    Attributes:
        share: of the emission that is to be abated, 0 to 1.
        target_kg: mercury to be abated a year.
        budget_usd: what all measures may cost a year.
        limit_kg: the most that a unit may emit a year.
        without: identifiers of measures that are not on offer.
    """

    share: float | None = None
    target_kg: float | None = None
    budget_usd: float | None = None
    limit_kg: float | None = None
    without: frozenset[str] = frozenset()

    def check(self) -> None:
        """See that just one goal is told.

        Raises:
            InputError: none is, or several are.
        """
        if sum(one is not None for one in (self.share, self.target_kg, self.budget_usd, self.limit_kg)) != 1:
            accepted = n_("share, target_kg, budget_usd or limit_kg")
            raise InputError(Fault(n_("a plan has one goal"), accepted=accepted))


def planned(fleet: Fleet, wanted: Wanted, patience: float = PATIENCE) -> PlanResult | None:
    """The plan for the units that operate; None while it is being made.

    Raises:
        InputError: the goal is none, or a measure is not known.
        StateError: it cannot be done; the error says how far one can come.
    """
    wanted.check()
    offer = Offer().without(sorted(wanted.without))
    tag = fleet.ready.sha256
    options = waiting.ask(("options", tag, wanted.without), lambda: _options(fleet, offer), patience)
    if options is None:
        return None
    return waiting.ask(("plan", tag, wanted), lambda: _plan(options, wanted), patience)


def _options(fleet: Fleet, offer: Offer) -> FleetOptions:
    running = [unit for unit in fleet.ready.units if unit.status == "operating"]
    meta = fleet.result.meta
    draws = FleetDraws(min(meta.draws, _DRAWS), meta.seed)
    return fleet_options(running, economy(meta.state_year), offer, draws)


def _plan(options: FleetOptions, wanted: Wanted) -> PlanResult:
    return plan(
        options.options,
        options.baseline,
        target_kg=wanted.target_kg,
        target_share=wanted.share,
        budget_usd=wanted.budget_usd,
        conditions=Conditions(limit_kg_per_unit=wanted.limit_kg),
        draws=options.draws,
        seconds=_SECONDS,
    )
