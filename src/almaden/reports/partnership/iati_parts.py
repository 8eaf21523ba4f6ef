"""The elements of an IATI activity that stand for records of their own: money, results, publications, partners."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.iati_codes import OUTPUT_DOCUMENT, iati_codes
from almaden.partnership.nodes import Node
from almaden.partnership.own_fields import FUNDING, MARK, difference
from almaden.partnership.readers.iati_fields import (
    Told,
    budget_values,
    publication_values,
    result_values,
    transaction_values,
)
from almaden.partnership.records.activities import (
    ActivityRecord,
    BudgetRecord,
    ResultRecord,
    TransactionRecord,
)
from almaden.partnership.records.outputs import FundingRecord, PublicationRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.reports.partnership.xml import writable

#: Addresses that a file of the standard may hold; others are kept beside it.
ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=-]+(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~:/?#@!$&'()*+,;=-]*)*"
)
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


def narrative(node: Node, text: str) -> Node:
    """Let an element say a text."""
    node.add("narrative", text=writable(text))
    return node


def organisation(tag: str, partner: PartnerRecord) -> Node:
    """An element that names a partner: by its identifier, where it has one, and its name."""
    node = Node(tag)
    if _IDENTIFIER.fullmatch(partner.identifier):
        node.attributes["ref"] = partner.identifier
    # The registry does not tell international from national organisations, as the standard does.
    if partner.category not in ("", "ngo"):
        node.attributes["type"] = iati_codes("OrganisationType")[partner.category]
    return narrative(node, partner.name)


def budget(record: BudgetRecord, number: int) -> Node:
    """A budget; a period of whole months or years is written with its first and last day."""
    start, end = first_day(record.start), last_day(record.end)
    node = Node("budget", {"type": "1", "status": "1"})
    node.add("period-start", {"iso-date": start.isoformat()})
    node.add("period-end", {"iso-date": end.isoformat()})
    _value(node, record.amount, record.currency, first_day(record.valued_on) if record.valued_on else start)
    return completed(node, record, budget_values(Told(""), node, record.activity, "", number))


def transaction(record: TransactionRecord, number: int, provider: Node | None, receiver: Node | None) -> Node:
    """A transaction.

    Args:
        record: the record.
        number: its place among those of the activity.
        provider: the element that names who gave it.
        receiver: the element that names who got it.
    """
    on = first_day(record.on)
    node = Node("transaction", {"ref": record.id})
    node.add("transaction-type", {"code": iati_codes("TransactionType")[record.kind]})
    node.add("transaction-date", {"iso-date": on.isoformat()})
    _value(node, record.amount, record.currency, on)
    for party in (provider, receiver):
        if party is not None:
            party.attributes[MARK] = "named"
            node.children.append(party)
    return completed(node, record, transaction_values(Told(""), node, record.activity, "", number))


def funding(record: FundingRecord, assumed_on: date, provider: Node | None) -> Node:
    """A stated sum as a transaction: what somebody bound themselves to pay to the activity.

    Args:
        record: the record; it has a sum with its currency.
        assumed_on: the day that is taken where the record has none.
        provider: the element that names who pays, as far as the registry knows them.
    """
    stated = record.start or record.end
    on = first_day(stated) if stated else assumed_on
    node = Node("transaction", {"ref": record.id, MARK: FUNDING})
    node.add("transaction-type", {"code": iati_codes("TransactionType")["incoming commitment"]})
    node.add("transaction-date", {"iso-date": on.isoformat(), **({} if stated else {MARK: "assumed"})})
    _value(node, record.amount or 0.0, record.currency, on)
    narrative(node.add("description"), record.item)
    if provider is None and record.funder_text.strip():
        provider = narrative(Node("provider-org"), record.funder_text)
    receiver = narrative(Node("receiver-org"), record.recipient) if record.recipient.strip() else None
    for party in (provider, receiver):
        if party is not None:
            party.attributes[MARK] = "named"
            node.children.append(party)
    return completed(node, record, {})


def result(record: ResultRecord, activity: ActivityRecord, number: int) -> Node:
    """A result with one indicator, and one period where its dates are known."""
    node = Node("result", {"type": iati_codes("ResultType")[record.kind]})
    narrative(node.add("title"), record.indicator)
    measure = "2" if record.unit.strip() in ("%", "percent") else "1"
    indicator = node.add("indicator", {"measure": measure})
    narrative(indicator.add("title"), record.indicator)
    if record.unit.strip():
        narrative(indicator.add("description"), record.unit)
    if record.baseline is not None and record.baseline_on:
        on = first_day(record.baseline_on)
        exact = {"iso-date": on.isoformat()} if len(record.baseline_on) == 10 else {}
        indicator.add("baseline", {"year": str(on.year), **exact, "value": decimal(record.baseline)})
    _period(indicator, record, activity)
    told = next(result_values(Told(""), node, record.activity, number))
    return completed(node, record, told)


def _period(indicator: Node, record: ResultRecord, activity: ActivityRecord) -> None:
    ends = [last_day(text) for text in (record.due, record.on) if text]
    starts = [first_day(text) for text in (record.baseline_on, activity.start) if text]
    values = {"target": record.target, "actual": record.actual}
    if not ends or all(value is None for value in values.values()):
        return
    end = max(ends)
    start = min(
        [one for one in starts if one <= end] or [min(first_day(text) for text in (record.due, record.on) if text)]
    )
    period = indicator.add("period")
    period.add("period-start", {"iso-date": start.isoformat()})
    period.add("period-end", {"iso-date": end.isoformat()})
    for tag, value in values.items():
        if value is not None:
            period.add(tag, {"value": decimal(value)})


def publication(record: PublicationRecord, area: str, number: int) -> Node | None:
    """A document, None where its address is not known: the standard demands one."""
    if not ADDRESS.fullmatch(record.website):
        return None
    kind = "application/pdf" if record.website.lower().endswith(".pdf") else "text/html"
    node = Node("document-link", {"url": record.website, "format": kind})
    narrative(node.add("title"), record.title)
    node.add("category", {"code": OUTPUT_DOCUMENT})
    for language in record.languages:
        if re.fullmatch("[a-z]{2}", language):
            node.add("language", {"code": language})
    return completed(node, record, publication_values(Told(""), node, record.activity, area, number))


def completed(node: Node, record: Any, told: dict[str, Any]) -> Node:
    """The element with the attributes for what the standard does not tell of the record."""
    node.attributes |= difference(record, told)
    return node


def decimal(value: float) -> str:
    """A number without an exponent, with every digit that it has."""
    return format(Decimal(repr(float(value))), "f")


def _value(node: Node, amount: float, currency: str, on: date) -> None:
    node.add("value", {"currency": currency, "value-date": on.isoformat()}, decimal(amount))
