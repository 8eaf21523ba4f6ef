"""The plan of a study as somebody moves it on a page: measures shifted, left out or given more reach, other weights.

All of it stands in the address; the study stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from almaden.errors import Fault, InputError
from almaden.sectors.gold.chapter import PlanResult, plan_of
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.few_persons import plan_for_all, untold_regions
from almaden.sectors.gold.plan_records import MeasureRecord
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.rights import Person
from almaden.store.studies import gold_data, may_read_tables
from almaden.store.study_results import DRAWS, SEED, check_finite, within_numbers
from almaden.web.gold_form import number_of
from almaden.web.gold_studies import NOT_ENOUGH, PATIENCE, Choice, choice_of, with_split
from almaden.wording import Text, n_

#: Draws of an answer while somebody types.
QUICK: Final = 1_000
#: Name of the hidden field by which a form that was sent is told from an address without measures.
MOVED: Final = "moved"
_FIRST_YEAR, _LAST_YEAR = 1990, 2200


@dataclass(frozen=True)
class Moved:
    """A measure as it was moved; None for what stays as the study tells it.

    Attributes:
        on: whether it is taken.
        reach: share that it reaches.
        start_year, full_year: when it begins, and acts in full.
    """

    on: bool = True
    reach: float | None = None
    start_year: int | None = None
    full_year: int | None = None


@dataclass(frozen=True)
class PlanChoice:
    """What a page asks of a plan.

    Attributes:
        estimate: how the baseline is made.
        measures: for each measure of the study, in its order.
        weights: of dimensions of formalisation by name.
        discount: real rate per year of costs; None for the usual one.
    """

    estimate: Choice
    measures: tuple[Moved, ...]
    weights: tuple[tuple[str, float], ...] = ()
    discount: float | None = None


def dimensions_of(data: GoldData) -> tuple[str, ...]:
    """The dimensions of formalisation that have scores, in the order of the table."""
    return tuple(dict.fromkeys(one.dimension for one in data.formalisation))


def words_of(data: GoldData) -> dict[str, str]:
    """What the fields of the form are called where something is wrong with them."""
    found: dict[str, str] = {"discount": n_("Discount rate, % a year")}
    for at, one in enumerate(data.measures):
        found[f"m{at}-reach"] = Text("{measure}: reach", measure=one.name)
        found[f"m{at}-start"] = Text("{measure}: first year", measure=one.name)
        found[f"m{at}-full"] = Text("{measure}: year in full", measure=one.name)
    for at, name in enumerate(dimensions_of(data)):
        found[f"w{at}"] = Text("{dimension}: weight", dimension=name)
    return found


def untold_measures(user: Person, study: Study, data: GoldData) -> frozenset[int]:
    """Places of the measures that a person may not see, nor move: what they do would tell of few persons."""
    hidden: frozenset[str] = frozenset() if may_read_tables(user, study) else untold_regions(data)
    return frozenset(at for at, one in enumerate(data.measures) if one.region in hidden)


def plan_choice_of(asked: Mapping[str, str], data: GoldData, untold: frozenset[int]) -> PlanChoice:
    """What an address asks for.

    Args:
        asked: the fields of the form.
        data: the tables of the study.
        untold: places of the measures that stay as they are.

    Raises:
        InputError: with every number that cannot be.
    """
    faults: list[Fault] = []
    measures = tuple(
        Moved() if at in untold else _moved(asked, at, one, faults) for at, one in enumerate(data.measures)
    )
    weights = []
    for at, name in enumerate(dimensions_of(data)):
        weight = number_of(asked, f"w{at}", faults, most=1000.0)
        if weight is not None:
            weights.append((name, weight))
    discount = number_of(asked, "discount", faults, most=100.0)
    if faults:
        raise InputError(faults)
    return PlanChoice(choice_of(asked), measures, tuple(weights), None if discount is None else discount / 100.0)


def _moved(asked: Mapping[str, str], at: int, record: MeasureRecord, faults: list[Fault]) -> Moved:
    on = MOVED not in asked or f"m{at}-on" in asked
    reach = number_of(asked, f"m{at}-reach", faults, most=100.0)
    years = [
        number_of(asked, f"m{at}-{name}", faults, least=_FIRST_YEAR, most=_LAST_YEAR) for name in ("start", "full")
    ]
    start, full = (None if year is None else int(year) for year in years)
    if on and (full or record.full_year) < (start or record.start_year):
        faults.append(
            Fault(n_("it acts in full before it starts"), column=f"m{at}-full", value=str(full or record.full_year))
        )
    return Moved(on, None if reach is None else reach / 100.0, start, full)


def moved_data(data: GoldData, choice: PlanChoice) -> GoldData:
    """The tables of a study with its plan as it was moved."""
    pairs = zip(data.measures, choice.measures, strict=True)
    weights = dict(choice.weights)
    return replace(
        with_split(data, choice.estimate.split),
        measures=tuple(_applied(record, moved) for record, moved in pairs if moved.on),
        formalisation=tuple(
            one.model_copy(update={"weight": weights.get(one.dimension, one.weight)}) for one in data.formalisation
        ),
    )


def _applied(record: MeasureRecord, moved: Moved) -> MeasureRecord:
    told = {"reach": moved.reach, "start_year": moved.start_year, "full_year": moved.full_year}
    return record.model_copy(update={name: value for name, value in told.items() if value is not None})


def plan_for(
    user: Person, study: Study, choice: PlanChoice, *, quick: bool = False, patience: float = PATIENCE
) -> PlanResult | None:
    """The plan as a person may see it; None while it is being reckoned.

    Args:
        user: who looks.
        study: whose plan.
        choice: as it was moved.
        quick: with few draws and at once, while somebody types.
        patience: seconds to wait otherwise.

    Raises:
        InputError: the baseline cannot be made, or the plan cannot be used.
    """
    data = gold_data(study)
    whole = may_read_tables(user, study)
    try:
        if quick:
            found: PlanResult | None = _reckoned(data, choice, QUICK)
        else:
            key = ("gold plan", study.pk, study.version, choice)
            found = waiting.ask(key, lambda: _reckoned(data, choice, DRAWS), patience)
    except InputError:
        if whole:
            raise
        # Places in the tables are for those who may read them.
        raise InputError(Fault(NOT_ENOUGH)) from None
    if found is None or whole:
        return found
    return plan_for_all(found, data)


def _reckoned(data: GoldData, choice: PlanChoice, draws: int) -> PlanResult:
    with within_numbers():
        found = plan_of(
            moved_data(data, choice),
            ratio_set=choice.estimate.ratio_set,
            draws=draws,
            seed=SEED,
            discount=choice.discount,
        )
    check_finite(found.as_dict())
    return found


def typed_measures(
    asked: Mapping[str, str], data: GoldData, untold: frozenset[int]
) -> Sequence[tuple[int, MeasureRecord, bool]]:
    """Each measure of the study that may be told with its place, and whether the form takes it."""
    return [
        (at, one, MOVED not in asked or f"m{at}-on" in asked)
        for at, one in enumerate(data.measures)
        if at not in untold
    ]
