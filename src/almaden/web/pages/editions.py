"""Editions: the list, a new one, one with its files and checksums, and whether it is still what it was."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import InputError
from almaden.store.editions.create import MANIFEST, create
from almaden.store.editions.export import archive_of
from almaden.store.editions.files import folder_of
from almaden.store.editions.metadata import LICENCES
from almaden.store.editions.verify import Verified, verify
from almaden.store.models import Edition
from almaden.web.access import needs, open_to_all, person_of, signed_in
from almaden.web.faults_in_forms import tell
from almaden.wording import n_


class EditionForm(forms.Form):
    """What an edition is called, and under which licence it goes out."""

    title = forms.CharField(label=n_("Title"), max_length=300)
    description = forms.CharField(label=n_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    licence = forms.ChoiceField(label=n_("Licence"), choices=[(one, one) for one in LICENCES])
    publisher = forms.CharField(
        label=n_("Publisher"), required=False, max_length=200, help_text=n_("Stands first in the citation.")
    )


@open_to_all
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, the last first."""
    return render(request, "editions/list.html", {"editions": Edition.objects.select_related("author")})


@needs("make_edition")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Freeze what is published as a new edition."""
    form = EditionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = create(person_of(request), values.pop("title"), **values)
            return redirect("edition", made.number)
        except InputError as error:
            tell(form, error.faults)
    return render(request, "editions/new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@open_to_all
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One edition."""
    return _page(request, _found(number))


@signed_in
@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Compare every file with its checksum, and compute every result again."""
    one = _found(number)
    try:
        return _page(request, one, verified=verify(folder_of(one)))
    except InputError as error:
        return _page(request, one, faults=error.faults)


@open_to_all
def archive(request: HttpRequest, number: int) -> HttpResponseBase:
    """The whole edition as one archive."""
    one = _found(number)
    return FileResponse(archive_of(one).open("rb"), as_attachment=True, filename=f"almaden-edition-{one.number}.zip")


@open_to_all
def file(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """One file of an edition; only those that the manifest names."""
    one = _found(number)
    if name != MANIFEST and name not in one.manifest.get("files", {}):
        raise Http404
    path = folder_of(one) / name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


def _page(
    request: HttpRequest, one: Edition, *, verified: Verified | None = None, faults: tuple[Any, ...] = ()
) -> HttpResponse:
    context = {
        "edition": one,
        "manifest": one.manifest,
        "report": one.reports.first(),
        "files": sorted(one.manifest.get("files", {}).items()),
        "verified": verified,
        "faults": faults,
    }
    return render(request, "editions/edition.html", context)


def _found(number: int) -> Edition:
    one = Edition.objects.select_related("author").filter(number=number).first() if number < 2**31 else None
    if one is None:
        raise Http404
    return one


urlpatterns = [
    path("editions/", editions, name="editions"),
    path("editions/new/", new, name="edition_new"),
    path("editions/<int:number>/", edition, name="edition"),
    path("editions/<int:number>/check/", check, name="edition_check"),
    path("editions/<int:number>/archive.zip", archive, name="edition_archive"),
    path("editions/<int:number>/files/<path:name>", file, name="edition_file"),
]
