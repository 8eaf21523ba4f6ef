"""Addresses of listings: without what follows a reader around, and without what tells who sells."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: Parameters that tell how a reader came to a page, never which page it is.
_TRACKING: Final = re.compile(
    r"(utm_\w+|gclid|gbraid|wbraid|dclid|fbclid|msclkid|yclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|spm|scm|pvid|algo_\w+|"
    r"aff_\w+|ref|ref_|ref_src|pd_rd_\w+|pf_rd_\w+|content-id|qid|crid|sprefix|linkcode|campid|mkcid|mkevt|"
    r"mkrid|_trk\w*|trk\w*|smid)",
    re.IGNORECASE,
)
_TRACKING_PATH: Final = re.compile(r"/ref=[^/]*$")


def clean_address(url: str) -> tuple[str, tuple[str, ...]]:
    """An address without tracking.

    Args:
        url: the address.

    Returns:
        The address, and the names of what was taken out of it; the same address where there was nothing.
    """
    parts = urlsplit(url.strip())
    told = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in told if not _TRACKING.fullmatch(name)]
    removed = [name for name, _ in told if _TRACKING.fullmatch(name)]
    path = _TRACKING_PATH.sub("", parts.path)
    if path != parts.path:
        removed.append("ref=")
    if parts.fragment and any(_TRACKING.fullmatch(name) for name, _ in parse_qsl(parts.fragment)):
        removed.append("#")
        parts = parts._replace(fragment="")
    if not removed:
        return url.strip(), ()
    query = urlencode(kept) if len(kept) != len(told) else parts.query
    return urlunsplit(parts._replace(path=path, query=query)), tuple(removed)


def is_address(url: str) -> bool:
    """Whether a text is an address of the web without a user's name in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None


def host_of(url: str) -> str:
    """The host of an address, which is all that public tables tell of it; empty where there is none."""
    return (urlsplit(url).hostname or "") if url and is_address(url) else ""
