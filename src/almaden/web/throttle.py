"""Counts what the public sends, so that one address cannot fill the store."""

from __future__ import annotations

import time
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from almaden.web.client_address import address_of

#: In seconds: the pause after wrong passwords.
_WHILE: Final = 900


def may_send(request: HttpRequest, what: str, most: int) -> bool:
    """Count what an address sends; false when it is one too many in a quarter of an hour.

    Args:
        request: the request.
        what: tells one kind from another.
        most: how often is allowed.
    """
    key = f"{what}-{address_of(request)}-{int(time.time() // _WHILE)}"
    cache.add(key, 0, timeout=2 * _WHILE)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # The cache threw the count away between the two steps.
        return True
