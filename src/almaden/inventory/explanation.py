"""What an explanation of one number holds, from the formula down to the rows of the input files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from almaden.inventory.result import Amount, Correction, Meta, VarianceShare
from almaden.reference.origin import Origin
from almaden.wording import Text, Translate, n_

#: What the flags of a row mean.
FLAGS: Mapping[str, str] = {
    "candidate_chosen": n_("another sourced value was chosen in place of the line itself"),
    "population_default": n_("no rate was given: the population of the country was used"),
    "activity_range_unknown": n_("no usable range of the rate was given: the spread of its quality class was used"),
    "own_factor": n_("the line has an input factor of its own"),
    "factor_range_unknown": n_("no usable range of the factor is known: the spread of its quality class was used"),
    "rate_is_mercury": n_("the rate is the mercury itself, so no input factor is needed"),
    "no_input_factor": n_("no input factor is known: the amount is not known"),
    "variant_not_known": n_("no factor is kept for this variant: the one that Level 1 uses was taken"),
    "no_distribution": n_("no distribution factors are known: all of the input stays unallocated"),
    "waste_questions_open": n_("the two waste questions are not answered: the scenario of informal handling was taken"),
    "scenario_default": n_("no scenario that is kept was named: the Level 1 default was taken"),
    "context_missing": n_("a value of the country that the default needs is not given: the amount is not known"),
    "one_part": n_("the line is for one part of the supply, and carries the mercury of that part alone"),
    "distribution_incomplete": n_("the distribution factors do not add to one: the rest stays unallocated"),
}


def flag_words(flag: str) -> str:
    """What a flag means, in words."""
    return Text(FLAGS.get(flag, flag.replace("_", " ")))


@dataclass(frozen=True)
class Finding:
    """What a check found about a row, and what to do about it."""

    severity: str
    message: str
    advice: str


@dataclass(frozen=True)
class RowExplanation:
    """How the amount of one row came about.

    Attributes:
        formula: the input with the numbers in it.
        leaving: how the amount follows from the input; empty where the input itself is explained.
        amount: in kg per year; None where it is not known.
        added: what the row adds to each total, by where the mercury enters or leaves, in kg per year.
        origins: every number that it rests on, with its source.
        flags: what is special about it, in words.
        findings: what the checks found.
        others: other sourced values for the same activity, which are not counted.
        places: rows of the input files that it came from.
    """

    id: str
    code: str
    name: str
    variant: str
    phase: str
    facility: str
    present: str
    formula: str
    leaving: str
    amount: Amount | None
    added: Mapping[str, float]
    origins: tuple[Origin, ...]
    flags: tuple[str, ...]
    findings: tuple[Finding, ...]
    others: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One of the three totals: what is explained adds ``value_kg`` to it, or is it.

    ``reasons`` are the rules that make it differ from the gross total; their ``change_kg`` lead from
    the gross value to this one.
    """

    total: str
    value_kg: float
    reasons: tuple[Correction, ...]


@dataclass(frozen=True)
class Explanation:
    """The explanation of one number.

    Attributes:
        query: what was asked for.
        title: what was found.
        place: country and year.
        meta: how the result was made.
        amount: name of the amount in AMOUNTS.
        total: the total that is explained; ``gross`` where rows are, for those are never corrected.
        value: the amount with its 95 % range, in kg per year; None where it is not known.
        rows: the rows that it comes from, the largest first.
        path: the three totals, from gross to linked.
        variance: share of its variance by uncertain number, largest first; with the last entry they add to one.
    """

    query: str
    title: str
    place: str
    meta: Meta
    amount: str
    total: str
    value: Amount | None
    rows: tuple[RowExplanation, ...]
    path: tuple[Step, ...]
    variance: tuple[VarianceShare, ...]

    def text(self, translate: Translate = n_) -> str:
        """The explanation as lines of text, in the language of a translator."""
        from almaden.inventory.explanation_text import write

        return write(self, translate)

    def to_record(self) -> dict[str, Any]:
        """The explanation in the fields of the JSON output."""
        return asdict(self)

    def to_json(self) -> str:
        """The explanation as one JSON object, as ``almaden inventory explain --json`` prints it."""
        return json.dumps(self.to_record(), ensure_ascii=False, indent=2, allow_nan=False)
