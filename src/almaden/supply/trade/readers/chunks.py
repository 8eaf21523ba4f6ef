"""Takes lines of trade statistics out of a part of a file, and tells what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from almaden.errors import Fault
from almaden.reference.countries import MADE_UP
from almaden.reference.readers.faults import Faults
from almaden.reference.tables import read_table
from almaden.supply.trade.areas import GROUP, UNKNOWN, UNSPECIFIED, WORLD, area_place, places
from almaden.supply.trade.readers.headers import SUMS
from almaden.supply.trade.records import FLOWS
from almaden.supply.trade.rows import RE_IMPORT, BoolArray, FloatArray, IntArray, Told, TradeRows, hs_digits
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas

#: Years that statistics are of.
_YEARS: Final = (1960, 2200)
#: Lines of one kind that are told with their place.
_EXAMPLES: Final = 5
_BAD = -1
_PART = len(FLOWS)


@dataclass
class Telling:
    """What is told of lines, by kind: how many, and the first of them."""

    faults: Faults = field(default_factory=Faults)
    rows: dict[str, int] = field(default_factory=dict)
    examples: dict[str, list[Fault]] = field(default_factory=dict)

    def add(self, kind: str, count: int, example: Callable[[int], Fault]) -> None:
        """Tell of lines.

        Args:
            kind: what they are.
            count: how many.
            example: makes the fault of the n-th.
        """
        if not count:
            return
        self.rows[kind] = self.rows.get(kind, 0) + count
        have = self.examples.setdefault(kind, [])
        have += [example(place) for place in range(min(count, _EXAMPLES - len(have)))]

    def told(self) -> tuple[Told, ...]:
        """All that was told, in the order of the kinds."""
        return tuple(Told(kind, self.rows[kind], tuple(self.examples[kind])) for kind in sorted(self.rows))


@dataclass
class Lists:
    """Words that were met, and their places."""

    codes: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=lambda: {"": 0})


@dataclass(frozen=True)
class Chunk:
    """A part of a file.

    Attributes:
        frame: its cells by field.
        rows: the row of the file of each line.
        file, name: place and name of the file.
        headers: the header of each field.
    """

    frame: pandas.DataFrame
    rows: IntArray
    file: int
    name: str
    headers: Mapping[str, str]

    def fault(self, line: int, column: str, problem: str, advice: str, accepted: str = "") -> Fault:
        """What is wrong with a cell."""
        cell = self.frame[column].iloc[line] if column in self.frame else ""
        value = "" if cell is None or cell != cell else str(cell)
        return Fault(problem, self.name, "", int(self.rows[line]), self.headers.get(column, column), value,
                     accepted, advice)  # fmt: skip


def lines_of(chunk: Chunk, lists: Lists, telling: Telling) -> TradeRows:
    """The lines of a part, those that are set apart left out; what is wrong goes to ``telling``."""
    keep = ~_remarks(chunk)
    year = _mapped(chunk, "year", _year)
    reporter = _mapped(chunk, "reporter", area_place, UNKNOWN)
    partner = _mapped(chunk, "partner", area_place, UNKNOWN)
    flow = _mapped(chunk, "flow", _flow)
    code = _mapped(chunk, "code", lambda text: _listed(hs_digits(text), lists.codes))
    unspecified = places()[UNSPECIFIED]
    wrong = keep & (year == _BAD)
    _faults(chunk, telling, wrong, "year", n_("this is no year"), n_("write the year with four digits: 2018"))
    wrong = keep & ((reporter == UNKNOWN) | (reporter == WORLD) | (reporter == unspecified))
    _faults(chunk, telling, wrong, "reporter", n_("no country has this code or name"),
            n_("write the reporting country with three letters: NLD"))  # fmt: skip
    _faults(chunk, telling, keep & (flow == _BAD), "flow", n_("this flow is not known"),
            n_("write M or import, X or export, RX or re-export, RM or re-import"))  # fmt: skip
    numbers = {name: _numbers(chunk, name, keep, telling) for name in ("net_kg", "quantity", "value_usd", "cif", "fob")}
    value = np.where(np.isnan(numbers["value_usd"]),
                     np.where((flow == 0) | (flow == RE_IMPORT), numbers["cif"], numbers["fob"]),
                     numbers["value_usd"])  # fmt: skip
    keep &= ~_set_apart(chunk, keep, telling, reporter, partner, flow, code)
    partner = _partners(chunk, keep, telling, partner, unspecified)
    keep &= (year != _BAD) & (reporter >= 0) & (flow >= 0)
    made_up = [places()[code] for code in MADE_UP]
    invented = keep & (np.isin(reporter, made_up) | np.isin(partner, made_up))
    _tell(chunk, telling, "made up", invented, "reporter",
          n_("a country is made up (XXA to XXW); the statistics are taken as a made-up example"),
          n_("nothing, if they are an example; otherwise put the letters of the country right"))  # fmt: skip
    zero = keep & (numbers["net_kg"] == 0) & (value > 0)
    _tell(chunk, telling, "zero weight", zero, "net_kg", n_("the net weight is 0, but there is a value"),
          n_("leave the cell empty where the weight is not known; it is taken so"))  # fmt: skip
    return TradeRows(
        year[keep].astype(np.int16), reporter[keep].astype(np.int16), partner[keep].astype(np.int16),
        flow[keep].astype(np.int8), code[keep].astype(np.int16), numbers["net_kg"][keep], numbers["quantity"][keep],
        _mapped(chunk, "unit", lambda text: _listed(unit_of(text), lists.units), 0)[keep].astype(np.int16),
        value[keep], _mapped(chunk, "estimated", _is_estimated, 0)[keep].astype(bool),
        np.full(int(keep.sum()), chunk.file, np.int16), chunk.rows[keep].astype(np.int32), (), (), (),
    )  # fmt: skip


def _set_apart(
    chunk: Chunk, keep: BoolArray, telling: Telling, reporter: IntArray, partner: IntArray, flow: IntArray,
    code: IntArray,
) -> BoolArray:  # fmt: skip
    """Lines that are no flow between two countries, each told."""
    kinds: list[tuple[str, BoolArray, str, str, str]] = []
    part = n_("this is a part of a flow whose sum stands in another line")
    for name, sums in SUMS.items():
        if name in chunk.frame:
            parted = chunk.frame[name].notna().to_numpy() & ~chunk.frame[name].isin(sums).to_numpy()
            kinds.append(("parts of a flow", parted, name, part, n_("nothing; only the sums are taken")))
    kinds += [
        ("parts of a flow", flow == _PART, "flow", part, n_("nothing; only the sums are taken")),
        ("groups", (reporter == GROUP) | (partner == GROUP), "reporter",
         n_("this is a group of countries that report themselves"), n_("nothing; the countries are taken")),
        ("world", partner == WORLD, "partner", n_("this is the sum over all partners"),
         n_("nothing; the partners are taken one by one")),
        ("no code", code == _BAD, "code", n_("there is no code of a commodity"),
         n_("write the code of the Harmonized System: 280540")),
        ("own country", (reporter == partner) & (reporter >= 0), "partner",
         n_("reporter and partner are the same country: goods that came back, or a slip"),
         n_("it is set apart; a re-import belongs here, otherwise put the partner right")),
    ]  # fmt: skip
    apart = np.zeros(len(keep), bool)
    for kind, found, column, problem, advice in kinds:
        new = keep & found & ~apart
        _tell(chunk, telling, kind, new, column, problem, advice)
        apart |= new
    return apart


def _partners(chunk: Chunk, keep: BoolArray, telling: Telling, partner: IntArray, unspecified: int) -> IntArray:
    unknown = partner == UNKNOWN
    _tell(chunk, telling, "unknown partner", keep & unknown, "partner",
          n_("no country has this code or name; it is taken as a partner that is not specified"),
          n_("write the partner with three letters: PER"))  # fmt: skip
    return np.where(unknown, unspecified, partner)


def _remarks(chunk: Chunk) -> BoolArray:
    """Lines without anything in their first cells, and those of a template that begin with #."""
    texts = chunk.frame["year"]
    first = chunk.frame.iloc[:, 0]
    hashed = _mapped(chunk, str(first.name), lambda text: int(text.startswith("#")), 0) == 1
    empty = texts.isna().to_numpy() & chunk.frame["reporter"].isna().to_numpy()
    return np.asarray(hashed | empty, bool)


def _mapped(chunk: Chunk, name: str, of: Callable[[str], int], missing: int = _BAD) -> IntArray:
    """A number for each word of a column, found once for each different word."""
    if name not in chunk.frame:
        return np.full(len(chunk.rows), missing)
    column = chunk.frame[name].cat
    table = np.array([*(of(str(one).strip()) for one in column.categories), missing])
    return np.asarray(table[column.codes.to_numpy()], np.int64)


def _numbers(chunk: Chunk, name: str, keep: BoolArray, telling: Telling) -> FloatArray:
    import pandas

    if name not in chunk.frame:
        return np.full(len(chunk.rows), np.nan)
    column = chunk.frame[name]
    numbers: FloatArray = pandas.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    wrong = keep & np.isnan(numbers) & column.notna().to_numpy()
    _faults(chunk, telling, wrong, name, n_("this is no number"),
            n_("write digits with a point for decimals and no marks between thousands: 1725.5"))  # fmt: skip
    wrong = keep & ((numbers < 0) | np.isinf(numbers))
    _faults(chunk, telling, wrong, name, n_("a weight, quantity or value cannot be negative or without end"),
            n_("leave the cell empty where it is not known"))  # fmt: skip
    return numbers


def _faults(chunk: Chunk, telling: Telling, wrong: BoolArray, column: str, problem: str, advice: str) -> None:
    for line in np.flatnonzero(wrong):
        if telling.faults.full:
            break
        telling.faults.add(chunk.fault(int(line), column, problem, advice))


def _tell(
    chunk: Chunk, telling: Telling, kind: str, where: BoolArray, column: str, problem: str, advice: str
) -> None:  # fmt: skip
    lines = np.flatnonzero(where)
    telling.add(kind, len(lines), lambda place: chunk.fault(int(lines[place]), column, problem, advice))


def _year(text: str) -> int:
    digits = text.removesuffix(".0")
    # A period of a month, 201805, is of its year.
    digits = digits[:4] if len(digits) == 6 and digits.isdecimal() else digits
    year = int(digits) if digits.isdecimal() else _BAD
    return year if _YEARS[0] <= year <= _YEARS[1] else _BAD


def _flow(text: str) -> int:
    word = text.casefold()
    if word in _words("trade/flow_words", "flow"):
        word = _words("trade/flow_words", "flow")[word]
    names: tuple[str, ...] = (*FLOWS, "part")
    return names.index(word) if word in names else _BAD


def _listed(word: str, places: dict[str, int]) -> int:
    return places.setdefault(word, len(places)) if word or "" in places else _BAD


def unit_of(text: str) -> str:
    """The unit of a quantity as a word of the program; empty where none is told."""
    word = text.strip().casefold()
    unit = _words("trade/quantity_units", "unit").get(word, word)
    return "" if unit == "none" else unit


@cache
def _words(table: str, column: str) -> Mapping[str, str]:
    return {row["word"].casefold(): row[column] for row in read_table(table)}


def _is_estimated(text: str) -> int:
    # Of the older flag, 2 is an estimated weight, 4 an estimated quantity, 6 both.
    return int(text.casefold() in ("true", "1", "2", "6"))
