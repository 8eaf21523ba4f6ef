"""Who may do what with a report: leads write of their area, the secretariat everything; somebody else issues it."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet

from almaden.partnership.codes import area_names
from almaden.store.acting import allow
from almaden.store.models import Change, ReportDraft, User
from almaden.store.models.report_drafts import ReportState
from almaden.store.reviews.authors import works_alone
from almaden.store.rights import Person, RightsError, may, may_somewhere
from almaden.wording import n_

#: The right to write a report; a section of an area needs it for the area, everything else for all.
RIGHT: Final = "publish_registry"
#: What makes somebody an author of a report; saying how far it is, asking and withdrawing do not.
_AUTHORING: Final = (
    "partnership_report.add",
    "partnership_report.change",
    "partnership_report.correct",
    "partnership_report.write",
)


def area_of(key: str) -> str:
    """Code of the area whose lead writes a section; empty where it is for the secretariat."""
    area = key.rpartition(".")[2]
    return area if area in area_names() else ""


def visible_reports(user: Person) -> QuerySet[ReportDraft]:
    """The reports that a person may see: what was issued, and drafts for those who write them."""
    found = ReportDraft.objects.select_related("edition", "author", "reviewer", "corrects")
    return found if may_somewhere(user, RIGHT) else found.filter(~Q(edition=None))


def may_write(user: Person, report: ReportDraft, key: str) -> bool:
    """Whether a person may write a section of a report as it stands."""
    return report.state == ReportState.DRAFT and may(user, RIGHT, "", area_of(key))


def may_issue(user: User, report: ReportDraft) -> bool:
    """Whether a person may issue a report as it stands."""
    rights = may(user, RIGHT) and may(user, "make_edition")
    return report.state == ReportState.DRAFT and rights and (works_alone(user) or user.pk not in authors_of(report))


def check_may_issue(actor: User | None, report: ReportDraft) -> None:
    """Refuse those who may not issue a report.

    Raises:
        RightsError: the person may not write the whole report or make editions, or wrote a part of it.
    """
    allow(actor, RIGHT)
    allow(actor, "make_edition")
    if actor is not None and not works_alone(actor) and actor.pk in authors_of(report):
        raise RightsError(n_("You wrote this, or a part of it. Somebody else has to review it."))


def authors_of(report: ReportDraft) -> frozenset[int]:
    """Ids of the people who wrote a report, or a part of it."""
    sections = report.sections.order_by().values("pk")
    changes = Change.objects.filter(
        Q(record_type="report_draft", record_id=report.pk) | Q(record_type="report_section", record_id__in=sections),
        entry__action__in=_AUTHORING,
    )
    people = set(changes.order_by().values_list("entry__actor_id", flat=True).distinct())
    return frozenset(one for one in {*people, report.author_id} if one is not None)
