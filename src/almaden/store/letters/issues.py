"""Issues of the newsletter and stories: drafted from what is new, worked on, shown once they are sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.codes import area_names
from almaden.partnership.issues import mark_of, sections_of
from almaden.partnership.news import newsletter, of_area, story
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.registry import Registry
from almaden.reference.languages import PAGE_LANGUAGES, translator
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError, writing
from almaden.store.letters.moments import told_on
from almaden.store.mail import subject_faults
from almaden.store.models import NewsIssue, User
from almaden.store.models.news import IssueState
from almaden.store.registry.lists import part
from almaden.store.registry.reading import registry_of
from almaden.store.rights import Person, areas_with, may
from almaden.wording import Text, n_

#: Letters of an introduction.
LONGEST: Final = 10_000
LONGEST_TITLE: Final = 200
#: Days that the first issue of a list looks back, and that events are announced ahead.
_FIRST: Final = 92
_AHEAD: Final = 183
_YEAR: Final = 366
#: Pieces of news of one section: longer letters are cut by mail programs.
_MOST: Final = 100


def draft_newsletter(
    actor: User | None, language: str, area: str, start: date | None = None, end: date | None = None
) -> NewsIssue:
    """Draft a newsletter of what is public and new since the last one of its language and area.

    Args:
        actor: who drafts it.
        language: of the issue.
        area: code of the area that it is about; empty for all.
        start: first day; without it the day after the last issue ended.
        end: last day; without it today.

    Raises:
        RightsError: the person may not publish records of the area.
        InputError: there is no such language or area, or the days are in the wrong order.
    """
    allow(actor, "publish_registry", "", area)
    end = end or now().date()
    start = start or next_start(language, area, end)
    faults = _place_faults(language, area)
    if start > end:
        faults.append(Fault(n_("the end is before the start"), column="end", value=end.isoformat()))
    if faults:
        raise InputError(faults)
    moments = told_on(start, end)
    registry, say = _news(start, end, moments), translator(language)
    letter = newsletter(registry, start, end, min(end, date.max - timedelta(_AHEAD)) + timedelta(_AHEAD), moments)
    letter = of_area(letter, registry, area) if area else letter
    title = Text("News of the Partnership, {start} to {end}", start=start.isoformat(), end=end.isoformat())
    sections = [{**one, "blocks": one["blocks"][:_MOST]} for one in sections_of(letter, say)]
    made = NewsIssue(kind="newsletter", language=language, area=area, title=say(title), starts_on=start, ends_on=end)
    made.sections = sections
    return _add(actor, made)


def draft_story(actor: User | None, language: str, key: str) -> NewsIssue:
    """Draft a story about one public activity, for the area of the activity.

    Raises:
        RightsError: the person may not publish records of the area.
        InputError: there is no such language, or no public activity with this key.
    """
    registry = registry_of(None)
    told = story(registry, key)
    faults = _place_faults(language, "")
    if told is None:
        faults.append(Fault(n_("there is no record with this key"), column="activity", value=key))
    if faults or told is None:
        raise InputError(faults)
    record = registry.get(ActivityRecord, key)
    area = record.area if record and record.area in area_names() else ""
    allow(actor, "publish_registry", "", area)
    made = NewsIssue(kind="story", language=language, area=area, ends_on=now().date())
    made.title = " ".join(plain_text(told.title).split())[:LONGEST_TITLE]
    made.sections = sections_of(told, translator(language))
    return _add(actor, made)


def change(
    actor: User | None, issue: NewsIssue, expected: int | None, title: str, introduction: str, keep: Collection[str]
) -> NewsIssue:
    """Change the words of a draft, and which pieces of news stand in it.

    Args:
        actor: who changes it.
        issue: the draft.
        expected: the version that the person saw.
        title: its title, which is the subject of the mails.
        introduction: words before the news, in paragraphs.
        keep: marks of the pieces that stay.

    Raises:
        RightsError: the person may not publish records of its area.
        ConflictError: somebody changed it meanwhile.
        ClosedError: it is no draft any more.
        InputError: the title cannot be the subject of a message, or the introduction is too long.
    """
    allow(actor, "publish_registry", "", issue.area)
    title, introduction = title.strip(), plain_text(introduction)
    faults = [*_title_faults(title)]
    if len(introduction) > LONGEST:
        accepted = Text("{count} letters", count=LONGEST)
        faults.append(Fault(n_("the text is too long"), column="introduction", accepted=accepted))
    if faults:
        raise InputError(faults)
    with writing(actor, "news.change") as work:
        fresh_draft(issue, expected)
        work.change(issue, title=title, introduction=introduction, left_out=sorted(set(marks(issue)) - set(keep)))
    return issue


def remove(actor: User | None, issue: NewsIssue) -> None:
    """Throw a draft away.

    Raises:
        RightsError, ClosedError: as for :func:`change`.
    """
    allow(actor, "publish_registry", "", issue.area)
    with writing(actor, "news.remove") as work:
        fresh_draft(issue, None)
        work.remove(issue)


def marks(issue: NewsIssue) -> list[str]:
    """The marks of all pieces of news of an issue."""
    return [mark_of(section["name"], place) for section in issue.sections for place in range(len(section["blocks"]))]


def archive() -> QuerySet[NewsIssue]:
    """What everybody may read: the issues and stories that were sent, the latest first."""
    return NewsIssue.objects.filter(state=IssueState.SENT).order_by("-sent_on", "-pk")


def workable(user: Person) -> QuerySet[NewsIssue]:
    """The issues that a person may work on, the latest first."""
    areas = areas_with(user, "publish_registry")
    found = NewsIssue.objects.order_by("-made_on", "-pk")
    if areas is None and may(user, "publish_registry"):
        return found
    return found.filter(Q(area__in=[area for area in areas or () if may(user, "publish_registry", "", area)]))


def next_start(language: str, area: str, end: date) -> date:
    """The day after the last sent issue of a list, or some months before the end where there is none."""
    sent = NewsIssue.objects.filter(kind="newsletter", language=language, area=area).exclude(state=IssueState.DRAFT)
    last = sent.order_by("-ends_on").values_list("ends_on", flat=True).first()
    if last is not None:
        return min(last + timedelta(days=1), end)
    return end - timedelta(days=min(_FIRST, end.toordinal() - 1))


def fresh_draft(issue: NewsIssue, expected: int | None) -> None:
    """Read a draft again now that nobody else writes.

    Raises:
        ConflictError: it is not in the version that the person saw.
        ClosedError: it is no draft any more.
    """
    issue.refresh_from_db()
    if issue.state != IssueState.DRAFT:
        told = Text(IssueState(issue.state).label)
        raise ClosedError(Text("This cannot be done now: the record is {state}.", state=told))
    if expected is not None and issue.version != expected:
        raise ConflictError(issue, {})


def _news(start: date, end: date, moments: Collection[tuple[str, str]]) -> Registry:
    """The public part of the registry that may be news of a period; the rest of it can be large."""
    earlier = max(start, date.min + timedelta(_YEAR)) - timedelta(_YEAR)
    # What is known to the year counts at its last day, which may lie a year after the first.
    told = Q(starts_on__gte=earlier, starts_on__lte=end) | Q(ends_on__gte=start, ends_on__lte=end)
    undated = Q(starts_on=None, ends_on=None)
    lately = Q(key__in=[key for kind, key in moments if kind == "activity"])
    return part(None, {"activity": told | undated | lately, "publication": Q(), "partner": Q(), "event": Q()})


def _add(actor: User | None, made: NewsIssue) -> NewsIssue:
    made.author, made.made_on = actor, now()
    with writing(actor, "news.draft") as work:
        return work.add(made)


def _place_faults(language: str, area: str) -> list[Fault]:
    faults = []
    if language not in PAGE_LANGUAGES:
        accepted = ", ".join(PAGE_LANGUAGES)
        faults.append(
            Fault(n_("the pages do not have this language"), column="language", value=language, accepted=accepted)
        )
    if area and area not in area_names():
        faults.append(Fault(n_("there is no area of work with this code"), column="area", value=area))
    return faults


def _title_faults(title: str) -> list[Fault]:
    faults = [Fault(**{**vars(one), "column": "title"}) for one in subject_faults(title)]
    if len(title) > LONGEST_TITLE and not faults:
        accepted = Text("one line of at most {count} letters", count=str(LONGEST_TITLE))
        faults.append(
            Fault(n_("this cannot be the subject of a message"), column="title", value=title, accepted=accepted)
        )
    return faults
