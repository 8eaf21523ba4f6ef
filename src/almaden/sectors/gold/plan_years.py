"""The years of a plan as they are shown: mercury, where it goes, and what is left of the worst practices."""

from __future__ import annotations

from collections.abc import Mapping

from almaden.sectors.amounts import amount
from almaden.sectors.gold.plan import Outlook
from almaden.sectors.gold.plan_change import Mercury
from almaden.sectors.gold.plan_result import PlanYear
from almaden.sectors.gold.plan_targets import reduction
from almaden.sectors.gold.result import GoldEstimate
from almaden.sectors.gold.terms import WORST_PRACTICES, WorstPractice


def trajectory(outlook: Outlook, years: range, baseline: GoldEstimate) -> tuple[PlanYear, ...]:
    """Every year with its amounts and their ranges.

    Args:
        outlook: regions and measures.
        years: the years.
        baseline: tells of the worst practices.
    """
    before = outlook.baseline()
    return tuple(
        _year(year, mercury, before, _worst(baseline, outlook.worst(year))) for year, mercury in outlook.years(years)
    )


def _worst(baseline: GoldEstimate, left: Mapping[WorstPractice, float | None]) -> Mapping[WorstPractice, float | None]:
    """Shares of the baseline times what measures leave of them."""
    found: dict[WorstPractice, float | None] = {}
    for practice in WORST_PRACTICES:
        was, stays = baseline.worst.get(practice), left[practice]
        found[practice] = None if was is None else was * (1.0 if stays is None else stays)
    return found


def _year(year: int, mercury: Mercury, before: Mercury, worst: Mapping[WorstPractice, float | None]) -> PlanYear:
    pathways = {pathway: amount(kg) for pathway, kg in mercury.pathways.items()}
    return PlanYear(
        year=year,
        mercury_kg=amount(mercury.total),
        reused_kg=amount(mercury.reused),
        air_kg=amount(mercury.air),
        water_kg=pathways["water"],
        land_kg=pathways["land"],
        stored_kg=pathways["stored"],
        captured_kg=pathways["captured"],
        pathways=pathways,
        avoided_kg=amount(before.total - mercury.total),
        reduction=amount(reduction(before.total, mercury.total)),
        released_less_kg=amount(before.released - mercury.released),
        by_practice={practice: amount(kg) for practice, kg in mercury.bought.items()},
        worst=worst,
    )
