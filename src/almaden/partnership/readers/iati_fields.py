"""What the elements of an IATI activity tell, as the fields of records."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from almaden.errors import Fault
from almaden.partnership.iati_codes import own_words
from almaden.partnership.nodes import Node
from almaden.wording import joined, n_

_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}", re.ASCII)
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,3})?", re.ASCII)
_CORRECT: Final = n_("correct the file, or ask who made it")


@dataclass
class Told:
    """One activity while it is being understood: what is wrong with it is gathered.

    Attributes:
        file: name of the file.
        faults: what is wrong.
    """

    file: str
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, node: Node, problem: str, value: str = "", accepted: str = "", advice: str = _CORRECT) -> None:
        """Keep a fault of an element."""
        tag = node.tag.rpartition(" ")[2]
        self.faults.append(
            Fault(problem, self.file, row=node.line or None, column=tag, value=value, accepted=accepted, advice=advice)
        )

    def word(self, node: Node | None, attribute: str, code_list: str) -> str:
        """The word of the registry for the code in an attribute; empty, with a fault, where there is none."""
        if node is None:
            return ""
        words, code = own_words(code_list), node.get(attribute)
        if code not in words:
            self.wrong(node, n_("this code does not stand in the code list of the standard"), code, joined(words))
        return words.get(code, "")

    def day(self, node: Node | None, attribute: str = "iso-date") -> str:
        """The day in an attribute; empty, with a fault, where there is none."""
        if node is None:
            return ""
        text = node.get(attribute)
        found = _DAY.fullmatch(text)
        try:
            return date.fromisoformat(found[1]).isoformat() if found else self._no_day(node, text)
        except ValueError:
            return self._no_day(node, text)

    def _no_day(self, node: Node, text: str) -> str:
        self.wrong(node, n_("this is not a day"), text, n_("year-month-day: 2019-11-23"))
        return ""

    def number(self, node: Node, text: str) -> float | None:
        """A number; none, with a fault, where it is something else."""
        if _NUMBER.fullmatch(text):
            return float(text)
        self.wrong(node, n_("this is not a number"), text, n_("a number with a decimal point: 1234.5"))
        return None


def key_made(text: str) -> str:
    """A key of a text: itself where it can be one, otherwise its letters with a mark that tells it from others."""
    if _KEY.fullmatch(text):
        return text
    plain = re.sub(r"[^A-Za-z0-9._:/-]+", "-", text).strip("-._:/")[:60]
    return f"{plain or 'x'}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def organisation_key(node: Node) -> str:
    """The key of the partner that an element names, empty where it names none."""
    name = node.get("ref") or node.narrative()
    return key_made(name) if name else ""


def organisation_values(node: Node) -> dict[str, Any]:
    """A partner as an element names it."""
    return {
        "id": organisation_key(node),
        "name": node.narrative() or node.get("ref"),
        "identifier": node.get("ref"),
        "category": own_words("OrganisationType").get(node.get("type"), ""),
    }


def budget_values(told: Told, node: Node, activity: str, currency: str, number: int) -> dict[str, Any]:
    """A budget."""
    value = _must(told, node, "value")
    return {
        "id": key_made(f"{activity}:budget-{number}"),
        "activity": activity,
        "start": told.day(_must(told, node, "period-start")),
        "end": told.day(_must(told, node, "period-end")),
        **_money(told, value, currency),
        "valued_on": told.day(value, "value-date") if value is not None and value.get("value-date") else "",
    }


def transaction_values(told: Told, node: Node, activity: str, currency: str, number: int) -> dict[str, Any]:
    """A transaction."""
    provider, receiver = node.first("provider-org"), node.first("receiver-org")
    return {
        "id": key_made(node.get("ref") or f"{activity}:transaction-{number}"),
        "activity": activity,
        "kind": told.word(_must(told, node, "transaction-type"), "code", "TransactionType"),
        "on": told.day(_must(told, node, "transaction-date")),
        **_money(told, _must(told, node, "value"), currency),
        "provider": organisation_key(provider) if provider is not None else "",
        "receiver": organisation_key(receiver) if receiver is not None else "",
    }


def _money(told: Told, value: Node | None, currency: str) -> dict[str, Any]:
    if value is None:
        return {}
    found = value.get("currency") or currency
    if not found:
        told.wrong(value, n_("a sum needs its currency"), advice=n_("write the attribute currency"))
    return {"amount": told.number(value, value.text.strip()), "currency": found}


def result_values(told: Told, node: Node, activity: str, number: int) -> Iterator[dict[str, Any]]:
    """Every indicator of a result with every period of it."""
    kind = told.word(node, "type", "ResultType")
    indicators = list(node.all("indicator"))
    if not indicators:
        told.wrong(node, n_("an element that the standard demands is missing"), accepted="indicator")
    count = 0
    for indicator in indicators:
        periods: list[Node | None] = [*indicator.all("period")]
        for period in periods or [None]:
            count += 1
            yield {
                "id": key_made(f"{activity}:result-{number}" + (f".{count}" if count > 1 else "")),
                "activity": activity,
                "kind": kind,
                "indicator": _said(indicator, "title") or _said(node, "title"),
                **_baseline(told, indicator),
                **(_period(told, period) if period is not None else {}),
            }


def _baseline(told: Told, indicator: Node) -> dict[str, Any]:
    baseline = next((one for one in indicator.all("baseline") if one.get("value")), None)
    if baseline is None:
        return {}
    on = told.day(baseline) if baseline.get("iso-date") else baseline.get("year")
    return {"baseline": told.number(baseline, baseline.get("value")), "baseline_on": on}


def _period(told: Told, period: Node) -> dict[str, Any]:
    end = told.day(_must(told, period, "period-end"))
    found: dict[str, Any] = {}
    for tag, moment in (("target", "due"), ("actual", "on")):
        # A value for one place or one group of people is not the value of the whole.
        values = (one for one in period.all(tag) if one.get("value"))
        value = next((one for one in values if one.first("dimension") is None and one.first("location") is None), None)
        if value is not None:
            found |= {tag: told.number(value, value.get("value")), moment: end}
    return found


def publication_values(told: Told, node: Node, activity: str, area: str, number: int) -> dict[str, Any]:
    """A document."""
    published = node.first("document-date")
    return {
        "id": key_made(f"{activity}:document-{number}"),
        "activity": activity,
        "title": _said(node, "title"),
        "area": area,
        "year": int(told.day(published)[:4] or 0) or None if published is not None else None,
        "languages": tuple(filter(None, (one.get("code") for one in node.all("language")))),
        "website": node.get("url"),
    }


def _must(told: Told, node: Node, tag: str) -> Node | None:
    found = node.first(tag)
    if found is None:
        told.wrong(node, n_("an element that the standard demands is missing"), accepted=tag)
    return found


def _said(node: Node, tag: str) -> str:
    child = node.first(tag)
    return child.narrative() if child is not None else ""
