"""Files of ledgers: the template, and every entry of one, which can be brought in again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from almaden.reports.ledger_template import LEDGER_TEMPLATE
from almaden.store.ledger_reading import entries_of
from almaden.store.models import Ledger
from almaden.supply.ledger.entries import record_of
from almaden.supply.ledger.records import LedgerRecord
from almaden.web.access import open_to_all, signed_in
from almaden.web.api.formats import file_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.language import report_language
from almaden.web.pages.ledger.shared import read_ledger

_KINDS: Final = frozenset({"csv", "xlsx"})


@open_to_all
def ledger_template_file(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = report_language()
    return attachment(LEDGER_TEMPLATE.content(lang), "ledger-entries.xlsx", XLSX)


@signed_in
def ledger_export(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """Every entry, in order, in kg."""
    one = read_ledger(request, pk)
    if kind not in _KINDS:
        raise Http404
    # The columns are those of the template, so the name of the file says what is made up.
    name = f"{'made-up-' if one.made_up else ''}ledger-{one.pk}"
    return file_of(kind, name, LedgerRecord, entry_rows(one))


def entry_rows(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Every entry as a row of the template."""
    for posting in entries_of(ledger):
        yield record_of(posting.entry).model_dump()


urlpatterns = [
    path("supply/ledger/template.xlsx", ledger_template_file, name="ledger_template"),
    path("supply/ledger/<int:pk>/entries.<str:kind>", ledger_export, name="ledger_export"),
]
