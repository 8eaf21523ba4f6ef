"""Where the law of a country falls short of Annex A, by product and movement, and what to do next until when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from almaden.convention.board import first_day
from almaden.convention.bounds import is_dated
from almaden.convention.cells import cells
from almaden.convention.law import Law, PartyLaw, covered
from almaden.convention.law_records import BANS, MOVEMENTS, LegalMeasureRecord
from almaden.convention.product_finding import MOVEMENT_NAMES
from almaden.convention.rules import Rule, amendments, limits_of, rules
from almaden.convention.tables import items
from almaden.wording import Text, joined, n_

if TYPE_CHECKING:
    from pandas import DataFrame

#: How national law stands beside an entry of Annex A.
Standing = Literal["in place", "later", "weaker", "missing", "not known", "not bound"]
STANDING_NAMES: Final[Mapping[Standing, str]] = {
    "in place": n_("in place in time"),
    "later": n_("in place, later than the Convention asks"),
    "weaker": n_("in place, but weaker"),
    "missing": n_("missing"),
    "not known": n_("not known"),
    "not bound": n_("does not bind it"),
}


@dataclass(frozen=True)
class GapRow:
    """One Party, entry of Annex A and movement.

    Attributes:
        country, rule, entry, condition, products: what is asked for by whom.
        movement: import, export or manufacture.
        due: first day on which the Convention bars it for the Party; None where it does not bind it.
        standing: how national law stands on the day.
        measures: ids of the measures that count; ``since``: since when the first of them works.
        uncovered: what of the entry no measure covers, in words; empty where all is covered.
        sure: whether the day of the Convention is sure, the measures were read, and no law can be missing.
    """

    country: str
    rule: str
    entry: str
    condition: str
    products: tuple[str, ...]
    movement: str
    due: date | None
    standing: Standing
    measures: tuple[str, ...]
    since: date | None
    uncovered: Text | str
    sure: bool


@dataclass(frozen=True)
class NextStep:
    """What a country should do next: by which day, about which entry and movements."""

    country: str
    by: date
    overdue: bool
    rule: str
    entry: str
    movements: tuple[str, ...]
    text: Text


@dataclass(frozen=True)
class GapTable:
    """The gaps of some Parties on a day, and the road map that follows."""

    on: date
    rows: tuple[GapRow, ...]
    steps: tuple[NextStep, ...]
    input_sha256: str

    def summary(self) -> dict[str, dict[str, int]]:
        """Rows by country and standing."""
        found: dict[str, dict[str, int]] = {}
        for row in self.rows:
            counted = found.setdefault(row.country, dict.fromkeys(STANDING_NAMES, 0))
            counted[row.standing] += 1
        return found

    def to_frame(self) -> DataFrame:
        """The rows as a table."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for row in self.rows])

    def as_dict(self) -> dict[str, Any]:
        """Rows and road map as plain values, with ``meta``."""
        from almaden import __version__

        return {
            "meta": {"program": "almaden", "version": __version__, "input_sha256": self.input_sha256},
            "date": self.on.isoformat(),
            "summary": self.summary(),
            "rows": [
                {**asdict(row), "due": _iso(row.due), "since": _iso(row.since), "uncovered": str(row.uncovered)}
                for row in self.rows
            ],
            "steps": [{**asdict(step), "by": step.by.isoformat(), "text": str(step.text)} for step in self.steps],
        }

    def to_json(self) -> str:
        """Rows and road map as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def gap_table(
    parties: Sequence[PartyLaw], law: Law, on: date, *, products: Iterable[str] = (), movements: Sequence[str] = ()
) -> GapTable:
    """How the law of some countries stands beside Annex A.

    Args:
        parties: what binds each country.
        law: what is known of laws, from :func:`almaden.convention.law.known_law`.
        on: the day that is looked at.
        products: only these products of Annex A, as keys without further kinds; none for all.
        movements: only these of import, export and manufacture; none for all.
    """
    wanted = frozenset(products)
    asked = [rule for rule in rules() if rule.annex == "A" and rule.bars]
    asked = [rule for rule in asked if not wanted or wanted.intersection(rule.products)]
    rows = []
    for party in parties:
        known = tuple(law.measures_of(party.country, on))
        rows += [_row(rule, party, known, one, on) for rule in asked for one in movements or MOVEMENTS]
    return GapTable(on, tuple(rows), tuple(_steps(rows, on)), law.sha256)


def _row(rule: Rule, party: PartyLaw, known: Sequence[LegalMeasureRecord], movement: str, on: date) -> GapRow:
    due = None if party.standing == "non-party" else first_day(rule, party)
    fitting = [one for one in known if one.kind in BANS and movement in items(one.movements)]
    fitting = [one for one in fitting if covered(one).intersection(rule.products) and _overlaps(one, rule)]
    starts = [min((one.since for one in fitting if _covers(one, rule, key)), default=None) for key in rule.products]
    left = [key for key, start in zip(rule.products, starts, strict=True) if start is None]
    since = None if left else max(start for start in starts if start is not None)
    uncovered: Text | str = ""
    if fitting and left:
        told = "; ".join(dict.fromkeys(one.condition for one in fitting if one.condition))
        uncovered = Text("covered only: {what}", what=Text(told)) if told else ", ".join(left)
    standing = _standing(due, since, bool(fitting), party)
    return GapRow(
        country=party.country,
        rule=rule.id,
        entry=rule.entry,
        condition=rule.condition,
        products=rule.products,
        movement=movement,
        due=due,
        standing=standing,
        measures=tuple(one.id for one in fitting),
        since=since,
        uncovered=uncovered,
        sure=_is_sure(rule, party, standing) and all(one.status != "unverified" for one in fitting),
    )


def _is_sure(rule: Rule, party: PartyLaw, standing: Standing) -> bool:
    """Whether the day is sure, and the Party bound; a gap is one only where all laws are known."""
    gap = standing in ("weaker", "missing", "not known")
    bound = not (amendments()[rule.decision].amends and party.open_declaration)
    return is_dated(rule) and bound and (party.laws_complete or not gap)


def _standing(due: date | None, since: date | None, some: bool, party: PartyLaw) -> Standing:
    if since is not None:
        return "in place" if due is None or since <= due else "later"
    if some:
        return "weaker"
    if due is None:
        return "not bound"
    return "missing" if party.laws_complete else "not known"


def _points(one: LegalMeasureRecord, rule: Rule) -> Iterator[bool]:
    """For one point in each cell of the entry, whether the measure takes it in."""
    own = limits_of(one.conditions)
    for values in cells([*rule.limits, *own], {}):
        if rule.holds(values):
            yield all(limit.holds(values[limit.parameter]) for limit in own)


def _overlaps(one: LegalMeasureRecord, rule: Rule) -> bool:
    return any(_points(one, rule))


def _covers(one: LegalMeasureRecord, rule: Rule, product: str) -> bool:
    return product in covered(one) and all(_points(one, rule))


def _steps(rows: Iterable[GapRow], on: date) -> list[NextStep]:
    """One step for each entry and kind of gap, those that are due first before others."""
    texts = {
        "missing": n_("Enact a bar of {movements}."),
        "weaker": n_("Extend the law to the whole entry, for {movements}."),
        "not known": n_("Find out whether the law bars {movements}; enact it where it does not."),
    }
    grouped: dict[tuple[str, str, str], list[GapRow]] = {}
    for row in rows:
        if row.standing in texts and row.due is not None:
            grouped.setdefault((row.country, row.rule, row.standing), []).append(row)
    steps = []
    for (country, rule, standing), group in grouped.items():
        due = group[0].due
        if due is not None:
            movements = tuple(row.movement for row in group)
            text = Text(texts[standing], movements=joined([Text(MOVEMENT_NAMES[one]) for one in movements]))
            steps.append(NextStep(country, due, due <= on, rule, group[0].entry, movements, text))
    return sorted(steps, key=lambda step: (step.country, step.by, step.rule))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
