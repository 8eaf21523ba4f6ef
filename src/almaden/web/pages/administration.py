"""What goes on in the background, and the journal of everything that was done."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.store.journal import verify
from almaden.store.models import Entry, Job
from almaden.store.problems import error_of
from almaden.store.rights import may
from almaden.web.access import needs, person_of, signed_in
from almaden.web.language import plural, translate
from almaden.web.paging import Page, page_by

#: Changes of one entry that a page shows; an import has thousands.
_CHANGES_SHOWN = 200


@signed_in
def jobs(request: HttpRequest) -> HttpResponseBase:
    """One's own jobs; all of them for who manages them."""
    everything = may(request.user, "manage_jobs")
    found = Job.objects.all() if everything else Job.objects.filter(owner=person_of(request))
    page: Page[Job] = page_by(found.select_related("owner"), "id", request.GET, newest_first=True)
    problems = {job.pk: error.say(translate) for job in page.rows if (error := error_of(job.problem))}
    return render(request, "people/jobs.html", {"page": page, "everything": everything, "problems": problems})


@needs("read_journal")
def journal(request: HttpRequest) -> HttpResponseBase:
    """Everything that was done, the latest first."""
    asked = request.GET.get("who", "").replace("\0", "").strip()[:150]
    found = Entry.objects.filter(actor_name=asked) if asked else Entry.objects.all()
    page: Page[Entry] = page_by(found, "number", request.GET, newest_first=True)
    return render(request, "people/journal.html", {"page": page, "asked": asked})


@needs("read_journal")
def journal_entry(request: HttpRequest, number: int) -> HttpResponseBase:
    """One thing that was done, with every change that it made."""
    entry = get_object_or_404(Entry, number=number)
    changes = list(entry.changes.order_by("id")[: _CHANGES_SHOWN + 1])
    shown = [(change, json.loads(change.content)) for change in changes[:_CHANGES_SHOWN]]
    values = {"entry": entry, "changes": shown, "more": len(changes) > _CHANGES_SHOWN}
    return render(request, "people/journal_entry.html", values)


@needs("read_journal")
@require_POST
def verify_journal(request: HttpRequest) -> HttpResponseBase:
    """Check every hash of the journal; a broken chain is told by the error itself."""
    count = verify()
    text = plural(
        "The journal is whole: {count} entry, nothing altered.",
        "The journal is whole: {count} entries, nothing altered.",
        count,
    )
    messages.success(request, text)
    return redirect("journal")


urlpatterns = [
    path("jobs/", jobs, name="jobs"),
    path("journal/", journal, name="journal"),
    path("journal/verify/", verify_journal, name="verify_journal"),
    path("journal/<int:number>/", journal_entry, name="journal_entry"),
]
