"""Finds records of every kind by words, among those that a person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from almaden.partnership.records.kinds import KINDS
from almaden.reference.categories import categories
from almaden.reference.countries import UN_LANGUAGES, all_countries, country_name
from almaden.store.models import Edition, SearchText, SourceDocument
from almaden.store.product_tests.campaigns import visible_campaigns
from almaden.store.rights import (
    Person,
    visible_datasets,
    visible_facilities,
    visible_inventories,
    visible_registry,
    visible_sites,
    visible_units,
)
from almaden.store.search_text import fold
from almaden.store.studies import visible_studies

#: Words beyond these are not looked at.
MOST_WORDS: Final = 8
#: Letters of a text beyond these are not looked at.
MOST_LETTERS: Final = 200


@dataclass(frozen=True)
class Hit:
    """One record that was found.

    Attributes:
        kind: what it is: ``country``, ``category``, ``inventory``, ``facility``, ``unit``, ``site``, ``source``,
            ``study``, ``product_campaign``, ``dataset``, ``registry_record`` or ``edition``.
        title: its name.
        subtitle: what tells it from others of the same name.
        address: the name of its page and what the page is called with.
    """

    kind: str
    title: str
    subtitle: str
    address: tuple[str, ...]


def search(user: Person, text: str, limit: int = 20) -> tuple[Hit, ...]:
    """Find records whose words hold every word of a text; letters' case and accents do not matter.

    Args:
        user: who asks; only what they may see is found.
        text: words or parts of words.
        limit: the most hits of each kind.

    Returns:
        Hits of one kind together; those that begin with the text come first.
    """
    words = fold(text[:MOST_LETTERS]).split()[:MOST_WORDS]
    if not words:
        return ()
    found: list[Hit] = [*_countries(words, limit), *_categories(words, limit)]
    for kind, (visible, order, hit) in _KINDS.items():
        found += [hit(row) for row in _rows(kind, visible(user), order, words, limit)]
    return tuple(found)


def matching(record_type: str, text: str) -> QuerySet[SearchText, Any]:
    """Ids of the records of one type whose words hold every word of a text; for a filter of a list."""
    return _holding(record_type, fold(text[:MOST_LETTERS]).split()[:MOST_WORDS]).values("record_id")


def documents(text: str = "") -> QuerySet[SourceDocument]:
    """The documents that are cited: all, or those whose words hold every word of a text."""
    found = SourceDocument.objects.all()
    return found.filter(pk__in=matching("source_document", text)) if text.strip() else found


def _holding(record_type: str, words: Iterable[str]) -> QuerySet[SearchText]:
    found = SearchText.objects.filter(record_type=record_type)
    for word in words:
        found = found.filter(text__contains=word)
    return found


def _rows(kind: str, visible: QuerySet[Any], order: str, words: list[str], limit: int) -> list[Any]:
    begins = _holding(kind, words).filter(text__startswith=" ".join(words)).values("record_id")
    first = list(visible.filter(pk__in=begins).order_by(order, "pk")[:limit])
    if len(first) == limit:
        return first
    rest = visible.filter(pk__in=_holding(kind, words).values("record_id")).exclude(pk__in=[row.pk for row in first])
    return first + list(rest.order_by(order, "pk")[: limit - len(first)])


def _countries(words: list[str], limit: int) -> list[Hit]:
    found = []
    for country in all_countries():
        names = [fold(country_name(country.iso3, lang)) for lang in UN_LANGUAGES]
        if [country.iso3.lower()] == words or any(all(word in name for word in words) for name in names):
            found.append(Hit("country", country.iso3, "", ("country", country.iso3)))
    return found[:limit]


def _categories(words: list[str], limit: int) -> list[Hit]:
    found = (
        Hit("category", one.name, one.code, ("facilities_of_category", one.code))
        for one in categories().values()
        if all(word in f"{one.code} {fold(one.name)}" for word in words)
    )
    return [hit for hit, _ in zip(found, range(limit), strict=False)]


def _of_place(kind: str) -> Callable[[Any], Hit]:
    return lambda row: Hit(kind, row.name, row.country, (kind, str(row.pk)))


#: By kind: the records that a person may see, their order, and how one is told.
_KINDS: Final[dict[str, tuple[Callable[[Person], QuerySet[Any]], str, Callable[[Any], Hit]]]] = {
    "inventory": (
        visible_inventories,
        "country",
        lambda row: Hit("inventory", row.title or row.country, f"{row.country} {row.year}", ("inventory", str(row.pk))),
    ),
    "facility": (visible_facilities, "name", _of_place("facility")),
    "unit": (
        lambda user: visible_units(user).select_related("facility"),
        "name",
        lambda row: Hit("unit", row.name, row.facility.name, ("unit", str(row.pk))),
    ),
    "site": (visible_sites, "name", _of_place("site")),
    "source_document": (
        lambda _: SourceDocument.objects.all(),
        "title",
        lambda row: Hit("source", row.title, row.authors or row.publisher, ("source", str(row.pk))),
    ),
    "registry_row": (
        lambda user: visible_registry(user).filter(state="published"),
        "title",
        lambda row: Hit("registry_record", row.title, KINDS[row.kind].title, ("registry_record", row.kind, row.key)),
    ),
    "study": (
        lambda user: visible_studies(user).defer("tables"),
        "title",
        lambda row: Hit(
            "study", row.title or row.country, f"{row.country} {row.year or ''}".strip(), ("study", str(row.pk))
        ),
    ),
    "product_campaign": (
        visible_campaigns,
        "title",
        lambda row: Hit("product_campaign", row.title, row.country, ("product_campaign", str(row.pk))),
    ),
    "dataset": (visible_datasets, "title", lambda row: Hit("dataset", row.title, row.key, ("dataset", str(row.pk)))),
    "edition": (
        lambda _: Edition.objects.all(),
        "number",
        lambda row: Hit("edition", row.title, str(row.number), ("edition", str(row.number))),
    ),
}
