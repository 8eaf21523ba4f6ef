"""An explanation as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.explanation import Explanation, RowExplanation
from almaden.inventory.result import Amount, Origin

#: More rows than this are listed by their formula, without the sources of their numbers.
IN_FULL = 8

#: Uncertain numbers that are named.
NAMED = 6


def write(explanation: Explanation) -> str:
    """The whole explanation as text."""
    lines = [
        f"{explanation.title} = {_kg(explanation.value)}",
        f"{explanation.place}, factor set {explanation.meta.factor_set}",
    ]
    if explanation.meta.notice:
        lines.append(explanation.meta.notice)
    in_full = len(explanation.rows) <= IN_FULL
    for row in explanation.rows:
        lines += ["", *(_in_full(row) if in_full else _in_short(row, explanation.total))]
    if not in_full:
        lines += ["", "For the sources of the numbers of a row, ask for its code or id."]
    lines += ["", *_path(explanation), *_variance(explanation)]
    return "\n".join(lines)


def _kg(amount: Amount | None) -> str:
    if amount is None:
        return "not known"
    return f"{_number(amount.value)} kg/y (95 % range {_number(amount.low)} to {_number(amount.high)})"


def _number(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < 1000.0 else f"{value:,.0f}"


def _in_short(row: RowExplanation, total: str) -> Iterator[str]:
    yield f"{_name(row)}: {_kg(row.amount)}"
    yield f"    {row.leaving or row.formula}{_places(row)}"
    if row.amount is not None and row.added[total] != row.amount.value:
        yield f"    adds {row.added[total]:,.10g} kg to the {total} total"


def _in_full(row: RowExplanation) -> Iterator[str]:
    yield f"{_name(row)}: {_kg(row.amount)}{_places(row)}"
    yield f"    {row.formula}"
    if row.leaving:
        yield f"    {row.leaving}"
    for origin in row.origins:
        yield from _origin(origin)
    for flag in row.flags:
        yield f"    ! {flag}"
    for finding in row.findings:
        yield f"    {finding.severity}: {finding.message}; {finding.advice}"
    for other in row.others:
        yield f"    another value, not counted: {other}"


def _name(row: RowExplanation) -> str:
    named = ", ".join(filter(None, (row.name, row.variant, row.phase, row.facility)))
    return f"{row.code} {named}" if row.id == row.code else f"{row.code} {named} [{row.id}]"


def _places(row: RowExplanation) -> str:
    return f"  ({'; '.join(row.places)})" if row.places else ""


def _origin(origin: Origin) -> Iterator[str]:
    ends = ""
    if origin.low is not None or origin.high is not None:
        low = "?" if origin.low is None else f"{origin.low:,.10g}"
        high = "?" if origin.high is None else f"{origin.high:,.10g}"
        ends = f" ({low} to {high})"
    unit = f" {origin.unit}" if origin.unit else ""
    yield f"    - {origin.quantity}: {origin.value:,.10g}{unit}{ends} [{origin.status}, {origin.layer}]"
    said = [origin.source, f"seen: {origin.seen}" if origin.seen else "", origin.place, origin.note]
    if any(said):
        yield f"        {'; '.join(filter(None, said))}"


def _path(explanation: Explanation) -> Iterator[str]:
    yield "In the totals, kg/y:"
    for step in explanation.path:
        yield f"  {step.total}: {step.value_kg:,.10g}"
        for reason in step.reasons:
            codes = ", ".join(reason.codes)
            yield f"    {reason.change_kg:+,.10g} from gross, {codes}: {reason.explanation}"


def _variance(explanation: Explanation) -> Iterator[str]:
    if explanation.variance:
        yield "What makes it uncertain, as shares of its variance:"
    for one in explanation.variance[:NAMED]:
        yield f"    {one.share:.1%} {one.input}"
