"""Checks a data set by the automatic rules, with what the store knows of its sites."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

from almaden.store.journal import canonical
from almaden.store.models import ArchiveSeries, Dataset, Identifier, QualityRun, User
from almaden.store.observations.catalogue import undecided_files
from almaden.store.quality.checking import check

if TYPE_CHECKING:
    from almaden.monitoring.quality.rules import Rules
    from almaden.monitoring.quality.setting import QcSite
    from almaden.monitoring.series import Series


def check_by_rules(actor: User | None, dataset: Dataset, today: date, rules: Rules | None = None) -> QualityRun:
    """Run the automatic rules over a data set and keep what they mark.

    Args:
        actor: who lets it be checked; None for the program.
        dataset: the data set.
        today: the day of the check; later dates are marked.
        rules: the rules; those of the program where none are told.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
    """
    from almaden.monitoring.quality.checking import Beside, check_one
    from almaden.monitoring.quality.marks import Marks
    from almaden.monitoring.quality.rules import bundled_rules
    from almaden.monitoring.quality.surroundings import companions, rain

    rules = rules or bundled_rules()
    sha256 = hashlib.sha256(canonical([row.model_dump() for row in rules.rows]).encode()).hexdigest()
    sites, others = _sites_of(dataset), _others_of(dataset)

    def marks(one: Series) -> Marks:
        near = (one, *others.get(one.key.site, ()))
        return check_one(one, today, rules, Beside(sites, companions=companions(near), rain=rain(near)))

    return check(actor, dataset, marks, sha256)


def _others_of(dataset: Dataset) -> dict[str, list[Series]]:
    """Series of each site that rules look at beside others, such as those of rain gauges."""
    from almaden.monitoring.quality.surroundings import BESIDE
    from almaden.store.observations.series import series_in

    files = undecided_files(dataset)
    found: dict[str, list[Series]] = {}
    if ArchiveSeries.objects.filter(file__in=[file.pk for file in files], species__in=BESIDE).exists():
        for one in series_in(files, BESIDE):
            found.setdefault(one.key.site, []).append(one)
    return found


def _sites_of(dataset: Dataset) -> dict[str, QcSite]:
    """What rules want to know of the sites of a data set, by their identifiers."""
    from almaden.monitoring.quality.setting import QcSite
    from almaden.monitoring.quality.surroundings import CLASSES

    files = [file.pk for file in undecided_files(dataset)]
    named = ArchiveSeries.objects.filter(file__in=files).order_by().values_list("site", flat=True).distinct()
    values = {site.partition(":")[2] for site in named}
    found = Identifier.objects.filter(value__in=values).exclude(site=None).select_related("site")
    return {
        f"{one.scheme}:{one.value}": QcSite(CLASSES.get(one.site.kind, ""), one.site.latitude, one.site.network)
        for one in found
        if one.site is not None
    }
