"""Source documents: what is cited, and which records cite it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.models import CountryStage, SourceDocument
from almaden.store.place_lists import page
from almaden.store.rights import visible_datasets, visible_inventories
from almaden.store.search import documents
from almaden.web.access import open_to_all
from almaden.web.pages.places_shared import found, page_of


@open_to_all
def sources(request: HttpRequest) -> HttpResponse:
    """The documents, with a search by their words."""
    text = request.GET.get("text", "")[:300]
    listed = page(documents(text), "title", request.GET.get("after", ""))
    return render(request, "sources/list.html", {"text": text, "page": page_of(request, listed)})


@open_to_all
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One document and the records that cite it."""
    document = found(SourceDocument.objects.select_related("upload"), pk)
    context = {
        "source": document,
        "datasets": visible_datasets(request.user).filter(source=document),
        "stages": CountryStage.objects.filter(document=document).order_by("country", "kind"),
        "inventories": visible_inventories(request.user).filter(upload=document.upload) if document.upload else [],
    }
    return render(request, "sources/source.html", context)


urlpatterns = [path("sources/", sources, name="sources"), path("sources/<int:pk>/", source, name="source")]
