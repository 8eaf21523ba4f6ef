"""An activity as the element of the IATI standard, its children in the order that the schema demands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.iati_codes import (
    DAC,
    OWN,
    PUBLISHER,
    SDG_TARGETS,
    WEB_PAGE,
    default_sectors,
    iati_codes,
)
from almaden.partnership.nodes import LANGUAGE, Node
from almaden.partnership.own_fields import MARK
from almaden.partnership.readers.iati_activity import ARTICLE, FIELD
from almaden.partnership.records.activities import ActivityRecord, ParticipationRecord
from almaden.partnership.records.base import OVERARCHING
from almaden.partnership.records.partners import PartnerRecord
from almaden.reference.areas import areas
from almaden.reference.countries import two_letters
from almaden.reports.partnership.iati_parts import ADDRESS, decimal, narrative, organisation
from almaden.reports.partnership.xml import writable

#: Says of an element that its percentage, or all of it, is assumed and not stated.
ASSUMED: Final = f"{OWN} assumed"
#: Says of a date that it is one of the period of the report.
PERIOD: Final = "period of the report"
#: Code of a date at which something has ended.
_ENDED: Final = "4"
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*", re.ASCII)
_CODE: Final = re.compile(r"\d{5}", re.ASCII)
_MARKER: Final = re.compile(r"(\d{1,2}):([0-4])", re.ASCII)
#: Which of begin and end have come about, by status; without a word here both have.
_PLANNED: Final = {
    "pipeline": ("1", "3"),
    "planned": ("1", "3"),
    "ongoing": ("2", "3"),
    "in force": ("2", "3"),
    "postponed": ("1", "3"),
    "cancelled": ("1", "3"),
}


def head(record: ActivityRecord, identifier: str, reporter: Node) -> Node:
    """The element with its identifier, who reports it, and its texts."""
    node = Node("iati-activity")
    if _LANGUAGE.fullmatch(record.language):
        node.attributes[LANGUAGE] = record.language
    if record.currency:
        node.attributes["default-currency"] = record.currency
    node.add("iati-identifier", text=identifier)
    node.children.append(reporter)
    narrative(node.add("title"), _said(record.title))
    if record.description.strip():
        narrative(node.add("description", {"type": "1"}), record.description)
    else:
        # The standard demands a description; the title is one.
        narrative(node.add("description", {"type": "1", MARK: "title"}), _said(record.title))
    for name in ("outputs", "obstacles"):
        text = getattr(record, name)
        if text.strip():
            narrative(node.add("description", {"type": "4", FIELD: name}), text)
    return node


def _said(title: str) -> str:
    return title if title.strip() else "-"


def take_part(
    node: Node,
    record: ActivityRecord,
    roles: Sequence[ParticipationRecord],
    partners: Sequence[PartnerRecord],
    funders: Sequence[PartnerRecord],
    by_key: dict[str, PartnerRecord],
) -> None:
    """Who takes part: those with a role of their own first, then those who are only named.

    Partners that were filled in from the lead of an area are not published as participants.
    """
    codes = iati_codes("OrganisationRole")
    told: set[tuple[str, str]] = set()
    for role in roles:
        one = organisation("participating-org", by_key[role.partner])
        one.attributes["role"] = codes[role.role]
        told.add((role.partner, codes[role.role]))
        told.add((role.partner, "named"))
        node.children.append(one)
    others = [] if record.partners_basis == "area lead" else [(one, "implementing") for one in partners]
    for partner, word in (*((one, "funding") for one in funders), *others):
        code = codes[word]
        if (partner.id, code) in told or (word == "implementing" and (partner.id, "named") in told):
            continue
        one = organisation("participating-org", partner)
        one.attributes |= {"role": code, MARK: "named"}
        node.children.append(one)
    if node.first("participating-org") is None:
        # The standard demands one; that nobody is named is said, and not filled in.
        narrative(node.add("participating-org", {"role": codes["implementing"], MARK: "nobody"}), "not stated")


def state_and_dates(node: Node, record: ActivityRecord) -> None:
    """Other identifiers, status, begin and end, scope."""
    for text in record.other_identifiers:
        system, colon, identifier = (part.strip() for part in text.partition(":"))
        if system and colon and identifier:
            one = node.add("other-identifier", {"ref": writable(identifier), "type": "A9"})
            narrative(one.add("owner-org"), system)
    node.add("activity-status", {"code": iati_codes("ActivityStatus")[record.status]})
    begin, finish = _PLANNED.get(record.status, ("2", _ENDED))
    for text, code, day in ((record.start, begin, first_day), (record.end, finish, last_day)):
        if text:
            one = node.add("activity-date", {"iso-date": day(text).isoformat(), "type": code})
            if len(text) < len("2019-11-23"):
                narrative(one, text)
    if not record.start and not record.end:
        _period_of_report(node, record, begin, finish)
    if record.scope:
        node.add("activity-scope", {"code": iati_codes("ActivityScope")[record.scope]})


def _period_of_report(node: Node, record: ActivityRecord, begin: str, finish: str) -> None:
    """The period of the report instead of dates, marked as assumed; an end only where it has come about."""
    first = record.reported_from or record.reported_to
    last = record.reported_to or first
    text = f"Period of the report that tells of it, {first} to {last}; its own dates are not known"
    days = [(begin, first_day(first))]
    if finish == _ENDED:
        days.append((finish, last_day(last)))
    for code, day in days:
        node.children.append(
            narrative(Node("activity-date", {"iso-date": day.isoformat(), "type": code, MARK: PERIOD}), text)
        )


def places(node: Node, record: ActivityRecord) -> None:
    """Countries with equal shares, which are assumed, and the place where it is known."""
    codes = [code for country in dict.fromkeys(record.countries) if (code := two_letters(country))]
    for code, share in zip(codes, shares(len(codes)), strict=True):
        assumed = {ASSUMED: "equal shares"} if len(codes) > 1 else {}
        node.add("recipient-country", {"code": code, "percentage": share, **assumed})
    if record.latitude is not None and record.longitude is not None:
        point = node.add("location").add("point", {"srsName": "http://www.opengis.net/def/crs/EPSG/0/4326"})
        point.add("pos", text=f"{decimal(record.latitude)} {decimal(record.longitude)}")


def topics(node: Node, record: ActivityRecord) -> None:
    """Sectors of the DAC, areas as the publisher's own sectors, tags, policy markers, and between whom help flows."""
    stated = list(dict.fromkeys(code for code in record.sectors if _CODE.fullmatch(code)))
    assumed = {} if stated else {MARK: "assumed"}
    _sectors(node, DAC, stated or default_sectors(record.area), assumed)
    names = {**areas(), OVERARCHING: "Overarching, or outside the areas"}
    codes = dict.fromkeys((record.area, *filter(None, record.other_areas)))
    _sectors(node, PUBLISHER, codes, {}, names)
    for target in filter(str.strip, record.sdg_targets):
        node.add("tag", {"code": writable(target), "vocabulary": SDG_TARGETS})
    for article in filter(str.strip, record.articles):
        tag = node.add("tag", {"code": f"{ARTICLE}{writable(article)}", "vocabulary": PUBLISHER})
        narrative(tag, f"Minamata Convention on Mercury, Article {article}")
    for word in filter(str.strip, record.tags):
        narrative(node.add("tag", {"code": writable(word), "vocabulary": PUBLISHER}), word)
    for marker in record.policy_markers:
        found = _MARKER.fullmatch(marker)
        if found:
            node.add("policy-marker", {"vocabulary": "1", "code": found[1], "significance": found[2]})
    if record.cooperation:
        node.add("collaboration-type", {"code": iati_codes("CollaborationType")[record.cooperation]})


def _sectors(
    node: Node, vocabulary: str, codes: Iterable[str], more: dict[str, str], names: dict[str, str] | None = None
) -> None:
    found = list(codes)
    split = {ASSUMED: "equal shares"} if len(found) > 1 else {}
    for code, share in zip(found, shares(len(found)), strict=True):
        one = node.add("sector", {"vocabulary": vocabulary, "code": code, "percentage": share, **split, **more})
        if names:
            narrative(one, names[code])


def web_page(node: Node, record: ActivityRecord) -> None:
    """The page of the activity."""
    if ADDRESS.fullmatch(record.website):
        link = node.add("document-link", {"url": record.website, "format": "text/html"})
        narrative(link.add("title"), _said(record.title))
        link.add("category", {"code": WEB_PAGE})


def shares(count: int) -> list[str]:
    """Equal percentages with two decimals that add up to one hundred."""
    if not count:
        return []
    each = 10_000 // count
    hundredths = [each + (1 if place < 10_000 - each * count else 0) for place in range(count)]
    return [f"{one // 100}.{one % 100:02d}" if one % 100 else str(one // 100) for one in hundredths]
