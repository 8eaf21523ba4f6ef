"""What every template knows: translation, numbers, addresses, the person."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from almaden import __version__
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.rights import may, may_somewhere
from almaden.web.fate_menu import fate_menu
from almaden.web.language import LANGUAGE_NAMES, RIGHT_TO_LEFT, language, plural, translate
from almaden.web.links import address_if_any
from almaden.web.monitoring_menu import monitoring_menu
from almaden.web.names import Names
from almaden.web.navigation import account_menu, address_of, foot_menu, main_menu
from almaden.web.shown import area_name, country, day, moment, number, rounded_to_range
from almaden.web.states import ROLE_WORDS, STATE_WORDS

#: Pages that the frame links to, where they are there.
_PLACES = ("search", "set_language", "sign_in", "sign_out")


def environment(**options: Any) -> Environment:
    """Jinja's environment, as Django asks for it."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    made.globals.update(static=static, url=address, _=translate, plural=plural, language=language)
    made.globals.update(number=number, rounded=rounded_to_range, day=day, moment_of=moment, country_name=country)
    made.globals.update(area_name=area_name)
    made.globals.update(state_words=STATE_WORDS, role_words=ROLE_WORDS, version=__version__)
    made.globals.update(language_names=LANGUAGE_NAMES, languages=PAGE_LANGUAGES, url_if_any=address_if_any)
    return made


def address(name: str, *args: Any, **query: Any) -> str:
    """The address of a page by the name of its view, with a query where there is one."""
    from urllib.parse import urlencode

    asked = {key: value for key, value in query.items() if value not in (None, "")}
    return reverse(name, args=args) + (f"?{urlencode(asked, doseq=True)}" if asked else "")


def every_page(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs."""
    return {
        "lang": language(),
        "direction": "rtl" if language() in RIGHT_TO_LEFT else "ltr",
        "here": request.get_full_path() if request.method == "GET" else request.path,
        "user": request.user,
        "may": lambda right, country, area="": may(request.user, right, country, area),
        "may_somewhere": lambda right: may_somewhere(request.user, right),
        "persons": Names(request.user),
        "messages": get_messages(request),
        "navigation": main_menu(request),
        "account_menu": account_menu(request),
        "foot_menu": foot_menu(request),
        "fate_menu": lambda: fate_menu(request),
        "monitoring_menu": lambda: monitoring_menu(request),
        "places": {name: address_of(name) for name in _PLACES},
    }
