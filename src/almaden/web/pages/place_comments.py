"""Comments on facilities and sites: a doubt is said where it belongs, and answered there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.store.reviews import comment
from almaden.store.rights import visible_facilities, visible_sites
from almaden.web.access import needs, person_of
from almaden.web.pages.places_shared import found


@needs("comment")
@require_POST
def facility_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Comment on a facility."""
    comment(person_of(request), found(visible_facilities(request.user), pk), request.POST.get("text", ""))
    return redirect("facility", pk)


@needs("comment")
@require_POST
def site_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Comment on a site."""
    comment(person_of(request), found(visible_sites(request.user), pk), request.POST.get("text", ""))
    return redirect("site", pk)


urlpatterns = [
    path("facilities/<int:pk>/comments/", facility_comment, name="facility_comment"),
    path("sites/<int:pk>/comments/", site_comment, name="site_comment"),
]
