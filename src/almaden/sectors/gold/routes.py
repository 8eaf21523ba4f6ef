"""The gold of a country by every route that there are data for: each with the error of its sample or its figures.

Extraction: miners and what each wins. Processing: what passes through mills, sluices and centres. Trade: what is bought
and exported. Residual: the national production without that of formal mines. What two routes share is drawn from one
stream: figures of one source, days of work at the same sites, the error of a data class.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.class_errors import class_origin, shared_origin
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.expansion import Expanded, Kind, expand, grouped
from almaden.sectors.gold.fate_defaults import limit
from almaden.sectors.gold.figures import Chosen, class_notes
from almaden.sectors.gold.route_data import RouteData, positive, tells_gold
from almaden.sectors.gold.sampling_design import LEAST_FREEDOM
from almaden.sectors.gold.terms import ROUTES, Route
from almaden.sectors.gold.winnings import Winning
from almaden.wording import Text, n_

TITLES: Final[Mapping[Route, str]] = {
    "extraction": n_("Extraction: miners and what each wins"),
    "processing": n_("Processing: what passes through mills and centres"),
    "trade": n_("Trade: what is bought and exported"),
    "residual": n_("Residual: national production without formal mines"),
}
#: Who buys, from the last hand to the first: the same gold passes all of them.
_LEVELS: Final = ("exporter", "trader", "shop")
_LEVEL_NAMES: Final[Mapping[str, str]] = {
    "exporter": n_("exporters"),
    "trader": n_("traders"),
    "shop": n_("gold shops"),
}
#: A difference of two uncertain figures is no less than this part of its value: gold is not below zero.
_FLOOR: Final = 1e-3


@dataclass(frozen=True)
class RouteDraws:
    """What a route says of the gold of the country.

    Attributes:
        route, title: the route and its name for people.
        told: what is to be known of it.
        regions: gold by region (``""``: of no region), kg per year, shape ``(draws + 1,)``, the value first.
        mean_unbiased: whether its value is an unbiased mean, as that of a survey; else it is a median.
        origins: the numbers behind it.
    """

    route: Route
    title: str
    told: tuple[str, ...]
    regions: Mapping[str, FloatArray]
    mean_unbiased: bool
    origins: tuple[Origin, ...] = ()

    @functools.cached_property
    def gold(self) -> FloatArray:
        """Gold of all regions, kg per year, shape ``(draws + 1,)``, the value first."""
        return functools.reduce(np.add, self.regions.values())


def routes_of(data: GoldData, draws: FleetDraws) -> tuple[RouteDraws, ...]:
    """Every route that there are data for, in the order of :data:`~almaden.sectors.gold.terms.ROUTES`.

    Raises:
        InputError: figures that are needed cannot be used, or none of several is chosen.
    """
    told = RouteData(data)
    missing = told.missing()
    return tuple(_with_reach(_MAKERS[route](told, draws)) for route in ROUTES if route not in missing)


def too_wide(route: RouteDraws) -> bool:
    """Whether the upper end of the range of a route is so many times its value that the range is of no use."""
    shown = amount(route.gold)
    return shown.high > limit("range_reach") * shown.value > 0.0


def _with_reach(route: RouteDraws) -> RouteDraws:
    if not too_wide(route):
        return route
    shown = amount(route.gold)
    told = Text(
        "The upper end of the range is {times} times the value: data so few, or so different, give no useful range. "
        "Visit more of them, or find figures with a narrower range.",
        times=shown.high / shown.value,
    )
    return replace(route, told=(*route.told, told))


def not_applied(data: GoldData) -> Mapping[Route, str]:
    """The routes that there are no data for, and what each would need.

    Raises:
        InputError: figures that are needed cannot be used, or none of several is chosen.
    """
    return RouteData(data).missing()


def _extraction(told: RouteData, draws: FleetDraws) -> RouteDraws:
    if tells_gold(told.sites):
        return _expanded("extraction", "sites", told.sites, told.data, draws)
    pairs = told.miners
    regions = {region: people.drawn(draws) * each.drawn(draws) for region, (people, each) in pairs.items()}
    used = [one for pair in pairs.values() for one in pair]
    return _of_figures("extraction", regions, used, (Text("Figures of documents: no site tells its gold."),))


def _processing(told: RouteData, draws: FleetDraws) -> RouteDraws:
    return _expanded("processing", "units", told.units, told.data, draws)


def _trade(told: RouteData, draws: FleetDraws) -> RouteDraws:
    data = told.data
    winnings = {one.id: one for one in told.buyers}
    for level in _LEVELS:
        of_level = {one.id for one in data.buyers if one.kind == level}
        if tells_gold([one for one in winnings.values() if one.id in of_level]):
            return _of_level(level, winnings, of_level, data, draws)
    figures = told.traded
    notes: tuple[Text, ...] = ()
    if not positive(figures):
        figures = told.small_scale
        notes = (Text("The figure 'small-scale gold' of a document stands for the trade: nothing else was told."),)
    return _of_figures("trade", _drawn(figures, draws), list(figures.values()), notes)


def _of_level(
    level: str, winnings: Mapping[str, Winning], of_level: set[str], data: GoldData, draws: FleetDraws
) -> RouteDraws:
    """Buyers of one level; others of their strata were visited too and bought nothing at this level."""
    strata = {one.stratum for one in winnings.values() if one.id in of_level}
    counted = [
        one if one.id in of_level else _nothing(one)
        for one in winnings.values()
        if one.id in of_level or (one.stratum and one.stratum in strata)
    ]
    told = Text(
        "Gold counts where {who} buy it; gold shops, traders and exporters are not added.",
        who=Text(_LEVEL_NAMES[level]),
    )
    return _expanded("trade", "buyers", counted, data, draws, (told,))


def _nothing(one: Winning) -> Winning:
    return Winning(one.id, one.stratum, one.region, one.weight, 0.0, 0.0, one.data_class, False, one.days, one.site)


def _residual(told: RouteData, draws: FleetDraws) -> RouteDraws:
    pairs = told.residual
    drawn = {region: (national.drawn(draws), formal.drawn(draws)) for region, (national, formal) in pairs.items()}
    left = {region: national - formal for region, (national, formal) in drawn.items()}
    whole = functools.reduce(np.add, left.values())
    notes: tuple[Text, ...] = ()
    if whole.min() < _FLOOR * whole[0]:
        part = float((whole < _FLOOR * whole[0]).mean())
        notes = (Text("In {percent} % of the draws formal mines take all of the national gold.", percent=100.0 * part),)
    regions = {region: np.maximum(gold, _FLOOR * max(gold[0], _FLOOR * whole[0])) for region, gold in left.items()}
    return _of_figures("residual", regions, [one for pair in pairs.values() for one in pair], notes)


def _drawn(figures: Mapping[str, Chosen], draws: FleetDraws) -> Mapping[str, FloatArray]:
    return {region: one.drawn(draws) for region, one in figures.items() if one.value > 0.0}


def _of_figures(
    route: Route, regions: Mapping[str, FloatArray], used: Sequence[Chosen], told: tuple[Text, ...] = ()
) -> RouteDraws:
    notes = (*told, *dict.fromkeys(class_notes(used)))
    classes = sorted({one.class_used for one in used if one.class_used is not None})
    origins = (*dict.fromkeys(one.origin for one in used), *map(class_origin, classes), shared_origin("source"))
    return RouteDraws(route, Text(TITLES[route]), notes, regions, False, origins)


def _expanded(
    route: Route,
    kind: Kind,
    winnings: Sequence[Winning],
    data: GoldData,
    draws: FleetDraws,
    told: tuple[Text, ...] = (),
) -> RouteDraws:
    shared = _shared_days(data, winnings, kind) if kind != "buyers" else {}
    found: Expanded = expand(kind, winnings, data.strata, draws, shared)
    return RouteDraws(route, Text(TITLES[route]), (*told, *found.told), found.regions, found.sampled, found.origins)


def _shared_days(data: GoldData, winnings: Sequence[Winning], kind: Kind) -> Mapping[str, tuple[str, float]]:
    """For a stratum the stream of its days of work and their share of the variance.

    Units that belong to visited sites work on the same days as these: both routes then err together.
    """
    visited = {one.id for one in data.sites}
    found: dict[str, tuple[str, float]] = {}
    for group in grouped(winnings, data.strata, kind):
        told = [one for one in group.measured if one.kg and one.days]
        linked = sum(one.site in visited for one in told)
        if len(told) > LEAST_FREEDOM and linked:
            logs = np.log([[one.kg or 1.0, one.days or 1.0] for one in told])
            gold, days = logs.var(axis=0)
            share = min(1.0, float(days / gold)) if gold > 0.0 else 0.0
            found[group.name] = (f"gold days\0{group.name}", share * linked / len(told))
    return found


_MAKERS: Final[Mapping[Route, Callable[[RouteData, FleetDraws], RouteDraws]]] = {
    "extraction": _extraction,
    "processing": _processing,
    "trade": _trade,
    "residual": _residual,
}
