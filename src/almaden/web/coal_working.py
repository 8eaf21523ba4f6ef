"""What the pages and the API of coal reckon: one case, and the units of a country or of the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from almaden import __version__
from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.reference.readers.located import Located
from almaden.reference.readers.table import RawTable
from almaden.reference.record import Record, columns
from almaden.sectors.coal.changes import standard_changes
from almaden.sectors.coal.comparison import Compared, compare
from almaden.sectors.coal.costs import economy
from almaden.sectors.coal.draws import FleetDraws
from almaden.sectors.coal.emission import CHAIN, reaching, tested_share
from almaden.sectors.coal.engine import burned_kg, over_trains
from almaden.sectors.coal.life import DEFAULT_RULE
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.prepared import prepare
from almaden.sectors.coal.readers.fleet import FleetInput
from almaden.sectors.coal.readers.fleet_checks import check_coals, check_tests, check_units
from almaden.sectors.coal.readers.unit_tables import Rows
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, Place, PlantTestRecord
from almaden.sectors.coal.result import Meta, UnitResult
from almaden.sectors.coal.unit import compute_unit
from almaden.wording import n_

SEED: Final = 1
#: Name of the table of tests in faults.
TESTS: Final = n_("Tests")


@dataclass(frozen=True)
class Case:
    """A unit with its coals and tests, as it was typed in or read."""

    unit: CoalUnitRecord
    coals: tuple[CoalRecord, ...] = ()
    tests: tuple[PlantTestRecord, ...] = ()


def computed(case: Case, draws: int, entry: date | None = None) -> UnitResult:
    """Reckon a case.

    Args:
        case: the case.
        draws: draws of the uncertain numbers.
        entry: day on which the Convention entered into force for the country, for Article 8; None where not told.

    Raises:
        InputError: what cannot be, such as devices in an impossible order.
    """
    faults = tuple(_faults(case))
    if faults:
        raise InputError(faults)
    year = date.today().year
    places = tuple(Place(sheet=TESTS, row=row) for row in range(1, len(case.tests) + 1))
    ready = prepare(FleetInput((case.unit,), case.coals, case.tests, tests_at=places), year)
    questions = ready.questions.get(case.unit.id, ())
    asked = [one.said for one in questions]
    tests = ready.tests.get(case.unit.id)
    return compute_unit(ready.units[0], meta_of(draws, year), date.today(), entry, tests, asked)


def what_if(result: UnitResult) -> tuple[Compared, ...]:
    """The standard changes that can be made at a unit, with the streams of its result."""
    # The unit's streams are made once for all changes; other methods are not asked.
    draws = FleetDraws(result.meta.draws, result.meta.seed).of(result.unit.id)

    def emit(unit: CoalUnit) -> FloatArray:
        modelled = over_trains(unit, draws, partial(reaching, names=()))[CHAIN]
        return np.atleast_1d(burned_kg(unit, draws) * tested_share(unit, modelled, draws))

    return compare(result.unit, standard_changes(result.unit), emit, economy(result.meta.state_year))


def meta_of(draws: int, year: int, sha256: str = "", notice: str = "") -> Meta:
    """How a result of the pages or of the API is made."""
    return Meta(
        program="almaden",
        version=__version__,
        draws=draws,
        seed=SEED,
        sampler="latin hypercube",
        input_sha256=sha256,
        state_year=year,
        lifetime_rule=DEFAULT_RULE,
        notice=notice,
    )


def _faults(case: Case) -> Iterator[Fault]:
    """What the reader of files would refuse."""
    known = {case.unit.id}
    yield from check_units(_rows(CoalUnitRecord, "", [case.unit]), {})
    if case.coals:
        yield from check_coals(_rows(CoalRecord, n_("Coal"), case.coals), known)
    yield from check_tests(_rows(PlantTestRecord, TESTS, case.tests), known)


def _rows(record: type[Record], title: str, found: Sequence[Record]) -> Rows:
    """Records as if they had been read from a table of their own, whose rows are counted from 1."""
    table = RawTable("", title, columns(record), 0, lambda: iter(()))
    return Rows(table, record, [Located(one, title, row) for row, one in enumerate(found, 1)])
