"""Where the inventory rests on a default: scenarios, waste questions, ranges, the number of inhabitants."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind, listed
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.result import Check
from almaden.inventory.setting import class_origin
from almaden.reference.spreads import spread_classes
from almaden.wording import Text, joined

WASTE_QUESTIONS = CheckKind(
    id="waste_questions_open",
    title="The two questions on waste",
    severity="warning",
    meaning="The distribution of mercury-added products depends on how waste is collected. Without an answer the "
    "scenario with widespread informal handling is taken.",
    message="the two questions on waste are not answered, so scenario a2, informal handling widespread, "
    "was taken for {count} of the {rows} lines, with {input_kg} kg of mercury: {codes}",
    advice="answer waste_collected_over_two_thirds and waste_separated_over_one_third with true or false under "
    "[context] of inventory.toml, or give each line its scenario",
)
SCENARIO = CheckKind(
    id="scenario_default",
    title="Lines without a scenario",
    severity="info",
    meaning="Several scenario rows exist for the source category, and the default one was taken.",
    message="{count} of {rows} lines, with {input_kg} kg of mercury, name no scenario; the default was taken: {codes}",
    advice="choose the abatement or waste practice of each line from the list of its category "
    "(almaden factors show CODE); it decides where the mercury goes, not how much there is",
)
ACTIVITY_RANGE = CheckKind(
    id="activity_range_unknown",
    title="Activity rates without a range",
    severity="info",
    meaning="Low and high are empty or the same; the spread was taken from a table by the status of the line.",
    message="{count} of {rows} lines have an activity rate without a range; the spread of a class was taken: {codes}",
    advice="give low and high, the ends of a 95 % range, where sources differ or the figure is an estimate",
)
FACTOR_RANGE = CheckKind(
    id="factor_range_unknown",
    title="Input factors without a usable range",
    severity="info",
    meaning="The table has no range, one of no width, or a default outside it; the spread of a class was taken.",
    message="{count} of {rows} lines use an input factor without a usable range; the spread of a class was taken: "
    "{codes}",
    advice="give an own input_factor with factor_low and factor_high where you know better",
)
POPULATION_RATE = CheckKind(
    id="population_default",
    title="Lines that count all inhabitants because no rate is given",
    severity="info",
    meaning="A line per inhabitant without an activity rate takes the population under [context].",
    message="{count} of {rows} lines have no activity rate and take the whole population, {population}: {codes}; "
    "together {input_kg} kg",
    advice="nothing, if the whole population is meant; otherwise write the activity rate",
)
KINDS = (WASTE_QUESTIONS, SCENARIO, ACTIVITY_RANGE, FACTOR_RANGE, POPULATION_RATE)


def check(inspection: Inspection) -> Iterator[Check]:
    """Tell each kind of default once, with all lines that use it."""
    yield from _waste_questions(inspection)
    default = _flagged(inspection, "scenario_default")
    if default:
        yield SCENARIO.found(
            {
                "rows": len(inspection.rows),
                "count": len(default),
                "input_kg": _input(default),
                "codes": _scenarios(default),
            }
        )
    for kind, start in ((ACTIVITY_RANGE, "activity_"), (FACTOR_RANGE, "factor_")):
        rows = _flagged(inspection, kind.id)
        if rows:
            yield kind.found({"rows": len(inspection.rows), "count": len(rows), "codes": _classes(rows, start)})
    counted = _flagged(inspection, "population_default")
    if counted and inspection.population is not None:
        yield POPULATION_RATE.found(
            {
                "rows": len(inspection.rows),
                "count": len(counted),
                "population": inspection.population,
                "codes": listed([row.code for row in counted]),
                "input_kg": _input(counted),
            }
        )


def _waste_questions(inspection: Inspection) -> Iterator[Check]:
    rows = _flagged(inspection, "waste_questions_open")
    if rows:
        codes = listed([row.code for row in rows])
        yield WASTE_QUESTIONS.found(
            {"rows": len(inspection.rows), "count": len(rows), "input_kg": _input(rows), "codes": codes}
        )


def _flagged(inspection: Inspection, flag: str) -> list[Row]:
    return [row for row in inspection.rows if flag in row.flags]


def _input(rows: list[Row]) -> float:
    return sum(row.input_kg for row in rows)


def _scenarios(rows: list[Row]) -> str:
    return listed([f"{row.code} {part.scenario}" for row in rows for part in row.resolved.parts])


def _classes(rows: list[Row], start: str) -> Text:
    """Codes by the class whose spread they were given, such as ``activity_user, up to x 1.3: 5.1.1``."""
    texts = []
    for name, one in spread_classes().items():
        using = [row.code for row in rows if class_origin(one) in row.resolved.origins]
        if using and name.startswith(start):
            ratio = one.upper_ratio or 1.0
            texts.append(Text("{name}, up to x {ratio}: {codes}", name=name, ratio=ratio, codes=listed(using)))
    return joined(texts, "; ")
