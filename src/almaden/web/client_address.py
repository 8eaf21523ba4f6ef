"""The address of whoever asks, also behind a proxy: one answer for limits, lockouts and the journal."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address that asks; behind a proxy on this machine the one that the proxy saw.

    Only the last entry of ``X-Forwarded-For`` is read, which the proxy itself wrote: those before it are whatever
    the client sent.
    """
    # A socket of the system has no address; whoever speaks there is on this machine.
    seen = _read(request.META.get("REMOTE_ADDR", "")) or IPv4Address("127.0.0.1")
    if settings.SECURE_PROXY_SSL_HEADER and seen.is_loopback:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        return str(_read(forwarded.rpartition(",")[2]) or seen)
    return str(seen)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
