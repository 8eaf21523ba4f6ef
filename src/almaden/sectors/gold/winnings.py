"""What each visited site, processing unit or buyer tells of gold, in kg per year, before anything is expanded."""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Final

from almaden.quantity.units import parse_unit
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import BuyerRecord, MinerRecord, ProcessingRecord, SiteRecord
from almaden.sectors.gold.terms import DataClass, Period
from almaden.sectors.gold.work_time import WorkTime, times_a_year, times_of_calendar, work_of

_KG_PER_G: Final = 1e-3


@dataclass(frozen=True)
class Winning:
    """A site, unit or buyer.

    Attributes:
        id, stratum, region, weight: as in its record.
        kg: gold in a year, None where its record does not tell it.
        within: variance of ``kg`` for the miners who were not asked; 0 where nothing was sampled within.
        data_class: of its figures, None where not told.
        asked: whether several of its miners were asked, so that their spread tells its error.
        days: days of work in a year, None where not told.
        site: the site that it is, or belongs to.
    """

    id: str
    stratum: str
    region: str
    weight: float | None
    kg: float | None
    within: float
    data_class: DataClass | None
    asked: bool
    days: float | None
    site: str


@functools.lru_cache(maxsize=64)
def kg_per(unit: str) -> float:
    """How many kg a unit of mass is."""
    return float(parse_unit(unit).scale)


def kg_per_year(gold: float, unit: str, period: Period, work: WorkTime) -> float | None:
    """Gold of a year from that of a period; a week or a month is one of the calendar in the season.

    Args:
        gold: what is told.
        unit: of mass.
        period: what it is for.
        work: the time of work.

    Returns:
        None where the time of work is needed and not told.
    """
    times = times_a_year(period, work)
    return None if times is None else gold * kg_per(unit) * times


def site_winnings(data: GoldData) -> tuple[Winning, ...]:
    """What the miners of each site win: miners x gold per miner x days, the miners who were asked first."""
    asked: dict[str, list[MinerRecord]] = defaultdict(list)
    for miner in data.miners:
        asked[miner.site].append(miner)
    usual = _usual_days([*data.sites, *data.units])
    regions = _regions(data)
    relative = _spread_among(asked)
    return tuple(_of_site(one, asked.get(one.id, ()), _work(one, usual), regions, relative) for one in data.sites)


def unit_winnings(data: GoldData) -> tuple[Winning, ...]:
    """Gold that each processing unit wins: ore x grade x recovery x days."""
    usual = _usual_days([*data.units, *data.sites])
    regions = _regions(data)
    return tuple(_of_unit(one, _days(one, usual), regions) for one in data.units)


def buyer_winnings(data: GoldData) -> tuple[Winning, ...]:
    """Gold that each buyer buys; one for a day, week or month is taken for the whole year."""
    regions = _regions(data)
    return tuple(_of_buyer(one, regions) for one in data.buyers)


def _regions(data: GoldData) -> dict[str, str]:
    return {stratum.id: stratum.region for stratum in data.strata}


def _usual_days(records: Iterable[SiteRecord | ProcessingRecord]) -> float | None:
    """Days of work where a record tells none: the mean of those that do."""
    told = [one.days_per_year for one in records if one.days_per_year is not None]
    return sum(told) / len(told) if told else None


def _work(site: SiteRecord, usual: float | None) -> WorkTime:
    return replace(work_of(site), days=_days(site, usual))


def _days(record: SiteRecord | ProcessingRecord, usual: float | None) -> float | None:
    """Days of work in a year; 0 where nobody worked is no gap."""
    return usual if record.days_per_year is None else record.days_per_year


def _spread_among(asked: dict[str, list[MinerRecord]]) -> float:
    """Variance among the miners of a site over the square of their mean, all sites together."""
    squares, freedom = 0.0, 0
    for miners in asked.values():
        told = [one.gold * kg_per(one.gold_unit) for one in miners]
        if len(told) > 1 and any(told):
            squares += _variance(told) / fmean(told) ** 2 * (len(told) - 1)
            freedom += len(told) - 1
    return squares / freedom if freedom else 0.0


def _variance(values: Sequence[float]) -> float:
    mean = fmean(values)
    return math.fsum((one - mean) ** 2 for one in values) / (len(values) - 1)


def _of_site(
    site: SiteRecord, asked: Sequence[MinerRecord], work: WorkTime, regions: dict[str, str], relative: float
) -> Winning:
    kg, within = None, 0.0
    told = [kg_per_year(one.gold, one.gold_unit, one.gold_period, work) for one in asked]
    known = [one for one in told if one is not None]
    if site.miners is not None and known:
        mean, number = fmean(known), len(known)
        # One miner tells no spread: that among the miners of all sites stands in.
        among = _variance(known) if number > 1 else relative * mean**2
        kg = site.miners * mean
        within = site.miners * max(0.0, site.miners - number) * among / number
    elif site.miners is not None and site.gold_per_miner is not None:
        each = kg_per_year(site.gold_per_miner, site.gold_unit, site.gold_period, work)
        kg = None if each is None else site.miners * each
    return Winning(
        site.id, site.stratum, regions.get(site.stratum, site.region), site.weight, kg, within, site.data_class,
        len(known) > 1, site.days_per_year, site.id,
    )  # fmt: skip


def _of_unit(unit: ProcessingRecord, days: float | None, regions: dict[str, str]) -> Winning:
    told = (unit.ore_t_per_day, unit.grade_g_per_t, unit.recovery, days)
    kg = None
    if all(one is not None for one in told):
        kg = math.prod(one for one in told if one is not None) * _KG_PER_G
    return Winning(
        unit.id, unit.stratum, regions.get(unit.stratum, unit.region), unit.weight, kg, 0.0, unit.data_class, False,
        unit.days_per_year, unit.site,
    )  # fmt: skip


def _of_buyer(buyer: BuyerRecord, regions: dict[str, str]) -> Winning:
    kg = None if buyer.gold is None else buyer.gold * kg_per(buyer.gold_unit) * times_of_calendar(buyer.gold_period)
    return Winning(
        buyer.id, buyer.stratum, regions.get(buyer.stratum, buyer.region), buyer.weight, kg, 0.0, buyer.data_class,
        False, None, "",
    )  # fmt: skip
