"""Drafts of reports: begun, changed, withdrawn; a correction of an issued report is a new draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.partnership.reporting.period import Period
from almaden.reference.languages import LANGUAGES
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import writing
from almaden.store.models import Change, ReportDraft, ReportSection, User
from almaden.store.models.report_drafts import ReportState
from almaden.store.persons import address_faults
from almaden.store.registry.rows import fresh, reason_given
from almaden.store.report_drafts.contents import GROUPINGS, KINDS
from almaden.store.report_drafts.who import RIGHT
from almaden.wording import n_

#: Letters that a title may have.
LONGEST_TITLE: Final = 300
#: Years that a period may lie in: what is typed wrongly is found.
_YEARS: Final = (1900, 2200)


def usual_period(kind: str, today: date) -> tuple[date, date]:
    """The period that a new report is usually for: the last whole year, for overall progress the last two."""
    return date(today.year - (2 if kind == "progress" else 1), 1, 1), date(today.year - 1, 12, 31)


def begin(
    actor: User | None,
    kind: str,
    starts_on: date,
    ends_on: date,
    title: str,
    *,
    language: str = "en",
    grouping: str = "topic",
) -> ReportDraft:
    """Begin a draft.

    Args:
        actor: somebody of the secretariat; None for the program.
        kind: ``activity`` or ``progress``.
        starts_on: first day of the period.
        ends_on: last day of it.
        title: its title.
        language: language of the report.
        grouping: activities of an area by ``topic`` or by ``partner``.

    Raises:
        RightsError: the person may not write a whole report.
        InputError: with everything that is wrong.
    """
    allow(actor, RIGHT)
    values = _checked(
        kind,
        {"starts_on": starts_on, "ends_on": ends_on, "language": language, "grouping": grouping, "title": title},
    )
    with writing(actor, "partnership_report.add", reason=values["title"]) as work:
        return work.add(ReportDraft(kind=kind, author=actor, made_on=now(), **values))


def change(actor: User | None, report: ReportDraft, expected: int | None, **values: Any) -> ReportDraft:
    """Change title, period, language or grouping of a draft.

    Raises:
        RightsError: the person may not write a whole report.
        ConflictError: somebody else changed it meanwhile.
        ClosedError: it is no draft any more.
        InputError: with everything that is wrong.
    """
    allow(actor, RIGHT)
    names = ("starts_on", "ends_on", "language", "grouping", "title")
    values = _checked(report.kind, {name: getattr(report, name) for name in names} | values)
    with writing(actor, "partnership_report.change") as work:
        fresh(report, expected, ReportState.DRAFT, mine=values)
        work.change(report, expected, **values)
    return report


def withdraw(actor: User | None, report: ReportDraft, expected: int | None, reason: str) -> ReportDraft:
    """Give up a draft, or say of an issued report that it counts no more; its edition stays.

    Raises:
        RightsError: the person may not write a whole report.
        ConflictError, ClosedError: as for :func:`change`.
        InputError: no reason is given, or it holds an e-mail address, which everybody would read.
    """
    allow(actor, RIGHT)
    told = reason_given(reason)
    faults = list(address_faults({"reason": told}))
    if faults:
        raise InputError(faults)
    with writing(actor, "partnership_report.withdraw", reason=told) as work:
        fresh(report, expected, ReportState.DRAFT, ReportState.ISSUED)
        work.change(report, expected, state=ReportState.WITHDRAWN.value)
    return report


def why_withdrawn(report: ReportDraft) -> str:
    """The reason for which a report was withdrawn, as everybody may read it; empty where it was not."""
    if report.state != ReportState.WITHDRAWN:
        return ""
    found = Change.objects.filter(
        record_type="report_draft", record_id=report.pk, entry__action="partnership_report.withdraw"
    )
    return found.order_by("-pk").values_list("entry__reason", flat=True).first() or ""


def correct(actor: User | None, report: ReportDraft) -> ReportDraft:
    """Begin a draft that starts from an issued report: the same period and texts, the registry of now.

    Raises:
        RightsError: the person may not write a whole report.
        ClosedError: it was not issued.
    """
    allow(actor, RIGHT)
    if report.edition_id is None:
        raise ClosedError(n_("Only what was issued is corrected by a new draft; a draft is changed."))
    moment = now()
    names = ("kind", "title", "starts_on", "ends_on", "language", "grouping")
    with writing(actor, "partnership_report.correct", reason=report.title) as work:
        made = work.add(
            ReportDraft(
                **{name: getattr(report, name) for name in names}, corrects=report, author=actor, made_on=moment
            )
        )
        work.add_many([_copy(one, made) for one in report.sections.all()])
    return made


def _copy(one: ReportSection, made: ReportDraft) -> ReportSection:
    """A text as it was issued: how far it is, and who last changed it, stay as well."""
    names = ("key", "text", "place", "status", "changed_by", "changed_on")
    return ReportSection(report=made, **{name: getattr(one, name) for name in names})


def _checked(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a draft, cleaned.

    Raises:
        InputError: with everything that is wrong.
    """
    values = {**values, "title": " ".join(plain_text(values["title"]).split())}
    faults = [*_unknown("kind", kind, KINDS), *_faults(values)]
    if faults:
        raise InputError(faults)
    return values


def _faults(values: dict[str, Any]) -> Iterator[Fault]:
    if not values["title"]:
        yield Fault(n_("a report needs a title"), column="title", advice=n_("give it a title"))
    if len(values["title"]) > LONGEST_TITLE:
        yield Fault(n_("the text is too long"), column="title", value=values["title"], advice=n_("shorten it"))
    first, last = _YEARS
    for name in ("starts_on", "ends_on"):
        if not first <= values[name].year <= last:
            yield Fault(
                n_("the year cannot be right"), column=name, value=str(values[name]), accepted=f"{first} – {last}"
            )
    try:
        Period(values["starts_on"], values["ends_on"])
    except InputError as error:
        yield from (
            Fault(one.problem, column="ends_on", value=one.value, accepted=one.accepted) for one in error.faults
        )
    yield from _unknown("language", values["language"], LANGUAGES)
    yield from _unknown("grouping", values["grouping"], GROUPINGS)


def _unknown(column: str, value: str, accepted: Iterable[str]) -> Iterator[Fault]:
    if value not in accepted:
        problem = n_("this is none of the words that are asked for")
        yield Fault(problem, column=column, value=value, accepted=", ".join(accepted))
