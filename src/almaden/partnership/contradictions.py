"""What documents say that does not fit together: it is shown as it was stated, never corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from almaden.partnership.records.outputs import FactRecord, FundingRecord
from almaden.partnership.records.partners import PartnerCountRecord
from almaden.partnership.registry import Registry
from almaden.partnership.summary_funding import SAME, TOTAL, funding_summary
from almaden.wording import Exact, Text, n_


@dataclass(frozen=True)
class Contradiction:
    """What does not fit together in what documents say.

    Attributes:
        topic: what it is about.
        text: what is said, in English.
        records: keys of the records, with their kinds: ``funding F01``.
    """

    topic: str
    text: str
    records: Sequence[str]


def contradictions(registry: Registry) -> list[Contradiction]:
    """What does not fit together, and is shown rather than corrected."""
    return [*_of_money(registry), *_of_counts(registry), *_of_figures(registry), *_noted(registry)]


def _of_money(registry: Registry) -> list[Contradiction]:
    found = []
    money = funding_summary(registry)
    for one in money.programme.totals:
        if one.adds_up is False:
            text = Text(
                "the parts add to {parts}, the sum is stated as {amount} {currency}",
                parts=Exact(one.parts_sum),
                amount=Exact(one.amount),
                currency=one.currency,
            )
            found.append(Contradiction(one.item, text, [f"funding {one.key}"]))
        left, expected = one.balance, one.balance_expected
        if left is not None and expected is not None and abs(left - expected) > SAME * one.amount:
            text = Text(
                "the balance is stated as {balance} {currency}; the sum less the yearly costs would be {expected}",
                balance=Exact(left),
                expected=Exact(expected),
                currency=one.currency,
            )
            found.append(Contradiction(one.item, text, [f"funding {one.key}"]))
    if money.shares_sum is not None and abs(money.shares_sum - 100) > 1:
        keys = [f"funding {one.id}" for one in registry.all(FundingRecord) if one.level == "share"]
        text = Text(
            "the stated shares add to about {sum} %, so about {rest} % are not told",
            sum=Exact(money.shares_sum),
            rest=Exact(money.shares_rest or 0.0),
        )
        found.append(Contradiction(n_("Shares of the expenditure"), text, sorted(keys)))
    return found


def _of_counts(registry: Registry) -> list[Contradiction]:
    found = []
    counts: dict[str, dict[str, int]] = {}
    for one in sorted(registry.all(PartnerCountRecord), key=lambda count: count.id):
        counts.setdefault(one.on, {})[one.category] = one.count
    for on, stated in sorted(counts.items()):
        parts = sum(count for category, count in stated.items() if category != TOTAL)
        if len(stated) > 1 and TOTAL in stated and parts != stated[TOTAL]:
            text = Text(
                "the categories add to {parts}, the total of {date} is stated as {total}",
                parts=str(parts),
                date=on,
                total=str(stated[TOTAL]),
            )
            keys = sorted(f"partner_count {one.id}" for one in registry.all(PartnerCountRecord) if one.on == on)
            found.append(Contradiction(n_("Partners"), text, keys))
    return found


def _of_figures(registry: Registry) -> list[Contradiction]:
    """Figures on the same topic that differ."""
    topics: dict[tuple[str, str], list[FactRecord]] = {}
    for one in sorted(registry.all(FactRecord), key=lambda fact: fact.id):
        if not one.doubt:
            topics.setdefault((one.topic, one.unit), []).append(one)
    return [
        Contradiction(
            topic,
            Text("stated as {values}", values="; ".join(f"{one.value} ({one.source})" for one in facts)),
            [f"fact {one.id}" for one in facts],
        )
        for (topic, _), facts in sorted(topics.items())
        if len({one.value for one in facts}) > 1
    ]


def _noted(registry: Registry) -> list[Contradiction]:
    """What a reader noted of a statement by itself."""
    return [
        Contradiction(
            one.topic,
            Text("{value} ({source}): {doubt}", value=one.value, source=one.source, doubt=one.doubt),
            [f"fact {one.id}"],
        )
        for one in sorted(registry.all(FactRecord), key=lambda fact: (fact.topic, fact.id))
        if one.doubt
    ]
