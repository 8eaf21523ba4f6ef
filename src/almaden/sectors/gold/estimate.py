"""Gold and mercury of the small-scale mining of a country: all routes put together, times the mercury for gold won."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount, first
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.beside import figures_beside
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.mercury_parts import Parts, part_results, parts_of
from almaden.sectors.gold.power import power_of
from almaden.sectors.gold.questions import questions_of, range_questions, recovered_question
from almaden.sectors.gold.ratios import ratio_notes
from almaden.sectors.gold.result import GoldEstimate, Power, RouteResult
from almaden.sectors.gold.routes import TITLES, RouteDraws, not_applied, routes_of
from almaden.sectors.gold.site_means import SeenSite, seen_sites
from almaden.sectors.gold.supply import Supply, supply_test
from almaden.sectors.gold.terms import ROUTES, Practice, RatioSet, Route
from almaden.sectors.gold.triangulation import Triangulated, by_region, triangulate
from almaden.sectors.gold.ways import Way, ways_in, ways_of
from almaden.sectors.gold.work_time import usual_days_per_week, usual_weeks
from almaden.sectors.gold.worst import worst_practices
from almaden.wording import Text, joined, n_

#: The reduction whose detection is asked about where no target is told.
USUAL_REDUCTION: Final = 0.3

Ways = Mapping[str, Mapping[Practice, Way]]


@dataclass(frozen=True)
class Worked:
    """An estimate as draws, before it is shown: what plans build on.

    Attributes:
        draws: those that everything was drawn from.
        seen: the sites.
        routes: those with data.
        together: all routes.
        regions: gold by region, kg per year, shape ``(draws + 1,)``, the value first; they add to ``together.gold``.
        ways: how the gold of each of these regions is won.
        parts: mercury.
    """

    draws: FleetDraws
    seen: tuple[SeenSite, ...]
    routes: tuple[RouteDraws, ...]
    together: Triangulated
    regions: Mapping[str, FloatArray]
    ways: Ways
    parts: Parts


def work(data: GoldData, ratio_set: RatioSet = "field", draws: int = 10_000, seed: int = 1) -> Worked:
    """Estimate gold and mercury, as draws.

    Args:
        data: the tables of the country.
        ratio_set: the set that ratios come from where the country has none.
        draws: draws of the uncertain numbers.
        seed: of the draws.

    Raises:
        InputError: no route has data, the split by practice is not told, or figures cannot be used.
    """
    drawn = FleetDraws(draws, seed)
    routes = routes_of(data, drawn)
    if not routes:
        raise InputError(_no_route(data))
    together = triangulate(routes, drawn)
    regions = by_region(routes, together)
    seen = seen_sites(data)
    told = ways_of(data, ratio_set, first(together.gold), seen)
    ways = {region: ways_in(told, region, data, ratio_set) for region in regions}
    return Worked(drawn, seen, routes, together, regions, ways, parts_of(regions, ways, drawn))


def estimate(
    data: GoldData,
    *,
    ratio_set: RatioSet = "field",
    draws: int = 10_000,
    seed: int = 1,
    reduction: float = USUAL_REDUCTION,
) -> GoldEstimate:
    """Estimate the gold and the mercury of the small-scale mining of a country.

    Args:
        data: its tables.
        ratio_set: the set that ratios of mercury to gold come from where the country has none of its own.
        draws: draws of the uncertain numbers.
        seed: of the draws.
        reduction: the reduction of mercury whose detection is asked about, above 0 and below 1.

    Raises:
        InputError: no route has data, the split by practice is not told, or figures cannot be used.
    """
    return told(data, work(data, ratio_set, draws, seed), ratio_set, reduction)


def told(data: GoldData, worked: Worked, ratio_set: RatioSet, reduction: float) -> GoldEstimate:
    """What the draws of an estimate tell.

    Args:
        data: what it rests on.
        worked: the draws.
        ratio_set: the set that its ratios come from.
        reduction: the reduction of mercury whose detection is asked about, above 0 and below 1.
    """
    whole, seen = worked.parts.whole, worked.seen
    ratios = {way.practice: way.ratio for ways in worked.ways.values() for way in ways.values()}
    supply = supply_test(data, whole.bought, worked.draws)
    origins = _origins(data, worked, supply)
    return GoldEstimate(
        meta=meta(worked.draws.draws, worked.draws.seed, data.sha256, ratio_set, data.notice),
        country=data.about.country,
        year=data.about.year,
        title=data.about.title,
        gold_kg=amount(whole.gold),
        mercury_kg=amount(whole.bought),
        recovered_kg=amount(whole.used_again),
        pathways={pathway: amount(drawn) for pathway, drawn in whole.pathways.items()},
        ratio=amount(whole.ratio),
        routes=tuple(_route(route, worked, data) for route in ROUTES),
        agreement=worked.together.agreement,
        by_region=part_results(worked.parts.regions, whole),
        by_practice=part_results(worked.parts.practices, whole),
        worst=_worst(worked),
        supply=supply.test if supply else None,
        power=power_to_tell(data, worked, reduction),
        beside=figures_beside(data, origins),
        questions=(
            *questions_of(data, seen, worked.ways),
            *range_questions(worked.routes),
            *recovered_question(first(whole.used_again), first(whole.bought)),
        ),
        notes=(*data.notes, *ratio_notes(data, ratio_set, seen, ratios), *(supply.notes if supply else ())),
        origins=origins,
    )


def _route(route: Route, worked: Worked, data: GoldData) -> RouteResult:
    one = next((one for one in worked.routes if one.route == route), None)
    if one is None:
        told = (not_applied(data)[route],)
        return RouteResult(route, Text(TITLES[route]), False, told, None, None, {}, None, 0.0, None, None)
    together = worked.together
    return RouteResult(
        route=route,
        title=one.title,
        applies=True,
        told=one.told,
        gold_kg=amount(one.gold),
        # The ratio is that of the country: what routes say differs in gold alone.
        mercury_kg=amount(one.gold * worked.parts.whole.ratio),
        by_region={region: amount(gold) for region, gold in one.regions.items() if region},
        relative_error=together.errors[route],
        weight=together.weights[route],
        chi2=together.chi2.get(route),
        p_disagree=together.p.get(route),
        origins=one.origins,
    )


def power_to_tell(data: GoldData, worked: Worked, reduction: float) -> Power:
    """Whether a later estimate could tell a reduction.

    What it has anew is the error of gold, of the shares of practices and of retorts; ratios and defaults are in both.

    Args:
        data: what the estimate rests on.
        worked: its draws.
        reduction: share by which the mercury used falls, above 0 and below 1.
    """
    surveyed = worked.parts.whole.surveyed
    # Without any mercury there is nothing to be reduced; the error of gold is told then.
    known = surveyed if surveyed.min() > 0.0 else worked.together.gold
    return power_of(data, replace(worked.together, gold=known), worked.draws, reduction)


def _worst(worked: Worked) -> Mapping[str, float | None]:
    whole, ore = worked.parts.whole, worked.parts.practices.get("whole_ore")
    told = all(way.retorts_told for ways in worked.ways.values() for way in ways.values())
    return worst_practices(
        whole_ore=first(ore.gold) / first(whole.gold) if ore is not None and first(whole.gold) > 0.0 else 0.0,
        open_burning=whole.open_kg / whole.amalgam_kg if told and whole.amalgam_kg > 0.0 else None,
        seen=worked.seen,
    )


def _origins(data: GoldData, worked: Worked, supply: Supply | None) -> tuple[Origin, ...]:
    """Every number that the estimate rests on, each once."""
    found: list[Origin] = [origin for one in worked.routes for origin in one.origins]
    for _, ways in sorted(worked.ways.items()):
        for way in ways.values():
            found += [*way.split.origins, *way.origins]
    found += [usual_days_per_week()] if usual_weeks(data) else []
    found += supply.origins if supply else ()
    return tuple(_once(found))


def _once(origins: Iterable[Origin]) -> Iterable[Origin]:
    return dict.fromkeys(origins)


def _no_route(data: GoldData) -> Fault:
    return Fault(
        n_("no route tells the gold of the country"),
        accepted=n_("data for at least one route"),
        advice=joined(dict.fromkeys(not_applied(data).values()), " "),
    )
