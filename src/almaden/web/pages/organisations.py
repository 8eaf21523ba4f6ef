"""Organisations: ministries, institutes, companies, partners; for everybody with an account, kept by administrators."""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.store.journal import ConflictError
from almaden.store.models import Organisation, User
from almaden.store.organisations import change_organisation, make_organisation
from almaden.store.rights import may, visible_datasets, visible_inventories
from almaden.web.access import needs, person_of, signed_in
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import tell
from almaden.web.pages.places_shared import found
from almaden.web.paging import Page, page_by
from almaden.web.record_form import country_choices
from almaden.web.shown import country
from almaden.wording import n_

_TITLE: Final = n_("Organisation")
_FIELDS: Final = ("name", "kind", "country", "website")


class OrganisationForm(forms.Form):
    """What is said of an organisation."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)
    name = forms.CharField(label=n_("Name"), max_length=200)
    kind = forms.CharField(
        label=n_("Kind"), max_length=40, required=False, help_text=n_("Such as ministry, institute, company.")
    )
    country = forms.ChoiceField(
        label=n_("Country"), required=False, choices=lambda: [("", "\N{EN DASH}"), *country_choices()]
    )
    website = forms.CharField(label=n_("Web page"), max_length=300, required=False)


@signed_in
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations, with a search by their names."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:200]
    every = Organisation.objects.all()
    listed: Page[Organisation] = page_by(every.filter(name__icontains=asked) if asked else every, "name", request.GET)
    return render(request, "organisations/list.html", {"page": listed, "asked": asked})


@signed_in
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation, what it brought in, and for administrators who belongs to it."""
    one = found(Organisation.objects.all(), pk)
    may_change = may(request.user, "manage_accounts")
    context = {
        "organisation": one,
        "datasets": visible_datasets(request.user).filter(organisation=one).order_by("title"),
        "inventories": visible_inventories(request.user).filter(organisation=one).order_by("country", "-year"),
        "people": User.objects.filter(organisation=one) if may_change else (),
        "may_change": may_change,
    }
    return render(request, "organisations/organisation.html", context)


@needs("manage_accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an organisation."""
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_organisation(person_of(request), **{name: form.cleaned_data[name] for name in _FIELDS})
            return redirect("organisation", made.pk)
        except InputError as error:
            tell(form, error.faults)
    return _form(request, form)


@needs("manage_accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of an organisation, unless somebody else did meanwhile."""
    one = found(Organisation.objects.all(), pk)
    start = {name: getattr(one, name) for name in (*_FIELDS, "version")}
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in _FIELDS}
        try:
            change_organisation(person_of(request), one, form.cleaned_data["version"] or 0, **values)
            return redirect("organisation", pk)
        except InputError as error:
            tell(form, error.faults)
        except ConflictError as error:
            lines = [
                (str(form.fields[name].label), _shown(name, values[name]), _shown(name, error.theirs[name]))
                for name in _FIELDS
            ]
            return both_versions(request, error, lines, title=_TITLE, back=reverse("organisation", args=[pk]))
    return _form(request, form, one)


def _form(request: HttpRequest, form: OrganisationForm, one: Organisation | None = None) -> HttpResponse:
    context = {"form": form, "title": _TITLE, "no_dataset": False}
    if one is not None:
        context.update(place=one, kind="organisation")
    return render(request, "places/edit.html", context, status=422 if form.errors else 200)


def _shown(name: str, value: str) -> str:
    return country(value) if name == "country" and value else value


urlpatterns = [
    path("organisations/", organisations, name="organisations"),
    path("organisations/new/", new, name="organisation_new"),
    path("organisations/<int:pk>/", organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", edit, name="organisation_edit"),
]
