"""What operators decide on marks and stretches, and the logbook of a site; every decision can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final, get_args

from almaden.errors import Fault, InputError
from almaden.reference.records import Flag
from almaden.store.acting import allow, now, plain_text
from almaden.store.dataset_guard import check_open
from almaden.store.journal import Work, writing
from almaden.store.models import Dataset, LogbookEntry, QualityDecision, QualityMark, Site, User
from almaden.store.models.quality import LogbookKind, Verdict
from almaden.store.observations.catalogue import undecided_files
from almaden.store.quality.guard import check_operator
from almaden.store.rights import RightsError, area_of, visible_sites
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.monitoring.series import SeriesKey

_KEY: Final = ("site", "matrix", "species", "unit", "method", "instrument")
_FLAGS: Final = get_args(Flag)


def decide(
    actor: User | None, marks: Sequence[QualityMark], verdict: str, flag: str = "", reason: str = ""
) -> list[QualityDecision]:
    """Decide on marks of one data set; what was decided on them before is undone.

    Args:
        actor: who decides.
        marks: the marks.
        verdict: accepted: the flag proposed holds; rejected: it does not; changed: ``flag`` holds.
        flag: the flag, where it is changed.
        reason: why.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
        InputError: no such verdict or flag, marks of several data sets, or no mark.
    """
    _check_verdict(verdict, flag)
    datasets = {mark.run.dataset_id for mark in marks}
    if len(datasets) != 1:
        problem = n_("the marks are of no data set, or of several")
        raise InputError(Fault(problem, column="mark", advice=n_("decide on one data set at a time")))
    dataset = marks[0].run.dataset
    check_operator(actor, dataset)
    with writing(actor, "quality.decide", reason=plain_text(reason)) as work:
        check_open(actor, dataset)
        _undo(work, actor, QualityDecision.objects.filter(mark__in=[mark.pk for mark in marks], undone=False))
        files = undecided_files(dataset)
        # A mark on a whole series is on all that the data set has of it.
        first = min((file.first for file in files), default=marks[0].run.made_on)
        last = max((file.last for file in files), default=first)
        given = {"accepted": None, "rejected": "", "changed": flag}[verdict]
        # One moment for all of them, by which they are known as decided together.
        moment = now()
        return list(work.add_many([
            QualityDecision(
                dataset=dataset, mark=mark, **{name: getattr(mark, name) for name in _KEY},
                first=mark.start or first, last=mark.start or last, verdict=verdict,
                flag=mark.flag if given is None else given, reason=plain_text(reason), author=actor, made_on=moment,
            )
            for mark in marks
        ]))  # fmt: skip


def decide_stretch(
    actor: User | None, dataset: Dataset, key: SeriesKey, first: datetime, last: datetime, flag: str, reason: str
) -> QualityDecision:
    """Give all values of a series that start from ``first`` to ``last`` a flag where theirs is not worse.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
        InputError: no such flag, no reason, or an end before the beginning.
    """
    _check_verdict("changed", flag)
    if last < first or not plain_text(reason):
        problem = n_("a stretch ends after its beginning and has a reason")
        raise InputError(Fault(problem, column="last", value=str(last)))
    check_operator(actor, dataset)
    with writing(actor, "quality.decide", reason=plain_text(reason)) as work:
        check_open(actor, dataset)
        return work.add(
            QualityDecision(
                dataset=dataset, **key._asdict(), first=first, last=last, verdict=Verdict.CHANGED, flag=flag,
                reason=plain_text(reason), author=actor, made_on=now(),
            )
        )  # fmt: skip


def undo(actor: User | None, decision: QualityDecision, reason: str = "") -> None:
    """Take a decision back; it stays to be read.

    Raises:
        RightsError: the person may not import into the data set.
        ClosedError: it is no draft.
    """
    undo_all(actor, decision.dataset, [decision], reason)


def undo_all(actor: User | None, dataset: Dataset, decisions: Iterable[QualityDecision], reason: str = "") -> None:
    """Take decisions of one data set back, all together; as :func:`undo`."""
    check_operator(actor, dataset)
    with writing(actor, "quality.undo", reason=plain_text(reason)) as work:
        check_open(actor, dataset)
        _undo(work, actor, [one for one in decisions if one.dataset_id == dataset.pk])


def add_logbook(
    actor: User | None,
    site: Site,
    kind: str,
    first: datetime,
    last: datetime | None = None,
    *,
    instrument: str = "",
    text: str = "",
) -> LogbookEntry:
    """Write down what happened at a site.

    Raises:
        RightsError: the person does not see the site, or may not import for its country.
        InputError: no such kind, or an end before the beginning.
    """
    _check_logbook(actor, site)
    if kind not in LogbookKind.values:
        accepted = ", ".join(LogbookKind.values)
        raise InputError(Fault(n_("this cannot stand in a logbook"), column="kind", value=kind, accepted=accepted))
    if last is not None and last < first:
        raise InputError(Fault(n_("the end lies before the beginning"), column="last", value=str(last)))
    with writing(actor, "quality.logbook") as work:
        return work.add(
            LogbookEntry(
                place=site, kind=kind, first=first, last=last, instrument=plain_text(instrument)[:200],
                text=plain_text(text), author=actor, made_on=now(),
            )
        )  # fmt: skip


def remove_logbook(actor: User | None, entry: LogbookEntry, reason: str = "") -> None:
    """Take a line out of a logbook; what it said stays in the journal.

    Raises:
        RightsError: the person does not see the site, or may not import for its country.
    """
    _check_logbook(actor, entry.place)
    with writing(actor, "quality.logbook_remove", reason=plain_text(reason)) as work:
        work.remove(entry)


def _check_logbook(actor: User | None, site: Site) -> None:
    allow(actor, "import", site.country, area_of(site))
    if actor is not None and not visible_sites(actor).filter(pk=site.pk).exists():
        raise RightsError(n_("You may not write into this data set."))


def _undo(work: Work, actor: User | None, decisions: Iterable[QualityDecision]) -> None:
    rows = [one for one in decisions if not one.undone]
    before = {one.pk: {"undone": False, "undone_by_id": None, "undone_on": None} for one in rows}
    moment = now()
    for one in rows:
        one.undone, one.undone_by, one.undone_on = True, actor, moment
    work.change_many(rows, before)


def _check_verdict(verdict: str, flag: str) -> None:
    faults = []
    if verdict not in Verdict.values:
        accepted = ", ".join(Verdict.values)
        faults.append(Fault(n_("this is no verdict"), column="verdict", value=verdict, accepted=accepted))
    if flag not in (_FLAGS if verdict == "changed" else ("",)):
        problem = n_("a decision has a flag where it changes the one proposed, and only there")
        faults.append(Fault(problem, column="flag", value=flag, accepted=", ".join(_FLAGS)))
    if faults:
        raise InputError(faults)
