"""From what a file tells to units that can be reckoned: filled, looked at for odd values, calibrated by their tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeVar

from almaden.errors import Fault, InputError
from almaden.sectors.coal.calibration import calibration
from almaden.sectors.coal.change_records import changes_by_unit
from almaden.sectors.coal.changes import Change
from almaden.sectors.coal.engine import STACK, fate_shares
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.plant import CoalUnit, Tested
from almaden.sectors.coal.plant_tests import prepared as prepared_tests
from almaden.sectors.coal.plausibility import plausibility
from almaden.sectors.coal.readers.fleet import FleetInput
from almaden.sectors.coal.reconcile import Reconciled, reconcile
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, IndustrialBoilerRecord, Place, PlantTestRecord
from almaden.sectors.coal.terms import FATES, Fate
from almaden.sectors.coal.usual import Question
from almaden.sectors.draws import point
from almaden.sectors.numbers import fixed
from almaden.wording import Text

UnitRecord = CoalUnitRecord | IndustrialBoilerRecord
Told = TypeVar("Told")

#: Questions of a fleet that are told one by one.
_TOLD: Final = 10
#: States of units that have run; whether they ran in a certain year, their years tell.
_HAVE_RUN = frozenset({"operating", "mothballed", "retired"})


@dataclass(frozen=True)
class PreparedFleet:
    """Units ready to be reckoned.

    Attributes:
        units: the units, filled, in the order of the file.
        year: the year that states, practices and remaining lives are for.
        notes: what the reader wants to be known.
        sha256: of the input.
        questions: by unit what looks wrong in its input.
        tests: by unit what its own tests say together.
        changes: by unit the user's own changes, those for every unit with the empty key.
    """

    units: tuple[CoalUnit, ...]
    year: int
    notes: tuple[str, ...]
    sha256: str
    questions: Mapping[str, tuple[Question, ...]] = field(default_factory=dict)
    tests: Mapping[str, Reconciled] = field(default_factory=dict)
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Text, ...]:
        """The first questions, each with its unit, and how many more there are."""
        every = [(unit, one) for unit, questions in self.questions.items() for one in questions]
        told = [Text("please look at {unit}: {question}", unit=unit, question=one.said) for unit, one in every[:_TOLD]]
        if len(every) > _TOLD:
            told.append(Text("... and {count} more questions", count=len(every) - _TOLD))
        return tuple(told)


def latest_year(records: Sequence[UnitRecord]) -> int | None:
    """The last year in which a unit that operates was begun: what a register without a date is at least as new as."""
    return max((one.start_year for one in records if one.start_year and one.status == "operating"), default=None)


def in_year(records: Sequence[UnitRecord], year: int) -> tuple[UnitRecord, ...]:
    """The units that ran in a year, as units that operate; those without a first year are taken to have run."""
    return tuple(
        one.model_copy(update={"status": "operating"})
        for one in records
        if one.status in _HAVE_RUN
        and (one.start_year or year) <= year
        and (one.retired_year is None or one.retired_year >= year)
    )


def prepare(found: FleetInput, year: int, countries: Collection[str] = (), ran_in: int | None = None) -> PreparedFleet:
    """Fill units and calibrate those with tests.

    Args:
        found: what a file tells.
        year: the year that practices and remaining lives are for, where not ``ran_in``.
        countries: only units of these countries; all where empty.
        ran_in: only units that ran in this year, under the practice of that year.

    Raises:
        InputError: test results that cannot be used.
    """
    records = in_year(found.units, ran_in) if ran_in is not None else found.units
    kept = [one for one in records if not countries or one.country in countries]
    coals = _by_unit(found.coals, found.coals)
    places = found.tests_at or [Place()] * len(found.tests)
    tests, tests_at = _by_unit(found.tests, found.tests), _by_unit(found.tests, places)
    units, reconciled, questions = [], {}, {}
    faults: list[Fault] = []
    for record in kept:
        unit = fill(record, coals.get(record.id, ()), year=ran_in or year)
        if record.id in tests:
            try:
                told = prepared_tests(tests[record.id], unit, tests_at[record.id])
            except InputError as error:
                faults += error.faults
                continue
            reconciled[record.id] = reconcile(told, _model(unit))
            unit = calibrated(unit, reconciled[record.id])
        # A register is not the user's to correct, and holds phases of several units as one.
        if found.format == "template" and (asked := _questions(record, coals.get(record.id, ()))):
            questions[record.id] = asked
        units.append(unit)
    if faults:
        raise InputError(faults)
    changes = changes_by_unit(found.changes, found.coals)
    return PreparedFleet(tuple(units), ran_in or year, found.notes, found.sha256, questions, reconciled, changes)


def calibrated(unit: CoalUnit, tests: Reconciled) -> CoalUnit:
    """The unit as its own tests say: mercury of its coal as it is burned, and what of it reaches the stack."""
    found = calibration(tests)
    # The coal is told as it is burned, so what washing takes is out of it already.
    washing = fixed("washing", 0.0, found.mercury.origin)
    tested = Tested(found.emission, found.mercury, unit.heating_value, unit.conditions[0], found.residues)
    return replace(unit, mercury=found.mercury, washing=washing, tested=tested)


def _questions(record: UnitRecord, coals: Sequence[CoalRecord]) -> tuple[Question, ...]:
    return tuple(question for one in (record, *coals) for question in plausibility(one))


def _model(unit: CoalUnit) -> dict[Fate, float]:
    """Shares by fate as the chain has them, for streams that were not measured."""
    shares = {name: float(share) for name, share in fate_shares(unit.conditions[0], point).items()}
    shares["air"] = sum(shares.pop(form) for form in STACK)
    return {fate: shares[fate] for fate in FATES if fate in shares}


def _by_unit(records: Sequence[CoalRecord | PlantTestRecord], told: Sequence[Told]) -> Mapping[str, list[Told]]:
    """What is told beside each record, by the unit of the record."""
    found: dict[str, list[Told]] = defaultdict(list)
    for record, one in zip(records, told, strict=True):
        found[record.unit].append(one)
    return found
