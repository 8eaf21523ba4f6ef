"""A result in a few lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from almaden.inventory.result import Result


def summarise(result: Result) -> str:
    """The three input totals, the largest key sources, and what the result rests on."""
    lines = [f"{result.country_name} {result.year}, Level {result.level}, {result.meta.factor_set}"]
    if result.meta.notice:
        lines.append(result.meta.notice)
    for name, total in result.totals.items():
        amount = total.amounts["input_kg"]
        lines.append(f"  {name} input: {amount.value:,.1f} kg/y ({amount.low:,.0f} to {amount.high:,.0f})")
    lines.append("  largest sources of the toolkit total:")
    ranked = [source for source in result.key_sources if source.quantity == "input_kg"]
    lines += [f"    {one.code} {one.name}: {one.value_kg:,.1f} kg/y, {one.share:.0%}" for one in ranked[:5]]
    errors = sum(check.severity == "error" for check in result.checks)
    lines.append(
        f"  {errors} errors, {len(result.checks) - errors} other findings; "
        f"{len(result.unverified)} unverified numbers"
    )
    return "\n".join(lines)
