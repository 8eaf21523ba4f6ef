"""What must hold within one row of each table, beyond the types of its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from almaden.inventory.readers.unit_cells import is_factor_unit
from almaden.inventory.records import (
    ActivityRow,
    FactorRow,
    LawRow,
    PopulationRow,
    PriorityRow,
    PublishedRow,
    SourceRow,
)
from almaden.reference.categories import categories, nearest
from almaden.reference.pathways import PATHWAYS
from almaden.reference.record import Record
from almaden.wording import Text, did_you_mean, joined, n_

#: Values of one row by column, as read; columns without a value are left out.
Values = Mapping[str, Any]
#: Reports a fault of the row: column, problem, accepted, advice.
Say = Callable[[str, str, str, str], None]

#: Sums of shares are compared with this tolerance: shares are written with a few decimals.
TOLERANCE: Final = 1e-6
#: By how much the shares of one activity may miss 1: a third is written 0.333 as often as 0.3333.
SHARES_TOLERANCE: Final = 1e-3

#: Columns whose numbers are zero or more.
NOT_NEGATIVE: Final[Mapping[type[Record], tuple[str, ...]]] = {
    ActivityRow: ("activity_rate", "low", "high", "share", "input_factor", "factor_low", "factor_high"),
    FactorRow: ("value", "low", "high", "concentration", *PATHWAYS),
    SourceRow: (),
    PublishedRow: (),
    LawRow: (),
    PriorityRow: ("cost_usd", "cost_low", "cost_high", "reduction_kg"),
    PopulationRow: ("persons", "women", "children"),
}
#: No number is larger, in whatever unit: the coal that the world burns in a year is 1e10 t, or 1e13 kg. Sums,
#: products and squares of such numbers can still be calculated.
LARGEST: Final = 1e15
#: An end of a range is at most this many times the value, or this part of it: the mean of a lognormal number
#: grows with the square of the logarithm, and says nothing long before it can no longer be calculated.
FARTHEST: Final = 1e6
_HELD: Final[Mapping[type[Record], tuple[tuple[str, str, str], ...]]] = {
    ActivityRow: (("activity_rate", "low", "high"), ("input_factor", "factor_low", "factor_high")),
    FactorRow: (("value", "low", "high"),),
}
_RANGES: Final[Mapping[type[Record], tuple[tuple[str, str], ...]]] = {
    ActivityRow: (("low", "high"), ("factor_low", "factor_high")),
    FactorRow: (("low", "high"),),
    PriorityRow: (("cost_low", "cost_high"), ("start_year", "end_year")),
}


#: What is said of a number above :data:`LARGEST`: problem, accepted, advice.
TOO_LARGE: Final = (n_("the number is too large"), n_("a number of at most 1e15"), n_("check the exponent"))
#: What is said of an end of a range that :func:`is_far`.
TOO_FAR: Final = (
    n_("the end of the range is too far from the value"),
    n_("at most a million times the value, and at least its millionth part, or zero"),
    n_("correct the value, or the ends of its range"),
)


def is_far(value: float | None, end: float | None) -> bool:
    """Whether an end of a range is too far from its value to say anything; zero is the end of any range."""
    return bool(value and end) and not 1 / FARTHEST <= end / value <= FARTHEST  # type: ignore[operator]  # not None


def check_row(record: type[Record], values: Values, say: Say) -> None:
    """Report everything that is wrong within one row, besides numbers that are negative."""
    check_size(record, values, say)
    for low, high in _RANGES.get(record, ()):
        if values.get(low) is not None and values.get(high) is not None and values[low] > values[high]:
            say(
                low,
                Text("{low} is above {high} ({value})", low=low, high=high, value=f"{values[high]:g}"),
                Text("{low} at most {high}", low=low, high=high),
                Text("exchange {low} and {high}, or correct one", low=low, high=high),
            )
    code = values.get("code")
    if code is not None and code not in categories():
        _unknown_code(code, say)
    if record is ActivityRow:
        _check_activity(values, say)
    elif record is FactorRow:
        _check_factor(values, say)


def check_size(record: type[Record], values: Values, say: Say) -> None:
    """Report numbers that nothing can be calculated with."""
    for column, value in values.items():
        if isinstance(value, float) and abs(value) > LARGEST:
            say(column, *TOO_LARGE)
    for column, *ends in _HELD.get(record, ()):
        for end in ends:
            if is_far(values.get(column), values.get(end)):
                say(end, *TOO_FAR)


def _unknown_code(code: str, say: Say) -> None:
    near = [one.told for one in nearest(code)]
    advice = did_you_mean(near) if near else n_("see the list with: almaden factors list")
    say("code", "there is no source category with this code", "a code of the Toolkit, such as 5.1.1", advice)


def check_fraction(column: str, value: float | None, say: Say) -> None:
    """Report a share above one, which is a percentage more often than not."""
    if value is None or value <= 1 + TOLERANCE:
        return
    if value <= 100:
        say(
            column,
            "a share above 1 looks like a percentage",
            "a number from 0 to 1",
            Text("write {value}", value=f"{value / 100:.10g}"),
        )
    else:
        say(column, "the share is above 1", "a number from 0 to 1", "write the share as a fraction of one")


def _check_activity(values: Values, say: Say) -> None:
    rate, present = values.get("activity_rate"), values.get("present", "?")
    if rate is not None and not values.get("unit"):
        usual = categories().get(values.get("code", ""))
        hint = n_("write the unit")
        if usual and usual.unit:
            hint = Text("write {unit}, if the rate is in {label}", unit=usual.unit, label=Text(usual.unit_label))
        say("unit", "the activity rate has no unit", "the unit of the activity rate", hint)
    if rate is not None and present == "?":
        say(
            "present",
            "there is an activity rate, but whether the source is present is not known",
            "Y with an activity rate; ? without",
            "write Y, or take the number out",
        )
    if rate is not None and rate > 0 and present == "N":
        say(
            "present",
            "the source is absent, and yet it has an activity rate",
            "N without an activity rate, or with 0",
            "write Y, or take the number out",
        )
    _check_quantified(values, say)
    if present == "Y":
        _check_holds("activity_rate", rate, values.get("low"), values.get("high"), say)
    check_fraction("share", values.get("share"), say)
    _check_own_factor(values, say)


def _check_quantified(values: Values, say: Say) -> None:
    category = categories().get(values.get("code", ""))
    if category is None or category.quantified or values.get("activity_rate") is None:
        return
    below = [one for one in categories().values() if one.parent == category.code and one.quantified]
    advice = n_("leave the rate empty: its presence is all that is asked")
    if below:
        advice = Text("give the rate on one of: {names}", names=joined(one.told for one in below[:6]))
    say(
        "code",
        Text("{source} takes no activity rate", source=category.told),
        "a source category that is quantified",
        advice,
    )


def _check_own_factor(values: Values, say: Say) -> None:
    factor = values.get("input_factor")
    if factor is not None and not values.get("factor_unit"):
        say(
            "factor_unit",
            "the own input factor has no unit",
            "a unit such as g/t",
            "write the unit of the input factor",
        )
    if factor is None and (values.get("factor_low") is not None or values.get("factor_high") is not None):
        say(
            "input_factor",
            "a range is given without the input factor itself",
            "input_factor with factor_low and factor_high",
            "write the best value, or take the range out",
        )
    _check_holds("input_factor", factor, values.get("factor_low"), values.get("factor_high"), say)


def _check_holds(column: str, value: float | None, low: float | None, high: float | None, say: Say) -> None:
    """Report a value that its own range does not hold; ends that are in the wrong order have their own fault."""
    if value is None or (low is not None and high is not None and low > high):
        return
    below, above = low is not None and value < low, high is not None and value > high
    if not below and not above:
        return
    told = f"{value:.10g}"
    if low is not None and high is not None:
        problem = Text(
            "{value} lies outside its own range {low} to {high}", value=told, low=f"{low:.10g}", high=f"{high:.10g}"
        )
    elif below:
        problem = Text("{value} lies below the low end of its own range, {low}", value=told, low=f"{low:.10g}")
    else:
        problem = Text("{value} lies above the high end of its own range, {high}", value=told, high=f"{high:.10g}")
    say(column, problem, "a value from the low to the high end", "correct the value, or the ends of its range")


def _check_factor(values: Values, say: Say) -> None:
    shares = {name: values[name] for name in PATHWAYS if values.get(name) is not None}
    if values.get("kind") == "input":
        if values.get("value") is None:
            say("value", "the input factor is empty", "a number", "write the factor, or delete the row")
        elif not values.get("unit"):
            say("unit", "the input factor has no unit", "a unit such as g/t", "write the unit")
        elif not is_factor_unit(values["unit"]):
            accepted = "mercury per unit of activity: g/t, mg/item, kg/kg, ug/Nm3, g/inhabitant"
            say("unit", "the unit of the input factor is not understood", accepted, "write one of these")
    elif values.get("kind") == "distribution" and not shares:
        say(
            "air",
            "the six shares are empty",
            "six numbers from 0 to 1",
            "write the shares, or delete the row",
        )
    for name, share in shares.items():
        check_fraction(name, share, say)
    total = sum(shares.values())
    if all(share <= 1 for share in shares.values()) and total > 1 + TOLERANCE:
        say(
            next(iter(shares)),
            Text("the six shares add to {total}", total=f"{total:.6g}"),
            "shares that add to 1, or to less where the rest stays in the product or is counted elsewhere",
            "correct the shares",
        )
