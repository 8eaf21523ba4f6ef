"""Signing in and out, links that work once, and one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store import accounts
from almaden.store.accounts.checks import LONGEST_PASSWORD
from almaden.store.models import Token, User
from almaden.web.access import open_to_all, person_of, signed_in
from almaden.web.client_address import address_of
from almaden.web.failures import status_of
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.wording import n_

_BACKEND = "django.contrib.auth.backends.ModelBackend"


def _password(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, max_length=LONGEST_PASSWORD, strip=False, help_text=help_text)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=n_("Sign-in name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(n_("Password"), "current-password")


class NewPasswordForm(forms.Form):
    """What a link for a new password asks."""

    password = _password(n_("New password"), "new-password", n_("At least 12 characters; several words are good."))


class JoinForm(NewPasswordForm):
    """What a link for a new account asks."""

    username = forms.CharField(
        label=n_("Sign-in name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    full_name = forms.CharField(label=n_("Your name, as others see it"), max_length=200, required=False)
    field_order = ("username", "full_name", "password")


class OwnForm(forms.Form):
    """What people may change of their own account."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    full_name = forms.CharField(label=n_("Your name, as others see it"), max_length=200, required=False)
    email = forms.CharField(label=n_("E-mail address"), max_length=254, required=False)
    language = forms.ChoiceField(
        label=n_("Language"), choices=[(code, LANGUAGE_NAMES[code]) for code in PAGE_LANGUAGES]
    )


class ChangePasswordForm(NewPasswordForm):
    """The old password and the new one."""

    old = _password(n_("Password until now"), "current-password")
    field_order = ("old", "password")


class TokenForm(forms.Form):
    """A new key of the API."""

    name = forms.CharField(label=n_("What the key is for"), max_length=100)
    days = forms.IntegerField(label=n_("Days that it works"), required=False, min_value=1, max_value=3650)


@open_to_all
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward)
    form = SignInForm(request.POST or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        username, address = form.cleaned_data["username"].strip(), address_of(request)
        user = authenticate(request, username=username, password=form.cleaned_data["password"])
        accounts.note_sign_in(username, user is not None, address)
        if isinstance(user, User):
            # Django gives the session a new key here.
            login(request, user, backend=_BACKEND)
            return _remember_language(redirect(onward), user.language)
        problem = translate(n_("Name or password is wrong."))
    status = 422 if request.method == "POST" else 200
    return render(request, "account/sign_in.html", {"form": form, "problem": problem, "onward": onward}, status=status)


def _onward(request: HttpRequest) -> str:
    """Where the person wanted to go; never another host."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours else "/"


def _remember_language(response: HttpResponseBase, code: str) -> HttpResponseBase:
    known = code if code in PAGE_LANGUAGES else "en"
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        "zh-hans" if known == "zh" else known,
        max_age=365 * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return redirect("home")


# Changing the language of one's own pages harms nobody, and a token in every page would keep pages from being cached.
@csrf_exempt
@open_to_all
@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """Show pages in another language from now on."""
    return _remember_language(redirect(_onward(request)), request.POST.get("language", "en"))


@open_to_all
@never_cache
@sensitive_post_parameters("password")
def link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """A link that works once: make an account or set a password."""
    invitation = accounts.is_open(secret)
    if invitation is None:
        text = translate(n_("This link has expired or was used. Ask an administrator for a new one."))
        return render(request, "account/link.html", {"form": None, "problem": text}, status=404)
    kind = NewPasswordForm if invitation.user else JoinForm
    form, problem = kind(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            user = accounts.use_invitation(secret, **form.cleaned_data)
        except AlmadenError as error:
            problem = error.say(translate)
        else:
            login(request, user, backend=_BACKEND)
            messages.success(request, translate(n_("You are signed in.")))
            return redirect("home")
    values = {"form": form, "problem": problem, "invitation": invitation}
    return render(request, "account/link.html", values, status=422 if request.method == "POST" else 200)


@signed_in
@never_cache
def account(request: HttpRequest) -> HttpResponseBase:
    """One's own name, language, password, keys and roles."""
    if request.method != "POST":
        return _account_page(request)
    form = OwnForm(request.POST)
    if not form.is_valid():
        return _account_page(request, own=form, status=422)
    values, user = dict(form.cleaned_data), person_of(request)
    try:
        accounts.change_user(user, user, values.pop("version"), **values)
    except AlmadenError as error:
        return _account_page(request, own=form, problem=error.say(translate), status=status_of(error))
    return _remember_language(_done(request, n_("Your account was changed.")), values["language"])


@signed_in
@require_POST
@sensitive_post_parameters("old", "password")
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Set a new password, knowing the old one."""
    form = ChangePasswordForm(request.POST)
    if not form.is_valid():
        return _account_page(request, password=form, status=422)
    user = person_of(request)
    if not user.check_password(form.cleaned_data["old"]):
        form.add_error("old", translate(n_("This is not the password until now.")))
        return _account_page(request, password=form, status=422)
    try:
        accounts.set_password(user, user, form.cleaned_data["password"])
    except AlmadenError as error:
        return _account_page(request, problem=error.say(translate), status=status_of(error))
    update_session_auth_hash(request, user)
    return _done(request, n_("Your password was changed; other devices are signed out."))


@signed_in
@require_POST
@never_cache
def make_token(request: HttpRequest) -> HttpResponseBase:
    """Make a key of the API and show it, once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _account_page(request, token=form, status=422)
    try:
        secret = accounts.make_token(person_of(request), person_of(request), **form.cleaned_data)
    except AlmadenError as error:
        return _account_page(request, token=form, problem=error.say(translate), status=status_of(error))
    return _account_page(request, secret=secret)


@signed_in
@require_POST
def revoke_token(request: HttpRequest, token_id: int) -> HttpResponseBase:
    """Make a key useless."""
    user = person_of(request)
    accounts.revoke_token(user, get_object_or_404(Token, pk=token_id, user=user))
    return _done(request, n_("The key does not work any more."))


def _done(request: HttpRequest, text: str) -> HttpResponseBase:
    messages.success(request, translate(text))
    return redirect("account")


def _account_page(request: HttpRequest, status: int = 200, **given: Any) -> HttpResponse:
    user = User.objects.get(pk=person_of(request).pk)
    own = {name: getattr(user, name) for name in ("version", "full_name", "email", "language")}
    values = {
        "problem": "",
        "secret": "",
        "own": OwnForm(initial=own),
        "password": ChangePasswordForm(),
        "token": TokenForm(),
        "tokens": user.tokens.order_by("-id"),
        "roles": user.roles.order_by("name", "country"),
        **given,
    }
    return render(request, "account/account.html", values, status=status)


urlpatterns = [
    path("account/", account, name="account"),
    path("account/sign-in/", sign_in, name="sign_in"),
    path("account/sign-out/", sign_out, name="sign_out"),
    path("account/language/", set_language, name="set_language"),
    path("account/link/<str:secret>/", link, name="link"),
    path("account/password/", change_password, name="change_password"),
    path("account/keys/", make_token, name="make_token"),
    path("account/keys/<int:token_id>/revoke/", revoke_token, name="revoke_token"),
]
