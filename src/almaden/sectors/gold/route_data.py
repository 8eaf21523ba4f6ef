"""What there is for each route to the gold of a country, and what is missing where a route has nothing."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.figures import Chosen, chosen
from almaden.sectors.gold.terms import Route
from almaden.sectors.gold.winnings import Winning, buyer_winnings, site_winnings, unit_winnings
from almaden.wording import Text


@dataclass(frozen=True)
class RouteData:
    """The input as the routes take it: what sites, units and buyers tell, and the figures that count."""

    data: GoldData

    @functools.cached_property
    def sites(self) -> tuple[Winning, ...]:
        """What each site tells."""
        return site_winnings(self.data)

    @functools.cached_property
    def units(self) -> tuple[Winning, ...]:
        """What each processing unit tells."""
        return unit_winnings(self.data)

    @functools.cached_property
    def buyers(self) -> tuple[Winning, ...]:
        """What each buyer tells."""
        return buyer_winnings(self.data)

    @functools.cached_property
    def miners(self) -> Mapping[str, tuple[Chosen, Chosen]]:
        """Figures of miners and of gold per miner by region; that of the country stands for every region."""
        people, each = chosen(self.data, "miners"), chosen(self.data, "gold per miner")
        pairs = {region: (one, each.get(region) or each.get("")) for region, one in people.items() if one.value > 0.0}
        return {
            region: (one, other) for region, (one, other) in pairs.items() if other is not None and other.value > 0.0
        }

    @functools.cached_property
    def residual(self) -> Mapping[str, tuple[Chosen, Chosen]]:
        """Figures of national and of formal gold for the same place."""
        national, formal = chosen(self.data, "national gold"), chosen(self.data, "formal gold")
        return {region: (national[region], formal[region]) for region in national if region in formal}

    @functools.cached_property
    def traded(self) -> Mapping[str, Chosen]:
        """Figures of gold traded."""
        return chosen(self.data, "gold traded")

    @functools.cached_property
    def small_scale(self) -> Mapping[str, Chosen]:
        """Figures of small-scale gold as a whole."""
        return chosen(self.data, "small-scale gold")

    def missing(self) -> Mapping[Route, str]:
        """The routes that there are no data for, and what each would need."""
        reasons: dict[Route, str] = {
            "extraction": self._no_extraction(),
            "processing": self._no_processing(),
            "trade": self._no_trade(),
            "residual": self._no_residual(),
        }
        if all(reasons.values()) and positive(self.small_scale):
            reasons["trade"] = ""
        return {route: reason for route, reason in reasons.items() if reason}

    def _no_extraction(self) -> str:
        if tells_gold(self.sites) or self.miners:
            return ""
        return Text(
            "It needs sites with miners, gold per miner and days of work, or the figures 'miners' and 'gold per miner'."
        )

    def _no_processing(self) -> str:
        if tells_gold(self.units):
            return ""
        return Text("It needs processing units with ore per day, grade, recovery and days of work.")

    def _no_trade(self) -> str:
        if tells_gold(self.buyers) or positive(self.traded):
            return ""
        return Text("It needs buyers with the gold that they buy, or the figure 'gold traded'.")

    def _no_residual(self) -> str:
        if not self.residual:
            return Text("It needs the figures 'national gold' and 'formal gold' for the same place.")
        if sum(national.value - formal.value for national, formal in self.residual.values()) <= 0.0:
            return Text("The figure 'formal gold' is as large as 'national gold', or larger: nothing is left.")
        return ""


def tells_gold(winnings: Sequence[Winning]) -> bool:
    """Whether one of them tells gold above zero."""
    return any(one.kg for one in winnings)


def positive(figures: Mapping[str, Chosen]) -> bool:
    """Whether one of them is above zero."""
    return any(one.value > 0.0 for one in figures.values())
