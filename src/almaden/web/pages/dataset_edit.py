"""The form of a data set: title, description, licence, source, area of work, whether it is made up."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from almaden.errors import InputError
from almaden.store.datasets import change_dataset, check_may_change
from almaden.store.journal import ConflictError
from almaden.store.models import Dataset, SourceDocument
from almaden.store.rights import Person, areas_with, visible_datasets
from almaden.web.access import needs, person_of
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.shown import area_choices, area_name
from almaden.wording import n_

#: Documents that can be chosen: the newest ones, and the one that is chosen already.
_SOURCES: Final = 500


class DatasetForm(forms.Form):
    """What is said of a data set."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    title = forms.CharField(label=n_("Title"), max_length=300)
    description = forms.CharField(
        label=n_("Description"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    licence = forms.CharField(label=n_("Licence"), max_length=200, required=False)
    source = forms.ChoiceField(label=n_("Source"), required=False)
    area = forms.ChoiceField(
        label=n_("Area of work"), required=False, help_text=n_("Leads of this area see the drafts and review them.")
    )
    made_up = forms.BooleanField(
        label=n_("Made up"), required=False, help_text=n_("The data are made up, for trying, and are marked as such.")
    )

    def __init__(self, user: Person, dataset: Dataset, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = SourceDocument.objects.order_by("-pk").values_list("pk", "title")[:_SOURCES]
        sources = dict(newest)
        if dataset.source is not None:
            sources[dataset.source.pk] = dataset.source.title
        listed = sorted(((str(pk), title) for pk, title in sources.items()), key=lambda pair: pair[1].casefold())
        self.fields["source"].choices = [("", "–"), *listed]  # type: ignore[attr-defined]  # a field of choices
        allowed = areas_with(user, "write_data")
        areas = [one for one in area_choices() if allowed is None or one[0] in allowed]
        none = [] if allowed is not None else [("", "–")]
        self.fields["area"].choices = [*none, *areas]  # type: ignore[attr-defined]  # a field of choices

    def values(self) -> dict[str, Any]:
        """What was typed, as the store takes it."""
        source = self.cleaned_data["source"]
        found = SourceDocument.objects.filter(pk=source).first() if source else None
        return {**{name: self.cleaned_data[name] for name in _TYPED}, "source": found}


_TYPED: Final = ("title", "description", "licence", "area", "made_up")


@needs("write_data")
def dataset_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of a data set."""
    shown = visible_datasets(request.user).select_related("source")
    dataset = shown.filter(pk=pk).first() if pk < 2**63 else None
    if dataset is None:
        raise Http404
    check_may_change(person_of(request), dataset)
    first = {name: getattr(dataset, name) for name in (*_TYPED, "version")}
    first["source"] = str(dataset.source_id or "")
    form = DatasetForm(request.user, dataset, request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            change_dataset(person_of(request), dataset, form.cleaned_data["version"] or 0, **form.values())
            return redirect("dataset", pk)
        except InputError as error:
            tell(form, error.faults)
        except ConflictError as error:
            return _both(request, dataset, form, error)
    context = {"form": form, "title": _TITLE, "place": dataset, "kind": "dataset", "no_dataset": False}
    return render(request, "places/edit.html", context, status=422 if form.errors else 200)


_TITLE: Final = n_("Change the data set")


def _both(request: HttpRequest, dataset: Dataset, form: DatasetForm, error: ConflictError) -> HttpResponse:
    mine, theirs = form.values(), Dataset.objects.select_related("source").get(pk=dataset.pk)
    lines = [
        (str(form.fields[name].label), _shown(name, mine[name]), _shown(name, getattr(theirs, name)))
        for name in (*_TYPED, "source")
    ]
    return both_versions(request, error, lines, title=_TITLE, back=reverse("dataset", args=[dataset.pk]))


def _shown(name: str, value: Any) -> str:
    if name == "made_up":
        return translate(n_("yes") if value else n_("no"))
    if name == "source":
        return value.title if value is not None else ""
    return area_name(value) if name == "area" else value


urlpatterns = [path("data/<int:pk>/edit/", dataset_edit, name="dataset_edit")]
