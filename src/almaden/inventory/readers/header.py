"""The header of an inventory: country, year, level, factor set and context, from TOML or from a sheet."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.context import KNOWN
from almaden.inventory.readers.header_context import DETAILS, PREFIX, read_context
from almaden.inventory.readers.header_lines import Builder, Entry, as_cell, read_number, read_year
from almaden.inventory.readers.tables import HEADER_COLUMNS
from almaden.inventory.records import FORMAT, Header
from almaden.reference.countries import find_country
from almaden.reference.factors import DEFAULT_SET, factor_set_names
from almaden.reference.readers.cells import Numbers
from almaden.reference.readers.columns import is_remark, match_columns
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.table import RawTable, cell_text
from almaden.wording import Text, did_you_mean, either, n_

_KEYS: Final = ("format", "country", "year", "level", "factor_set", "title", "notice", "years", "layers")


@dataclass(frozen=True)
class HeaderRead:
    """What was read of a header.

    Attributes:
        header: the header, None if it has a fault.
        layers: names of the layers, also where something else is wrong.
    """

    header: Header | None
    layers: tuple[str, ...] = ()


def header_from_toml(text: str, file: str, faults: Faults) -> HeaderRead:
    """The header from the text of ``inventory.toml``."""
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.add(
            Fault(
                Text("the file is not valid TOML: {error}", error=str(error)),
                file=file,
                accepted='lines such as country = "PHL" and year = 2018',
                advice="put texts in quotation marks; write numbers with a decimal point",
            )
        )
        return HeaderRead(None)
    return header_from_tree(tree, file, faults)


def header_from_tree(tree: Mapping[str, Any], file: str, faults: Faults) -> HeaderRead:
    """The header from its keys and values, as TOML or a form has them."""
    return _build(list(_toml_entries(tree)), Builder(file, "", faults, Numbers(_no_table(file), ())))


def header_from_table(table: RawTable, faults: Faults) -> HeaderRead:
    """The header from the sheet ``inventory``."""
    before = len(faults.found)
    matched = match_columns(table, HEADER_COLUMNS, ("key", "value"), faults)
    if len(faults.found) > before:
        return HeaderRead(None)
    places = matched.places
    number_places = tuple(places[name] for name in ("value", "low", "high") if name in places)
    builder = Builder(table.file, table.sheet, faults, Numbers(table, number_places))
    entries = []
    for item in table.read():
        if isinstance(item, Fault):
            faults.add(item)
            continue
        row, cells = item
        key = cell_text(cells[places["key"]])
        if not key or is_remark(cells, matched.remarks):
            continue
        details = {name: cells[places[name]] for name in DETAILS[1:] if name in places and cells[places[name]] != ""}
        entries.append(Entry(key, cells[places["value"]], row, details))
    return _build(entries, builder)


def _toml_entries(tree: Mapping[str, Any]) -> Iterator[Entry]:
    for key, value in tree.items():
        if key == "context" and isinstance(value, dict):
            for name, one in value.items():
                details = dict(one) if isinstance(one, dict) else {}
                yield Entry(
                    f"{PREFIX}{name}",
                    details.pop("value", None) if isinstance(one, dict) else one,
                    None,
                    details,
                )
        elif key in ("years", "layers") and isinstance(value, list):
            for one in value:
                yield Entry(key, one)
        else:
            yield Entry(key, value)


def _build(entries: Sequence[Entry], builder: Builder) -> HeaderRead:
    before = len(builder.faults.found)
    years: list[int] = []
    layers: list[str] = []
    for entry in entries:
        if isinstance(entry.value, str) and cell_text(entry.value) in ("", "?"):
            continue
        if entry.key.startswith(PREFIX):
            read_context(entry, builder)
        elif entry.key == "years":
            years += [
                year for part in _parts(entry.value) if (year := read_year(Entry("years", part, entry.row), builder))
            ]
        elif entry.key == "layers":
            layers.append(cell_text(as_cell(entry.value)))
        elif entry.key not in _KEYS:
            _unknown_key(entry, builder)
        elif entry.key in builder.known:
            builder.fault(entry, Text("{key} is there twice", key=entry.key), "each once", "delete one")
        else:
            builder.known[entry.key] = _read_key(entry, builder)
    for key in ("country", "year"):
        if key not in builder.known:
            missing = Entry(key, "")
            builder.fault(missing, Text("{key} is missing", key=key), "country, year", Text("add {key}", key=key), "")
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
        return HeaderRead(None, tuple(layers))
    header = Header(
        country=known["country"],
        year=known["year"],
        level=known.get("level", 1),
        factor_set=known.get("factor_set", DEFAULT_SET),
        title=known.get("title", ""),
        notice=known.get("notice", ""),
        years=tuple(sorted(set(years))),
        layers=tuple(layers),
        context=builder.context,
    )
    return HeaderRead(header, header.layers)


def _read_key(entry: Entry, builder: Builder) -> Any:
    value = entry.value
    if entry.key == "year":
        return read_year(entry, builder)
    if entry.key in ("format", "level"):
        return _small_number(entry, builder)
    if not isinstance(value, (str, float, int)) or isinstance(value, bool):
        builder.fault(entry, Text("{key} is not a text", key=entry.key), "a text", "write a text")
        return ""
    text = cell_text(as_cell(value))
    if entry.key == "country":
        try:
            return find_country(text)
        except InputError as error:
            for fault in error.faults:
                builder.fault(entry, fault.problem, fault.accepted, fault.advice)
            return ""
    if entry.key == "factor_set" and text not in factor_set_names():
        near = difflib.get_close_matches(text, factor_set_names(), n=1)
        advice = did_you_mean(near) if near else Text("write {value}", value=DEFAULT_SET)
        builder.fault(entry, "there is no factor set with this name", ", ".join(factor_set_names()), advice)
    return text


def _small_number(entry: Entry, builder: Builder) -> int:
    number = read_number(entry, entry.value, builder)
    accepted = (FORMAT,) if entry.key == "format" else (1, 2)
    if number is not None and number in accepted:
        return int(number)
    if entry.key == "format" and number is not None and number > FORMAT:
        builder.fault(
            entry,
            "the inventory was written by a later version of Almaden",
            Text("format {number}", number=str(FORMAT)),
            "update Almaden, or ask for the inventory in an earlier format",
        )
    elif number is not None:
        builder.fault(
            entry,
            Text("{key} is not known", key=entry.key),
            either([str(one) for one in accepted]),
            Text("write {value}", value=str(accepted[0])),
        )
    return accepted[0]


def _unknown_key(entry: Entry, builder: Builder) -> None:
    near = difflib.get_close_matches(entry.key, (*_KEYS, *(f"{PREFIX}{name}" for name in KNOWN)), n=1, cutoff=0.5)
    if entry.key in KNOWN:
        near = [f"{PREFIX}{entry.key}"]
    advice = did_you_mean(near) if near else n_("delete it, or put it under context")
    builder.fault(
        entry, Text("{key} is not known", key=entry.key), Text("{keys} and context.*", keys=", ".join(_KEYS)), advice
    )


def _parts(value: Any) -> list[Any]:
    """Years may stand in one cell, separated by commas or semicolons."""
    return [part for part in value.replace(";", ",").split(",") if part.strip()] if isinstance(value, str) else [value]


def _no_table(file: str) -> RawTable:
    return RawTable(file, "", (), 1, lambda: iter(()))
