"""Issues of the newsletter and stories that were sent: an archive for everybody, without readers in it."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from almaden.partnership.issues import kept_of
from almaden.partnership.news import TITLES
from almaden.store.letters.issues import archive
from almaden.store.rights import may_somewhere
from almaden.web.access import open_to_all
from almaden.web.pages.partnership.shared import area_title

#: Issues that the list shows: some years of monthly ones.
_LISTED: Final = 300
_KINDS: Final = ("newsletter", "story")
#: What a section is called; that of a story has no name.
_TITLES: Final = {str(name): title for name, title in TITLES.items()}


@open_to_all
def news_archive(request: HttpRequest) -> HttpResponse:
    """What was sent, the latest first."""
    kind = request.GET.get("kind", "")
    issues = archive().filter(kind=kind) if kind in _KINDS else archive()
    values = {
        "issues": issues[:_LISTED],
        "kind": kind,
        "works": may_somewhere(request.user, "publish_registry"),
        "area_title": area_title,
    }
    return render(request, "partnership/news_archive.html", values)


@open_to_all
def news_issue(request: HttpRequest, issue_id: int) -> HttpResponse:
    """One issue as it was sent."""
    issue = get_object_or_404(archive(), pk=issue_id)
    values = {
        "issue": issue,
        "paragraphs": [one for one in issue.introduction.replace("\r\n", "\n").split("\n\n") if one.strip()],
        "sections": [(_TITLES.get(name, ""), blocks) for name, blocks in kept_of(issue.sections, issue.left_out)],
        "area_title": area_title,
    }
    return render(request, "partnership/news_issue.html", values)


urlpatterns = [
    path("partnership/news/", news_archive, name="news_archive"),
    path("partnership/news/<int:issue_id>/", news_issue, name="news_issue"),
]
