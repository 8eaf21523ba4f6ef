"""Published figures against each other and against this inventory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from almaden.inventory.check_kind import CheckKind
from almaden.inventory.checks import words
from almaden.inventory.checks.figures import Figure, kind_words
from almaden.inventory.checks.inspection import Inspection
from almaden.inventory.checks.thresholds import threshold
from almaden.inventory.result import Amount, Check
from almaden.reference.pathways import AMOUNT_WORDS, AMOUNTS
from almaden.wording import Text, joined

DIFFERS = CheckKind(
    id="published_outside_range",
    title="A published figure outside the range of this inventory",
    severity="warning",
    meaning="What was published lies outside the 95 % range of the same amount here.",
    message="'{name}' was published as {published_kg} kg; here {what} is {own_kg} kg ({low_kg} to {high_kg}), with "
    "{unknown} rows of unknown amount ({source})",
    advice="compare year, scope and the largest rows of both; tell both figures in the report",
)
CONFLICT = CheckKind(
    id="published_conflict",
    title="Published figures that contradict each other",
    severity="warning",
    meaning="Two sources give different figures for the same quantity.",
    message="'{name}' was published as {first_kg} kg ({first_source}) and as {second_kg} kg ({second_source}), "
    "{difference_kg} kg apart",
    advice="look both up in the original report; one may leave out a source, be of another year, or be misprinted",
)
ROW = CheckKind(
    id="published_difference_is_a_row",
    title="A row that may explain two published figures",
    severity="info",
    meaning="The difference between two published figures is about what one row of this inventory gives.",
    message="the {difference_kg} kg between the two published figures for '{name}' are about what {id} gives, "
    "{input_kg} kg",
    advice="one of the published figures may count this source and the other not; look it up",
)
WASTE = CheckKind(
    id="published_ten_percent",
    title="A published waste step that releases ten times its input",
    severity="info",
    meaning="Published output over published input of a waste step is near 10, as the Toolkit's rule makes it that "
    "counts a tenth of the input of general waste and all of its outputs.",
    message="'{output_name}', {output_kg} kg, is {ratio} times '{input_name}', {input_kg} kg ({source}): this looks "
    "like the 10 % rule of the Toolkit, by which a tenth of the input of general waste is counted and all of its "
    "output",
    advice="do not read it as mercury from nowhere; compare with the toolkit total of this inventory, and show the "
    "linked one beside it",
)
KINDS = (DIFFERS, CONFLICT, ROW, WASTE)


def check(inspection: Inspection, figures: Sequence[Figure]) -> Iterator[Check]:
    """Compare all published figures with each other and with the result.

    Args:
        inspection: the inventory.
        figures: what all sources published.
    """
    masses = [one for one in figures if one.kg is not None and not one.of_which]
    for figure in masses:
        yield from _against_result(inspection, figure)
    yield from _against_each_other(inspection, masses)
    yield from _waste_step(masses)


def _against_result(inspection: Inspection, figure: Figure) -> Iterator[Check]:
    own = _own(inspection, figure)
    if own is None or figure.kg is None:
        return
    what, amount = own
    below, above = figure.kg < amount.low, figure.kg > amount.high
    # An end of a range is passed only from inside it: a low end may well lie below the result.
    if (below and figure.bound != "low") or (above and figure.bound != "high"):
        yield DIFFERS.found(
            {
                "name": figure.name,
                "published_kg": figure.kg,
                "what": what,
                "own_kg": amount.value,
                "low_kg": amount.low,
                "high_kg": amount.high,
                "unknown": inspection.unknown_rows,
                "source": figure.row.source,
            },
            place=figure.row.place,
        )


def _own(inspection: Inspection, figure: Figure) -> tuple[str, Amount] | None:
    """What this inventory has for a published figure, None where that is not clear."""
    names = _names(figure)
    whose: str
    if figure.scope:
        rows = inspection.of("5.2.2" if figure.scope == "asgm" else figure.scope)
        of = [row.amounts for row in rows if row.amounts is not None and row.input_kg]
        whose = joined(row.id for row in rows if row.input_kg)
    elif figure.is_national_total:
        of, whose = [inspection.result.totals["toolkit"].amounts], ""
    else:
        return None
    if not names or not of:
        return None
    amount = _added([amounts[name] for amounts in of for name in names])
    if names == _ALL:
        # 'Released' may mean what leaves to air, water and land, or all six pathways: the range holds both.
        narrow = _added([amounts[name] for amounts in of for name in _RELEASED])
        amount = Amount(amount.value, narrow.low, amount.high)
    what = joined((Text(AMOUNT_WORDS[name]) for name in names), " + ")
    if not whose:
        return Text("{amounts} of the toolkit total", amounts=what), amount
    return Text("{amounts} of {whose}", amounts=what, whose=whose), amount


_ALL = AMOUNTS[1:-1]
_RELEASED = ("air_kg", "water_kg", "land_kg")


def _names(figure: Figure) -> tuple[str, ...]:
    """The amounts that a figure is about, none where its words leave that open."""
    if figure.kind == "input":
        return () if figure.media else ("input_kg",)
    if figure.media == {"waste"}:
        return ("general_waste_kg",)
    if figure.media:
        names = tuple(name for name in _RELEASED if name.removesuffix("_kg") in figure.media)
        return names if len(names) == len(figure.media) else ()
    return _ALL if figure.kind == "output" else ()


def _added(amounts: Sequence[Amount]) -> Amount:
    """A sum of amounts whose ends are added too, which makes the range rather too wide than too narrow."""
    return Amount(sum(one.value for one in amounts), sum(one.low for one in amounts), sum(one.high for one in amounts))


def _against_each_other(inspection: Inspection, figures: Sequence[Figure]) -> Iterator[Check]:
    for first, second in combinations(figures, 2):
        same = first.words == second.words and first.row.source != second.row.source
        if not same or first.kg is None or second.kg is None:
            continue
        difference = abs(first.kg - second.kg)
        if difference <= threshold("published_conflict") * max(abs(first.kg), abs(second.kg)):
            continue
        yield CONFLICT.found(
            {
                "name": first.name,
                "first_kg": first.kg,
                "first_source": first.row.source,
                "second_kg": second.kg,
                "second_source": second.row.source,
                "difference_kg": difference,
            },
            place="; ".join(one.row.place for one in (first, second) if one.row.place),
        )
        yield from _explaining_row(inspection, first.name, difference)


def _explaining_row(inspection: Inspection, name: str, difference: float) -> Iterator[Check]:
    near = [row for row in inspection.rows if row.input_kg and _near(row.input_kg, difference)]
    for row in sorted(near, key=lambda row: abs(row.input_kg - difference))[:1]:
        yield ROW.found({"name": name, "difference_kg": difference, "input_kg": row.input_kg}, row)


def _near(first: float, second: float) -> bool:
    return abs(first - second) <= threshold("published_same") * max(first, second)


def _waste_step(figures: Sequence[Figure]) -> Iterator[Check]:
    steps = [one for one in figures if one.words & words.WASTE and one.kind and not one.total and not one.media]
    low, high = threshold("waste_ratio_least"), threshold("waste_ratio_most")
    for output in steps:
        for entering in steps:
            is_pair = output.kind == "output" and entering.kind == "input" and _step(output) == _step(entering)
            if not is_pair or not output.kg or not entering.kg or output.row.source != entering.row.source:
                continue
            ratio = output.kg / entering.kg
            if low <= ratio <= high:
                yield WASTE.found(
                    {
                        "output_name": output.name,
                        "output_kg": output.kg,
                        "ratio": ratio,
                        "input_name": entering.name,
                        "input_kg": entering.kg,
                        "source": output.row.source,
                    },
                    place=output.row.place,
                )


def _step(figure: Figure) -> frozenset[str]:
    return figure.words - kind_words()
