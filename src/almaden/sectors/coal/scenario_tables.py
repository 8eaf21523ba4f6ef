"""Scenarios of a fleet as rows of tables: the ones of the package, and those that a user gives in the same columns."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from pydantic import model_validator

from almaden.errors import Fault, InputError
from almaden.reference.record import Record, described
from almaden.reference.tables import number_or_none, read_table
from almaden.sectors.coal.life import DEFAULT_RULE, lifetime_rules
from almaden.wording import either, n_


class ScenarioRecord(Record):
    """Assumptions on the future of a fleet of coal-fired units."""

    scenario: str = described("Key of the scenario.", "retire at 30", min_length=1, max_length=60)
    name: str = described("Name of the scenario.", "Closure at age 30", default="")
    rule: str = described("Rule for the end of life, from the table of rules.", "age 30", default=DEFAULT_RULE)
    pipeline: str = described(
        "Which plants that are not built yet come, from the table of pipelines; empty for none.", "all", default=""
    )
    existing_passing: float | None = described(
        "Highest share of the coal's mercury that units standing today may emit, from a year on.",
        "0.1",
        default=None,
        ge=0,
        le=1,
    )
    existing_from: int | None = described("The first year in which that holds.", "2032", default=None, ge=1990, le=2200)
    new_passing: float | None = described(
        "Highest share of the coal's mercury that units not built yet may emit.", "0.1", default=None, ge=0, le=1
    )
    source: str = described("Where the assumptions were read, or whose they are.", "Ministry, plan of 2025", default="")
    seen: str = described("Where in the source.", "chapter 4", default="")
    status: Literal["verified", "unverified", "user"] = described(
        "Whether the assumptions were checked in the source.", "user", default="user"
    )
    note: str = described("Anything a reader should know.", "", default="")

    @model_validator(mode="after")
    def _whole(self) -> ScenarioRecord:
        if (self.existing_passing is None) != (self.existing_from is None):
            raise ValueError(n_("existing_passing and existing_from are given together"))
        return self


class Pipeline(NamedTuple):
    """What becomes of units in one state.

    ``share_built`` of their mercury is counted, ``delay_years`` is when they start where no start is told.
    """

    share_built: float
    delay_years: int


@cache
def scenarios() -> dict[str, ScenarioRecord]:
    """The scenarios of the package by their key."""
    return {
        row["scenario"]: ScenarioRecord.model_validate({name: value for name, value in row.items() if value})
        for row in read_table("coal/scenarios")
    }


@cache
def pipelines() -> dict[str, dict[str, Pipeline]]:
    """What becomes of units in each state, by the key of the pipeline; no pipeline has an empty key."""
    found: dict[str, dict[str, Pipeline]] = {"": {}}
    for row in read_table("coal/pipeline"):
        built = Pipeline(number_or_none(row["share_built"]) or 0.0, int(row["delay_years"]))
        found.setdefault(row["pipeline"], {})[row["state"]] = built
    return found


def check_names(scenario: ScenarioRecord) -> None:
    """See that the rule and the pipeline that a scenario names are there.

    Raises:
        InputError: one is not.
    """
    tables = {"rule": tuple(lifetime_rules()), "pipeline": tuple(pipelines())}
    faults = [
        Fault(
            n_("the package has no such assumption"),
            column=column,
            value=getattr(scenario, column),
            accepted=either([key for key in keys if key]),
        )
        for column, keys in tables.items()
        if getattr(scenario, column) not in keys
    ]
    if faults:
        raise InputError(faults)
