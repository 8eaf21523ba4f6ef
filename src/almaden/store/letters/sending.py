"""Sending an issue: to each who asked for it, once, also where the program dies in the middle and goes on later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef

from almaden.errors import Fault, InputError
from almaden.partnership.issues import kept_of, letter_of
from almaden.partnership.news import Newsletter, Story
from almaden.store.accounts.secret import digest, new_secret
from almaden.store.acting import allow, now
from almaden.store.journal import writing
from almaden.store.letters.issues import fresh_draft
from almaden.store.letters.once import hand_over, recover
from almaden.store.letters.subscriptions import receivers
from almaden.store.mail import MailError, message_of
from almaden.store.models import NewsDelivery, NewsIssue, Subscription, User
from almaden.store.models.news import IssueState
from almaden.store.persons import address_faults
from almaden.store.registry.link_mails import check_address
from almaden.wording import n_

#: Makes HTML and plain text of a letter: the letter, its language, the page on which the reader leaves the list.
Write = Callable[[Newsletter | Story, str, str], tuple[str, str]]


def letter(issue: NewsIssue) -> Newsletter | Story:
    """An issue as a letter, without what is left out."""
    return letter_of(issue.sections, issue.left_out, issue.title, issue.introduction, issue.starts_on, issue.ends_on)


def send(actor: User | None, issue: NewsIssue, expected: int | None, *, page: str) -> NewsIssue:
    """Close a draft for sending; :func:`deliver` sends it.

    Args:
        actor: who sends it.
        issue: the draft.
        expected: the version that the person saw.
        page: address of the page behind the link in each mail, with ``{secret}`` where the secret goes.

    Raises:
        RightsError: the person may not publish records of its area.
        ConflictError, ClosedError: as for :func:`almaden.store.letters.issues.change`.
        InputError: nothing stands in it, or its title or introduction holds an e-mail address.
    """
    allow(actor, "publish_registry", "", issue.area)
    check_address(page)
    with writing(actor, "news.send") as work:
        fresh_draft(issue, expected)
        if not issue.introduction and not kept_of(issue.sections, issue.left_out):
            advice = n_("write an introduction, or keep a piece of news")
            raise InputError(Fault(n_("there is nothing in it"), column="sections", advice=advice))
        faults = list(address_faults({"title": issue.title, "introduction": issue.introduction}))
        if faults:
            raise InputError(faults)
        work.change(issue, state=IssueState.SENDING.value, page=page)
    return issue


def deliver(issue: NewsIssue, write: Write, progress: Callable[[int, int], Any] | None = None) -> int:
    """Send an issue to those who have not got it yet, and close it; gives how many messages were handed over.

    Whoever leaves meanwhile does not get it.

    Args:
        issue: one that is being sent; one that was sent is left alone.
        write: makes HTML and plain text of it.
        progress: told how many messages are done of how many.

    Raises:
        OutputError: the outbox cannot be written; what is not sent yet is sent when it is called again.
    """
    issue.refresh_from_db()
    if issue.state != IssueState.SENDING:
        return 0
    _recover()
    content, count = letter(issue), 0
    waiting = list(_waiting(issue))
    for place, pk in enumerate(waiting):
        # Read again: they may have left since.
        subscription = receivers(issue.language, issue.area).filter(pk=pk).first()
        if subscription is not None and _deliver_one(issue, content, subscription, write):
            count += 1
        if progress:
            progress(place + 1, len(waiting))
    with writing(None, "news.sent") as work:
        work.change(issue, state=IssueState.SENT.value, sent_on=now(), recipients=issue.deliveries.count())
    return count


def deliver_all(write: Write) -> int:
    """Go on with the issues whose sending was broken off; gives how many messages were handed over."""
    return sum(deliver(issue, write) for issue in NewsIssue.objects.filter(state=IssueState.SENDING).order_by("pk"))


def _waiting(issue: NewsIssue) -> list[int]:
    has = NewsDelivery.objects.filter(issue=issue, subscription=OuterRef("pk"))
    found = receivers(issue.language, issue.area).filter(~Exists(has)).order_by("pk")
    return list(found.values_list("pk", flat=True))


def _deliver_one(issue: NewsIssue, content: Newsletter | Story, subscription: Subscription, write: Write) -> bool:
    secret = new_secret()
    leave = issue.page.replace("{secret}", secret)
    html, text = write(content, issue.language, leave)
    message = message_of(subscription.address, issue.title, text, html, leave)
    row = NewsDelivery(issue=issue, subscription=subscription, digest=digest(secret), made_on=now())
    try:
        return hand_over(message, row.digest, lambda: row.save(force_insert=True)) is not None
    except MailError:
        # The message lies in the outbox; a server that is named wrongly keeps nobody else from getting theirs.
        return True


def _recover() -> None:
    try:
        recover()
    except MailError:
        # What is released lies in the outbox, and is sent from there once the server is named rightly.
        return
