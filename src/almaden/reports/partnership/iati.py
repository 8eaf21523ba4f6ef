"""The registry as a file of the IATI standard, version 2.03.

What the standard demands and the registry does not know is not made up. An activity without dates of its own bears the
period of the report that tells of it, marked as assumed. One without either, without a known status, or that tells
another one once more, is no activity of the standard: it stands in the same file as a record in our own name space,
which other programs pass over and our reader takes back. Personal fields and kinds of records that are not public are
never written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from almaden.errors import Fault, InputError
from almaden.partnership.dates import first_day
from almaden.partnership.iati_codes import OWN, VERSION
from almaden.partnership.nodes import Node
from almaden.partnership.own_fields import FUNDING, MARK, whole
from almaden.partnership.readers.iati import HELD
from almaden.partnership.readers.iati_activity import activity_values
from almaden.partnership.readers.iati_fields import Told, key_made
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
from almaden.partnership.registry import Registry
from almaden.reports.files import writing_atomically
from almaden.reports.partnership import iati_activity as parts
from almaden.reports.partnership.iati_parts import (
    budget,
    completed,
    funding,
    narrative,
    organisation,
    publication,
    result,
    transaction,
)
from almaden.reports.partnership.xml import text_of
from almaden.wording import n_

R = TypeVar("R", bound=RegistryRecord)

#: Prefixes of name spaces in the file.
_PREFIXES: Final = {OWN: "almaden"}
_PREFIX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,60}", re.ASCII)
NO_DATE: Final = n_("neither its dates nor the period of its report are known")
NO_STATUS: Final = n_("the status is not known")
SAME: Final = n_("it tells another activity once more")


@dataclass(frozen=True)
class Publisher:
    """Who publishes the file.

    Attributes:
        prefix: its registered identifier, which begins the identifier of every activity: ``XM-DAC-41304``.
        name: its name.
        kind: its type by the list of the standard; 40 is multilateral.
        secondary: whether it reports what others do.
    """

    prefix: str
    name: str
    kind: str = "40"
    secondary: bool = True

    def __post_init__(self) -> None:
        if not _PREFIX.fullmatch(self.prefix):
            raise InputError(
                Fault(
                    n_("this is not the identifier of a publisher"),
                    value=self.prefix,
                    accepted=n_("letters, digits, points and hyphens: XM-DAC-41304"),
                    advice=n_("give the identifier under which the publisher is registered with IATI"),
                )
            )

    def identifier(self, key: str) -> str:
        """The identifier of an activity; a slash, which the standard does not allow, is written as %2F."""
        return f"{self.prefix}-{key.replace('/', '%2F')}"


@dataclass(frozen=True)
class Written:
    """What became of the activities.

    Attributes:
        path: the file.
        activities: how many are activities of the standard.
        apart: key and reason of those that stand in the file as records of our own only.
        assumed_shares: activities whose countries got equal shares.
        assumed_sectors: activities whose DAC sector was taken from their area.
        nobody: activities of which nobody is stated as taking part.
        assumed_dates: activities that bear the period of the report that tells of them, and not dates of their own.
        funding: statements on funding that are transactions of their activities.
        funding_apart: other statements on funding, which stand in the file as records of our own only.
        left_out: number of records by kind of those kinds that are not in the file.
    """

    path: Path
    activities: int
    apart: tuple[tuple[str, str], ...]
    assumed_shares: int
    assumed_sectors: int
    nobody: int
    assumed_dates: int
    funding: int
    funding_apart: int
    left_out: Mapping[str, int]


def write_iati(registry: Registry, path: Path, publisher: Publisher, made_at: datetime) -> Written:
    """Write the file, one activity after the other.

    Args:
        registry: what is published.
        path: where to.
        publisher: who publishes it.
        made_at: date and time that the file bears.

    Raises:
        InputError: no activity can be one of the standard, which demands at least one.
        OutputError: the file cannot be written; what was there is untouched.
    """
    export = _Export(registry, publisher)
    if not export.proper:
        raise InputError(
            Fault(
                n_("no activity has a date and a status, so the file would not be valid"),
                advice=n_("add the dates of an activity, or export another format"),
            )
        )
    counted = dict.fromkeys(("shares", "sectors", "nobody", "dates", "funding"), 0)
    with writing_atomically(path) as file:
        for node in export.nodes():
            _count(node, counted)
            if node.tag == "iati-activities":
                file.write(_opening(made_at).encode())
            else:
                file.write(text_of(node, _PREFIXES, "  ").encode())
        file.write(b"</iati-activities>\n")
    others = {kind: len(records) for kind, records in registry.tables.items() if records and kind not in HELD}
    return Written(
        path,
        len(export.proper),
        tuple(export.apart.items()),
        counted["shares"],
        counted["sectors"],
        counted["nobody"],
        counted["dates"],
        counted["funding"],
        len(registry.all(FundingRecord)) - counted["funding"],
        dict(sorted(others.items())),
    )


def _opening(made_at: datetime) -> str:
    made = made_at.replace(microsecond=0).isoformat()
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<iati-activities version="{VERSION}" generated-datetime="{made}" xmlns:almaden="{OWN}">\n'
    )


def _count(node: Node, counted: dict[str, int]) -> None:
    counted["shares"] += any(parts.ASSUMED in one.attributes for one in node.all("recipient-country"))
    counted["sectors"] += any(MARK in one.attributes for one in node.all("sector"))
    counted["dates"] += any(one.get(MARK) == parts.PERIOD for one in node.all("activity-date"))
    counted["funding"] += sum(one.get(MARK) == FUNDING for one in node.all("transaction"))
    counted["nobody"] += any(one.get(MARK) == "nobody" for one in node.all("participating-org"))


class _Export:
    """The elements of the file."""

    def __init__(self, registry: Registry, publisher: Publisher) -> None:
        self.registry = registry
        self.publisher = publisher
        self.partners = {one.id: one for one in registry.all(PartnerRecord)}
        self.apart = {one.id: reason for one in registry.all(ActivityRecord) if (reason := _reason(one))}
        self.proper = {one.id: one for one in registry.all(ActivityRecord) if one.id not in self.apart}
        self.done: set[int] = set()

    def nodes(self) -> Iterator[Node]:
        """The root, the activities of the standard, then every record that none of them holds."""
        yield Node("iati-activities")
        for record in self.proper.values():
            yield self.activity(record)
        for kind in HELD:
            for other in self.registry.tables.get(kind, ()):
                if id(other) not in self.done:
                    yield whole(kind, other)

    def activity(self, record: ActivityRecord) -> Node:
        """An activity with what belongs to it."""
        node = parts.head(record, self.publisher.identifier(record.id), self.reporter())
        roles = [one for one in self.of(ParticipationRecord, record) if one.partner in self.partners]
        parts.take_part(node, record, roles, self.known(record.partners), self.funders(record), self.partners)
        for number, (role, one) in enumerate(zip(roles, node.all("participating-org"), strict=False), 1):
            words = {"activity": record.id, "role": role.role, "id": key_made(f"{record.id}:org-{number}")}
            # The key always stands there: it tells that the partner has a record of its own in the file.
            completed(one, role, words)
        parts.state_and_dates(node, record)
        parts.places(node, record)
        parts.topics(node, record)
        node.children += [budget(one, number) for number, one in enumerate(self.of(BudgetRecord, record), 1)]
        for number, money in enumerate(self.of(TransactionRecord, record), 1):
            provider, receiver = self.party("provider-org", money.provider), self.party("receiver-org", money.receiver)
            node.children.append(transaction(money, number, provider, receiver))
        self.funding(node, record)
        parts.web_page(node, record)
        self.publications(node, record)
        self.relatives(node, record)
        results = enumerate(self.of(ResultRecord, record), 1)
        node.children += [result(one, record, number) for number, one in results]
        self.done.update(map(id, (record, *roles)))
        for kind in (BudgetRecord, TransactionRecord, ResultRecord):
            self.done.update(map(id, self.of(kind, record)))
        return completed(node, record, activity_values(Told(""), node))

    def funding(self, node: Node, record: ActivityRecord) -> None:
        """The stated sums for the activity itself; one inside another sum would count twice."""
        days = (record.start, record.end, record.reported_from, record.reported_to)
        on = first_day(next(filter(None, days)))
        for one in self.of(FundingRecord, record):
            whole_sum = one.level == "project" and one.amount is not None and one.currency
            if whole_sum and not one.in_kind and not one.part_of:
                node.children.append(funding(one, on, self.party("provider-org", one.funder)))
                self.done.add(id(one))

    def funders(self, record: ActivityRecord) -> list[PartnerRecord]:
        """Who pays, by the activity and by what is stated of its funding."""
        stated = (one.funder for one in self.of(FundingRecord, record))
        return self.known((*record.funders, *stated))

    def publications(self, node: Node, record: ActivityRecord) -> None:
        """The publications whose addresses are known."""
        number = 1 if node.first("document-link") is not None else 0
        for one in self.of(PublicationRecord, record):
            document = publication(one, record.area, number + 1)
            if document is not None:
                number += 1
                node.children.append(document)
                self.done.add(id(one))

    def relatives(self, node: Node, record: ActivityRecord) -> None:
        """The activity that it is a part of, and its own parts."""
        if record.parent in self.proper:
            node.add("related-activity", {"ref": self.publisher.identifier(record.parent), "type": "1"})
        for child in self.children[record.id]:
            node.add("related-activity", {"ref": self.publisher.identifier(child), "type": "2"})

    @cached_property
    def children(self) -> defaultdict[str, list[str]]:
        """Keys of the parts by the key of the whole."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for record in self.proper.values():
            if record.parent:
                found[record.parent].append(record.id)
        return found

    @cached_property
    def grouped(self) -> dict[type[RegistryRecord], defaultdict[str, list[RegistryRecord]]]:
        """Records that belong to activities, by type and key of the activity."""
        found: dict[type[RegistryRecord], defaultdict[str, list[RegistryRecord]]] = {}
        for name in ("participation", "budget", "transaction", "result", "publication", "funding"):
            belonging = found[KINDS[name].record] = defaultdict(list)
            for record in self.registry.tables.get(name, ()):
                belonging[getattr(record, "activity")].append(record)  # noqa: B009
        return found

    def of(self, kind: type[R], record: ActivityRecord) -> list[R]:
        """The records of a type that belong to an activity."""
        return self.grouped[kind].get(record.id, [])  # type: ignore[return-value]

    def known(self, keys: tuple[str, ...]) -> list[PartnerRecord]:
        """The partners with these keys."""
        return [self.partners[key] for key in dict.fromkeys(keys) if key in self.partners]

    def party(self, tag: str, key: str) -> Node | None:
        """The element for who gave or got money."""
        return organisation(tag, self.partners[key]) if key in self.partners else None

    def reporter(self) -> Node:
        """The element of the publisher."""
        own = {"ref": self.publisher.prefix, "type": self.publisher.kind}
        own |= {"secondary-reporter": "1"} if self.publisher.secondary else {}
        return narrative(Node("reporting-org", own), self.publisher.name)


def _reason(record: ActivityRecord) -> str:
    """Why an activity is none of the standard; empty for one that is."""
    if record.same_as:
        return SAME
    if not any((record.start, record.end, record.reported_from, record.reported_to)):
        return NO_DATE
    return NO_STATUS if record.status == "unknown" else ""
