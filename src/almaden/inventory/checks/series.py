"""Jumps between the reporting years of one country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.slips import ratio_of_units
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Check, Result, RowResult
from almaden.quantity.units import UnitError, convert
from almaden.reference.categories import category
from almaden.wording import Text

ACTIVITY = CheckKind(
    id="jump_in_activity",
    title="Jump of an activity rate",
    severity="warning",
    meaning="An activity rate more than doubled or halved between two reporting years that follow each other.",
    message="{name}: {before} {unit} in {first} and {after} {unit} in {second}, {ratio} times",
    advice="look whether source, scope or unit changed; recalculate the earlier year if the later figure is better",
)
SLIP = CheckKind(
    id="jump_by_unit",
    title="Jump by a thousand",
    severity="error",
    meaning="An activity rate changed by a thousand, a million or a billion times between two reporting years.",
    message="{name}: {before} {unit} in {first} and {after} {unit} in {second}, {steps} times apart",
    advice="look at the unit in both years; one of them was entered in thousands, millions or kg",
)
GOLD = CheckKind(
    id="jump_in_small_scale_gold",
    title="Jump of small-scale gold",
    severity="warning",
    meaning="Gold by amalgamation more than doubled or halved between two reporting years.",
    message="{name}: {before} {unit} of gold in {first} and {after} {unit} in {second}, {ratio} times",
    advice="look whether the figure is production or trade: a change of buyer or of export route looks like one of "
    "mining",
)
FACTOR = CheckKind(
    id="jump_in_factor",
    title="Jump of the input without one of the activity",
    severity="warning",
    meaning="The mercury input more than doubled or halved between two reporting years while the activity rate did "
    "not.",
    message="{name}: {before} kg of mercury in {first} and {after} kg in {second}, {ratio} times, with "
    "{activity_ratio} times the activity rate",
    advice="look at factor and variant in both years; all years of an inventory should use one set of factors",
)
GONE = CheckKind(
    id="gone_from_series",
    title="A source that is in one year only",
    severity="warning",
    meaning="A source has an amount in one reporting year and no line, or no known amount, in the next one or the one "
    "before.",
    message="{name}: {kg} kg of mercury in {with_year}, and {without} in {without_year}",
    advice="add the line, write N if the source had closed or not yet opened, or look for the missing figure; "
    "otherwise the totals of the two years cannot be compared",
)
KINDS = (ACTIVITY, SLIP, GOLD, FACTOR, GONE)

#: What tells a source in several years: code, variant, phase, facility.
_Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class _Source:
    """One source in one year; ``rate`` is in the unit of the category, ``input_kg`` None where not known."""

    rate: float | None
    input_kg: float | None
    absent: bool


def check_series(results: Sequence[Result]) -> tuple[Check, ...]:
    """Jumps between consecutive reporting years.

    Args:
        results: of one country, one for each year, in any order.

    Returns:
        Findings in the order of the years and of the Toolkit; empty for a single year.
    """
    ordered = sorted(results, key=lambda result: result.year)
    return tuple(check for before, after in pairwise(ordered) for check in _between(before, after))


def _between(before: Result, after: Result) -> Iterator[Check]:
    first, second = _sources(before), _sources(after)
    for key in dict.fromkeys((*first, *second)):
        one, other = first.get(key), second.get(key)
        years: dict[str, float | str] = {"name": _name(key), "first": str(before.year), "second": str(after.year)}
        if one is not None and other is not None and one.input_kg is not None and other.input_kg is not None:
            yield from _jump(key, one, other, years)
        else:
            yield from _gone(key, (before.year, one), (after.year, other))


def _sources(result: Result) -> Mapping[_Key, _Source]:
    grouped: dict[_Key, list[RowResult]] = defaultdict(list)
    for row in result.rows:
        grouped[row.code, row.variant, row.phase, row.facility].append(row)
    return {key: _summed(rows) for key, rows in grouped.items()}


def _summed(rows: list[RowResult]) -> _Source:
    rates = [_rate(row) for row in rows]
    known = [rate for rate in rates if rate is not None]
    amounts = [row.amounts for row in rows]
    inputs = [amount["input_kg"].value for amount in amounts if amount is not None]
    return _Source(
        rate=sum(known) if len(known) == len(rows) else None,
        input_kg=sum(inputs) if len(inputs) == len(rows) else None,
        absent=all(row.present == "N" for row in rows),
    )


def _rate(row: RowResult) -> float | None:
    if row.activity_rate is None or row.present == "N":
        return row.activity_rate
    try:
        return convert(row.activity_rate, row.unit, category(row.code).unit)
    except UnitError:
        return None


def _jump(key: _Key, one: _Source, other: _Source, years: Mapping[str, float | str]) -> Iterator[Check]:
    most = threshold("jump")
    code, unit = key[0], category(key[0]).unit
    activity_ratio = other.rate / one.rate if one.rate and other.rate else 1.0
    if not 1.0 / most <= activity_ratio <= most:
        rates = {"before": one.rate or 0.0, "after": other.rate or 0.0, "unit": Text(unit), **years}
        steps = ratio_of_units(activity_ratio)
        if steps is not None:
            yield SLIP.found({"steps": steps, **rates}, code=code)
        else:
            yield (GOLD if code == "5.2.2" else ACTIVITY).found({"ratio": activity_ratio, **rates}, code=code)
        return
    if not one.input_kg or not other.input_kg:
        return
    ratio = other.input_kg / one.input_kg
    if not 1.0 / most <= ratio <= most:
        inputs = {"before": one.input_kg, "after": other.input_kg, "ratio": ratio, **years}
        yield FACTOR.found({"activity_ratio": activity_ratio, **inputs}, code=code)


def _gone(key: _Key, first: tuple[int, _Source | None], second: tuple[int, _Source | None]) -> Iterator[Check]:
    for (year, source), (other_year, other) in ((first, second), (second, first)):
        if source is not None and source.input_kg and (other is None or other.input_kg is None):
            yield GONE.found(
                {
                    "name": _name(key),
                    "kg": source.input_kg,
                    "with_year": str(year),
                    "without": Text("no line") if other is None else Text("no known amount"),
                    "without_year": str(other_year),
                },
                code=key[0],
            )


def _name(key: _Key) -> str:
    return ", ".join(part for part in key if part)
