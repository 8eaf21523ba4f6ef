"""What is new in the registry as a feed (Atom, RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from almaden.partnership.nodes import LANGUAGE, Node
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.outputs import EventRecord, PublicationRecord
from almaden.partnership.registry import Registry
from almaden.reports.partnership.xml import text_of

_ATOM: Final = "http://www.w3.org/2005/Atom"
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+")
#: Entries of a feed; readers ask again and again, and nobody reads thousands.
MOST: Final = 100
#: The kinds that are news.
NEWS: Final = ("activity", "publication", "event")


@dataclass(frozen=True)
class New:
    """One entry.

    Attributes:
        kind: name of the kind of record.
        key: its key.
        title: its title.
        summary: what it says.
        updated: when it was recorded or last changed.
        address: where it can be read, empty where nowhere.
    """

    kind: str
    key: str
    title: str
    summary: str
    updated: datetime
    address: str = ""


def news_of(registry: Registry, updated: datetime) -> tuple[New, ...]:
    """Activities, publications and events of a registry that does not say when each was recorded."""
    found = [
        *(New("activity", one.id, one.title, one.description, updated, one.website)
          for one in registry.all(ActivityRecord) if not one.same_as),
        *(New("publication", one.id, one.title, "", updated, one.website) for one in registry.all(PublicationRecord)),
        *(New("event", one.id, one.title, "", updated, one.website) for one in registry.all(EventRecord)),
    ]  # fmt: skip
    return tuple(found)


def write_feed(
    news: Iterable[New], title: str, publisher: str, made_at: datetime, lang: str = "en", address: str = ""
) -> bytes:
    """The feed, newest first, of at most :data:`MOST` entries of kinds that everybody may see.

    Args:
        news: the entries.
        title: title of the feed.
        publisher: who publishes it: its registered identifier, which makes the marks of entries unlike others.
        made_at: moment of the feed.
        lang: language of its texts.
        address: where the feed itself is read, empty where nowhere.
    """
    shown = sorted((one for one in news if KINDS[one.kind].public), key=lambda one: one.updated, reverse=True)
    feed = Node("feed", {"xmlns": _ATOM, LANGUAGE: lang})
    feed.add("id", text=f"urn:almaden:feed:{publisher}")
    feed.add("title", text=title)
    if _ADDRESS.fullmatch(address):
        feed.add("link", {"rel": "self", "href": address})
    feed.add("updated", text=_moment(max([made_at, *(one.updated for one in shown[:1])])))
    feed.add("author").add("name", text=publisher)
    for one in shown[:MOST]:
        entry = feed.add("entry")
        entry.add("id", text=f"urn:almaden:{publisher}:{one.kind}:{one.key}")
        # Texts are texts: what looks like HTML is shown as it is written.
        entry.add("title", {"type": "text"}, one.title)
        entry.add("updated", text=_moment(one.updated))
        entry.add("category", {"term": one.kind})
        if _ADDRESS.fullmatch(one.address):
            entry.add("link", {"rel": "alternate", "href": one.address})
        entry.add("content", {"type": "text"}, one.summary or one.title)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text_of(feed, {}).encode()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
