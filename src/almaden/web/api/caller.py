"""Who asks: a person by session or token, or the public; and how often they may."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle
from ninja.utils import check_csrf

from almaden.store.models import User
from almaden.web.api.problems import StatusError
from almaden.web.client_address import address_of
from almaden.wording import n_


def anyone(request: HttpRequest) -> User | AnonymousUser:
    """Whoever asks; the public sees what is published.

    Raises:
        StatusError: 401 for a token that is not valid, 403 for a session without the token of its form.
    """
    header = request.headers.get("Authorization", "")
    if header:
        request.user = _of_token(header)
    elif request.user.is_authenticated and check_csrf(request):
        raise StatusError(403, n_("The form has expired. Go back, load the page again, and send it again."))
    return request.user


def signed_in(request: HttpRequest) -> User | AnonymousUser:
    """A person with an account.

    Raises:
        StatusError: 401 for the public.
    """
    user = anyone(request)
    if not user.is_authenticated:
        raise StatusError(401)
    return user


def _of_token(header: str) -> User:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise StatusError(401)
    from almaden.store.accounts import user_of_token

    user = user_of_token(secret.strip())
    if user is None:
        raise StatusError(401)
    return user


class PerMinute(BaseThrottle):
    """So many requests a minute for each address of the public and for each person; none is counted without a limit.

    Limits stand in the setting ``ALMADEN_API_PER_MINUTE`` under ``anonymous`` and ``person``.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        """Count the request; false when it is one too many."""
        limits: dict[str, int] = settings.ALMADEN_API_PER_MINUTE
        kind = "person" if request.user.is_authenticated else "anonymous"
        limit = limits.get(kind, 0)
        if not limit:
            return True
        key = f"api-{kind}-{request.user.pk or address_of(request)}-{int(time.time() // 60)}"
        cache.add(key, 0, timeout=120)
        try:
            return cache.incr(key) <= limit
        except ValueError:
            # The cache threw the count away between the two steps.
            return True

    def wait(self) -> float:
        """Seconds to the next minute."""
        return 60 - time.time() % 60


def described(auth: Any) -> list[dict[str, list[str]]]:
    """What an operation asks for, in the words of OpenAPI."""
    keys: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
    return keys if auth is signed_in else [{}, *keys]


def actor(request: HttpRequest) -> User:
    """The person who asks, in operations under :func:`signed_in`."""
    assert isinstance(request.user, User)
    return request.user
