"""Adding and changing a place by a form; of two people who change one, the second is shown both versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from almaden.errors import InputError
from almaden.reference.record import Record
from almaden.store.journal import ConflictError, record_type
from almaden.store.models import Dataset, Facility, Site, Unit
from almaden.store.places import writable_datasets
from almaden.store.rights import Person
from almaden.web.access import person_of
from almaden.web.conflicts import both_versions
from almaden.web.pages.places_shared import shown_value
from almaden.web.record_form import LABELS, RecordForm, fields_of, form_for, initial
from almaden.wording import n_

Place = Facility | Unit | Site


def add_place(request: HttpRequest, record: type[Record], make: Callable[..., Place], title: str) -> HttpResponse:
    """Add a facility or a site to a data set that the person chooses."""
    datasets = list(writable_datasets(person_of(request)))

    def keep(made: Record, *, reason: str) -> Place:
        return make(person_of(request), _chosen(datasets, request.POST.get("dataset", "")), made, reason=reason)

    return added(request, record, keep, title, datasets)


def added(
    request: HttpRequest,
    record: type[Record],
    keep: Callable[..., Place],
    title: str,
    datasets: list[Dataset] | None = None,
    **more: Any,
) -> HttpResponse:
    """Add a place; ``more`` are fields of the record that are not on the form."""
    form = form_for(record)(request.POST if request.method == "POST" else None)
    if datasets is not None:
        form.fields["dataset"] = _dataset_field(request.user, datasets)
    made = form.make(record, **more) if request.method == "POST" else None
    if made is not None:
        try:
            place = keep(made, reason=form.cleaned_data["reason"])
            return redirect(record_type(type(place)), place.pk)
        except InputError as error:
            form.tell(error)
    context = {"form": form, "title": title, "back": "", "no_dataset": datasets == []}
    return render(request, "places/edit.html", context, status=422 if form.errors else 200)


def changed(
    request: HttpRequest, place: Place, record: type[Record], change: Callable[..., bool], title: str, **more: Any
) -> HttpResponse:
    """Change a place, unless somebody else did meanwhile."""
    start = {**initial(place.content(), record), "version": place.version}
    form: RecordForm = form_for(record)(request.POST if request.method == "POST" else None, initial=start)
    made = form.make(record, **more) if request.method == "POST" else None
    if made is not None:
        try:
            seen, reason = form.cleaned_data["version"] or 0, form.cleaned_data["reason"]
            change(person_of(request), place, seen, made, reason=reason)
            return redirect(record_type(type(place)), place.pk)
        except InputError as error:
            form.tell(error)
        except ConflictError as error:
            lines = [
                (LABELS[name], shown_value(name, error.mine.get(name)), shown_value(name, error.theirs.get(name)))
                for name in fields_of(record)
            ]
            back = reverse(record_type(type(place)), args=[place.pk])
            return both_versions(request, error, lines, title=title, back=back)
    context = {"form": form, "title": title, "place": place, "kind": record_type(type(place)), "no_dataset": False}
    return render(request, "places/edit.html", context, status=422 if form.errors else 200)


def _dataset_field(user: Person, datasets: list[Dataset]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=n_("Data set"),
        choices=[(one.key, one.title) for one in datasets],
        help_text=n_("What is added to a data set is published with it."),
    )


def _chosen(datasets: list[Dataset], key: str) -> Dataset:
    return next(one for one in datasets if one.key == key)
