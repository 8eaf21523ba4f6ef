"""Stages of assessments and plans: a new one, its day, document and note, and taking one back."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import InputError
from almaden.reference.countries import all_countries
from almaden.store.countries import remove_stage, set_stage
from almaden.store.journal import ConflictError
from almaden.store.models import CountryStage, SourceDocument
from almaden.store.models.countries import PlanKind, PlanStage
from almaden.store.rights import require
from almaden.web.access import needs, person_of
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.pages.places_shared import found
from almaden.web.shown import day
from almaden.wording import n_

_TITLE: Final = n_("Assessments and plans")
#: Words of the fields that are chosen from a list.
_WORDS: Final[dict[str, type[PlanKind] | type[PlanStage]]] = {"kind": PlanKind, "stage": PlanStage}


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
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            # Nobody who adds a stage has seen one that is there already.
            set_stage(person_of(request), iso3, **values, expected=form.cleaned_data["version"] or 0)
            return redirect("country", iso3)
        except InputError as error:
            tell(form, error.faults)
        except ConflictError as error:
            return _both(request, iso3, form, values, error)
    context = {"form": form, "iso3": iso3, "stage": known}
    return render(request, "countries/stage.html", context, status=422 if form.errors else 200)


def _both(
    request: HttpRequest, iso3: str, form: StageForm, values: dict[str, Any], error: ConflictError
) -> HttpResponse:
    lines = [
        (str(form.fields[name].label), _shown(name, value), _shown(name, getattr(error.record, name)))
        for name, value in values.items()
    ]
    return both_versions(request, error, lines, title=_TITLE, back=reverse("country", args=[iso3]))


def _shown(name: str, value: Any) -> str:
    if name in _WORDS:
        return dict(_said(_WORDS[name]))[value]
    if not value:
        return ""
    if name == "reached_on":
        return day(value)
    return str(value.title if name == "document" else value)


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
