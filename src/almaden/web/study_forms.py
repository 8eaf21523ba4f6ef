"""What forms that bring studies in have in common: their one file, and the version that the person saw."""

from __future__ import annotations

from django.http import HttpRequest

from almaden.errors import Fault, InputError
from almaden.store.models import Upload
from almaden.store.study_files import keep_tables
from almaden.web.access import person_of
from almaden.wording import n_


def upload_sent(request: HttpRequest) -> Upload:
    """The one file of the form, checked and kept.

    Raises:
        InputError: there is none, there are several, or the file is refused.
    """
    files = request.FILES.getlist("file")
    if len(files) != 1 or not files[0].name:
        raise InputError(Fault(n_("choose one file"), column="file", advice=n_("choose the file that is to be read")))
    return keep_tables(person_of(request), files[0], files[0].name)  # type: ignore[arg-type]  # a file that is read once


def version_sent(request: HttpRequest) -> int:
    """The version of the draft that the person saw; 0, which is none, where the form does not tell it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
