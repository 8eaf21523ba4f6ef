"""Of two people who change one record the second is shown both versions, and may send theirs again knowingly."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from almaden.store.journal import ConflictError
from almaden.web.language import translate
from almaden.wording import n_

#: Words of a field, the person's version of it, and the one that stands now.
Line = tuple[str, str, str]


def both_versions(
    request: HttpRequest,
    error: ConflictError,
    lines: Iterable[Line],
    *,
    title: str,
    back: str,
    again: str = n_("Keep my version"),
) -> HttpResponse:
    """The version of the person beside the one that stands now.

    Args:
        request: what was sent; it can be sent again, then for the version that stands now.
        error: the conflict.
        lines: the fields to compare.
        title: in English; the page translates it.
        back: the address of the record.
        again: words of the button that sends it again, in English.
    """
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    kept = [(name, value) for name, value in sent if name not in ("csrfmiddlewaretoken", "version")]
    context = {
        "rows": [(label, mine, theirs, mine != theirs) for label, mine, theirs in lines],
        "sent": [*kept, ("version", str(error.record.version))],
        "title": title,
        "text": error.say(translate),
        "back": back,
        "again": again,
    }
    return render(request, "conflict.html", context, status=409)
