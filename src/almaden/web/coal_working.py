"""What the pages and the API of coal reckon: one case, and the units of a country or of the world."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from almaden import __version__
from almaden.errors import Fault, InputError
from almaden.reference.readers.located import Located
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.template import Rows
from almaden.reference.record import Record, columns
from almaden.sectors.coal.changes import standard_changes
from almaden.sectors.coal.comparison import Compared
from almaden.sectors.coal.costs import economy
from almaden.sectors.coal.life import DEFAULT_RULE
from almaden.sectors.coal.prepared import prepare
from almaden.sectors.coal.readers.fleet import FleetInput
from almaden.sectors.coal.readers.fleet_checks import check_coals, check_tests, check_units
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, Place, PlantTestRecord
from almaden.sectors.coal.result import Meta, UnitResult
from almaden.sectors.coal.unit import compute_unit
from almaden.sectors.coal.what_if import what_if
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
    asked = [one.said for one in ready.questions.get(case.unit.id, ())]
    tests = ready.tests.get(case.unit.id)
    return compute_unit(ready.units[0], meta_of(draws, year), date.today(), entry, tests, asked)


def measures(result: UnitResult) -> tuple[Compared, ...]:
    """What the standard changes that can be made at a unit would do."""
    how = economy(result.meta.state_year)
    return what_if(result.unit, standard_changes(result.unit), result.meta, how)


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
    yield from check_units(as_rows(CoalUnitRecord, "", [case.unit]), {})
    if case.coals:
        yield from check_coals(as_rows(CoalRecord, n_("Coal"), case.coals), known)
    yield from check_tests(as_rows(PlantTestRecord, TESTS, case.tests), known)


def as_rows(record: type[Record], title: str, found: Sequence[Record]) -> Rows:
    """Records as if they had been read from a table of their own, whose rows are counted from 1."""
    table = RawTable("", title, columns(record), 0, lambda: iter(()))
    return Rows(table, record, [Located(one, title, row) for row, one in enumerate(found, 1)])
