"""Headers that keep a page from loading or running anything that is not ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponseBase

#: Nothing from another host, no script in the page. Styles in the page are needed by Observable Plot.
POLICY: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)

#: Pages whose address holds the secret that opens them: no other page may learn it, not even from their error pages.
_SECRET_ADDRESSES: Final = frozenset({"update", "subscription", "alerts_stop", "answer", "answer_form", "answer_file"})


class SecurityHeaders:
    """Sets the policy on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), camera=(), microphone=()")
        if request.resolver_match and request.resolver_match.url_name in _SECRET_ADDRESSES:
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cache-Control"] = "no-store"
        if "Cache-Control" not in response.headers:
            # Asked for again each time, which costs little: unchanged pages are answered with 304.
            response.headers["Cache-Control"] = "private, no-cache"
        return response
