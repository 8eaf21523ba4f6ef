"""Reports on supply and on storage, for those who may see the tables that they tell of."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from almaden.reports.storage_report import render_storage_report
from almaden.reports.supply_note import render_supply_note
from almaden.store.rights import RightsError
from almaden.store.study_results import SEED
from almaden.supply.note import supply_note
from almaden.supply.storage.study import storage_study
from almaden.web.access import REFUSED, open_to_all
from almaden.web.chloralkali_registers import today
from almaden.web.downloads import REPORTS, report_file
from almaden.web.options_form import OptionsForm
from almaden.web.supply_data import EXAMPLE, WORLD, Chosen, query_of, storage_chosen, supply_chosen
from almaden.web.supply_words import DRAWS


@open_to_all
def supply_report(request: HttpRequest, kind: str) -> HttpResponse:
    """The note on the area of the page on the balance.

    Raises:
        InputError: nothing is told of the area.
        RightsError: the person may not see the tables.
    """
    chosen, on = supply_chosen(request, WORLD, EXAMPLE), today()
    _check(chosen, kind)
    area = request.GET.get("area", "")[:100]
    found = chosen.reckon(("report", area, on), lambda: supply_note(chosen.data, on, area=area, draws=DRAWS, seed=SEED))
    return report_file(kind, f"supply-{chosen.key}", lambda lang: render_supply_note(found, kind, lang))


@open_to_all
def storage_report(request: HttpRequest, kind: str) -> HttpResponse:
    """The report on storage with the options as the form of the comparison has them.

    Raises:
        InputError: the form has faults.
        RightsError: the person may not see the tables.
    """
    chosen, on = storage_chosen(request), today()
    _check(chosen, kind)
    query = query_of(request, chosen)
    form = OptionsForm(chosen, query)
    data, tonnes, discount = form.made()
    if form.asked.problems:
        raise Http404
    found = chosen.reckon(
        ("report", query.urlencode(), on),
        lambda: storage_study(data, on, tonnes=tonnes, discount=discount, seed=SEED),
    )
    return report_file(kind, f"storage-{chosen.key}", lambda lang: render_storage_report(found, kind, lang))


def _check(chosen: Chosen, kind: str) -> None:
    if kind not in REPORTS:
        raise Http404
    if not chosen.own:
        raise RightsError(REFUSED)


urlpatterns = [
    path("supply/balance/report.<str:kind>", supply_report, name="supply_report"),
    path("supply/storage/report.<str:kind>", storage_report, name="storage_report"),
]
