"""The dated rules of Annex A and Annex B, the products and processes they are about, the amendments."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, Literal, cast

from almaden.convention.tables import items, read_table
from almaden.reference.languages import n_

Effect = Literal["phase_out", "reduce", "aim", "measure", "conditional", "excluded"]
Kind = Literal["product", "process"]

#: What the conditions of the annexes are about, with the words that ask for it.
PARAMETERS: Final[Mapping[str, str]] = {
    "mercury_mg": n_("mercury content in mg"),
    "mercury_ppm": n_("mercury content in ppm by weight"),
    "watts": n_("power in W"),
    "length_mm": n_("length in mm"),
}

_SIGNS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_LIMIT = re.compile(r"(?P<parameter>\w+?)(?P<sign><=|>=|<|>)(?P<value>[0-9.]+)")


@dataclass(frozen=True)
class Limit:
    """One comparison of a condition, e.g. at most 30 W."""

    parameter: str
    sign: str
    value: float

    def holds(self, value: float) -> bool:
        """Whether a value of the parameter, in its unit, fulfils the comparison."""
        return _SIGNS[self.sign](value, self.value)


@dataclass(frozen=True)
class Rule:
    """One entry of Annex A or B.

    Attributes:
        id: A or B and a number, this program's own.
        annex, part: where it stands in the Convention.
        products: keys of the products or processes it is about.
        entry: their name in the annex; condition: what else must be true, in words.
        limits: the same condition as comparisons that must all hold.
        effect: ``phase_out`` bars after a date; ``reduce``, ``aim`` and ``measure`` are duties that do not
            bar; ``conditional`` bars after a finding without a date yet; ``excluded`` takes out of the annex.
        year: the year as printed, or None.
        day_rule: how the year becomes a day: ``end_of_year``, ``date`` (it follows from the text), or empty.
        reading: True where the day is a reading of a bare year and not the words of the annex.
        after: last day before the rule works: barred on every later day. None without a date.
        decision: who decided it, a key of the amendments.
        exception: what the entry leaves out, in words.
        category_codes: source categories of the Toolkit in which the product or process is counted.
        source, seen, status, note: citation, where it was read, verified or unverified, doubts.
    """

    id: str
    annex: str
    part: str
    products: tuple[str, ...]
    entry: str
    condition: str
    limits: tuple[Limit, ...]
    effect: Effect
    year: int | None
    day_rule: str
    reading: bool
    after: date | None
    decision: str
    exception: str
    category_codes: tuple[str, ...]
    source: str
    seen: str
    status: str
    note: str

    @property
    def bars(self) -> bool:
        """Whether the rule forbids something after a date."""
        return self.effect == "phase_out" and self.after is not None

    def holds(self, values: Mapping[str, float]) -> bool:
        """Whether the condition is true for a product with these values, one for each parameter."""
        return all(limit.holds(values[limit.parameter]) for limit in self.limits)


@dataclass(frozen=True)
class Product:
    """A product or process that can be asked about; ``parent`` is the group that it belongs to, or empty."""

    key: str
    parent: str
    kind: Kind
    name: str


@dataclass(frozen=True)
class Amendment:
    """A decision that the rules rest on.

    ``in_force`` is the day for Parties that it binds without further act, None where not seen. ``amends`` is
    True for amendments, which a Party with a declaration under Article 30(5) must accept one by one.
    """

    decision: str
    name: str
    adopted: date
    notified: date | None
    in_force: date | None
    amends: bool
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class Term:
    """A length of time in years that the Convention sets."""

    years: int
    meaning: str
    source: str
    seen: str
    status: str


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def limits_of(cell: str) -> tuple[Limit, ...]:
    """The comparisons of a cell, such as ``watts<=30;mercury_mg>5``.

    Raises:
        ValueError: it is no comparison of a parameter that is known.
    """
    found = []
    for text in items(cell):
        match = _LIMIT.fullmatch(text)
        if match is None or match["parameter"] not in PARAMETERS:
            raise ValueError(f"not a condition: {text!r}")
        found.append(Limit(match["parameter"], match["sign"], float(match["value"])))
    return tuple(found)


def _after(row: Mapping[str, str]) -> date | None:
    if row["day_rule"] == "end_of_year":
        return date(int(row["year"]), 12, 31)
    return _day(row["date"])


def _rule(row: Mapping[str, str]) -> Rule:
    return Rule(
        id=row["id"],
        annex=row["annex"],
        part=row["part"],
        products=items(row["products"]),
        entry=row["entry"],
        condition=row["condition"],
        limits=limits_of(row["conditions"]),
        effect=cast(Effect, row["effect"]),
        year=int(row["year"]) if row["year"] else None,
        day_rule=row["day_rule"],
        reading=row["reading"] == "y",
        after=_after(row),
        decision=row["decision"],
        exception=row["exception"],
        category_codes=items(row["category_codes"]),
        source=row["source"],
        seen=row["seen"],
        status=row["status"],
        note=row["note"],
    )


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of Annex A and then of Annex B, in the order of the tables."""
    return tuple(_rule(row) for name in ("annex_a", "annex_b") for row in read_table(name))


@cache
def products() -> Mapping[str, Product]:
    """Every product, process and group that can be asked about, by key."""
    return {
        row["key"]: Product(row["key"], row["parent"], cast(Kind, row["kind"]), row["name"])
        for row in read_table("products")
    }


@cache
def kinds(key: str) -> tuple[str, ...]:
    """The products without further kinds that a key stands for: itself, or all those below a group."""
    below = [product.key for product in products().values() if product.parent == key]
    return tuple(leaf for child in below for leaf in kinds(child)) if below else (key,)


@cache
def amendments() -> Mapping[str, Amendment]:
    """The Convention of 2013 and its amendments, by the name that the rules use."""
    return {
        row["decision"]: Amendment(
            decision=row["decision"],
            name=row["name"],
            adopted=date.fromisoformat(row["adopted"]),
            notified=_day(row["notified"]),
            in_force=_day(row["in_force"]),
            amends=row["amends"] == "y",
            source=row["source"],
            seen=row["seen"],
            status=row["status"],
            note=row["note"],
        )
        for row in read_table("amendments")
    }


@cache
def terms() -> Mapping[str, Term]:
    """Lengths of time that Article 6 sets for exemptions, by key."""
    return {
        row["key"]: Term(int(row["value"]), row["meaning"], row["source"], row["seen"], row["status"])
        for row in read_table("terms")
    }
