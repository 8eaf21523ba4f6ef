"""Values of the country that no country has: population, electrification, dental personnel, deaths, waste."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind, listed
from almaden.inventory.checks.inspection import Inspection, Row
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Check, Severity
from almaden.reference.categories import category

POPULATION = CheckKind(
    id="population_implausible",
    title="Population",
    severity="error",
    meaning="The population under [context] is smaller than that of the smallest Parties or larger than that of the "
    "largest country.",
    message="a population of {population} lies outside {low} to {high} inhabitants",
    advice="write the number of inhabitants itself, not thousands or millions of them",
)
ELECTRIFICATION = CheckKind(
    id="electrification_rate",
    title="Electrification rate",
    severity="error",
    meaning="The electrification rate is a share, 0 to 1.",
    message="an electrification rate of {rate} is not between 0 and 1",
    advice="write the share of the population with electricity as a fraction of one: 79.3 % is 0.793",
)
DENTAL = CheckKind(
    id="dental_density",
    title="Dental personnel per 1000 inhabitants",
    severity="warning",
    meaning="The density is lower or higher than nearly any country has.",
    message="{density} dental personnel per 1000 inhabitants lies outside {low} to {high}; the amalgam row rests on it",
    advice="count all dental personnel (dentists, assistants, therapists), per 1000 and not per 10,000 inhabitants",
)
INHABITANTS = CheckKind(
    id="inhabitants_differ",
    title="Rows per inhabitant against the population",
    severity="warning",
    meaning="A row that counts inhabitants has another number than the population of the country; an error where it "
    "is larger.",
    message="{id} counts {rate} inhabitants, {ratio} times the population of {population}",
    advice="leave the activity rate empty to take the population, or say in the note which part of the country "
    "is meant",
)
DEATHS = CheckKind(
    id="deaths_per_inhabitant",
    title="Deaths per 1000 inhabitants",
    severity="error",
    meaning="Cremations and burials together are fewer or more than deaths can be. Registered deaths are often a "
    "part of all deaths only.",
    message="{deaths} cremations and burials ({codes}) are {per_thousand} per 1000 inhabitants, outside {low} to "
    "{high}; this is not the number of deaths",
    advice="take all deaths, estimated where registration is incomplete (for this population some {expected_low} to "
    "{expected_high}), and split them into cremations (5.10.1) and burials (5.10.2)",
)
WASTE = CheckKind(
    id="waste_per_inhabitant",
    title="Municipal waste per inhabitant",
    severity="warning",
    meaning="General waste burnt, landfilled and dumped, or the municipal waste under [context], is less or more "
    "than people throw away.",
    message="{what}: {waste} t are {per_person} t per inhabitant, outside {low} to {high}",
    advice="look at the unit and at the year, and leave out industrial and building waste",
)
MORE_WASTE = CheckKind(
    id="waste_more_than_made",
    title="More general waste treated than made",
    severity="warning",
    meaning="The rows of general waste hold more than the municipal waste under [context].",
    message="the rows of general waste ({codes}) hold {treated} t, more than the {made} t of municipal waste made",
    advice="look whether waste is in two rows (burnt on a landfill and landfilled), or whether one figure is older",
)
INPUT = CheckKind(
    id="input_per_inhabitant",
    title="Mercury input of a row per inhabitant",
    severity="warning",
    meaning="One row alone brings in more mercury for each inhabitant than countries do.",
    message="{id}: {input_kg} kg are {per_person} g of mercury per inhabitant, more than {most}",
    advice="look at the activity rate and the factor of the row; say in the note why it is right",
)
KINDS = (POPULATION, ELECTRIFICATION, DENTAL, INHABITANTS, DEATHS, WASTE, MORE_WASTE, INPUT)

GENERAL_WASTE = ("5.8.1", "5.8.5", "5.9.1", "5.9.4")


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare the values of the country, and rows per inhabitant, with what countries have."""
    yield from _context(inspection)
    people = inspection.population
    if people is None:
        return
    low, high = threshold("population_least"), threshold("population_most")
    if not low <= people <= high:
        yield POPULATION.found({"population": people, "low": low, "high": high})
        return
    for row in inspection.rows:
        yield from _row(row, people)
    yield from _deaths(inspection, people)
    yield from _waste(inspection, people)


def _context(inspection: Inspection) -> Iterator[Check]:
    rate = inspection.context("electrification_rate")
    if rate is not None and not 0.0 <= rate <= 1.0:
        yield ELECTRIFICATION.found({"rate": rate})
    density = inspection.context("dental_personnel_per_1000")
    low, high = threshold("dental_density_least"), threshold("dental_density_most")
    if density is not None and not low <= density <= high:
        yield DENTAL.found({"density": density, "low": low, "high": high}, code="5.6.1")


def _row(row: Row, people: float) -> Iterator[Check]:
    rate, most = row.rate, threshold("inhabitants_differ")
    counts_people = category(row.code).unit == "inhabitants"
    if rate and counts_people and not 1.0 / most <= rate / people <= most:
        severity: Severity = "error" if rate > people else "warning"
        values = {"rate": rate, "ratio": rate / people, "population": people}
        yield INHABITANTS.found(values, row, severity=severity)
    per_person = 1000.0 * row.input_kg / people
    if per_person > threshold("input_per_person"):
        values = {"input_kg": row.input_kg, "per_person": per_person, "most": threshold("input_per_person")}
        yield INPUT.found(values, row)


def _deaths(inspection: Inspection, people: float) -> Iterator[Check]:
    deaths = inspection.rate("5.10.1", "5.10.2")
    if not deaths:
        return
    low, high = threshold("deaths_least"), threshold("deaths_most")
    per_thousand = 1000.0 * deaths / people
    if low <= per_thousand <= high:
        return
    known = [row for row in inspection.of("5.10.1", "5.10.2") if row.rate]
    yield DEATHS.found(
        {
            "deaths": deaths,
            "codes": listed([row.code for row in known]),
            "per_thousand": per_thousand,
            "low": low,
            "high": high,
            "expected_low": low * people / 1000.0,
            "expected_high": high * people / 1000.0,
        },
        known[0] if len(known) == 1 else None,
        code="5.10",
    )


def _waste(inspection: Inspection, people: float) -> Iterator[Check]:
    rows = [row for row in inspection.of(*GENERAL_WASTE) if row.rate]
    treated, made = inspection.rate(*GENERAL_WASTE), inspection.context("municipal_waste_t")
    codes = listed([row.code for row in rows])
    for what, waste in (("municipal_waste_t", made), (codes, treated)):
        # A row that is not known makes the sum too small, so only a sum of all of them can be too low.
        complete = waste is made or all(row.amounts is not None for row in inspection.of(*GENERAL_WASTE))
        low, high = threshold("waste_least"), threshold("waste_most")
        if waste and (waste > high * people or (complete and waste < low * people)):
            yield WASTE.found(
                {"what": what, "waste": waste, "per_person": waste / people, "low": low, "high": high},
                code="" if waste is made else rows[0].code,
            )
    if treated and made and treated > made:
        yield MORE_WASTE.found({"codes": codes, "treated": treated, "made": made}, code=rows[0].code)
