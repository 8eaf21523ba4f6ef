"""What a country's note on supply and trade of mercury rests on: the results of all parts, for one area and one day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from almaden.errors import InputError
from almaden.reference.countries import is_country
from almaden.reference.origin import Origin
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.products.national.public import PublicResult
from almaden.supply.article3 import ToIdentify
from almaden.supply.balance import balances
from almaden.supply.balance_result import Balance, Balances
from almaden.supply.data import SupplyData
from almaden.supply.mines import MineRegister, mine_register
from almaden.supply.projection import project, scenario_assumptions
from almaden.supply.projection_result import Projection
from almaden.supply.regions import known_area, within
from almaden.supply.trade.consent_result import ConsentResult
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.wording import Text, n_


@dataclass(frozen=True)
class SupplyNote:
    """Everything that a note tells.

    Attributes:
        area: country, region or ``world``.
        on: the day that it is made for.
        balances: supply against demand of the area, year by year.
        mines: its mines.
        identify: its stocks and supplies that Article 3 asks to identify.
        projection: surplus to come; None where supply and uses are not told of one year.
        mirror: both sides of trade, of all countries; None where no statistics were given.
        products: national balance of mercury as it may be published; None where none was given.
        consents: shipments and their consents; None where none were given.
    """

    area: str
    on: date
    balances: Balances
    mines: MineRegister
    identify: tuple[ToIdentify, ...]
    projection: Projection | None
    mirror: MirrorResult | None = None
    products: PublicResult | None = None
    consents: ConsentResult | None = None

    @property
    def trade_country(self) -> str:
        """The country that trade is told for, as three letters; empty for all countries."""
        return self.area if is_country(self.area) else ""

    @property
    def main(self) -> Balance:
        """The balance of the last year of which both sides are told; of the last year where there is none."""
        lines = self.balances.lines
        return next((one for one in reversed(lines) if one.hidden.verdict != "not told"), lines[-1])

    @property
    def origins(self) -> tuple[Origin, ...]:
        """The numbers that it rests on, each once."""
        projection = () if self.projection is None else self.projection.origins
        trade = () if self.mirror is None else self.mirror.unverified
        return tuple(dict.fromkeys((*self.balances.origins, *self.mines.origins, *projection, *trade)))

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """Those that nobody has checked in the document they come from."""
        return tuple(one for one in self.origins if one.status == "unverified")

    @property
    def notes(self) -> tuple[Text | str, ...]:
        """What is to be known, each once."""
        found: list[Text | str] = [*self.balances.notes, *self.mines.notes]
        if self.projection is None:
            found.append(n_("supply and uses are not told of one year: surplus to come is not reckoned"))
        else:
            found += self.projection.notes
        for part in (self.products, self.consents):
            found += () if part is None else part.notes
        return tuple(dict.fromkeys(found))


def supply_note(
    data: SupplyData,
    on: date,
    *,
    area: str = "",
    scenario: str = "convention in full",
    until: int = 2050,
    plants: PlantData | None = None,
    mirror: MirrorResult | None = None,
    products: PublicResult | None = None,
    consents: ConsentResult | None = None,
    draws: int = 1_000,
    seed: int = 1,
) -> SupplyNote:
    """Results of all parts for a note.

    Args:
        data: supply and demand as told.
        on: the day that it is made for.
        area: country, region or ``world``; where empty the only area that is told of, or the world.
        scenario: name of the assumptions about what is to come.
        until: last year of what is to come.
        plants: register of chlor-alkali plants, whose closures are a source.
        mirror: both sides of trade; None leaves its chapter out.
        products: national balance of mercury; None leaves its chapter out.
        consents: shipments and their consents; None leaves their chapter out.
        draws: how many draws the ranges are made of.
        seed: seed of the draws.

    Raises:
        InputError: nothing is told of the area, or there is no such scenario.
    """
    chosen = known_area(data, area)
    scenario_assumptions(data, scenario)
    found = balances(data, region=chosen, plants=plants, on=on, draws=draws, seed=seed)
    try:
        projection = project(data, chosen, scenario, until=until, plants=plants, on=on, draws=draws, seed=seed)
    except InputError:
        # Only that supply and uses are not told of one year is left; the notes say so.
        projection = None
    mines = mine_register(_only_mines(data, chosen), on, draws=draws, seed=seed)
    identify = tuple(one for one in found.identify if within(one.area, chosen))
    return SupplyNote(chosen, on, found, mines, identify, projection, mirror, products, consents)


def _only_mines(data: SupplyData, area: str) -> SupplyData:
    """The mines of an area with their output."""
    mines = tuple(one for one in data.mines if within(one.area, area))
    keys = {one.id for one in mines}
    outputs = tuple(one for one in data.outputs if one.mine in keys)
    return replace(data, mines=mines, outputs=outputs)
