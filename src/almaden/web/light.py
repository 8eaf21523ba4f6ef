"""Pages for weak connections, which people without an account open by a link: in their language, without a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from almaden.reference.languages import PAGE_LANGUAGES
from almaden.web.language import language as language_of_page


def light_page(request: HttpRequest, template: str, values: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A page under ``partnership/light.html``, which search engines leave alone."""
    languages = [code for code in PAGE_LANGUAGES if code != language_of_page()]
    response = render(request, template, {**values, "other_languages": languages}, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def django_code(language: str) -> str:
    """A language of the pages as Django calls it; that of the request for any other."""
    known = language if language in PAGE_LANGUAGES else language_of_page()
    return "zh-hans" if known == "zh" else known
