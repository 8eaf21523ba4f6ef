"""Bringing statistics of trade: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import Fault, InputError
from almaden.reference.countries import find_country
from almaden.store import studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.rights import may, require
from almaden.store.studies import MOST_ROWS
from almaden.store.trade_files import keep_statistics, statistics_at
from almaden.store.trade_studies import trade_tables
from almaden.supply.trade.kept import country_of_all
from almaden.supply.trade.readers.comtrade import read_trade
from almaden.supply.trade.rows import TradeRows
from almaden.web.access import needs, person_of
from almaden.web.file_forms import takes_file
from almaden.web.language import translate
from almaden.web.study_forms import form_shown, told_beside, version_sent
from almaden.web.trade_explorers import study_of
from almaden.wording import n_


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    if request.method != "POST":
        return _form(request)
    try:
        chosen = _country(request)
        upload = _upload(request)
        rows = _read(upload)
        made = studies.make(
            person_of(request), StudySector.TRADE, trade_tables(rows), country=_team(request, chosen, rows),
            upload=upload, sha256=rows.sha256, **told_beside(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, problem=error)
    _say(request, n_("The statistics were kept as a draft."), rows)
    return redirect("trade_explorer", made.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other lines in the place of those of a draft."""
    one = study_of(request, pk)
    require(request.user, "write_inventory", one.country)
    studies.check_open(one)
    if request.method != "POST":
        return _form(request, one)
    try:
        upload = _upload(request)
        rows = _read(upload)
        studies.replace(
            person_of(request), one, version_sent(request), trade_tables(rows), sha256=rows.sha256, upload=upload,
            **told_beside(request),
        )  # fmt: skip
    except InputError as error:
        return _form(request, one, error)
    _say(request, n_("The tables were replaced."), rows)
    return redirect("trade_explorer", pk)


def _upload(request: HttpRequest) -> Upload:
    """The one file of the form, checked and kept.

    Raises:
        InputError: there is none, there are several, or the file is refused.
    """
    files = request.FILES.getlist("file")
    if len(files) != 1 or not files[0].name:
        advice = n_("choose the file that is to be read; several go into one ZIP")
        raise InputError(Fault(n_("choose one file"), column="file", advice=advice))
    return keep_statistics(person_of(request), files[0], files[0].name)  # type: ignore[arg-type]  # read once


def _read(upload: Upload) -> TradeRows:
    with statistics_at(upload) as files:
        return read_trade(files)


def _country(request: HttpRequest) -> str:
    text = request.POST.get("country", "").strip()[:100]
    return find_country(text) if text else ""


def _team(request: HttpRequest, chosen: str, rows: TradeRows) -> str:
    """The country that the study is for.

    Raises:
        InputError: none is told or seen in every line, and the person works for some countries only.
    """
    country = chosen or country_of_all(rows)
    if not country and not may(request.user, "write_inventory"):
        advice = n_("write the country whose team you work for")
        problem = n_("no country is a side of every line, so that it is not clear for whom the study is")
        raise InputError(Fault(problem, column="country", advice=advice))
    return country


def _say(request: HttpRequest, done: str, rows: TradeRows) -> None:
    """What was done, and how the files were understood."""
    messages.success(request, translate(done))
    for note in rows.told:
        messages.info(request, translate(note.say()))


def _form(request: HttpRequest, one: Study | None = None, problem: InputError | None = None) -> HttpResponse:
    context = form_shown(request, one, problem) | {
        "country": request.POST.get("country", ""),
        "most_rows": MOST_ROWS,
    }
    return render(request, "trade/new.html", context, status=422 if problem else 200)


urlpatterns = [
    path("trade/studies/new/", new, name="trade_study_new"),
    path("trade/studies/<int:pk>/replace/", replace, name="trade_study_replace"),
]
