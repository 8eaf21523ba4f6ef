"""Gold by amalgamation: is the gold in the national figure, is the mercury per gold possible, what do others say."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks.inspection import Inspection
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Check
from almaden.wording import Text

MORE_GOLD = CheckKind(
    id="asgm_more_gold_than_national",
    title="Small-scale gold against the gold of the country",
    severity="warning",
    meaning="The rows of gold by amalgamation hold more gold than the country produces by national_gold_kg.",
    message="{gold} kg of gold by amalgamation ({ids}) are more than the {national} kg that the country produces",
    advice="look whether the national figure leaves out informal gold, or whether the small-scale figure holds gold "
    "that was only traded through the country",
)
RATIO = CheckKind(
    id="asgm_mercury_per_gold",
    title="Mercury per kg of gold",
    severity="warning",
    meaning="Amalgamation takes 1 (concentrate) to 3 (whole ore) kg of mercury per kg of gold; less with retorts or "
    "other methods, more only with a reason.",
    message="{input_kg} kg of mercury for {gold} kg of gold ({ids}) are {ratio} kg per kg, outside {low} to {high}",
    advice="look at the factor and the split between whole ore, concentrate and retorts, and write the reason into the "
    "note if it is right",
)
OUTSIDE = CheckKind(
    id="asgm_outside_estimate",
    title="Small-scale gold mining against an outside estimate",
    severity="warning",
    meaning="The mercury of the amalgamation rows lies outside the range given as asgm_mercury_kg.",
    message="{input_kg} kg of mercury by amalgamation ({ids}) lie outside the estimate of others, {estimate} kg "
    "({low} to {high}): {source}",
    advice="compare gold production, kg of mercury per kg of gold and the year of both; tell both numbers in the "
    "report",
)
CONSISTENT = CheckKind(
    id="asgm_consistent",
    title="Small-scale gold mining holds together",
    severity="info",
    meaning="What was compared for gold by amalgamation, where no finding was made.",
    message="{input_kg} kg of mercury for {gold} kg of gold ({ids}) are {ratio} kg per kg, within {low} to {high}; "
    "gold of the country: {national}; estimate of others: {estimate}",
    advice="give national_gold_kg and asgm_mercury_kg under [context] where they are not known here",
)
KINDS = (MORE_GOLD, RATIO, OUTSIDE, CONSISTENT)


def check(inspection: Inspection) -> Iterator[Check]:
    """Compare the rows of gold by amalgamation with each other and with values under [context]."""
    rows = [row for row in inspection.of("5.2.2") if row.input_kg]
    if not rows:
        return
    ids = ", ".join(row.id for row in rows)
    input_kg = sum(row.input_kg for row in rows)
    gold = sum(row.rate or 0.0 for row in rows)
    only = rows[0] if len(rows) == 1 else None
    found = [
        one.found({"ids": ids, **values}, only, code="5.2.2")
        for one, values in (
            *_more_gold(inspection, gold),
            *_ratio(input_kg, gold),
            *_estimate(inspection, input_kg),
        )
    ]
    if found or not gold:
        yield from found
        return
    national, estimate = (inspection.context(name) for name in ("national_gold_kg", "asgm_mercury_kg"))
    yield CONSISTENT.found(
        {
            "input_kg": input_kg,
            "gold": gold,
            "ids": ids,
            "ratio": input_kg / gold,
            "low": threshold("amalgamation_least"),
            "high": threshold("amalgamation_most"),
            "national": _kg(national),
            "estimate": _kg(estimate),
        },
        only,
        code="5.2.2",
    )


def _kg(amount: float | None) -> Text:
    return Text("not given") if amount is None else Text("{kg} kg", kg=amount)


_Finding = tuple[CheckKind, dict[str, float | str]]


def _more_gold(inspection: Inspection, gold: float) -> Iterator[_Finding]:
    entry, national = inspection.entry("national_gold_kg"), inspection.context("national_gold_kg")
    if entry is not None and national is not None and gold > max(national, entry.high or 0.0):
        yield MORE_GOLD, {"gold": gold, "national": max(national, entry.high or 0.0)}


def _ratio(input_kg: float, gold: float) -> Iterator[_Finding]:
    low, high = threshold("amalgamation_least"), threshold("amalgamation_most")
    # The ends themselves are usual factors, and a product of floats may miss them by its last digit.
    if gold and not low * (1 - 1e-9) <= input_kg / gold <= high * (1 + 1e-9):
        yield (
            RATIO,
            {"input_kg": input_kg, "gold": gold, "ratio": input_kg / gold, "low": low, "high": high},
        )


def _estimate(inspection: Inspection, input_kg: float) -> Iterator[_Finding]:
    entry, estimate = inspection.entry("asgm_mercury_kg"), inspection.context("asgm_mercury_kg")
    if entry is None or estimate is None:
        return
    low, high = entry.low or estimate, entry.high or estimate
    # A single figure has no range; then twice and half are as far as it goes.
    spread = threshold("candidates_differ") if low == high else 1.0
    if not low / spread <= input_kg <= high * spread:
        yield (
            OUTSIDE,
            {
                "input_kg": input_kg,
                "estimate": estimate,
                "low": low,
                "high": high,
                "source": entry.source or Text("no source given"),
            },
        )
