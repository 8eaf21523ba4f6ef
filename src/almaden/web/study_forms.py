"""What forms that bring studies in have in common: their file, what is told beside it, the version that was seen."""

from __future__ import annotations

from typing import Any, BinaryIO

from django.http import HttpRequest

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.store.models import Study, Upload
from almaden.store.study_files import keep_tables
from almaden.web.access import person_of
from almaden.wording import n_


def upload_sent(request: HttpRequest) -> Upload:
    """The one file of the form, checked and kept.

    Raises:
        InputError: there is none, there are several, or the file is refused.
    """
    file, name = file_sent(request)
    return keep_tables(person_of(request), file, name)


def file_sent(request: HttpRequest) -> tuple[BinaryIO, str]:
    """The one file of the form with its name.

    Raises:
        InputError: there is none, or there are several.
    """
    files = request.FILES.getlist("file")
    if len(files) != 1 or not files[0].name:
        raise InputError(Fault(n_("choose one file"), column="file", advice=n_("choose the file that is to be read")))
    return files[0], files[0].name  # type: ignore[return-value]  # a file that is read once


def version_sent(request: HttpRequest) -> int:
    """The version of the draft that the person saw; 0, which is none, where the form does not tell it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def told_beside(request: HttpRequest) -> dict[str, Any]:
    """What the form tells of the study beside its file."""
    return {"title": request.POST.get("title", ""), "made_up": "made_up" in request.POST}


def form_shown(request: HttpRequest, one: Study | None, problem: InputError | None) -> dict[str, Any]:
    """The form for a template: as it was sent, or as the study stands that is to be replaced.

    Args:
        request: of the page.
        one: the study whose tables are to be replaced; None for a new one.
        problem: what is wrong with what was sent.
    """
    posted = request.method == "POST"
    return {
        "study": one,
        "title": request.POST.get("title", one.title if one else ""),
        "made_up": "made_up" in request.POST if posted else bool(one and one.made_up),
        "version_seen": request.POST.get("version", one.version if one else ""),
        "problem": problem,
        "most_mb": MAX_FILE_BYTES // 1_000_000,
    }
