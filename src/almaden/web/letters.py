"""The job that sends an issue of the newsletter: many messages take longer than a page may."""

from __future__ import annotations

from typing import Any, Final

from almaden.reports.partnership.newsletter import letter_of
from almaden.store.jobs import Progress, enqueue, job
from almaden.store.letters.sending import deliver
from almaden.store.models import Job, NewsIssue, User
from almaden.store.models.jobs import JobState

_KIND: Final = "news.deliver"


def deliver_later(user: User | None, issue: NewsIssue) -> Job:
    """Put the sending of an issue into the queue; where it waits or runs already, that job is given."""
    known = Job.objects.filter(kind=_KIND, arguments__issue=issue.pk).order_by("-id").first()
    if known is not None and known.state in (JobState.QUEUED, JobState.RUNNING):
        return known
    return enqueue(user, _KIND, issue=issue.pk)


@job(_KIND)
def _deliver(one: Job, progress: Progress) -> dict[str, Any]:
    issue = NewsIssue.objects.get(pk=one.arguments["issue"])
    return {"messages": deliver(issue, letter_of, progress)}
