"""What in a record of coal burning should be asked about before it is calculated with.

Records refuse what cannot be. What can be but hardly is (mercury a hundred times off, chlorine in percent, a capacity
in GW, a unit that retires before it starts) is asked about here, with what was probably meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from almaden.sectors.coal.records import CoalRecord, UnitBase
from almaden.sectors.coal.unit_questions import unit_questions
from almaden.sectors.coal.usual import CHECK, Question, advice_for, limit, outside_usual
from almaden.wording import Text, n_

__all__ = ["Question", "advice_for", "blend_questions", "plausibility"]


def plausibility(record: CoalRecord | UnitBase) -> tuple[Question, ...]:
    """All questions about a coal, a unit of a power plant or an industrial boiler; empty where nothing is odd."""
    numbers = (
        question
        for field in type(record).model_fields
        if isinstance(value := getattr(record, field), (int, float))
        and (question := outside_usual(field, value, record.rank)) is not None
    )
    more = _coal_questions(record) if isinstance(record, CoalRecord) else unit_questions(record)
    return (*numbers, *more)


def _coal_questions(coal: CoalRecord) -> Iterator[Question]:
    ash, moisture = coal.ash_percent, coal.moisture_percent
    if coal.basis == "as_received" and ash is not None and moisture is not None and ash + moisture > 100.0:
        yield Question(
            "ash_percent",
            Text("ash and moisture together are {sum} %", sum=ash + moisture),
            n_("check both; if the ash is dry, write dry as basis and give all contents dry"),
            "fault",
        )
    for field, needed, basis in (("moisture_percent", moisture, "as_received"), ("ash_percent", ash, "dry_ash_free")):
        if coal.basis == basis and needed is None:
            yield Question(
                field,
                Text("contents on the basis {basis} cannot be made dry without it", basis=basis),
                n_("write it; otherwise a default of the rank is taken"),
            )
    yield from _mercury_range(coal)


def _mercury_range(coal: CoalRecord) -> Iterator[Question]:
    value, low, high = coal.mercury_mg_per_kg, coal.mercury_low, coal.mercury_high
    ends = [field for field, end in (("mercury_low", low), ("mercury_high", high)) if end is not None]
    if value is None:
        if ends:
            yield Question(ends[0], n_("a range is told, but no value"), n_("write the value of mercury too"))
        return
    ends_out = {"mercury_low": low is not None and low > value, "mercury_high": high is not None and high < value}
    for field in [field for field, out in ends_out.items() if out]:
        problem = Text("the mercury of {value} mg/kg is outside of its own range", value=value)
        yield Question(field, problem, CHECK, "fault")


def blend_questions(coals: Sequence[CoalRecord]) -> tuple[Question, ...]:
    """Questions about the coals of one unit together: their shares add to 1."""
    whole = sum(coal.share for coal in coals)
    if not coals or abs(whole - 1.0) <= limit("shares_tolerance"):
        return ()
    problem = Text("the shares of the coals of {unit} add to {sum}, not to 1", unit=coals[0].unit, sum=whole)
    return (Question("share", problem, n_("write shares of the mass as received that add to 1"), "fault"),)
