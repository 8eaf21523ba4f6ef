"""The context values of a header: figures and answers on the country, each with range and source."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, get_args

from almaden.inventory.readers.context import DATES, FRACTIONS, KNOWN, NUMBERS, QUESTIONS
from almaden.inventory.readers.header_lines import Builder, Entry, as_cell, read_number, read_year
from almaden.inventory.readers.rules import LARGEST, TOO_FAR, TOO_LARGE, is_far
from almaden.inventory.records import ContextEntry, Status
from almaden.reference.readers.cells import CellError, choice, yes_no
from almaden.reference.readers.table import cell_text
from almaden.wording import Text, did_you_mean, n_

#: What may be told of a context value.
DETAILS: Final = ("value", "low", "high", "year", "source", "seen", "status")
#: Starts the keys of context values.
PREFIX: Final = "context."


def read_context(entry: Entry, builder: Builder) -> None:
    """Read one context value into the builder, or report what is wrong with it."""
    name = entry.key.removeprefix(PREFIX)
    details = {key: value for key, value in entry.details.items() if key in DETAILS}
    for key in entry.details.keys() - details.keys():
        builder.fault(
            entry, Text("{key} is not known here", key=key), ", ".join(DETAILS), Text("delete {key}", key=key), key
        )
    near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.85)
    if name not in KNOWN and near:
        builder.fault(
            entry,
            "the context value is not known",
            ", ".join(sorted(KNOWN)),
            did_you_mean(near),
            name,
        )
        return
    if name in builder.context:
        builder.fault(entry, Text("{key} is there twice", key=entry.key), "each once", "delete one")
        return
    before = len(builder.faults.found)
    value = _context_value(name, entry, builder)
    numbers: dict[str, Any] = {
        key: read_number(entry, details[key], builder, name in FRACTIONS) for key in ("low", "high") if key in details
    }
    year = read_year(Entry(entry.key, details["year"], entry.row), builder) if "year" in details else None
    _check_numbers(name, entry, {"value": value, **numbers}, builder)
    status = _status(entry, details.get("status", ""), builder)
    if len(builder.faults.found) > before or value is None:
        return
    builder.context[name] = ContextEntry(
        value,
        numbers.get("low"),
        numbers.get("high"),
        year,
        cell_text(as_cell(details.get("source", ""))),
        cell_text(as_cell(details.get("seen", ""))),
        status,
    )


def _status(entry: Entry, value: Any, builder: Builder) -> str:
    try:
        return choice("status", get_args(Status))(as_cell(value)) or "user"
    except CellError as error:
        builder.fault(
            entry, Text("status: {problem}", problem=Text(error.problem)), error.accepted, error.advice, as_cell(value)
        )
        return ""


def _context_value(name: str, entry: Entry, builder: Builder) -> Any:
    """The value in the type that belongs to the name; a name that is not known keeps what was written."""
    value = as_cell(entry.value)
    if name in QUESTIONS:
        try:
            return yes_no(value)
        except CellError as error:
            builder.fault(entry, error.problem, error.accepted, error.advice)
            return None
    if name in NUMBERS:
        return read_number(entry, value, builder, name in FRACTIONS)
    if name in DATES:
        return _day(entry, cell_text(value), builder)
    return cell_text(value) if isinstance(value, str) else value


#: A workbook gives a day with the time of its beginning.
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T]00:00:00)?", re.ASCII)


def _day(entry: Entry, text: str, builder: Builder) -> str | None:
    """A text as a day, year-month-day; a fault and None if it is none."""
    hit = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(hit[1] if hit else "").isoformat()
    except ValueError:
        advice = n_("write year, month and day with hyphens, and in TOML in quotation marks")
        builder.fault(entry, "the text is not a day", "a day such as 2017-08-16", advice, text)
        return None


def _check_numbers(name: str, entry: Entry, numbers: Mapping[str, Any], builder: Builder) -> None:
    for key, number in numbers.items():
        if not isinstance(number, float) or isinstance(number, bool):
            continue
        if name in NUMBERS and number < 0:
            builder.fault(entry, Text("{key} is negative", key=key), "zero or more", "correct the sign", number)
        elif name in NUMBERS and number > LARGEST:
            builder.fault(entry, *TOO_LARGE, number)
        elif key != "value" and name in NUMBERS and is_far(numbers.get("value"), number):
            builder.fault(entry, *TOO_FAR, number)
        elif name in FRACTIONS and number > 1:
            advice = (
                Text("write {value}", value=f"{number / 100:.10g}")
                if number <= 100
                else n_("write it as a fraction of one")
            )
            builder.fault(
                entry,
                Text("{key} is above 1; it looks like a percentage", key=key),
                "a number from 0 to 1",
                advice,
                number,
            )
    low, high = numbers.get("low"), numbers.get("high")
    if low is not None and high is not None and low > high:
        builder.fault(entry, "low is above high", "low at most high", "exchange them, or correct one", low)
