"""Reads a file of the IATI standard, version 2.03, into records of the registry.

One activity is in memory at a time. It is taken whole or not at all: what is wrong with it comes as faults, and none
of its records. A file that was written by Almaden gives back its records as they were, without personal fields; one
of somebody else gives what the standard can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from almaden.errors import Fault, InputError
from almaden.partnership.iati_codes import OWN, VERSION
from almaden.partnership.nodes import Node
from almaden.partnership.own_fields import FUNDING, MARK, RECORD_TAG, own_values
from almaden.partnership.readers.iati_activity import activity_values, is_web_page, missing, names_area
from almaden.partnership.readers.iati_fields import (
    Told,
    budget_values,
    key_made,
    organisation_key,
    organisation_values,
    publication_values,
    result_values,
    transaction_values,
)
from almaden.partnership.readers.xml import read_elements
from almaden.partnership.records.activities import (
    ActivityRecord,
    BudgetRecord,
    ParticipationRecord,
    ResultRecord,
    TransactionRecord,
)
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.outputs import FundingRecord, PublicationRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.wording import n_

#: The kinds of records that an IATI file holds.
HELD: Final = ("partner", "activity", "participation", "budget", "transaction", "result", "publication", "funding")
Found: TypeAlias = tuple[str, RegistryRecord]
#: Element with an organisation: where it stands, and what it is called there.
_ORGANISATIONS: Final = ("participating-org", "provider-org", "receiver-org")


def read_iati(path: Path, name: str = "", unplaced: list[str] | None = None) -> Iterator[Found | Fault]:
    """The records of a file with the names of their kinds, and the faults of what could not be read.

    Partners come last, each once: those that the file names, by their identifier or their name.

    Args:
        path: the file.
        name: what to call it in messages; its file name if empty.
        unplaced: takes the keys of activities that name no area of work, and were put under what overarches them.

    Raises:
        InputError: it is no IATI file of this version, is damaged, too large, or declares a document type.
    """
    name = name or path.name
    partners: dict[str, Node] = {}
    seen: set[tuple[str, str]] = set()
    for node in read_elements(path, name, _root_checker(name)):
        told = Told(name)
        if node.tag == "iati-activity":
            found = _activity(told, node, partners)
            if found and unplaced is not None and not names_area(node):
                unplaced.append(found[0][1].id)
        elif node.tag == RECORD_TAG:
            found = _own_record(told, node, partners)
        else:
            continue
        yield from told.faults or _once(found, seen, told, node)
    for key, node in partners.items():
        told = Told(name)
        values = {} if node.tag == RECORD_TAG else {**organisation_values(node), "id": key}
        made = _made(told, node, PartnerRecord, values)
        yield from told.faults
        if made is not None:
            yield "partner", made


def _root_checker(name: str) -> Callable[[Node], None]:
    def check(root: Node) -> None:
        fault = _root_fault(root, name)
        if fault is not None:
            raise InputError(fault)

    return check


def _root_fault(root: Node, name: str) -> Fault | None:
    space, _, tag = root.tag.rpartition(" ")
    accepted = n_("a file of activities: iati-activities, version 2.03, without a name space")
    if tag != "iati-activities":
        return Fault(
            n_("this is not an IATI file of activities"),
            name,
            row=root.line,
            value=tag,
            accepted=accepted,
            advice=n_("give the file with the activities, not the one with the organisation"),
        )
    if space:
        return Fault(
            n_("the elements stand in a name space; those of the IATI standard stand in none"),
            name,
            row=root.line,
            value=space,
            accepted=accepted,
            advice=n_("remove the attribute xmlns from the first element"),
        )
    if root.get("version") != VERSION:
        return Fault(
            n_("the file is of another version of the standard"),
            name,
            row=root.line,
            column="version",
            value=root.get("version"),
            accepted=VERSION,
            advice=n_("ask the publisher for version 2.03, or convert the file"),
        )
    return None


def _activity(told: Told, node: Node, partners: dict[str, Node]) -> list[Found]:
    """An activity with what belongs to it."""
    missing(told, node)
    if told.faults:
        return []
    activity = _made(told, node, ActivityRecord, activity_values(told, node))
    if not isinstance(activity, ActivityRecord):
        return []
    key, currency = activity.id, node.get("default-currency")
    found: list[Found] = [("activity", activity)]
    for number, one in enumerate(node.all("participating-org"), 1):
        role = told.word(one, "role", "OrganisationRole")
        values = {
            "id": key_made(f"{key}:org-{number}"),
            "activity": key,
            "partner": organisation_key(one),
            "role": role,
        }
        if values["partner"] and not one.get(MARK):
            _keep(found, "participation", _made(told, one, ParticipationRecord, values))
    for number, one in enumerate(node.all("budget"), 1):
        _keep(found, "budget", _made(told, one, BudgetRecord, budget_values(told, one, key, currency, number)))
    for number, one in enumerate(node.all("transaction"), 1):
        if one.get(MARK) == FUNDING:
            _keep(found, "funding", _made(told, one, FundingRecord, {}))
            continue
        values = transaction_values(told, one, key, currency, number)
        _keep(found, "transaction", _made(told, one, TransactionRecord, values))
    for number, one in enumerate(node.all("result"), 1):
        for values in result_values(told, one, key, number):
            _keep(found, "result", _made(told, one, ResultRecord, values))
    for number, one in enumerate(node.all("document-link"), 1):
        if not is_web_page(one):
            values = publication_values(told, one, key, activity.area, number)
            _keep(found, "publication", _made(told, one, PublicationRecord, values))
    if not told.faults:
        _name_partners(node, partners)
    return found


def _name_partners(node: Node, partners: dict[str, Node]) -> None:
    """Remember who is named in an activity, by the key under which records name them."""
    transactions = [one for transaction in node.all("transaction") for one in transaction.children]
    for one in (*node.children, *transactions):
        key = organisation_key(one) if one.tag in _ORGANISATIONS and not one.get(MARK) else ""
        if key and f"{OWN} partner" not in one.attributes:
            partners.setdefault(key, one)


def _own_record(told: Told, node: Node, partners: dict[str, Node]) -> list[Found]:
    """A record for which the standard has no place."""
    kind = node.get("of")
    if kind not in HELD:
        told.wrong(node, n_("an IATI file holds no records of this kind"), kind, ", ".join(HELD))
        return []
    if kind == "partner":
        partners[node.get(f"{OWN} id")] = node
        return []
    found: list[Found] = []
    _keep(found, kind, _made(told, node, KINDS[kind].record, {}))
    return found


def _keep(found: list[Found], kind: str, record: RegistryRecord | None) -> None:
    if record is not None:
        found.append((kind, record))


def _made(told: Told, node: Node, record: type[RegistryRecord], values: dict[str, Any]) -> RegistryRecord | None:
    """A record of what an element tells and of our own attributes on it; None, with faults, if it cannot be one."""
    try:
        values = values | own_values(node, record)
    except ValueError as error:
        told.wrong(node, n_("an attribute of Almaden is not what Almaden writes"), str(error)[:80])
        return None
    before = len(told.faults)
    try:
        return record(**values)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            # What is empty because it could not be read has its fault already.
            if before and one["input"] in ("", None):
                continue
            where = ".".join(map(str, one["loc"]))
            told.wrong(node, _problem(one["msg"]), str(one["input"])[:80] if where else "", where)
        return None


def _problem(message: str) -> str:
    # What the record types say themselves is a text of the program; pydantic puts its own words before it.
    return message.removeprefix("Value error, ")


def _once(found: list[Found], seen: set[tuple[str, str]], told: Told, node: Node) -> Iterator[Found | Fault]:
    """The records, unless an identifier stood in the file before."""
    twice = [(kind, record.id) for kind, record in found if (kind, record.id) in seen]
    if twice:
        told.wrong(node, n_("this identifier stands in the file twice"), twice[0][1], "", n_("remove one of them"))
        yield from told.faults
        return
    seen.update((kind, record.id) for kind, record in found)
    yield from found
