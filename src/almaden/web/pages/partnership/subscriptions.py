"""The newsletter for readers: asked for, confirmed, changed and left, without an account and without a script."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from almaden.errors import InputError
from almaden.store.letters import alerts
from almaden.store.letters import subscriptions as store
from almaden.store.models import Subscription
from almaden.web.access import open_to_all
from almaden.web.failures import failure
from almaden.web.faults_in_forms import said
from almaden.web.language import language as language_of_page
from almaden.web.language import translate
from almaden.web.light import django_code, light_page
from almaden.web.pauses import may_send
from almaden.web.registry_form import area_choices
from almaden.wording import n_

#: What a reader agrees to; kept with the subscription in the words that were read.
WORDING: Final = n_(
    "I want the newsletter of the Global Mercury Partnership by e-mail. My address is kept for that alone. I can "
    "leave by a link in every letter; my address is deleted then."
)
_SECRET: Final = "SECRET"
_FIELDS: Final = ("address", "language", "areas", "agree")


@open_to_all
@never_cache
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter; the answer does not tell whether the address was known."""
    with translation.override(django_code(request.GET.get("language", ""))):
        if request.method != "POST":
            return _form(request, {"address": "", "language": language_of_page(), "areas": [], "agree": False}, {})
        typed = _typed(request)
        if not typed["agree"]:
            return _form(request, typed, {"agree": translate(n_("Without your consent nothing can be sent."))}, 422)
        chosen = typed["address"], typed["language"], typed["areas"]
        try:
            store.check(*chosen)
            if not may_send(request, "subscribe"):
                told = translate(n_("Too much came from here. Try again in a quarter of an hour."))
                return failure(request, 429, told)
            store.subscribe(*chosen, translate(WORDING), page=link_page(request))
        except InputError as error:
            return _form(request, typed, {fault.column: said(fault) for fault in error.faults}, 422)
        return redirect(f"{reverse('subscribe_sent')}?language={language_of_page()}")


@open_to_all
def subscribe_sent(request: HttpRequest) -> HttpResponse:
    """Say that a message is on its way."""
    with translation.override(django_code(request.GET.get("language", ""))):
        return light_page(request, "partnership/subscribe_sent.html", {"days": store.CONFIRM_DAYS})


# As for the links of partners: whoever knows the address may act, and programs for mail send no proof of a page.
@csrf_exempt
@open_to_all
def subscription(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind the link in a letter: confirm, change the choices, leave. Only a form that is sent acts."""
    try:
        found = store.opened(secret)
        with translation.override(django_code(request.GET.get("language", "") or found.language)):
            done, problem = _act(request, secret) if request.method == "POST" else ("", "")
            return _shown(request, store.opened(secret), done, problem)
    except InputError as error:
        with translation.override(django_code(request.GET.get("language", ""))):
            return light_page(request, "partnership/update_shut.html", {"faults": error.faults}, 404)


@csrf_exempt
@open_to_all
def alerts_stop(request: HttpRequest, secret: str) -> HttpResponse:
    """End the alerts about the matches of a need or an offer."""
    with translation.override(django_code(request.GET.get("language", ""))):
        try:
            row = alerts.stop(secret) if request.method == "POST" else alerts.record_behind(secret)
        except InputError as error:
            return light_page(request, "partnership/update_shut.html", {"faults": error.faults}, 404)
        ended = not row.personal.get("alerts")
        return light_page(request, "partnership/alerts_stop.html", {"title": row.title or row.key, "ended": ended})


def link_page(request: HttpRequest) -> str:
    """Address of the page behind the links in letters, with ``{secret}`` where the secret goes."""
    return request.build_absolute_uri(reverse("subscription", args=[_SECRET])).replace(_SECRET, "{secret}")


def _act(request: HttpRequest, secret: str) -> tuple[str, str]:
    """Do what a form says; what was done, and what is wrong."""
    do = request.POST.get("do", "")
    # What a program for mail sends by itself (RFC 8058).
    if do == "leave" or request.POST.get("List-Unsubscribe") == "One-Click":
        store.leave(secret)
        return "left", ""
    try:
        if do == "confirm":
            store.confirm(secret)
            return "confirmed", ""
        if do == "choose":
            store.choose(secret, request.POST.get("language", ""), request.POST.getlist("areas"))
            return "chosen", ""
    except InputError as error:
        return "", " ".join(said(fault) for fault in error.faults)
    return "", translate(n_("Choose one of the buttons."))


def _shown(request: HttpRequest, found: Subscription, done: str, problem: str) -> HttpResponse:
    values = {"subscription": found, "done": done, "problem": problem, "areas": area_choices()}
    return light_page(request, "partnership/subscription.html", values, 422 if problem else 200)


def _form(request: HttpRequest, typed: dict[str, Any], problems: dict[str, str], status: int = 200) -> HttpResponse:
    values = {
        "typed": typed,
        "problems": dict.fromkeys(_FIELDS, "") | problems,
        "areas": area_choices(),
        "wording": translate(WORDING),
    }
    return light_page(request, "partnership/subscribe.html", values, status)


def _typed(request: HttpRequest) -> dict[str, Any]:
    return {
        "address": request.POST.get("address", "").strip()[:320],
        "language": request.POST.get("language", ""),
        "areas": request.POST.getlist("areas"),
        "agree": request.POST.get("agree") == "yes",
    }


urlpatterns = [
    path("partnership/subscribe/", subscribe, name="subscribe"),
    path("partnership/subscribe/sent/", subscribe_sent, name="subscribe_sent"),
    path("partnership/subscription/<str:secret>/", subscription, name="subscription"),
    path("partnership/alerts/<str:secret>/", alerts_stop, name="alerts_stop"),
]
