"""What records tell beside series: sites, diagnostics, gases measured beside, rain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from almaden.monitoring.diagnostics import Diagnostics, parsed
from almaden.monitoring.quality.checking import Beside
from almaden.monitoring.quality.rules import SiteClass
from almaden.monitoring.quality.setting import QcSite
from almaden.monitoring.quality.wet import Rain
from almaden.monitoring.series import Series, SeriesKey
from almaden.reference.records import ObservationRecord, SiteRecord

#: Gases that rise in the plumes of fires and stacks, the more telling first.
_COMPANIONS: Final = ("CO", "SO2")
_CLASSES: Final[Mapping[str, SiteClass]] = {"contaminated": "contaminated", "informal_mine": "hot spot"}


def surroundings(
    records: Sequence[ObservationRecord],
    series: Sequence[Series],
    sites: Iterable[SiteRecord] = (),
    site_class: SiteClass = "",
    latitude: float | None = None,
) -> Beside:
    """What records tell beside the series that were made of them.

    Args:
        records: the records, whose places the rows of the series are.
        series: the series.
        sites: sites that the files describe.
        site_class: class of all sites, where it is told; otherwise it follows from the kind of site.
        latitude: latitude of all sites, where it is told; otherwise that of each.
    """
    known = {f"{system}:{name}": one for one in sites for system, name in one.identifiers.items()}
    names = {one.key.site for one in series}
    told = {name: _site(known.get(name), site_class, latitude) for name in names}
    return beside_series(series, told, _diagnostics(records, series))


def beside_series(
    series: Sequence[Series], sites: Mapping[str, QcSite], diagnostics: Mapping[SeriesKey, Diagnostics] | None = None
) -> Beside:
    """What series tell of each other, with what else is known of their sites and instruments."""
    return Beside(sites, diagnostics or {}, companions=_companions(series), rain=_rain(series))


def qc_site(kind: str, latitude: float | None, network: str) -> QcSite:
    """What rules want to know of a site, by the kind of site that it is."""
    return QcSite(_CLASSES.get(kind, ""), latitude, network)


def _site(site: SiteRecord | None, site_class: SiteClass, latitude: float | None) -> QcSite:
    if site is None:
        return QcSite(site_class, latitude)
    found = qc_site(site.kind, site.latitude if latitude is None else latitude, site.network)
    return replace(found, site_class=site_class) if site_class else found


def _diagnostics(records: Sequence[ObservationRecord], series: Sequence[Series]) -> dict[SeriesKey, Diagnostics]:
    found = {}
    for one in series:
        texts = [records[row].diagnostics for row in one.row.tolist()]
        if any(texts):
            found[one.key] = parsed(texts)
    return found


def _companions(series: Sequence[Series]) -> dict[SeriesKey, Series]:
    gases = {(one.key.site, one.key.species): one for one in series if one.key.species in _COMPANIONS}
    found = {}
    for one in series:
        beside = [gases[one.key.site, gas] for gas in _COMPANIONS if (one.key.site, gas) in gases]
        if beside and one.key.matrix == "air" and one.key.species not in _COMPANIONS:
            found[one.key] = beside[0]
    return found


def _rain(series: Sequence[Series]) -> dict[SeriesKey, Rain]:
    fallen = [one for one in series if one.key.matrix == "precipitation" and one.key.unit == "mm"]
    gauges = {one.key.site: one for one in fallen if one.key.species == "precipitation"}
    collected = {one.key.site: one for one in fallen if one.key.species == "collected precipitation"}
    return {
        one.key: Rain(gauges.get(one.key.site), collected.get(one.key.site))
        for one in series
        if one.key.matrix == "precipitation" and (one.key.site in gauges or one.key.site in collected)
    }
