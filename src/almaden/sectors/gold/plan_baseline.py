"""The regions of a baseline as measures find them: gold, shares of the practices, and how gold is won in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from almaden.reference.origin import Origin
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.estimate import Worked
from almaden.sectors.gold.fate import Practised
from almaden.sectors.gold.fate_defaults import default_share, in_amalgam, to_water
from almaden.sectors.gold.measure_kinds import kind_row
from almaden.sectors.gold.plan import Measure
from almaden.sectors.gold.plan_change import RegionGold
from almaden.sectors.gold.plan_records import MeasureRecord
from almaden.sectors.gold.ratios import ratio_of
from almaden.sectors.gold.site_means import seen_sites
from almaden.sectors.gold.terms import Practice, RatioSet
from almaden.sectors.numbers import Draw
from almaden.wording import Text, n_

#: All errors of these numbers are shared, so that it does not matter whose draws they are.
_OWNER = "gold mercury"


def regions_of(worked: Worked, data: GoldData, ratio_set: RatioSet) -> Mapping[str, RegionGold]:
    """The regions of a baseline, with draws.

    Args:
        worked: the baseline.
        data: the tables that it was made from.
        ratio_set: the set of ratios that it was made with.
    """
    draw = worked.draws.of(_OWNER)
    found = {}
    for region, gold in worked.regions.items():
        ways = worked.ways[region]
        split = next(iter(ways.values())).split
        shares = {practice: share for practice, share in split.draw(worked.draws).items() if practice in ways}
        practised: dict[Practice, Practised] = {
            practice: way.practised(draw) for practice, way in ways.items() if practice != "mercury_free"
        }
        if "whole_ore" in practised and "concentrate" not in practised:
            practised["concentrate"] = _concentrate(practised["whole_ore"], data, ratio_set, draw)
        found[region] = RegionGold(gold, shares, practised)
    return found


def measure_of(record: MeasureRecord, draws: FleetDraws, baseline: int) -> Measure:
    """A measure with the efficiency that is told, or with that of the baseline's defaults.

    Args:
        record: as the plan tells it.
        draws: where a default is drawn from.
        baseline: year of the baseline.
    """
    default = kind_row(record.kind).efficiency
    if not default:
        return Measure(record, baseline=baseline)
    if record.efficiency is not None:
        return Measure(record, record.efficiency, _told(record), baseline)
    number = default_share(default)
    return Measure(record, draws.of(_OWNER)(number), number.origin, baseline)


def _concentrate(whole: Practised, data: GoldData, ratio_set: RatioSet, draw: Draw) -> Practised:
    """How gold of a region without concentrates is won from them: retorts and shops are those of its whole ore."""
    return replace(
        whole,
        ratio=draw(ratio_of("concentrate", data, ratio_set, seen_sites(data))),
        in_amalgam=draw(in_amalgam("concentrate", ratio_set)),
        to_water=draw(to_water("concentrate")),
    )


def _told(record: MeasureRecord) -> Origin:
    quantity = Text("efficiency of the measure {name}", name=record.name)
    value = record.efficiency or 0.0
    return Origin(quantity, value, "kg/kg", None, None, "input", n_("the plan"), "", "user", "measures")
