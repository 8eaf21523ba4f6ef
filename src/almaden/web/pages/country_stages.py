"""Stages of assessments and plans: a new one, its day, document and note, and taking one back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import InputError
from almaden.reference.countries import all_countries
from almaden.store.countries import remove_stage, set_stage
from almaden.store.models import CountryStage, SourceDocument
from almaden.store.models.countries import PlanKind, PlanStage
from almaden.store.rights import require
from almaden.web.access import needs, person_of
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.pages.places_shared import found
from almaden.wording import n_


class DocumentField(forms.ModelChoiceField):
    """A choice of documents by title and year."""

    def label_from_instance(self, obj: Any) -> str:
        """What stands in the list."""
        return f"{obj.title} ({obj.year})" if obj.year else str(obj.title)


class StageForm(forms.Form):
    """A stage that a country reached."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=n_("What"), choices=lambda: _said(PlanKind))
    stage = forms.ChoiceField(label=n_("Stage"), choices=lambda: _said(PlanStage))
    reached_on = forms.CharField(
        label=n_("Reached on"), max_length=10, required=False, widget=forms.TextInput(attrs={"type": "date"})
    )
    document = DocumentField(label=n_("Document"), queryset=SourceDocument.objects.all(), required=False)
    note = forms.CharField(label=n_("Note"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, known: CountryStage | None = None) -> None:
        names = ("version", "kind", "stage", "reached_on", "document", "note")
        super().__init__(*args)
        self.initial = {name: getattr(known, name) for name in names} if known is not None else {}
        for name in ("kind", "stage"):
            self.fields[name].disabled = known is not None


@needs("write_stage")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, iso3: str) -> HttpResponse:
    """Write down that the country reached a stage."""
    _check(request, iso3)
    return _form(request, iso3, None)


@needs("write_stage")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, iso3: str, pk: int) -> HttpResponse:
    """Correct day, document and note of a stage."""
    _check(request, iso3)
    return _form(request, iso3, found(CountryStage.objects.filter(country=iso3), pk))


@needs("write_stage")
@require_POST
def remove(request: HttpRequest, iso3: str, pk: int) -> HttpResponse:
    """Take back that the country reached a stage."""
    _check(request, iso3)
    stage = found(CountryStage.objects.filter(country=iso3), pk)
    remove_stage(person_of(request), stage, request.POST.get("reason", "")[:500])
    return redirect("country", iso3)


def _form(request: HttpRequest, iso3: str, known: CountryStage | None) -> HttpResponse:
    form = StageForm(request.POST if request.method == "POST" else None, known=known)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        expected = values.pop("version") or 0
        try:
            set_stage(person_of(request), iso3, **values, expected=expected if known is not None else None)
            return redirect("country", iso3)
        except InputError as error:
            tell(form, error.faults)
    context = {"form": form, "iso3": iso3, "stage": known}
    return render(request, "countries/stage.html", context, status=422 if form.errors else 200)


def _check(request: HttpRequest, iso3: str) -> None:
    if iso3 not in {one.iso3 for one in all_countries()}:
        raise Http404
    require(request.user, "write_stage", iso3)


def _said(words: type[PlanKind] | type[PlanStage]) -> list[tuple[str, str]]:
    return [(str(value), translate(str(label))) for value, label in words.choices]


urlpatterns = [
    path("countries/<str:iso3>/stages/new/", new, name="stage_new"),
    path("countries/<str:iso3>/stages/<int:pk>/", edit, name="stage_edit"),
    path("countries/<str:iso3>/stages/<int:pk>/remove/", remove, name="stage_remove"),
]
