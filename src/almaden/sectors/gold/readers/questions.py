"""What is possible but odd: it is calculated with, and asked about in the notes."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from almaden.reference.readers.names import plain
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.readers.identity import key_of
from almaden.sectors.gold.readers.likely import grams_a_day
from almaden.sectors.gold.readers.plausible import bounds
from almaden.sectors.gold.readers.units import GOLD_KG, MERCURY_KG, RATIO
from almaden.sectors.gold.work_time import WorkTime, times_a_year, times_of_calendar, work_of
from almaden.wording import Exact, Text, joined, place_of_row

#: So many places are named; of the others the number is told.
_NAMED: Final = 3
#: Fields that are compared with the bounds of their name, by table.
_FIELDS: Final = (
    ("sites", "days_per_year"), ("sites", "miners"), ("sites", "retort_efficiency"), ("units", "ore_t_per_day"),
    ("units", "grade_g_per_t"), ("units", "days_per_year"), ("practices", "retort_efficiency"),
    ("buyers", "sponge_mercury_percent"), ("shops", "sponge_mercury_percent"),
)  # fmt: skip
#: What is compared: name of the bounds, the value in their unit, table and identity of the row.
_Compared = tuple[str, float, str, str]


def questions(data: GoldData) -> Iterator[Text]:
    """What should be looked at again, one text for all rows of a kind."""
    odd: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, value, table, key in _compared(data):
        # Nothing won or bought is an answer, not a slip of the unit.
        if value and not bounds(name).usual(value):
            odd[name].append((table, key))
    for name, rows in odd.items():
        yield _unusual(data, name, rows)
    yield from _left_out_of_strata(data)
    yield from _unknown_regions(data)


def _unusual(data: GoldData, name: str, rows: list[tuple[str, str]]) -> Text:
    limits = bounds(name)
    places = [place_of_row(data.rows[row]) for row in islice((row for row in rows if row in data.rows), _NAMED)]
    return Text(
        "{what}: {count} rows are outside of the usual {low} to {high} {unit}; check them and their units ({places})",
        what=limits.name,
        count=len(rows),
        low=Exact(limits.usual_low),
        high=Exact(limits.usual_high),
        unit=limits.unit,
        places=joined([*places, *(["..."] if len(rows) > len(places) else [])], "; "),
    )


def _compared(data: GoldData) -> Iterator[_Compared]:
    for table, field in _FIELDS:
        for record in getattr(data, table):
            value = getattr(record, field)
            if value is not None:
                yield field, value, table, key_of(table, record)
    yield from _of_miners(data)
    for deposit in data.tailings:
        if deposit.mercury_mg_per_kg is not None:
            yield "tailings_mercury_mg_per_kg", deposit.mercury_mg_per_kg, "tailings", deposit.id
    for ratio in data.ratios:
        if ratio.practice != "mercury_free":
            yield f"ratio_{ratio.practice}", ratio.value * RATIO[ratio.unit], "ratios", key_of("ratios", ratio)
    for buyer in data.buyers:
        if buyer.gold is not None:
            kg = buyer.gold * GOLD_KG[buyer.gold_unit] * times_of_calendar(buyer.gold_period)
            yield "buyer_gold_kg", kg, "buyers", buyer.id


def _of_miners(data: GoldData) -> Iterator[_Compared]:
    works = {site.id: work_of(site) for site in data.sites}
    gold: dict[str, float] = {}
    for site in data.sites:
        if site.gold_per_miner is None:
            continue
        grams = grams_a_day(site.gold_per_miner, site.gold_unit, site.gold_period, works[site.id])
        yield "gold_per_miner", grams, "sites", site.id
        if site.miners and site.days_per_year:
            gold[site.id] = grams * site.miners * site.days_per_year
    for miner in data.miners:
        grams = grams_a_day(miner.gold, miner.gold_unit, miner.gold_period, works.get(miner.site, WorkTime()))
        yield "gold_per_miner", grams, "miners", key_of("miners", miner)
    bought: dict[str, float] = defaultdict(float)
    for one in data.mercury:
        times = times_a_year(one.period, works.get(one.site, WorkTime()))
        if times is not None:
            bought[one.site] += one.mercury * MERCURY_KG[one.mercury_unit] * 1000 * times
    for site_id, grams in bought.items():
        if gold.get(site_id):
            yield "site_ratio", grams / gold[site_id], "mercury", site_id


def _left_out_of_strata(data: GoldData) -> Iterator[Text]:
    """Sites that belong to no stratum though there are strata."""
    count = sum(not site.stratum for site in data.sites) if data.strata else 0
    if count:
        yield Text("{count} sites belong to no stratum: they count for themselves alone", count=count)


def _unknown_regions(data: GoldData) -> Iterator[Text]:
    """Regions of practices, shops and figures that are nearly those of sites: probably a slip."""
    known = {one.region for one in data.strata} | {one.region for one in data.sites}
    told = {one.region for one in data.practices} | {one.region for one in data.shops}
    told |= {one.region for one in data.figures} | {one.region for one in data.measures}
    for region in sorted(told - known - {""}):
        near = difflib.get_close_matches(plain(region), [plain(one) for one in known if one], n=1, cutoff=0.8)
        if near:
            other = next(one for one in known if plain(one) == near[0])
            yield Text("no site lies in the region {region}; is it {other}?", region=region, other=other)
