"""How often one address may send a form that is open to everybody."""

from __future__ import annotations

import time
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest

from almaden.web.client_address import address_of

#: Forms that one address may send in a while, and that while in seconds: the pause after wrong passwords.
_MOST: Final = 5
_WHILE: Final = 900


def may_send(request: HttpRequest, form: str, most: int = _MOST) -> bool:
    """Count a form that is sent; false when it is one too many.

    Args:
        request: what is sent.
        form: which form; each counts by itself.
        most: how often one address may send it in a while.
    """
    key = f"{form}-{address_of(request)}-{int(time.time() // _WHILE)}"
    cache.add(key, 0, timeout=2 * _WHILE)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # The cache threw the count away between the two steps.
        return True
