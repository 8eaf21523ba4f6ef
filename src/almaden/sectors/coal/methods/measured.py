"""Totals that were measured over whole control trains, kept so that they cannot be taken for parts.

An average like "cold-side precipitator with wet scrubber, bituminous: 75 %" holds for that train as a whole. Multiplied
with the average of another train it says nothing, and that is the commonest error with these tables. So a total gives
no number to calculate with: it only says what reaches the stack of the mercury that a coal brings.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NoReturn, final

import numpy as np

from almaden.quantity.spread import Fixed
from almaden.reference.origin import Origin
from almaden.sectors.numbers import Draw, Drawn, Number
from almaden.wording import Text


class StackKg(float):
    """Mercury at a stack after a measured total: no input of a coal any more, also where it was scaled or shifted."""

    __slots__ = ()

    def __add__(self, other: Any) -> Any:
        return _kept(operator.add, self, other)

    def __radd__(self, other: Any) -> Any:
        return _kept(operator.add, other, self)

    def __sub__(self, other: Any) -> Any:
        return _kept(operator.sub, self, other)

    def __rsub__(self, other: Any) -> Any:
        return _kept(operator.sub, other, self)

    def __mul__(self, other: Any) -> Any:
        return _kept(operator.mul, self, other)

    def __rmul__(self, other: Any) -> Any:
        return _kept(operator.mul, other, self)

    def __truediv__(self, other: Any) -> Any:
        return _kept(operator.truediv, self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return _kept(operator.truediv, other, self)

    def __pow__(self, other: Any, modulo: None = None) -> NoReturn:
        raise TypeError(_ONCE)


class StackDraws(np.ndarray[Any, np.dtype[np.float64]]):
    """Draws of :class:`StackKg`."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **how: Any) -> Any:
        """As for any array, but two totals are never multiplied, not as quotients or powers either."""
        if ufunc in _PRODUCTS and (method != "__call__" or sum(isinstance(one, _AT_STACK) for one in inputs) > 1):
            raise TypeError(_ONCE)
        plain = [one.view(np.ndarray) if isinstance(one, StackDraws) else one for one in inputs]
        if "out" in how:
            how["out"] = tuple(one.view(np.ndarray) if isinstance(one, StackDraws) else one for one in how["out"])
        found = getattr(ufunc, method)(*plain, **how)
        return found.view(StackDraws) if isinstance(found, np.ndarray) and found.dtype == np.float64 else found


_AT_STACK: Final = (StackKg, StackDraws)
_PRODUCTS: Final = frozenset({np.multiply, np.true_divide, np.matmul, np.power, np.float_power})
_ONCE: Final = "what two measured totals let through cannot be multiplied: each holds for its whole train"


def _kept(do: Callable[[Any, Any], Any], first: Any, second: Any) -> Any:
    """A sum, difference, product or quotient in which a :class:`StackKg` takes part, as one of its kind again."""
    own, other = (first, second) if type(first) is StackKg else (second, first)
    if isinstance(other, _AT_STACK):
        if do in (operator.mul, operator.truediv):
            raise TypeError(_ONCE)
        other = float(other) if isinstance(other, StackKg) else other
    elif not isinstance(other, (int, float, np.ndarray)):
        return NotImplemented
    plain = float.__float__(own)
    found = do(plain, other) if own is first else do(other, plain)
    return found.view(StackDraws) if isinstance(found, np.ndarray) else StackKg(found)


@final
class MeasuredTotal:
    """What a control train as a whole lets through of the mercury of the coal.

    It cannot be added, multiplied, compared, made a number or an array, and what it gave cannot be given to another.
    """

    __slots__ = ("_number",)
    #: numpy leaves operations with it alone, so that they end in a TypeError.
    __array_ufunc__: Final = None
    _number: Number

    def __init__(self, number: Number) -> None:
        object.__setattr__(self, "_number", number)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("a measured total does not change")

    def __array__(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a measured total is no number: ask it what reaches the stack")

    def __reduce__(self) -> tuple[type[MeasuredTotal], tuple[Number]]:
        return MeasuredTotal, (self._number,)

    @property
    def origin(self) -> Origin:
        """Where the total was read, as it is printed there."""
        return self._number.origin

    @property
    def is_certain(self) -> bool:
        """Whether it has no spread."""
        return isinstance(self._number.spread, Fixed)

    def reaching(self, input_kg: Drawn, draw: Draw) -> Drawn:
        """What reaches the stack of the mercury that the coal brings, never more than that.

        Args:
            input_kg: mercury of the coal, in any unit of a flow.
            draw: gives the value or the draws of a number.

        Raises:
            TypeError: the input is itself what a measured total gave.
        """
        if isinstance(input_kg, (StackKg, StackDraws, MeasuredTotal)):
            raise TypeError("a measured total holds for the whole train: it takes the mercury of the coal")
        kg = input_kg * np.minimum(draw(self._number), 1.0)
        return kg.view(StackDraws) if isinstance(kg, np.ndarray) else StackKg(kg)


@dataclass(frozen=True)
class Answer:
    """What a method says of a unit.

    Attributes:
        method: its name.
        title: its title, to be shown.
        passing: the total that it has for the unit, None where it does not apply.
        reason: why it does not apply; empty where it does.
        told: what a reader should know of the answer, such as a negative average that counts as none.
    """

    method: str
    title: str
    passing: MeasuredTotal | None = None
    reason: Text | str = ""
    told: tuple[Text | str, ...] = ()
