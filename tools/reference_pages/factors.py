"""The factor sets that come with the program: input factors, and distribution factors by scenario row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from almaden.reference.categories import categories
from almaden.reference.factors import DEFAULT_SET, DistributionFactor, InputFactor, factor_set
from almaden.reference.pathways import PATHWAYS
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
    header = ("code", "variant", "default", "range", "unit", "Level 1", "times", "doubt", "status", "note", "source")
    return f"{table(header, rows)}\n{notes.printed()}"


def _input(factor: InputFactor, notes: Notes) -> tuple[str, ...]:
    ends = (factor.low, factor.high)
    extent = "" if ends == (None, None) else f"{number(factor.low) or '?'} to {number(factor.high) or '?'}"
    times = code(factor.multiplier) if factor.multiplier else ""
    if factor.multiplier_reference != 1.0:
        times += f" / {number(factor.multiplier_reference)}"
    return (
        code(factor.code),
        cell(factor.variant),
        number(factor.value) or "none",
        extent,
        cell(factor.unit),
        "yes" if factor.level1 else "",
        times,
        cell(factor.doubt),
        factor.status,
        cell(factor.note),
        notes.mark(f"{factor.source}: {factor.seen}"),
    )


def distribution_table() -> str:
    """Scenario rows of the default set."""
    factors = factor_set(DEFAULT_SET)
    notes = Notes()
    rows = [_distribution(factor, notes) for known in categories() for factor in factors.distributions(known)]
    header = (
        "code", "scenario", "practice", *(name.replace("_", " ") for name in PATHWAYS),
        "rest", "default", "doubt", "status", "note", "source",
    )  # fmt: skip
    return f"{table(header, rows)}\n{notes.printed()}"


def _distribution(factor: DistributionFactor, notes: Notes) -> tuple[str, ...]:
    name = f"{factor.variant}: {factor.name}" if factor.variant else factor.name
    rest = 1.0 - sum(factor.shares)
    return (
        code(factor.code),
        code(factor.scenario),
        cell(f"{name} ({factor.part})" if factor.part else name),
        *(number(share) for share in factor.shares),
        f"{rest:.4g} {factor.remainder.replace('_', ' ')}" if factor.remainder else "",
        "yes" if factor.level1 else "",
        cell(factor.doubt),
        factor.status,
        cell(factor.note),
        notes.mark(f"{factor.source}: {factor.seen}"),
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "factor-set": set_notice,
    "input-factors": input_table,
    "distribution-factors": distribution_table,
}
