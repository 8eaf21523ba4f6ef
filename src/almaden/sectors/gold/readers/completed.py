"""What follows from other rows: regions of strata and sites, units of measurements in one way of writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from almaden.monitoring.people.units import bio_unit
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.records import BuyerRecord, ProcessingRecord, SiteRecord, TailingsRecord

_Placed = TypeVar("_Placed", SiteRecord, ProcessingRecord, BuyerRecord, TailingsRecord)


def completed(data: GoldData) -> GoldData:
    """The data with the region of every site, unit, buyer and deposit, as far as its stratum or site tells it."""
    strata = {one.id: one.region for one in data.strata}
    sites = tuple(_placed(one, strata.get(one.stratum, "")) for one in data.sites)
    of_sites: Mapping[str, str] = {one.id: one.region for one in sites}
    return replace(
        data,
        sites=sites,
        units=tuple(_placed(one, strata.get(one.stratum, "") or of_sites.get(one.site, "")) for one in data.units),
        buyers=tuple(_placed(one, strata.get(one.stratum, "")) for one in data.buyers),
        tailings=tuple(_placed(one, of_sites.get(one.site, "")) for one in data.tailings),
        biomonitoring=tuple(
            one.model_copy(update={"unit": bio_unit(one.matrix, one.unit) or one.unit}) for one in data.biomonitoring
        ),
    )


def _placed(record: _Placed, region: str) -> _Placed:
    return record if record.region or not region else record.model_copy(update={"region": region})
