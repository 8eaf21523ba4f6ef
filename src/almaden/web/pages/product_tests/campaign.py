"""The list of campaigns, and one campaign: what is due, what was found, what platforms did."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.reports.campaign_tables import SELLERS
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.testing.found import REASONS
from almaden.sectors.products.testing.records import OUTCOMES, SAMPLINGS
from almaden.store.models import CampaignRound, ProductCampaign
from almaden.store.product_tests.campaigns import may_change, may_read_rows, may_write, visible_campaigns
from almaden.store.product_tests.results import result_of
from almaden.store.product_tests.shape import KEPT
from almaden.web.access import open_to_all
from almaden.web.faults_in_forms import said_of
from almaden.web.pages.product_tests.review import review_of
from almaden.web.paging import page_by
from almaden.web.product_test_results import Asked, asked_of, campaign_of, result_shown
from almaden.web.product_test_words import TABLE_WORDS


@open_to_all
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns that the person may see, the latest first."""
    made_up = CampaignRound.objects.filter(campaign=OuterRef("pk"), made_up=True)
    found = visible_campaigns(request.user).exclude(state="superseded").annotate(made_up=Exists(made_up))
    page = page_by(found, "pk", request.GET.dict(), newest_first=True)
    return render(request, "product_tests/list.html", {"page": page})


@open_to_all
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign."""
    one = campaign_of(request, pk)
    context: dict[str, Any] = {**head_of(request, one), "found": None, "problem": "", **review_of(request, one)}
    try:
        asked: Asked | None = asked_of(request)
    except InputError as error:
        asked, context["problem"] = None, said_of(error)
    if asked is not None and one.tests.exists():
        context |= result_shown(request, one, asked)
    context |= {
        "reasons": REASONS, "outcomes": OUTCOMES, "samplings": SAMPLINGS, "sellers": SELLERS, "kinds": product_kinds(),
        "request_rows": dict(one.takedowns.values_list("key", "pk")) if context["may_change"] else {},
        "limit_asked": request.GET.get("ppm", ""), "day_asked": request.GET.get("on", ""),
    }  # fmt: skip
    return render(request, "product_tests/campaign.html", context, status=422 if context["problem"] else 200)


@open_to_all
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """The results as JSON: all of them for those who may read the rows."""
    one = campaign_of(request, pk)
    asked = asked_of(request)
    found = result_of(one, asked.on, asked.ppm)
    plain = found.as_dict() if may_read_rows(request.user, one) else found.as_public_dict()
    return JsonResponse(plain, json_dumps_params={"ensure_ascii": False, "indent": 1})


def head_of(request: HttpRequest, one: ProductCampaign) -> dict[str, Any]:
    """What every page of a campaign tells of it."""
    later = ProductCampaign.objects.filter(series=one.series, number__gt=one.number)
    return {
        "campaign": one,
        "rounds": list(one.rounds.all()),
        "made_up": any(each.made_up for each in one.rounds.all()),
        "counts": {table: getattr(one, kept.rows).count() for table, kept in KEPT.items()},
        "table_words": TABLE_WORDS,
        "may_read": may_read_rows(request.user, one),
        "may_change": may_change(request.user, one),
        "may_go_on": one.state == "published" and may_write(request.user, one) and not later.exists(),
        "later": later.filter(pk__in=visible_campaigns(request.user)).order_by("-number").first(),
    }


urlpatterns = [
    path("products/tests/", campaigns, name="product_tests"),
    path("products/tests/<int:pk>/", campaign, name="product_campaign"),
    path("products/tests/<int:pk>/results.json", results, name="product_campaign_results"),
]
