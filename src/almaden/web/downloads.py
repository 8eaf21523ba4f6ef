"""Files that are made at once and given to be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse

from almaden.web.language import report_language

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
#: Formats of reports with their types.
REPORTS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}


def report_file(kind: str, name: str, make: Callable[[str], bytes]) -> HttpResponse:
    """A report in the language of the page, or in English where reports have not that language.

    Args:
        kind: the format, of :data:`REPORTS`.
        name: the file without its ending.
        make: makes it in a language.

    Raises:
        Http404: there is no such format.
    """
    if kind not in REPORTS:
        raise Http404
    lang = report_language()
    return attachment(make(lang), f"{name}.{kind}", REPORTS[kind])


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file under a name of plain letters."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
