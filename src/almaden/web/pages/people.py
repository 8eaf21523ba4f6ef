"""People and their roles, for administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError
from almaden.reference.countries import all_countries
from almaden.store import accounts
from almaden.store.models import Role, User
from almaden.web.access import needs, person_of
from almaden.web.failures import status_of
from almaden.web.language import translate
from almaden.web.paging import Page, page_by
from almaden.web.shown import area_choices, country
from almaden.web.states import ROLE_WORDS
from almaden.wording import n_

_manages = needs("manage_accounts")


class PersonForm(forms.Form):
    """A new account."""

    username = forms.CharField(label=n_("Sign-in name"), max_length=150)
    full_name = forms.CharField(label=n_("Name"), max_length=200, required=False)
    email = forms.CharField(label=n_("E-mail address"), max_length=254, required=False)


class RoleForm(forms.Form):
    """A role to give."""

    role = forms.ChoiceField(label=n_("Role"))
    country = forms.ChoiceField(label=n_("Country"), required=False)
    area = forms.ChoiceField(
        label=n_("Area of work"), required=False, help_text=n_("For area leads only; other roles have none.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = sorted(((one.iso3, country(one.iso3)) for one in all_countries()), key=lambda pair: pair[1])
        roles = [(name, translate(text)) for name, text in ROLE_WORDS.items()]
        choices: dict[str, list[tuple[str, str]]] = {
            "role": roles,
            "country": [("", translate(n_("all countries"))), *countries],
            "area": [("", translate(n_("all areas"))), *area_choices()],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # a field of choices


@_manages
def people(request: HttpRequest) -> HttpResponseBase:
    """Everybody with an account."""
    asked = request.GET.get("q", "").strip()[:150]
    found = User.objects.filter(username__icontains=asked) if asked else User.objects.all()
    page: Page[User] = page_by(found.prefetch_related("roles"), "username", request.GET)
    return render(request, "people/people.html", {"page": page, "asked": asked, "form": PersonForm(), "problem": ""})


@_manages
@require_POST
def add_person(request: HttpRequest) -> HttpResponseBase:
    """Make an account; its owner gets a link to set the password."""
    form = PersonForm(request.POST)
    problem, status = "", 422
    if form.is_valid():
        try:
            made = accounts.make_user(person_of(request), **form.cleaned_data)
        except AlmadenError as error:
            problem, status = error.say(translate), status_of(error)
        else:
            return redirect("person", made.pk)
    page: Page[User] = page_by(User.objects.prefetch_related("roles"), "username", {})
    return render(
        request, "people/people.html", {"page": page, "asked": "", "form": form, "problem": problem}, status=status
    )


@_manages
@never_cache
def person(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """One person: roles, link, open or closed."""
    return _person_page(request, get_object_or_404(User, pk=user_id))


@_manages
@require_POST
@never_cache
def send_link(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Make a link with which a person sets a password, and show it once."""
    who = get_object_or_404(User, pk=user_id, is_active=True)
    secret = accounts.invite(person_of(request), "password" if who.has_usable_password() else "join", who)
    return _person_page(request, who, link=request.build_absolute_uri(reverse("link", args=[secret])))


@_manages
@require_POST
def give_role(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Give a person a role."""
    who, form = get_object_or_404(User, pk=user_id), RoleForm(request.POST)
    if not form.is_valid():
        return _person_page(request, who, form=form, status=422)
    try:
        accounts.grant(person_of(request), who, **form.cleaned_data)
    except AlmadenError as error:
        return _person_page(request, who, form=form, problem=error.say(translate), status=status_of(error))
    messages.success(request, translate(n_("The role was given.")))
    return redirect("person", who.pk)


@_manages
@require_POST
def take_role(request: HttpRequest, role_id: int) -> HttpResponseBase:
    """Take a role from a person."""
    role = get_object_or_404(Role, pk=role_id)
    accounts.revoke(person_of(request), role)
    messages.success(request, translate(n_("The role was taken back.")))
    return redirect("person", role.user_id)


@_manages
@require_POST
def open_or_close(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Close an open account, or open a closed one."""
    who = get_object_or_404(User, pk=user_id)
    if who.is_active:
        accounts.close_account(person_of(request), who)
    else:
        accounts.reopen_account(person_of(request), who)
    return redirect("person", who.pk)


def _person_page(request: HttpRequest, who: User, status: int = 200, **given: Any) -> HttpResponseBase:
    values = {"who": who, "roles": who.roles.order_by("name", "country"), "form": RoleForm(), "link": "", "problem": ""}
    return render(request, "people/person.html", {**values, **given}, status=status)


urlpatterns = [
    path("people/", people, name="people"),
    path("people/add/", add_person, name="add_person"),
    path("people/<int:user_id>/", person, name="person"),
    path("people/<int:user_id>/link/", send_link, name="send_link"),
    path("people/<int:user_id>/roles/", give_role, name="give_role"),
    path("people/<int:user_id>/open-or-close/", open_or_close, name="open_or_close"),
    path("people/roles/<int:role_id>/take/", take_role, name="take_role"),
]
