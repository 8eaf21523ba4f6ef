"""The phase-out board: every entry of Annex A, and how it stands for one Party or several on a day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from almaden.convention.bounds import bounds, is_agreed
from almaden.convention.law import ANY_PARTY, PartyLaw
from almaden.convention.rules import Rule, amendments, rules
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from pandas import DataFrame

#: How an entry stands: barred; to be barred; a duty without a bar; open; taken out; not binding this Party.
Standing = Literal["barred", "will be barred", "reduced", "unclear", "excluded", "not bound"]


@dataclass(frozen=True)
class BoardRow:
    """One entry of Annex A for one Party.

    Attributes:
        country: three-letter code; empty for any Party.
        rule: id of the rule; ``products``, ``entry``, ``condition``, ``exception`` as in the annex.
        standing: how it stands on the day.
        first_day: first day on which it is barred; None without one.
        sure: whether the standing holds whatever the unread texts say.
        unsure: what is open; empty where sure.
        decision: name of the decision behind it.
        source, seen, status, note: of the rule.
    """

    country: str
    rule: str
    products: tuple[str, ...]
    entry: str
    condition: str
    exception: str
    standing: Standing
    first_day: date | None
    sure: bool
    unsure: Text | str
    decision: str
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class Board:
    """The entries of Annex A for some Parties on a day, in the order of the annex."""

    on: date
    rows: tuple[BoardRow, ...]
    assumptions: tuple[Text | str, ...]

    def summary(self) -> Mapping[Standing, int]:
        """How many rows stand in each way."""
        return Counter(row.standing for row in self.rows)

    def to_frame(self) -> DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for row in self.rows])

    def as_dict(self) -> dict[str, Any]:
        """The board as plain values, with ``meta``."""
        from almaden import __version__

        return {
            "meta": {"program": "almaden", "version": __version__},
            "date": self.on.isoformat(),
            "assumptions": [str(one) for one in self.assumptions],
            "summary": dict(self.summary()),
            "rows": [
                {
                    **asdict(row),
                    "unsure": str(row.unsure),
                    "first_day": row.first_day.isoformat() if row.first_day else None,
                }
                for row in self.rows
            ],
        }

    def to_json(self) -> str:
        """The board as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def board(on: date, parties: Sequence[PartyLaw] = ()) -> Board:
    """How every entry of Annex A stands on a day.

    Args:
        on: the day.
        parties: what binds each country; none for any Party.

    Returns:
        One row for each Party and entry. A row is about the entry as such; what is made of it depends on the
        product, which :func:`almaden.convention.movement.check_product` is asked about.
    """
    chosen = tuple(parties) or (ANY_PARTY,)
    annex = [rule for rule in rules() if rule.annex == "A"]
    rows = tuple(_row(rule, law, on) for law in chosen for rule in annex)
    return Board(on, rows, tuple(dict.fromkeys(text for law in chosen for text in law.assumptions())))


def first_day(rule: Rule, law: PartyLaw) -> date | None:
    """First day on which a Party is barred by a rule as remembered, its exemptions counted; None without one.

    An entry for several products is open as long as one of them has an exemption.
    """
    after = law.remembered().last_day_exempted(rule, rule.products)
    return after + timedelta(days=1) if after is not None else None


def _row(rule: Rule, law: PartyLaw, on: date) -> BoardRow:
    day = first_day(rule, law)
    standing, unsure = _standing(rule, law, on, day)
    decision = amendments()[rule.decision]
    return BoardRow(
        country=law.country,
        rule=rule.id,
        products=rule.products,
        entry=rule.entry,
        condition=rule.condition,
        exception=rule.exception,
        standing=standing,
        first_day=day,
        sure=not unsure and is_agreed(rule, on),
        unsure=unsure,
        decision=decision.name,
        source=rule.source,
        seen=rule.seen,
        status=rule.status,
        note=rule.note,
    )


def _standing(rule: Rule, law: PartyLaw, on: date, day: date | None) -> tuple[Standing, Text | str]:
    if law.standing == "non-party":
        return "not bound", ""
    if rule.effect == "excluded":
        return "excluded", ""
    if amendments()[rule.decision].amends and law.open_declaration and not _accepted(rule, law):
        return "unclear", Text("whether {country} has accepted {decision}", country=law.country, decision=rule.decision)
    if law.remembered().binds_from(rule) is None:
        return "not bound", ""
    if not rule.bars:
        return "reduced", ""
    bound = bounds().get(rule.id)
    if bound is not None and bound.open_on(on) and not _exempted(rule, law, on):
        return "unclear", Text(bound.unsure)
    if day is None:
        return "not bound", ""
    unsure = Text(bound.unsure) if bound is not None and bound.unsure and on <= bound.allowed_until else ""
    return ("barred" if on >= day else "will be barred"), unsure


def _accepted(rule: Rule, law: PartyLaw) -> bool:
    return law.declaration == "yes" and rule.decision in law.accepted


def _exempted(rule: Rule, law: PartyLaw, on: date) -> bool:
    until = law.remembered().exempt_until(rule.products)
    return until is not None and on <= until


#: Words for the standings.
STANDING_NAMES: Mapping[Standing, str] = {
    "barred": n_("barred"),
    "will be barred": n_("will be barred"),
    "reduced": n_("a duty, not a bar"),
    "unclear": n_("unclear"),
    "excluded": n_("excluded from Annex A"),
    "not bound": n_("does not bind it"),
}
