"""Pictures of supply and storage: bars as lengths in percent of their box, drawn without a script, and line charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from almaden.inventory.result import Amount
from almaden.supply.balance_result import Balance
from almaden.supply.projection_result import Projection
from almaden.supply.storage.facilities_result import Register
from almaden.supply.storage.option_cost import PART_NAMES
from almaden.supply.storage.options_result import Comparison
from almaden.supply.terms import SUPPLY_TERMS, TERM_NAMES
from almaden.web.language import translate
from almaden.wording import Text, n_

#: A place of a map: latitude and longitude in degrees, t, number of its mark, title, lines of text.
Place: TypeAlias = tuple[float, float, float, int, str, Sequence[str]]
#: Unit of numbers that are years, which have no marks between thousands.
_YEAR: Final = "year"
#: Bars of a tornado that are shown.
BARS: Final = 10


@dataclass(frozen=True)
class Step:
    """A term of a balance as a bar that begins where the one before it ended.

    Attributes:
        kind: ``supply``, ``demand``, ``sum`` or ``rest``.
        name: what it is.
        amount: in t; None where nothing is told.
        not_told: how many of the areas summed tell nothing.
        start, length: of the bar, in percent of the picture.
        low, span: where its range begins and how long that is; of sums and of the rest only.
    """

    kind: str
    name: str
    amount: Amount | None
    not_told: int
    start: float
    length: float
    low: float
    span: float


@dataclass(frozen=True)
class Waterfall:
    """The balance of an area and a year; ``zero`` lies so many percent from the start of the picture."""

    steps: tuple[Step, ...]
    zero: float


def waterfall(balance: Balance) -> Waterfall:
    """Supply up, demand down again, and what nothing explains."""
    rows: list[tuple[str, str, Amount | None, int, float, float]] = []
    at = 0.0
    for side, name in (("supply", n_("All supply")), ("demand", n_("All demand"))):
        for term in balance.terms:
            if (term.term in SUPPLY_TERMS) == (side == "supply"):
                value = 0.0 if term.t is None else term.t.value
                end = at + value if side == "supply" else at - value
                rows.append((side, TERM_NAMES[term.term], term.t, term.not_told, at, end))
                at = end
        total = balance.side("supply" if side == "supply" else "demand")
        rows.append(("sum", name, total, 0, 0.0, total.value if total else 0.0))
    rest = balance.unexplained_t
    rows.append(("rest", n_("Unexplained: supply less demand"), rest, 0, 0.0, rest.value))
    ends = [0.0, *(end for row in rows for end in row[4:])]
    ends += [end for row in rows if row[0] in ("sum", "rest") and row[2] for end in (row[2].low, row[2].high)]
    least, whole = min(ends), (max(ends) - min(ends)) or 1.0

    def step(kind: str, name: str, amount: Amount | None, not_told: int, one: float, other: float) -> Step:
        ranged = amount if kind in ("sum", "rest") else None
        low, span = (0.0, 0.0) if ranged is None else (ranged.low - least, ranged.high - ranged.low)
        start, length = min(one, other) - least, abs(other - one)
        places = (_percent(value, whole) for value in (start, length, low, span))
        return Step(kind, name, amount, not_told, *places)

    return Waterfall(tuple(step(*row) for row in rows), _percent(-least, whole))


@dataclass(frozen=True)
class Swing:
    """A bar of a tornado.

    Attributes:
        name: the number that is changed.
        ends: its own ends with their unit; empty where they are not told.
        low, high: the result at these ends.
        start, length, base: of the bar, and where nothing is changed, in percent of the picture.
    """

    name: str
    ends: str
    low: float
    high: float
    start: float
    length: float
    base: float


def swings(bars: Iterable[tuple[str, str, float, float]], base: float) -> tuple[Swing, ...]:
    """The widest bars of a tornado on one scale.

    Args:
        bars: name, its ends in words, the result at its low and its high end; the widest first.
        base: the result where nothing is changed.
    """
    shown = list(bars)[:BARS]
    points = [base, *(end for bar in shown for end in bar[2:])]
    least, whole = min(points), (max(points) - min(points)) or 1.0
    return tuple(
        Swing(name, ends, low, high, _percent(min(low, high) - least, whole), _percent(abs(high - low), whole),
              _percent(base - least, whole))
        for name, ends, low, high in shown
    )  # fmt: skip


@dataclass(frozen=True)
class Stack:
    """An option as a bar of its parts, with the range of the whole.

    Attributes:
        id: the option.
        pieces: number of the part, its name, USD for each tonne, and its length in percent of the picture.
        low, span: where the range begins and how long it is, in percent.
    """

    id: str
    pieces: tuple[tuple[int, str, float, float], ...]
    low: float
    span: float


def stacks(found: Comparison) -> tuple[Stack, ...]:
    """The cost of a tonne of every option, part by part, on one scale."""
    whole = max((one.cost_per_t.high for one in found.options), default=0.0) or 1.0
    return tuple(
        Stack(
            one.id,
            tuple(
                (place, name, one.parts[key].value / found.tonnes, _percent(one.parts[key].value / found.tonnes, whole))
                for place, (key, name) in enumerate(PART_NAMES.items(), 1)
                if one.parts[key].value > 0.0
            ),
            _percent(one.cost_per_t.low, whole),
            _percent(one.cost_per_t.high - one.cost_per_t.low, whole),
        )
        for one in found.options
    )  # fmt: skip


def need_chart(found: Projection, definition: str) -> dict[str, Any]:
    """Mercury to be stored at the end of each year by a definition, with its range."""
    rows = [_line("", one.year, one.storage_t[definition]) for one in found.years]
    return {"kind": "lines", "label": translate(n_("Mercury to be stored, by year")), "unit": "t", "rows": rows}


def flow_chart(found: Projection) -> dict[str, Any]:
    """Supply with closures, and demand, year by year with their ranges."""
    supply, demand = translate(n_("Supply")), translate(n_("Demand"))
    rows = [
        *(_line(supply, one.year, one.supply_t) for one in found.years),
        *(_line(demand, one.year, one.demand_t) for one in found.years),
    ]
    return {"kind": "lines", "label": translate(n_("Supply and demand, by year")), "unit": "t", "rows": rows}


def capacity_chart(found: Register) -> dict[str, Any]:
    """Need and what has a place, by year."""
    need, placed = translate(n_("to be placed")), translate(n_("has a place"))
    rows = [
        {"name": name, "year": one.year, "value": value, "low": value, "high": value}
        for name, get in ((need, "need_t"), (placed, "placed_t"))
        for one in found.years
        for value in (getattr(one, get),)
    ]
    return {"kind": "lines", "label": translate(n_("Need and capacity, by year")), "unit": "t", "rows": rows}


def places_map(rows: Sequence[Place], marks: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A plain map with a circle for each place; no country is filled.

    Args:
        rows: the places.
        marks: words and colour of each mark.
    """
    from almaden.web.maps import plain_map

    made = plain_map()
    circles = [
        {"x": east, "y": north, "value": t, "mark": mark, "title": title, "lines": list(lines), "href": ""}
        for north, east, t, mark, title, lines in rows
    ]
    told = [{"label": translate(text), "shape": "circle", "colour": colour, "words": []} for text, colour in marks]
    return {**made, "circles": circles, "marks": told}


def ends_of(low: float, high: float, unit: str) -> str:
    """The ends of a number in words of the page."""
    if unit == _YEAR:
        return f"{low:.0f}–{high:.0f}"
    return translate(Text("{low} to {high} {unit}", low=low, high=high, unit=Text(unit))).strip()


def _line(name: str, year: int, amount: Amount) -> dict[str, Any]:
    return {"name": name, "year": year, "value": amount.value, "low": amount.low, "high": amount.high}


def _percent(value: float, whole: float) -> float:
    return round(100.0 * value / whole, 3)
