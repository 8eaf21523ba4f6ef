"""Files of a study of small-scale gold mining: its estimate, the lines of an inventory, its tables."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from almaden.reports.gold.write import render_estimate
from almaden.reports.gold_files import write_gold
from almaden.reports.inventory_files import write_folder
from almaden.sectors.gold.as_inventory import as_inventory
from almaden.sectors.gold.result import GoldEstimate
from almaden.store import waiting
from almaden.store.rights import RightsError
from almaden.store.studies import gold_data, may_read_tables
from almaden.web.access import REFUSED, open_to_all
from almaden.web.downloads import CSV, REPORTS, XLSX, attachment
from almaden.web.gold_studies import LONG, busy, choice_of, ready, study_of
from almaden.web.language import report_language, translate

#: Archives of the same estimate are the same to the byte.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


@open_to_all
def estimate_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The estimate with everything that the person may see."""
    found = _found(request, pk)
    return attachment(found.to_json().encode(), f"{_name(found)}.json", "application/json")


@open_to_all
def parts_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Regions and practices as a table."""
    found = _found(request, pk)
    frame = found.to_frame()
    if found.meta.notice:
        frame["notice"] = translate(found.meta.notice)
    text = frame.to_csv(index=False, lineterminator="\n")
    return attachment(text.encode("utf-8-sig"), f"{_name(found)}.csv", CSV)


@open_to_all
def inventory_zip(request: HttpRequest, pk: int) -> HttpResponse:
    """The estimate as the folder of an inventory, to be imported or put beside others."""
    found = _found(request, pk)
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / _name(found)
        write_folder(as_inventory(found), folder)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(one for one in folder.rglob("*") if one.is_file()):
                entry = zipfile.ZipInfo(file.relative_to(folder.parent).as_posix(), _DATE)
                archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return attachment(packed.getvalue(), f"{_name(found)}-inventory.zip", "application/zip")


@open_to_all
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report on the estimate as a document or workbook.

    Raises:
        StateError: it takes longer than anybody waits.
    """
    if kind not in REPORTS:
        raise Http404
    one, choice, lang = study_of(request, pk), choice_of(request.GET), report_language()
    found = ready(request.user, one, choice)
    # What a person may see of a study is part of the key: the report tells it.
    key = ("gold report", one.pk, one.version, may_read_tables(request.user, one), choice, kind, lang)
    content = waiting.ask(key, lambda: render_estimate(found, kind, lang, one.title), LONG)
    if content is None:
        raise busy()
    return attachment(content, f"{_name(found)}.{kind}", REPORTS[kind])


@open_to_all
def tables(request: HttpRequest, pk: int) -> HttpResponse:
    """The tables themselves as a workbook, for those who may read them.

    Raises:
        RightsError: the person may not.
    """
    one = study_of(request, pk)
    if not may_read_tables(request.user, one):
        raise RightsError(REFUSED)
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "tables.xlsx"
        write_gold(gold_data(one), file)
        content = file.read_bytes()
    return attachment(content, f"gold-{one.country}-{one.year}.xlsx", XLSX)


def _found(request: HttpRequest, pk: int) -> GoldEstimate:
    return ready(request.user, study_of(request, pk), choice_of(request.GET))


def _name(found: GoldEstimate) -> str:
    return f"gold-{found.country}-{found.year}"


urlpatterns = [
    path("gold/studies/<int:pk>/estimate.json", estimate_json, name="gold_estimate_json"),
    path("gold/studies/<int:pk>/parts.csv", parts_csv, name="gold_estimate_csv"),
    path("gold/studies/<int:pk>/inventory.zip", inventory_zip, name="gold_inventory"),
    path("gold/studies/<int:pk>/report.<str:kind>", report, name="gold_estimate_report"),
    path("gold/studies/<int:pk>/tables.xlsx", tables, name="gold_tables"),
]
