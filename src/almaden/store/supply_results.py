"""What is reckoned from studies of supply and of storage, and what of it the public may know.

The public learns sums and outcomes, never rows: no stock with its place, no price that one office told, no group of
miners. Of facilities it sees those that their rows say were read in a source.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import InputError, StateError
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.studies import storage_data, supply_data
from almaden.store.study_results import Object, Reckoned, within_numbers
from almaden.supply.data import SupplyData
from almaden.supply.storage.data import StorageData
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.supply.storage.siting_result import SitingPlan

#: What the public may know of a mine: that it is there, and how it stands.
_PUBLIC_MINE: Final = (
    "id", "area", "name", "kind", "state", "state_year", "opened", "closed", "party", "in_force", "source", "seen",
    "status", "standing", "last_day", "last_year", "reason",
)  # fmt: skip
#: Results that name single groups, sources or stocks.
_OWN_STORAGE: Final = ("matches", "stocktakings", "findings", "assignments", "holdings", "points")


def balance(data: SupplyData, region: str, year: int | None, draws: int, seed: int) -> Reckoned:
    """Supply against demand, as ``almaden supply balance --json``.

    Raises:
        InputError: nothing is told of the area and the year.
    """
    from almaden.supply.balance import balances

    with within_numbers():
        found = _plain(balances(data, region=region, year=year, draws=draws, seed=seed))
    return Reckoned(found, _without_rows(found))


def surplus(
    data: SupplyData, region: str, scenario: str, until: int, base: int | None, draws: int, seed: int
) -> Reckoned:
    """Surplus and storage need to come, as ``almaden supply project --json``.

    Raises:
        InputError: supply and demand of the area are not told of one year, or there is no such scenario.
    """
    from almaden.supply.projection import project
    from almaden.supply.regions import known_area

    with within_numbers():
        area = known_area(data, region)
        found = _plain(project(data, area, scenario, until=until, base_year=base, draws=draws, seed=seed))
    return Reckoned(found, _without_rows(found))


def mines(data: SupplyData, on: date, draws: int, seed: int) -> Reckoned:
    """The mines on a day, as ``almaden supply mines --json``."""
    from almaden.supply.mines import mine_register

    with within_numbers():
        found = _plain(mine_register(data, on, draws=draws, seed=seed))
    shown = [{name: mine[name] for name in _PUBLIC_MINE} for mine in found["mines"]]
    return Reckoned(found, _without_rows(found) | {"mines": shown})


def facilities(data: StorageData, on: date, until: int | None) -> Reckoned:
    """What stores and disposal sites can take, as ``almaden supply storage --json``."""
    from almaden.supply.storage.facilities import register

    with within_numbers():
        found = _plain(register(data, on, until))
    public = [one for one in found["facilities"] if one["source"]]
    return Reckoned(found, _without_rows(found) | {"facilities": public, "notes": notes_for_all(data, found["notes"])})


def notes_for_all(data: StorageData, notes: Sequence[str]) -> list[str]:
    """Notes without those that name a source of mercury."""
    return [note for note in notes if not any(one.id in note for one in data.sources)]


def options(data: StorageData, tonnes: float | None, discount: float | None, draws: int, seed: int) -> Reckoned:
    """Ways to deal with surplus mercury, as ``almaden supply options --json``.

    Raises:
        InputError: no options, no amount, or a cost that cannot be told in the money of the result.
    """
    from almaden.supply.storage.options import compare

    with within_numbers():
        found = _plain(compare(data, tonnes, discount, draws=draws, seed=seed))
    return Reckoned(found, _without_rows(found))


def siting(data: StorageData, how: dict[str, Any], *, own: bool = True) -> Reckoned:
    """Where stores are built, as ``almaden supply site --json``.

    Args:
        data: sources and candidates.
        how: as :func:`plan` takes it.
        own: as :func:`plan` takes it.

    Raises:
        InputError: as :func:`plan`.
        StateError: as :func:`plan`.
    """
    with within_numbers():
        found = _plain(plan(data, how, own=own))
    return Reckoned(found, _without_rows(found))


def plan(data: StorageData, how: dict[str, Any], *, own: bool) -> SitingPlan:
    """The plan where stores are built.

    Args:
        data: sources and candidates.
        how: ``max_km``, ``most_sites``, ``whole`` and ``open_borders``.
        own: whether the person may see the rows; others are not told which sources stand in the way, from which, one
            distance after the other, their places could be found.

    Raises:
        InputError: no sources or candidates, or a source without a place.
        StateError: no plan keeps all constraints.
    """
    from almaden.supply.storage.siting import plan_sites

    try:
        return plan_sites(data, **how)
    except (InputError, StateError):
        if own:
            raise
        raise StateError(n_("no plan keeps all constraints")) from None


def interim(data: StorageData, years: int, months: float | None, max_km: float, draws: int, seed: int) -> Reckoned:
    """Local storage of the mercury of gold miners, as ``almaden supply interim --json``."""
    from almaden.supply.storage.interim import plan_interim

    with within_numbers():
        found = _plain(plan_interim(data, years=years, months=months, max_km=max_km, draws=draws, seed=seed))
    return Reckoned(found, _without_rows(found))


def results_of(study: Study, on: date, draws: int, seed: int) -> dict[str, Callable[[], Reckoned]]:
    """How each result of a study of supply or storage is reckoned for which its tables have rows."""
    found: dict[str, Callable[[], Reckoned]] = {}
    if study.sector == StudySector.SUPPLY:
        supply = supply_data(study)
        if supply.mines:
            found["mines"] = lambda: mines(supply, on, draws, seed)
        if supply.outputs or supply.sources or supply.uses or supply.trade:
            found["balance"] = lambda: balance(supply, "", None, draws, seed)
        return found
    storage = storage_data(study)
    if storage.facilities or storage.sources:
        found["storage"] = lambda: facilities(storage, on, None)
    if storage.options and storage.sources:
        found["options"] = lambda: options(storage, None, None, draws, seed)
    if storage.holdings:
        found["interim"] = lambda: interim(storage, 5, None, 0.0, draws, seed)
    return found


def _plain(found: Any) -> Object:
    values: Object = json.loads(found.to_json())
    return values


def _without_rows(found: Object) -> Object:
    """A result without what tells of single rows: origins, ends of what users told, names of stocks and sources."""
    shown = {name: value for name, value in found.items() if name not in (*_OWN_STORAGE, "origins")}
    if "tornado" in shown:
        shown["tornado"] = [_less(bar, ("low", "high")) for bar in shown["tornado"]]
    if "identify" in shown:
        shown["identify"] = [_less(one, ("name", "tonnes")) for one in shown["identify"]]
    return shown


def _less(row: Object, names: Iterable[str]) -> Object:
    return {name: value for name, value in row.items() if name not in names}
