"""A change of mercury split into activity, factor and practice by the logarithmic mean Divisia index.

An amount is activity rate x effective input factor x share that leaves by a pathway. The additive form of
the index (LMDI-I; Ang 2005, Energy Policy 33, 867, doi 10.1016/j.enpol.2003.10.010) gives each of the three
its part of the change, leaves no remainder, and changes only the sign when the two sides are exchanged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Effects:
    """A change in kg of mercury per year, split by its cause.

    Attributes:
        activity: more or less is done.
        factor: more or less mercury per unit of activity, context multipliers and mix of variants included.
        practice: the mercury leaves by other ways: another scenario, mix of scenarios or waste treatment.
        knowledge: an amount became known, or is known no more; nothing need have changed in the country.
    """

    activity: float = 0.0
    factor: float = 0.0
    practice: float = 0.0
    knowledge: float = 0.0

    @property
    def total(self) -> float:
        """The whole change."""
        return self.activity + self.factor + self.practice + self.knowledge


@dataclass(frozen=True)
class Term:
    """One side of a change: ``output_kg`` is what becomes of ``input_kg``, which ``activity`` brings in.

    ``activity`` is None where the units of the two sides cannot be compared.
    """

    activity: float | None
    input_kg: float
    output_kg: float


def logarithmic_mean(first: float, second: float) -> float:
    """Logarithmic mean of two positive numbers: their difference over the difference of their logarithms."""
    smaller, larger = sorted((first, second))
    step = math.log(larger) - math.log(smaller)
    return larger if step == 0.0 else -larger * math.expm1(-step) / step


def decompose(first: Term, second: Term) -> Effects:
    """Split the change of the output between two sides.

    Where one side is zero the limit of the index is taken: all of the change belongs to what is zero there,
    the activity before the factor, the factor before the practice. Where the units of the two activity rates
    cannot be compared, activity and factor cannot be told apart and both are called activity.
    """
    one, two = first.output_kg, second.output_kg
    change = two - one
    if change == 0.0 and one == 0.0:
        return Effects()
    if one == 0.0 or two == 0.0:
        return _from_zero(first if one == 0.0 else second, change)
    if (one < 0.0) != (two < 0.0):
        return _through_zero(first, second)
    mean = math.copysign(logarithmic_mean(abs(one), abs(two)), one)
    entering = _log_ratio(first.input_kg, second.input_kg)
    if first.activity is None or second.activity is None:
        activity = entering
    else:
        activity = _log_ratio(first.activity, second.activity)
    factor = _without_residue(entering - activity)
    practice = _without_residue(_log_ratio(abs(one), abs(two)) - entering)
    return _exact(mean * activity, mean * factor, mean * practice, change)


def _log_ratio(first: float, second: float) -> float:
    return math.log(second) - math.log(first)


def _without_residue(logarithm: float) -> float:
    """Zero for what only the rounding of logarithms makes."""
    return logarithm if abs(logarithm) > 1e-12 else 0.0


def _from_zero(empty: Term, change: float) -> Effects:
    if empty.activity == 0.0 or (empty.activity is None and empty.input_kg == 0.0):
        return Effects(activity=change)
    return Effects(factor=change) if empty.input_kg == 0.0 else Effects(practice=change)


def _through_zero(first: Term, second: Term) -> Effects:
    """A share that changes its sign has no logarithm: the means of both sides are taken instead."""
    shares = first.output_kg / first.input_kg, second.output_kg / second.input_kg
    entering = decompose(_entering(first), _entering(second))
    share = (shares[0] + shares[1]) / 2.0
    practice = (shares[1] - shares[0]) * (first.input_kg + second.input_kg) / 2.0
    change = second.output_kg - first.output_kg
    return _exact(entering.activity * share, entering.factor * share, practice, change)


def _entering(term: Term) -> Term:
    return Term(term.activity, term.input_kg, term.input_kg)


def _exact(activity: float, factor: float, practice: float, change: float) -> Effects:
    """Give what rounding left over to the largest effect."""
    left = change - (activity + factor + practice)
    largest = max(abs(activity), abs(factor), abs(practice))
    if abs(activity) == largest:
        return Effects(activity + left, factor, practice)
    if abs(factor) == largest:
        return Effects(activity, factor + left, practice)
    return Effects(activity, factor, practice + left)
