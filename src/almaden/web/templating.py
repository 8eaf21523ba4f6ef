"""What every template knows: translation, numbers, addresses, the person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from almaden.reference.languages import PAGE_LANGUAGES
from almaden.store.rights import may
from almaden.web.language import RIGHT_TO_LEFT, language, translate


def environment(**options: Any) -> Environment:
    """Jinja's environment, as Django asks for it."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    made.globals.update(static=static, url=address, _=translate, language=language)
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
        "languages": PAGE_LANGUAGES,
        "user": request.user,
        "may": lambda right, country="": may(request.user, right, country),
    }
