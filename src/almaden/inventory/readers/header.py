"""The header of an inventory: country, year, level, factor set and context, from TOML or from a sheet."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from almaden.errors import Fault, InputError
from almaden.inventory.readers.cells import CellError, Numbers, choice, whole_year, yes_no
from almaden.inventory.readers.columns import is_remark, match_columns
from almaden.inventory.readers.context import FRACTIONS, KNOWN, NUMBERS, QUESTIONS
from almaden.inventory.readers.faults import Faults
from almaden.inventory.readers.tables import HEADER_COLUMNS
from almaden.inventory.records import FORMAT, ContextEntry, Header, Status
from almaden.reference.countries import find_country
from almaden.reference.readers.table import Cell, RawTable, cell_text

_KEYS: Final = ("format", "country", "year", "level", "factor_set", "title", "notice", "years", "layers")
_DETAILS: Final = ("value", "low", "high", "year", "source", "seen", "status")
_PREFIX: Final = "context."


@dataclass
class Entry:
    """One line of the header before it is understood; ``row`` is None in TOML."""

    key: str
    value: Any
    row: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass
class _Builder:
    """Turns entries into a header and gathers what is wrong with them."""

    file: str
    sheet: str
    faults: Faults
    numbers: Numbers
    known: dict[str, Any] = field(default_factory=dict)
    context: dict[str, ContextEntry] = field(default_factory=dict)

    def fault(self, entry: Entry, problem: str, accepted: str, advice: str, value: Any = None) -> None:
        shown = entry.value if value is None else value
        text = cell_text(shown) if isinstance(shown, (str, float, bool)) else str(shown)
        self.faults.add(Fault(problem, self.file, self.sheet, entry.row, entry.key, text, accepted, advice))


def header_from_toml(text: str, file: str, faults: Faults) -> Header | None:
    """The header from the text of ``inventory.toml``; None if it has a fault."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.add(
            Fault(
                f"the file is not valid TOML: {error}",
                file=file,
                accepted='lines such as country = "PHL" and year = 2018',
                advice="put texts in quotation marks; write numbers with a decimal point",
            )
        )
        return None
    return _build(list(_toml_entries(tree)), _Builder(file, "", faults, Numbers(_no_table(file), ())))


def header_from_table(table: RawTable, faults: Faults) -> Header | None:
    """The header from the sheet ``inventory``; None if it has a fault."""
    before = len(faults.found)
    matched = match_columns(table, HEADER_COLUMNS, ("key", "value"), faults)
    if len(faults.found) > before:
        return None
    places = matched.places
    number_places = tuple(places[name] for name in ("value", "low", "high") if name in places)
    builder = _Builder(table.file, table.sheet, faults, Numbers(table, number_places))
    entries = []
    for item in table.read():
        if isinstance(item, Fault):
            faults.add(item)
            continue
        row, cells = item
        key = cell_text(cells[places["key"]])
        if not key or is_remark(cells, matched.remarks):
            continue
        details = {name: cells[places[name]] for name in _DETAILS[1:] if name in places and cells[places[name]] != ""}
        entries.append(Entry(key, cells[places["value"]], row, details))
    return _build(entries, builder)


def _toml_entries(tree: Mapping[str, Any]) -> Iterator[Entry]:
    for key, value in tree.items():
        if key == "context" and isinstance(value, dict):
            for name, one in value.items():
                details = dict(one) if isinstance(one, dict) else {}
                yield Entry(
                    f"{_PREFIX}{name}",
                    details.pop("value", None) if isinstance(one, dict) else one,
                    None,
                    details,
                )
        elif key in ("years", "layers") and isinstance(value, list):
            for one in value:
                yield Entry(key, one)
        else:
            yield Entry(key, value)


def _build(entries: Sequence[Entry], builder: _Builder) -> Header | None:
    before = len(builder.faults.found)
    years: list[int] = []
    layers: list[str] = []
    for entry in entries:
        if isinstance(entry.value, str) and cell_text(entry.value) in ("", "?"):
            continue
        if entry.key.startswith(_PREFIX):
            _read_context(entry, builder)
        elif entry.key == "years":
            years += [year for part in _parts(entry.value) if (year := _year(Entry("years", part, entry.row), builder))]
        elif entry.key == "layers":
            layers.append(cell_text(_cell(entry.value)))
        elif entry.key not in _KEYS:
            _unknown_key(entry, builder)
        elif entry.key in builder.known:
            builder.fault(entry, f"{entry.key} is there twice", "each once", "delete one")
        else:
            builder.known[entry.key] = _read_key(entry, builder)
    for key in ("country", "year"):
        if key not in builder.known:
            missing = Entry(key, "")
            builder.fault(missing, f"{key} is missing", "country, year", f"add {key}", "")
    known = builder.known
    if len(builder.faults.found) == before and years and known["year"] not in years:
        years_text = ", ".join(map(str, years))
        builder.fault(
            Entry("year", str(known["year"])),
            "year is not one of years",
            years_text,
            "add it to years, or change it",
        )
    if len(builder.faults.found) > before:
        return None
    return Header(
        country=known["country"],
        year=known["year"],
        level=known.get("level", 1),
        factor_set=known.get("factor_set", "toolkit-2019"),
        title=known.get("title", ""),
        notice=known.get("notice", ""),
        years=tuple(sorted(set(years))),
        layers=tuple(layers),
        context=builder.context,
    )


def _read_key(entry: Entry, builder: _Builder) -> Any:
    value = entry.value
    if entry.key == "year":
        return _year(entry, builder)
    if entry.key in ("format", "level"):
        return _small_number(entry, builder)
    if not isinstance(value, (str, float, int)) or isinstance(value, bool):
        builder.fault(entry, f"{entry.key} is not a text", "a text", "write a text")
        return ""
    text = cell_text(_cell(value))
    if entry.key == "country":
        try:
            return find_country(text)
        except InputError as error:
            for fault in error.faults:
                builder.fault(entry, fault.problem, fault.accepted, fault.advice)
            return ""
    return text


def _small_number(entry: Entry, builder: _Builder) -> int:
    number = _number(entry, entry.value, builder)
    accepted = (FORMAT,) if entry.key == "format" else (1, 2)
    if number is not None and number in accepted:
        return int(number)
    if entry.key == "format" and number is not None and number > FORMAT:
        builder.fault(
            entry,
            "the inventory was written by a later version of Almaden",
            f"format {FORMAT}",
            "update Almaden, or ask for the inventory in an earlier format",
        )
    elif number is not None:
        builder.fault(entry, f"{entry.key} is not known", " or ".join(map(str, accepted)), f"write {accepted[0]}")
    return accepted[0]


def _year(entry: Entry, builder: _Builder) -> int | None:
    try:
        return whole_year(_number(entry, entry.value, builder))
    except CellError as error:
        builder.fault(entry, error.problem, error.accepted, error.advice)
        return None


def _number(entry: Entry, value: Any, builder: _Builder) -> float | None:
    """A value of the header as a number; a fault and None if it is none."""
    try:
        found = builder.numbers.read(_cell(value))
    except CellError as error:
        builder.fault(entry, error.problem, error.accepted, error.advice, _cell(value))
        return None
    if found is None or found - found != 0:
        builder.fault(entry, "there is no number", "a number", "write the number", _cell(value))
        return None
    return found


def _read_context(entry: Entry, builder: _Builder) -> None:
    name = entry.key.removeprefix(_PREFIX)
    details = {key: value for key, value in entry.details.items() if key in _DETAILS}
    for key in entry.details.keys() - details.keys():
        builder.fault(entry, f"{key} is not known here", ", ".join(_DETAILS), f"delete {key}", key)
    near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.85)
    if name not in KNOWN and near:
        builder.fault(
            entry,
            "the context value is not known",
            ", ".join(sorted(KNOWN)),
            f"did you mean {near[0]}?",
            name,
        )
        return
    if name in builder.context:
        builder.fault(entry, f"{entry.key} is there twice", "each once", "delete one")
        return
    before = len(builder.faults.found)
    value = _context_value(name, entry, builder)
    numbers: dict[str, Any] = {key: _number(entry, details[key], builder) for key in ("low", "high") if key in details}
    year = _year(Entry(entry.key, details["year"], entry.row), builder) if "year" in details else None
    _check_numbers(name, entry, {"value": value, **numbers}, builder)
    status = _status(entry, details.get("status", ""), builder)
    if len(builder.faults.found) > before or value is None:
        return
    builder.context[name] = ContextEntry(
        value,
        numbers.get("low"),
        numbers.get("high"),
        year,
        cell_text(_cell(details.get("source", ""))),
        cell_text(_cell(details.get("seen", ""))),
        status,
    )


def _status(entry: Entry, value: Any, builder: _Builder) -> str:
    try:
        return choice("status", get_args(Status))(_cell(value)) or "user"
    except CellError as error:
        builder.fault(entry, f"status: {error.problem}", error.accepted, error.advice, _cell(value))
        return ""


def _context_value(name: str, entry: Entry, builder: _Builder) -> Any:
    """The value in the type that belongs to the name; a name that is not known keeps what was written."""
    value = _cell(entry.value)
    if name in QUESTIONS:
        try:
            return yes_no(value)
        except CellError as error:
            builder.fault(entry, error.problem, error.accepted, error.advice)
            return None
    if name in NUMBERS:
        return _number(entry, value, builder)
    return cell_text(value) if isinstance(value, str) else value


def _check_numbers(name: str, entry: Entry, numbers: Mapping[str, Any], builder: _Builder) -> None:
    for key, number in numbers.items():
        if not isinstance(number, float) or isinstance(number, bool):
            continue
        if name in NUMBERS and number < 0:
            builder.fault(entry, f"{key} is negative", "zero or more", "correct the sign", number)
        elif name in FRACTIONS and number > 1:
            advice = f"write {number / 100:.10g}" if number <= 100 else "write it as a fraction of one"
            builder.fault(
                entry, f"{key} is above 1; it looks like a percentage", "a number from 0 to 1", advice, number
            )
    low, high = numbers.get("low"), numbers.get("high")
    if low is not None and high is not None and low > high:
        builder.fault(entry, "low is above high", "low at most high", "exchange them, or correct one", low)


def _unknown_key(entry: Entry, builder: _Builder) -> None:
    near = difflib.get_close_matches(entry.key, (*_KEYS, *(f"{_PREFIX}{name}" for name in KNOWN)), n=1, cutoff=0.5)
    if entry.key in KNOWN:
        near = [f"{_PREFIX}{entry.key}"]
    advice = f"did you mean {near[0]}?" if near else "delete it, or put it under context"
    builder.fault(entry, f"{entry.key} is not known", ", ".join(_KEYS) + ", and context.*", advice)


def _parts(value: Any) -> list[Any]:
    """Years may stand in one cell, separated by commas or semicolons."""
    return [part for part in value.replace(";", ",").split(",") if part.strip()] if isinstance(value, str) else [value]


def _cell(value: Any) -> Cell:
    """A value of TOML as a cell."""
    if isinstance(value, (str, bool, float)):
        return value
    return float(value) if isinstance(value, int) else str(value)


def _no_table(file: str) -> RawTable:
    return RawTable(file, "", (), 1, lambda: iter(()))
