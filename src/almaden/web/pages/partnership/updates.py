"""The page behind a link: a partner without an account tells what is new, in its language and in few bytes.

The secret in the address is all that opens the page. It therefore goes nowhere else: no other page learns the address
(:mod:`almaden.web.security`), no log tells it (:mod:`almaden.web.fault_log`).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from almaden.errors import InputError
from almaden.partnership.matching.catalogue import is_stale
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.exchange import OfferRecord
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.journal import ConflictError
from almaden.store.registry import answers
from almaden.web.access import open_to_all
from almaden.web.language import LANGUAGE_NAMES, translate
from almaden.web.language import language as language_of_page
from almaden.web.light import django_code, light_page
from almaden.web.pages.partnership.shared import choices_of, options, today
from almaden.web.registry_form import area_choices, type_choices, words_of
from almaden.web.registry_words import value_word
from almaden.web.update_form import UpdateForm
from almaden.wording import n_


# Whoever knows the address may send the form from wherever; a cookie proves nothing here, and there is none. A browser
# that may not tell the address sends no origin either, which Django's own check would refuse.
@csrf_exempt
@open_to_all
def update(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a partner its own activities and offers, and take what it tells."""
    try:
        opened = answers.open_link(secret)
    except InputError as error:
        with translation.override(django_code(_asked(request) or answers.language_of_link(secret))):
            return light_page(request, "partnership/update_shut.html", {"faults": error.faults}, 404)
    with translation.override(django_code(_asked(request) or opened.link.language)):
        form = UpdateForm(opened, request.POST if request.method == "POST" else None)
        status = 200
        if request.method == "POST" and request.POST.get("do") != "more":
            status = _answered(secret, form, nothing=request.POST.get("do") == "nothing")
            if status == 302:
                return redirect(reverse("update_thanks") + f"?language={language_of_page()}")
        values = {
            "form": form,
            "area": opened.link.area,
            "statuses": _statuses(),
            "types": type_choices(),
            "areas": area_choices(),
            "stale": {part.name for part in form.offers if _is_stale(part.entry)},
            "yes_or_no": [("", "–"), *options(choices_of("offer", "mobile"))],
            "languages": [("", "–"), *((code, LANGUAGE_NAMES[code]) for code in PAGE_LANGUAGES)],
        }
        return light_page(request, "partnership/update.html", values, status)


@open_to_all
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank whoever answered."""
    with translation.override(django_code(request.GET.get("language", ""))):
        return light_page(request, "partnership/update_thanks.html", {})


def _asked(request: HttpRequest) -> str:
    """The language that the address names, empty where it names none."""
    language = request.GET.get("language", "")
    return language if language in PAGE_LANGUAGES else ""


def _answered(secret: str, form: UpdateForm, *, nothing: bool) -> int:
    """Keep an answer; the status of the page, 302 when it was kept."""
    # What is still right is told by either button.
    if not form.is_empty if nothing else form.is_empty and not form.confirmed():
        form.problem = translate(
            n_("You wrote something: send it, or take it out first.")
            if nothing
            else n_("Nothing was written. If nothing is new, say so with the first button.")
        )
        return 422
    try:
        answers.answer(
            secret,
            form.changes(),
            versions=form.versions,
            word=form.word,
            language=language_of_page(),
            added=form.added(),
            reached=form.reached(),
            confirmed=form.confirmed(),
        )
    except ConflictError as error:
        form.problem = error.say(translate)
        form.show_now()
        return 409
    except InputError as error:
        form.tell(error.faults)
        return 422
    return 302


def _is_stale(entry: answers.Entry | None) -> bool:
    return entry is not None and isinstance(entry.record, OfferRecord) and is_stale(entry.record, today())


def _statuses() -> list[tuple[str, str]]:
    return [(one, value_word(one)) for one in words_of(ActivityRecord.model_fields["status"]) if one]


urlpatterns = [
    path("partnership/update/<str:secret>/", update, name="update"),
    path("partnership/thanks/", thanks, name="update_thanks"),
]
