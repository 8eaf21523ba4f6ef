"""The automatic check of a data set: the rules of the program, as a job beside the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from almaden.store.dataset_guard import check_open
from almaden.store.jobs import Progress, enqueue, job
from almaden.store.models import ArchiveFile, ArchiveSeries, Dataset, Job, QualityRun, User
from almaden.store.models.jobs import JobState
from almaden.store.observations.catalogue import undecided_files
from almaden.store.observations.engine import engine
from almaden.store.observations.formats import table_of
from almaden.store.quality.checking import check
from almaden.store.quality.guard import check_operator
from almaden.store.quality.sites import sites_named

if TYPE_CHECKING:
    from almaden.monitoring.diagnostics import Diagnostics
    from almaden.monitoring.quality.checking import Beside
    from almaden.monitoring.quality.marks import Mark
    from almaden.monitoring.quality.rules import Rules
    from almaden.monitoring.quality.setting import QcSite
    from almaden.monitoring.series import Series

_KIND: Final = "quality.check"
#: What stands beside other series: gases of plumes, the gauge and the collector.
_BESIDE: Final = ("CO", "SO2", "precipitation", "collected precipitation")


def start_check(actor: User, dataset: Dataset) -> Job:
    """Let a data set be checked by the rules of the program; one that is being checked is not checked twice.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
    """
    check_operator(actor, dataset)
    with transaction.atomic():
        check_open(actor, dataset)
        known = check_of(dataset)
        if known is not None and known.state in (JobState.QUEUED, JobState.RUNNING):
            return known
        return enqueue(actor, _KIND, dataset=dataset.pk)


def check_of(dataset: Dataset) -> Job | None:
    """The last automatic check that somebody asked for."""
    return Job.objects.filter(kind=_KIND, arguments__dataset=dataset.pk).order_by("-pk").first()


def check_by_rules(
    actor: User | None,
    dataset: Dataset,
    today: date,
    progress: Callable[[int], None] = lambda done: None,
    rules: Rules | None = None,
) -> QualityRun:
    """Check a data set by the automatic rules and keep what they mark.

    Args:
        actor: who lets it be checked; None for the program.
        dataset: the data set.
        today: the day of the check; later dates are marked.
        progress: told how many series are done.
        rules: the rules; those of the program where none are told.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
    """
    from almaden.monitoring.quality.checking import check_one
    from almaden.monitoring.quality.rules import bundled_rules

    used = rules or bundled_rules()
    files = undecided_files(dataset)
    surroundings = _Surroundings(files)
    done = 0

    def judge(one: Series) -> Iterable[Mark]:
        nonlocal done
        done += 1
        progress(done)
        return check_one(one, today, used, surroundings.of(one))

    text = "\n".join(row.model_dump_json() for row in used.rows)
    return check(actor, dataset, judge, hashlib.sha256(text.encode()).hexdigest())


class _Surroundings:
    """What stands beside the series of files, read site by site as their series come."""

    def __init__(self, files: list[ArchiveFile]) -> None:
        self._files = files
        held = ArchiveSeries.objects.filter(file__in=[file.pk for file in files])
        self._sites = _qc_sites(held.order_by().values_list("site", flat=True).distinct())
        self._species = set(held.filter(species__in=_BESIDE).order_by().values_list("site", "species").distinct())
        self._told = _sites_with_diagnostics(files)
        self._site, self._others = "", tuple["Series", ...]()

    def of(self, one: Series) -> Beside:
        from almaden.monitoring.quality.surroundings import beside_series

        if one.key.site != self._site:
            self._site, self._others = one.key.site, self._read(one.key.site)
        beside = [other for other in self._others if other.key != one.key]
        told = {one.key: _diagnostics(self._files, one)} if one.key.site in self._told else {}
        return beside_series([*beside, one], self._sites, told)

    def _read(self, site: str) -> tuple[Series, ...]:
        from almaden.store.observations.series import series_matching

        named = [species for species in _BESIDE if (site, species) in self._species]
        return tuple(one for species in named for one in series_matching(self._files, site=site, species=species))


def _qc_sites(names: Iterable[str]) -> dict[str, QcSite]:
    from almaden.monitoring.quality.surroundings import qc_site

    found = sites_named(names)
    return {name: qc_site(site.kind, site.latitude, site.network) for name, site in found.items()}


def _sites_with_diagnostics(files: list[ArchiveFile]) -> frozenset[str]:
    if not files:
        return frozenset()
    with engine() as connection:
        rows = connection.execute(f"SELECT DISTINCT site FROM {table_of(files)} WHERE diagnostics <> ''").fetchall()
    return frozenset(site for (site,) in rows)


def _diagnostics(files: list[ArchiveFile], one: Series) -> Diagnostics:
    """What the instrument told, in the order in which the points of the series are read."""
    from almaden.monitoring.diagnostics import parsed

    same = " AND ".join(f"{name} = ?" for name in one.key._fields)
    with engine() as connection:
        rows = connection.execute(
            f"SELECT coalesce(diagnostics, '') FROM {table_of(files)} WHERE {same} ORDER BY \"start\"", list(one.key)
        ).fetchall()
    return parsed([text for (text,) in rows])


@job(_KIND)
def _check(one: Job, progress: Progress) -> dict[str, Any]:
    dataset = Dataset.objects.get(pk=one.arguments["dataset"])
    run = check_by_rules(one.owner, dataset, datetime.now(UTC).date(), lambda done: progress(done, 0))
    return {"run": run.pk, "marks": run.counts}
