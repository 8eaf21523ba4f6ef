"""What an IATI activity tells of itself: the fields of the record of an activity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from almaden.partnership.iati_codes import DAC, OWN, PUBLISHER, SDG_TARGETS, WEB_PAGE
from almaden.partnership.nodes import LANGUAGE, Node
from almaden.partnership.own_fields import MARK
from almaden.partnership.readers.iati_fields import Told, key_made, organisation_key
from almaden.partnership.records.base import OVERARCHING
from almaden.reference.areas import areas
from almaden.reference.countries import three_letters
from almaden.wording import joined, n_

#: What the standard demands of every activity, in its order.
MANDATORY: Final = (
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "activity-status",
    "activity-date",
)
#: The field of an activity that a description holds; without it the description itself.
FIELD: Final = f"{OWN} field"
ARTICLE: Final = "article-"
_TYPE: Final = "project"
_POSITION: Final = re.compile(r"([+-]?\d{1,3}(?:\.\d{0,400})?)[\s,]+([+-]?\d{1,3}(?:\.\d{0,400})?)", re.ASCII)


def activity_values(told: Told, node: Node) -> dict[str, Any]:
    """The fields of the activity, as the standard tells them.

    What the registry demands and the standard does not know is filled in: the kind is a project, and without one of
    the areas the activity overarches them.
    """
    identifier = _identifier(node)
    scope = node.first("activity-scope")
    return {
        "id": key_made(identifier),
        "title": _text(node.first("title")),
        "type": _TYPE,
        "status": told.word(node.first("activity-status"), "code", "ActivityStatus"),
        "language": node.get(LANGUAGE) or "en",
        "scope": told.word(scope, "code", "ActivityScope"),
        "cooperation": told.word(node.first("collaboration-type"), "code", "CollaborationType"),
        "countries": tuple(_countries(told, node)),
        **_descriptions(node),
        **_dates(told, node),
        **_partners(node),
        **_areas(told, node),
        **_tags(node),
        **_position(told, node),
        "policy_markers": tuple(
            f"{one.get('code')}:{one.get('significance')}" for one in _unmarked(node, "policy-marker")
        ),
        "other_identifiers": tuple(_other_identifiers(node, identifier)),
        "parent": next(
            (key_made(one.get("ref")) for one in node.all("related-activity") if one.get("type") == "1"), ""
        ),
        "website": next((one.get("url") for one in node.all("document-link") if is_web_page(one)), ""),
    }


def names_area(node: Node) -> bool:
    """Whether an activity names an area of work; otherwise it is put under what overarches them."""
    return any(
        one.get("vocabulary") == PUBLISHER and not one.get("vocabulary-uri") for one in _unmarked(node, "sector")
    )


def missing(told: Told, node: Node) -> None:
    """Keep a fault for every element that the standard demands and that is not there, or says nothing."""
    for tag in MANDATORY:
        found = node.first(tag)
        if found is None:
            told.wrong(node, n_("an element that the standard demands is missing"), _identifier(node), tag)
        elif (tag == "iati-identifier" and not found.text.strip()) or (tag == "title" and not found.narrative()):
            told.wrong(found, n_("an element that the standard demands is empty"), _identifier(node), tag)


def is_web_page(document: Node) -> bool:
    """Whether a document is the page of the activity."""
    return any(category.get("code") == WEB_PAGE for category in document.all("category"))


def _identifier(node: Node) -> str:
    found = node.first("iati-identifier")
    return found.text.strip() if found is not None else ""


def _text(node: Node | None) -> str:
    return node.narrative() if node is not None else ""


def _unmarked(node: Node, tag: str) -> Iterator[Node]:
    return (child for child in node.all(tag) if not child.get(MARK))


def _countries(told: Told, node: Node) -> Iterator[str]:
    for one in _unmarked(node, "recipient-country"):
        found = three_letters(one.get("code"))
        if found:
            yield found
        else:
            told.wrong(
                one,
                n_("no country has this code"),
                one.get("code"),
                n_("an ISO 3166-1 alpha-2 code"),
            )


def _descriptions(node: Node) -> dict[str, Any]:
    texts: dict[str, list[str]] = {"description": [], "outputs": [], "obstacles": []}
    for one in _unmarked(node, "description"):
        texts.get(one.get(FIELD), texts["description"]).append(one.narrative(lines=True))
    return {name: "\n\n".join(filter(None, parts)) for name, parts in texts.items()}


def _dates(told: Told, node: Node) -> dict[str, str]:
    """Begin and end; what came about stands before what was planned."""
    days: dict[str, str] = {}
    for one in _unmarked(node, "activity-date"):
        told.word(one, "type", "ActivityDateType")
        days.setdefault(one.get("type"), told.day(one))
    return {"start": days.get("2") or days.get("1", ""), "end": days.get("4") or days.get("3", "")}


def _partners(node: Node) -> dict[str, Any]:
    payers = ("1",)
    partners: list[str] = []
    funders: list[str] = []
    for one in _unmarked(node, "participating-org"):
        key = organisation_key(one)
        if key:
            (funders if one.get("role") in payers else partners).append(key)
    return {
        "partners": tuple(dict.fromkeys(partners)),
        "funders": tuple(dict.fromkeys(funders)),
        "partners_basis": "stated" if partners else "",
    }


def _areas(told: Told, node: Node) -> dict[str, Any]:
    known = {*areas(), OVERARCHING}
    sectors = list(_unmarked(node, "sector"))
    own = []
    # Codes of a publisher whose list has an address are those of that list, not ours.
    for one in (one for one in sectors if one.get("vocabulary") == PUBLISHER and not one.get("vocabulary-uri")):
        if one.get("code") in known:
            own.append(one.get("code"))
        else:
            told.wrong(
                one,
                n_("there is no area of work with this code"),
                one.get("code"),
                joined(sorted(known)),
                n_("write one of the codes, or name the list that the code is of in vocabulary-uri"),
            )
    return {
        "area": own[0] if own else OVERARCHING,
        "other_areas": tuple(own[1:]),
        "sectors": tuple(one.get("code") for one in sectors if (one.get("vocabulary") or DAC) == DAC),
    }


def _tags(node: Node) -> dict[str, Any]:
    targets, articles, tags = [], [], []
    for one in node.all("tag"):
        code, vocabulary = one.get("code"), one.get("vocabulary")
        if vocabulary == SDG_TARGETS:
            targets.append(code)
        elif vocabulary == PUBLISHER and code.startswith(ARTICLE):
            articles.append(code.removeprefix(ARTICLE))
        elif vocabulary == PUBLISHER:
            tags.append(one.narrative() or code)
    return {"sdg_targets": tuple(targets), "articles": tuple(articles), "tags": tuple(tags)}


def _position(told: Told, node: Node) -> dict[str, float]:
    points = [point for place in node.all("location") if (point := place.first("point")) is not None]
    # Several places are no place of the whole.
    position = points[0].first("pos") if len(points) == 1 else None
    if position is None:
        return {}
    found = _POSITION.fullmatch(position.text.strip())
    if found is None:
        told.wrong(
            position, n_("this is not a position"), position.text.strip(), n_("latitude and longitude: 6.5 -11.2")
        )
        return {}
    return {"latitude": float(found[1]), "longitude": float(found[2])}


def _other_identifiers(node: Node, identifier: str) -> Iterator[str]:
    for one in node.all("other-identifier"):
        owner = one.first("owner-org")
        system = (owner.narrative() or owner.get("ref") if owner is not None else "") or one.get("type")
        yield f"{system}:{one.get('ref')}"
    if key_made(identifier) != identifier:
        yield f"iati:{identifier}"
