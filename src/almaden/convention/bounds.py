"""What is sure of a rule whose text was not read: until when all is allowed, and after when it is barred.

A rule that was recalled or read second-hand has a row in the table of bounds. Where both days are the same, several
documents that were read agree on it, and its answer counts as sure though the text itself stays unverified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from almaden.convention.rules import Rule
from almaden.convention.tables import read_table


@dataclass(frozen=True)
class Bound:
    """The days between which only an unread text decides.

    Attributes:
        rule: id of the rule.
        allowed_until: last day on which it bars nothing for sure.
        barred_after: last day on which it may bar nothing; on every later day it bars for sure. None: no such day.
        unsure: what is not sure; empty where documents agree.
        look_at: where the text stands.
        source, seen, status, note: citation, where it was read, verified or unverified, doubts.
    """

    rule: str
    allowed_until: date
    barred_after: date | None
    unsure: str
    look_at: str
    source: str
    seen: str
    status: str
    note: str

    def open_on(self, on: date) -> bool:
        """Whether only the unread text decides on a day."""
        return on > self.allowed_until and (self.barred_after is None or on <= self.barred_after)


@cache
def bounds() -> Mapping[str, Bound]:
    """The bounds by id of their rule."""
    return {
        row["rule"]: Bound(
            row["rule"],
            date.fromisoformat(row["allowed_until"]),
            date.fromisoformat(row["barred_after"]) if row["barred_after"] else None,
            row["unsure"],
            row["look_at"],
            row["source"],
            row["seen"],
            row["status"],
            row["note"],
        )
        for row in read_table("bounds")
    }


def strictest(rule: Rule) -> Rule:
    """The rule as early as its text may bar."""
    bound = bounds().get(rule.id)
    return rule if bound is None else replace(rule, after=bound.allowed_until)


def mildest(rule: Rule) -> Rule:
    """The rule as late as its text may bar."""
    bound = bounds().get(rule.id)
    return rule if bound is None else replace(rule, after=bound.barred_after)


def is_sure(rule: Rule, on: date) -> bool:
    """Whether a rule was read, or what it says on a day was."""
    bound = bounds().get(rule.id)
    if bound is None:
        return rule.status == "verified"
    return bound.status == "verified" and not bound.open_on(on)


def is_agreed(rule: Rule, on: date) -> bool:
    """Whether what a rule says on a day is sure: it was read, or all that was read of it agrees on the day."""
    bound = bounds().get(rule.id)
    return rule.status == "verified" if bound is None else not bound.open_on(on)


def is_dated(rule: Rule) -> bool:
    """Whether the day from which a rule bars is sure."""
    bound = bounds().get(rule.id)
    return rule.status == "verified" if bound is None else bound.allowed_until == bound.barred_after
