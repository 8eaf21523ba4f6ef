"""The national balance of mercury, year by year, in the manner of the mercury inventory of the United States.

``imports + production + recovery + taken from stores = products made + processes + exports + put into stores + mercury
given away as waste + unexplained``, all of it mercury as such and in compounds. Mercury in products that cross the
border never was mercury as such in the country: it stands in a second balance, by category, ``made + imported -
exported = left in the country``. Sales within the country pass mercury on and are in no sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.draws import FleetDraws
from almaden.sectors.products.national.data import NationalData
from almaden.sectors.products.national.entries import Entry, entries
from almaden.sectors.products.national.records import years_of
from almaden.sectors.products.national.result import Cell, NationalResult, YearBalance
from almaden.sectors.products.national.sums import parts_of, sums
from almaden.sectors.products.national.words import BESIDE, DEMAND, MARKET, SUMS, SUPPLY, TERM_NAMES, part_name
from almaden.wording import Text

DRAWS = 1_000
SEED = 1


@dataclass
class _Cell:
    """A cell while it is added up: kg of each reporter and draw, shape ``(draws + 1,)``."""

    by_reporter: dict[str, FloatArray] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)


def national_balance(data: NationalData, draws: int = DRAWS, seed: int = SEED) -> NationalResult:
    """The balance of every year.

    Args:
        data: what reporters told.
        draws: how many draws of the uncertain numbers.
        seed: seed of the draws.

    Returns:
        The balances with ranges of 95 %; ``unexplained`` closes each of them in every draw. What is not reported or
        withheld is in no sum, and told.
    """
    fleet = FleetDraws(draws, seed)
    told = entries(data)
    years = tuple(_year(data, year, [one for one in told if one.year == year], fleet) for year in data.years)
    origins = dict[Origin, None](dict.fromkeys(origin for one in told for origin in one.origins))
    notes = (*data.notes, *(note for one in years for note in _notes(one)))
    made = meta(draws, seed, data.sha256, notice=data.notice)
    return NationalResult(data.about.country, data.about.title, years, notes, tuple(origins), made)


def _year(data: NationalData, year: int, told: Sequence[Entry], fleet: FleetDraws) -> YearBalance:
    cells = _leaves(told, fleet)
    made = {key: _cell(key, one) for key, one in cells.items()}
    drawn = {key: _sum(one, fleet) for key, one in cells.items()}
    for key, parts in sums().items():
        there = [made[part] for part in parts if part in made]
        if not there and key not in SUMS:
            continue
        drawn[key] = np.zeros(fleet.draws + 1)
        for part, sign in parts.items():
            if part in drawn:
                drawn[key] = drawn[key] + sign * drawn[part]
        made[key] = _sum_cell(key, there, drawn[key])
    expected = tuple(sorted(one.id for one in data.reporters if not one.years or year in years_of(one.years)))
    rows = [one for one in data.rows if one.year == year and one.state != "not reported"]
    answered = tuple(sorted({one.reporter for one in rows}))
    return YearBalance(year, tuple(made[key] for key in _order() if key in made), expected, answered)


def _leaves(told: Sequence[Entry], fleet: FleetDraws) -> dict[str, _Cell]:
    """Cells that rows are told for; changes of stores become what is taken from them and put into them."""
    found: defaultdict[str, _Cell] = defaultdict(_Cell)
    for one in told:
        cell = found[f"{one.term}/{one.part}" if one.part else one.term]
        cell.states.append(one.state)
        if one.number is not None:
            before = cell.by_reporter.get(one.reporter)
            kg = one.draws(fleet)
            cell.by_reporter[one.reporter] = kg if before is None else before + kg
    changes = found.pop("stock_change", None)
    if changes is not None:
        for name, sign in (("stock_draw", -1.0), ("stock_build", 1.0)):
            parts = {who: np.maximum(sign * kg, 0.0) for who, kg in changes.by_reporter.items()}
            found[name] = _Cell(parts, changes.states)
    return dict(found)


def _sum(cell: _Cell, fleet: FleetDraws) -> FloatArray:
    total = np.zeros(fleet.draws + 1)
    for who in sorted(cell.by_reporter):
        total += cell.by_reporter[who]
    return total


def _cell(key: str, cell: _Cell) -> Cell:
    term, _slash, part = key.partition("/")
    who = sorted(cell.by_reporter)
    drawn = sum((cell.by_reporter[one] for one in who[1:]), start=cell.by_reporter[who[0]]) if who else None
    positive = tuple(one for one in who if np.any(cell.by_reporter[one] > 0.0))
    return Cell(key, term, part, None if drawn is None else amount(drawn), tuple(who), positive,
                cell.states.count("not reported"), cell.states.count("withheld"))  # fmt: skip


def _sum_cell(key: str, parts: Sequence[Cell], drawn: FloatArray) -> Cell:
    term, _slash, part = key.partition("/")
    known = any(one.kg is not None for one in parts)
    return Cell(
        key, term, part, amount(drawn) if known else None,
        tuple(sorted({who for one in parts for who in one.reporters})),
        tuple(sorted({who for one in parts for who in one.contributors})),
        sum(one.not_reported for one in parts), sum(one.withheld for one in parts),
    )  # fmt: skip


def _order() -> Iterator[str]:
    for term in (*SUPPLY, "supply", *DEMAND, "demand", "unexplained", *MARKET, *BESIDE):
        yield term
        yield from (f"{term}/{part}" for part in parts_of(term))


def _name(cell: Cell) -> Text:
    term = Text(TERM_NAMES[cell.term])
    return Text("{term}, {part}", term=term, part=Text(part_name(cell.part))) if cell.part else term


def _notes(one: YearBalance) -> Iterator[Text]:
    for cell in one.cells:
        if cell.is_complete or cell.key in sums() or cell.term == "stock_build":
            continue
        yield Text(
            "{year}, {term}: {missing} amounts are not reported and {withheld} are withheld; they are in no sum and "
            "not taken as 0",
            year=str(one.year), term=_name(cell), missing=cell.not_reported, withheld=cell.withheld,
        )  # fmt: skip
    silent = sorted(set(one.expected) - set(one.answered))
    if silent:
        yield Text("{year}: no answer from {names}", year=str(one.year), names=", ".join(silent))
    unexpected = sorted(set(one.answered) - set(one.expected))
    if unexpected:
        yield Text("{year}: {names} answered, though not expected in this year", year=str(one.year),
                   names=", ".join(unexpected))  # fmt: skip
