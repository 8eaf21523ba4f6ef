"""What in a record of coal burning should be asked about before it is calculated with.

Records and :mod:`almaden.sectors.coal.readers.fleet_checks` refuse what cannot be. What can be but hardly is (mercury a
hundred times off, chlorine in percent, a capacity in GW) is asked about here, with what was probably meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from almaden.sectors.coal.records import CoalRecord, UnitBase
from almaden.sectors.coal.unit_questions import unit_questions
from almaden.sectors.coal.usual import Question, advice_for, outside_usual
from almaden.wording import Text, n_

__all__ = ["Question", "advice_for", "plausibility"]


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
    for field, basis in (("moisture_percent", "as_received"), ("ash_percent", "dry_ash_free")):
        if coal.basis == basis and getattr(coal, field) is None:
            yield Question(
                field,
                Text("contents on the basis {basis} cannot be made dry without it", basis=basis),
                n_("write it; otherwise a default of the rank is taken"),
            )
    ends = [field for field in ("mercury_low", "mercury_high") if getattr(coal, field) is not None]
    if ends and coal.mercury_mg_per_kg is None:
        yield Question(ends[0], n_("a range is told, but no value"), n_("write the value of mercury too"))
