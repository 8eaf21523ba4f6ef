"""A result in a few lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from almaden.wording import Fixed, Text, Translate, n_

if TYPE_CHECKING:
    from almaden.inventory.result import Result


def summarise(result: Result, translate: Translate = n_) -> str:
    """The three input totals, the largest key sources, and what the result rests on."""
    return "\n".join(translate(line) for line in _lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield Text(
        "{country} {year}, Level {level}, {factors}",
        country=result.country_name,
        year=str(result.year),
        level=result.level,
        factors=result.meta.factor_set,
    )
    if result.meta.notice:
        yield result.meta.notice
    for name, total in result.totals.items():
        amount = total.amounts["input_kg"]
        yield Text(
            "  {name} input: {value} kg/y ({low} to {high})",
            name=Text(name),
            value=Fixed(amount.value, 1),
            low=Fixed(amount.low, 0),
            high=Fixed(amount.high, 0),
        )
    yield Text("  largest sources of the toolkit total:")
    for one in [source for source in result.key_sources if source.quantity == "input_kg"][:5]:
        yield Text(
            "    {code} {name}: {kg} kg/y, {percent}%",
            code=one.code,
            name=Text(one.name),
            kg=Fixed(one.value_kg, 1),
            percent=Fixed(100 * one.share, 0),
        )
    errors = sum(check.severity == "error" for check in result.checks)
    yield Text(
        "  {errors} errors, {others} other findings; {count} unverified numbers",
        errors=errors,
        others=len(result.checks) - errors,
        count=len(result.unverified),
    )
