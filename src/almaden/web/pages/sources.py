"""Source documents: what is cited, and which records cite it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.records import SourceRecord
from almaden.store import sources as store
from almaden.store.models import CountryStage, SourceDocument
from almaden.store.place_lists import page
from almaden.store.record_input import record_from
from almaden.store.rights import RightsError, may_somewhere, visible_datasets, visible_inventories
from almaden.store.search import documents
from almaden.store.uploads import keep
from almaden.web.access import REFUSED, needs, open_to_all, person_of
from almaden.web.faults_in_forms import tell
from almaden.web.file_forms import takes_file
from almaden.web.pages.places_shared import found, page_of
from almaden.wording import n_


class SourceForm(forms.Form):
    """What is said of a document, and its file where there is one; the record type checks the fields."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=n_("Title"), max_length=500)
    authors = forms.CharField(label=n_("Authors"), max_length=500, required=False)
    publisher = forms.CharField(label=n_("Publisher"), max_length=300, required=False)
    year = forms.CharField(label=n_("Year"), max_length=10, required=False)
    url = forms.CharField(label=n_("Web page"), max_length=1000, required=False)
    licence = forms.CharField(label=n_("Licence"), max_length=200, required=False)
    accessed = forms.CharField(
        label=n_("Read on"), max_length=10, required=False, widget=forms.TextInput(attrs={"type": "date"})
    )
    file = forms.FileField(label=n_("File"), required=False)


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
        "may_change": may_somewhere(request.user, "write_data") and store.may_change(person_of(request), document),
    }
    return render(request, "sources/source.html", context)


@needs("write_data")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest) -> HttpResponse:
    """Keep a document that is cited."""
    return _form(request, None)


@needs("write_data")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a document, or put its file with it."""
    document = found(SourceDocument.objects.all(), pk)
    if not store.may_change(person_of(request), document):
        raise RightsError(REFUSED)
    return _form(request, document)


def _form(request: HttpRequest, document: SourceDocument | None) -> HttpResponse:
    start: dict[str, Any] = {}
    if document is not None:
        start = {**dict(store.record_of(document)), "version": document.version}
    posted = request.method == "POST"
    form = SourceForm(request.POST, request.FILES) if posted else SourceForm(initial=start)
    if posted and form.is_valid():
        try:
            return redirect("source", _kept(request, document, form.cleaned_data).pk)
        except InputError as error:
            tell(form, error.faults)
    context: dict[str, Any] = {"form": form, "title": n_("Source"), "no_dataset": False}
    if document is not None:
        context.update(place=document, kind="source")
    return render(request, "places/edit.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, document: SourceDocument | None, typed: dict[str, Any]) -> SourceDocument:
    actor = person_of(request)
    record = record_from(SourceRecord, {name: typed[name] for name in SourceRecord.model_fields})
    upload = keep(actor, typed["file"], typed["file"].name) if typed["file"] else None
    if document is None:
        return store.make(actor, record, upload)
    store.change(actor, document, typed["version"] or 0, record)
    if upload is not None:
        store.link(actor, document, document.version, upload)
    return document


urlpatterns = [
    path("sources/", sources, name="sources"),
    path("sources/new/", new, name="source_new"),
    path("sources/<int:pk>/", source, name="source"),
    path("sources/<int:pk>/edit/", edit, name="source_edit"),
]
