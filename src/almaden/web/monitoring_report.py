"""The report of a network as a form asks for it: of which data sets and days, what there is, and the file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from django.http import QueryDict

from almaden.errors import Fault
from almaden.monitoring.network_study import NetworkAbout, NetworkData, network_study
from almaden.monitoring.quality.checking import Beside
from almaden.monitoring.quality.setting import QcSite
from almaden.reports.monitoring.citation import CitedSet, citation
from almaden.reports.monitoring.network_report import render_network_report
from almaden.store import waiting
from almaden.store.models import Dataset, LogbookEntry, QualityDecision
from almaden.store.observations.catalogue import visible_files
from almaden.store.observations.measured import APART, MeasuredSite, sites_measured
from almaden.store.observations.query import Filter
from almaden.store.observations.requests import site_records
from almaden.store.observations.series import series
from almaden.store.rights import Person, visible_datasets
from almaden.web.asked import Asked
from almaden.web.monitoring_asked import days_asked, moments
from almaden.wording import n_

#: More values than this are not studied for one report.
MOST: Final = 3_000_000
#: Seconds that a request waits for its file before the page says that it is being made.
PATIENCE: Final = 2.0
_MADE_UP: Final = n_("Made up, not measured.")


@dataclass(frozen=True)
class Chosen:
    """What a report is asked of.

    Attributes:
        datasets: the data sets.
        start, end: days, both included; None for all.
        title: of the report; empty for those of the data sets.
        sites: the sites that have series in the data sets.
    """

    datasets: tuple[Dataset, ...]
    start: date | None
    end: date | None
    title: str
    sites: tuple[MeasuredSite, ...]

    @property
    def count(self) -> int:
        """Values of the data sets, of all days."""
        return sum(held.count for site in self.sites for held in site.series if self._holds(held.datasets))

    @property
    def series(self) -> int:
        """Series of the data sets."""
        return sum(self._holds(held.datasets) for site in self.sites for held in site.series)

    def _holds(self, datasets: tuple[int, ...]) -> bool:
        return not {one.pk for one in self.datasets}.isdisjoint(datasets)


def datasets_measured(user: Person, sites: tuple[MeasuredSite, ...]) -> tuple[Dataset, ...]:
    """The data sets with observations that a person may see, by title."""
    numbers = {number for site in sites for held in site.series for number in held.datasets}
    seen = visible_datasets(user).filter(pk__in=numbers).select_related("organisation", "source")
    return tuple(seen.order_by("title", "pk"))


def report_asked(asked: Asked, user: Person) -> tuple[Chosen, tuple[Dataset, ...]]:
    """What the address asks for, and the data sets to choose from; the first of them where none is named."""
    sites = sites_measured(user)
    every = datasets_measured(user, sites)
    known = {str(one.pk): one for one in every}
    start, end = days_asked(asked)
    wanted = list(dict.fromkeys(text for text in asked.query.getlist("dataset") if text))
    for text in wanted:
        if text not in known:
            asked.tell(Fault(n_("there is no such data set"), column="dataset", value=text[:60]))
    chosen = tuple(known[text] for text in wanted if text in known) or every[:1]
    numbers = {one.pk for one in chosen}
    held = tuple(one for one in sites if any(not numbers.isdisjoint(series.datasets) for series in one.series))
    found = Chosen(chosen, start, end, asked.text("title")[:200], held)
    if found.count > MOST:
        asked.tell(
            Fault(
                n_("these are too many values for one report"), column="dataset", value=str(found.count),
                accepted=str(MOST), advice=n_("choose fewer data sets"),
            )
        )  # fmt: skip
    return found, every


def query_of(query: QueryDict, chosen: Chosen) -> str:
    """The address of the report: what was asked, with the data sets that are shown where none was named."""
    told = query.copy()
    told.setlist("dataset", [str(one.pk) for one in chosen.datasets])
    return told.urlencode()


def made(user: Person, chosen: Chosen, kind: str, lang: str) -> bytes | None:
    """The report in a format; None while it is being made."""
    numbers = [one.pk for one in chosen.datasets]
    digests = sorted(one.sha256 for one in visible_files(user, numbers))
    digest = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    sites = site_records(user, tuple(one.identifier for one in chosen.sites))
    today = datetime.now(UTC).date()
    decisions = QualityDecision.objects.filter(dataset__in=numbers, undone=False).count()
    known_sites = [one.site.pk for one in chosen.sites if one.site is not None]
    logbook = LogbookEntry.objects.filter(place__in=known_sites).count()
    # Where an informal mine lies depends on who asks.
    places = tuple((one.name, one.latitude, one.longitude) for one in sites)
    key = (
        "network report",
        tuple(numbers),
        chosen.title,
        digest,
        today,
        chosen.start,
        chosen.end,
        decisions,
        logbook,
        places,
        kind,
        lang,
    )
    if waiting.has(key):
        return waiting.ask(key, bytes, PATIENCE)
    start, end = moments(chosen.start, chosen.end)
    found = series(user, Filter(start=start, end=end, flag="", datasets=tuple(numbers)))
    measured = [one for one in found if one.key.matrix != APART]
    about = _about(chosen, sum(map(len, measured)), digest, today)
    known = {f"{scheme}:{value}": one for one in sites for scheme, value in one.identifiers.items()}
    beside = Beside(sites={name: QcSite("", one.latitude, one.network) for name, one in known.items()})
    data = NetworkData(measured, sites, beside, decisions=decisions, logbook=logbook, sha256=digest)
    return waiting.ask(key, lambda: render_network_report(network_study(data, about, today), kind, lang), PATIENCE)


def _about(chosen: Chosen, count: int, digest: str, today: date) -> NetworkAbout:
    title = chosen.title or "; ".join(one.title for one in chosen.datasets)
    cited = citation([_cited(one) for one in chosen.datasets], count, today, digest)
    licences = "; ".join(dict.fromkeys(one.licence for one in chosen.datasets if one.licence))
    notice = _MADE_UP if any(one.made_up for one in chosen.datasets) else ""
    return NetworkAbout(title, cited, licences, "", notice)


def _cited(one: Dataset) -> CitedSet:
    publisher = one.organisation.name if one.organisation is not None else ""
    source = one.source.title if one.source is not None else ""
    year = (one.published_on or one.made_on).year
    return CitedSet(one.title, publisher, year, one.key, one.licence, one.made_up, source)
