"""Works out the formulas of rates in the package's tables, such as ``dep_o_hg2 / m_atm``."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Final

from almaden.errors import AlmadenError

_OPERATORS: Final[Mapping[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def evaluate(formula: str, parameters: Mapping[str, float]) -> float:
    """The value of a formula.

    Args:
        formula: sums, products, quotients and powers of numbers and of names of parameters, with parentheses.
        parameters: what the names stand for.

    Raises:
        AlmadenError: it names what is no parameter, or is no such formula.
    """
    return _value(ast.parse(formula, mode="eval").body, parameters, formula)


def names_in(formula: str) -> tuple[str, ...]:
    """The parameters that a formula rests on, each once, in the order of the formula."""
    found = [node.id for node in ast.walk(ast.parse(formula, mode="eval")) if isinstance(node, ast.Name)]
    return tuple(dict.fromkeys(found))


def _value(node: ast.expr, parameters: Mapping[str, float], formula: str) -> float:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = (_value(side, parameters, formula) for side in (node.left, node.right))
        return float(_OPERATORS[type(node.op)](left, right))
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.Name) and node.id in parameters:
        return parameters[node.id]
    raise AlmadenError(f"the package's formula {formula!r} cannot be worked out")
