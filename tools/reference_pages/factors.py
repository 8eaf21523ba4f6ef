"""The factor sets that come with the program: input factors, and distribution factors by scenario row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from almaden.reference.categories import categories
from almaden.reference.factors import DEFAULT_SET, DistributionFactor, InputFactor, factor_set
from almaden.reference.tables import read_table
from tools.reference_pages.markdown import Notes, cell, code, number, table


def set_notice() -> str:
    """Which Toolkit the set is after, and how far it can be trusted."""
    row = read_table(f"sets/{DEFAULT_SET}/set")[0]
    return f"**{code(row['id'])}**: {cell(row['title'])}, after {cell(row['toolkit_version'])}. {cell(row['note'])}\n"


def input_table() -> str:
    """Input factors of the default set."""
    factors = factor_set(DEFAULT_SET)
    notes = Notes()
    rows = [_input(factor, notes) for known in categories() for factor in factors.inputs(known)]
    return f"{table(('code', 'variant', 'factor', 'unit', 'doubt and note', 'source'), rows)}\n{notes.printed()}"


def _input(factor: InputFactor, notes: Notes) -> tuple[str, ...]:
    ends = (factor.low, factor.high)
    value = number(factor.value) or "none"
    if ends != (None, None):
        value += f" ({number(factor.low) or '?'} to {number(factor.high) or '?'})"
    if factor.multiplier:
        value += f" x {code(factor.multiplier)}"
    if factor.multiplier_reference != 1.0:
        value += f" / {number(factor.multiplier_reference)}"
    return (
        code(factor.code),
        cell(factor.variant) + (" **L1**" if factor.level1 else ""),
        value,
        cell(factor.unit),
        _remarks(factor),
        notes.mark(f"{factor.source}: {factor.seen} ({factor.status})"),
    )


def distribution_table() -> str:
    """Scenario rows of the default set."""
    factors = factor_set(DEFAULT_SET)
    notes = Notes()
    rows = [_distribution(factor, notes) for known in categories() for factor in factors.distributions(known)]
    header = ("code", "scenario", "practice", *_SHORT, "rest", "doubt and note", "source")
    return f"{table(header, rows)}\n{notes.printed()}"


#: Headers of the six shares, in the order of PATHWAYS.
_SHORT = ("air", "water", "land", "products", "waste", "sector")


def _distribution(factor: DistributionFactor, notes: Notes) -> tuple[str, ...]:
    name = f"{factor.variant}: {factor.name}" if factor.variant else factor.name
    rest = 1.0 - sum(factor.shares)
    return (
        code(factor.code),
        code(factor.scenario) + (" **D**" if factor.level1 else ""),
        cell(f"{name} ({factor.part})" if factor.part else name),
        *(number(share) for share in factor.shares),
        f"{rest:.4g} {factor.remainder.replace('_', ' ')}" if factor.remainder else "",
        _remarks(factor),
        notes.mark(f"{factor.source}: {factor.seen} ({factor.status})"),
    )


def _remarks(factor: InputFactor | DistributionFactor) -> str:
    return cell("; ".join(filter(None, (factor.doubt, factor.note))))


PARTS: Mapping[str, Callable[[], str]] = {
    "factor-set": set_notice,
    "input-factors": input_table,
    "distribution-factors": distribution_table,
}
