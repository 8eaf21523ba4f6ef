"""What a person typed, made into a record: every fault is told with its field, its value and what is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from almaden.errors import Fault, InputError
from almaden.partnership.records.base import NO_COUNTRY
from almaden.reference.countries import find_country
from almaden.reference.record import Record
from almaden.wording import Text, n_

R = TypeVar("R", bound=Record)

#: Our words for the findings of pydantic that a form can cause.
_PROBLEMS: Final[dict[str, str]] = {
    "missing": n_("the field must not be empty"),
    "string_too_short": n_("the field must not be empty"),
    "string_too_long": n_("the text is too long"),
    "string_pattern_mismatch": n_("the value does not have the form that is asked for"),
    "float_parsing": n_("this is not a number"),
    "int_parsing": n_("this is not a whole number"),
    "int_from_float": n_("this is not a whole number"),
    "finite_number": n_("this is not a number"),
    "greater_than_equal": n_("the number is too small"),
    "less_than_equal": n_("the number is too large"),
    "literal_error": n_("this is none of the words that are asked for"),
    "date_from_datetime_parsing": n_("this is not a date"),
    "date_parsing": n_("this is not a date"),
}


def record_from(record: type[R], values: Mapping[str, Any], file: str = "") -> R:
    """Make a record of the values of a form.

    Args:
        record: the record type.
        values: texts or values by field; an empty text stands for a field that was left empty.
        file: named in the faults, empty for a form.

    Raises:
        InputError: everything that is wrong.
    """
    given = {name: value for name, value in values.items() if value not in ("", None)}
    faults: list[Fault] = []
    if isinstance(given.get("identifiers"), str):
        try:
            given["identifiers"] = identifiers_of(given["identifiers"])
        except InputError as error:
            faults += error.faults
            del given["identifiers"]
    try:
        made = record.model_validate(given)
    except ValidationError as error:
        faults += (_fault(record, finding, file) for finding in error.errors(include_url=False))
    if faults:
        raise InputError(faults)
    return made


def identifiers_of(text: str) -> dict[str, str]:
    """Identifiers as they are written in a cell: ``gem:L100000100001; national:17``.

    Raises:
        InputError: a part does not name the system that gave it, or a system is named twice.
    """
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        scheme, _, value = (piece.strip() for piece in part.partition(":"))
        if not scheme or not value or scheme in found:
            raise InputError(
                Fault(
                    n_("this cannot be read as identifiers"),
                    column="identifiers",
                    value=part,
                    accepted=n_("the system that gave it, a colon, the identifier; several separated by semicolons"),
                    advice=Text("for example {example}", example="gem:L100000100001"),
                )
            )
        found[scheme] = value
    return found


def written_identifiers(identifiers: Mapping[str, str]) -> str:
    """Identifiers as a person writes them into a field."""
    return "; ".join(f"{scheme}:{value}" for scheme, value in identifiers.items())


def _fault(record: type[Record], finding: Any, file: str) -> Fault:
    column = str(finding["loc"][0]) if finding["loc"] else ""
    problem = _PROBLEMS.get(finding["type"]) or Text("the value does not fit: {reason}", reason=_reason(finding))
    info = record.model_fields.get(column)
    example = str((info.examples or [""])[0]) if info else ""
    value = finding["input"] if column and finding["type"] != "missing" else ""
    if str(finding.get("ctx", {}).get("error", "")) == NO_COUNTRY:
        return replace(_no_country(str(value)), file=file, column=column)
    return Fault(
        problem,
        file=file,
        column=column,
        value=str(value),
        accepted=_accepted(finding) or (info.description or "" if info else ""),
        advice=Text("for example {example}", example=example) if example else "",
    )


def _no_country(text: str) -> Fault:
    """That a code is none of a country, with those that may be meant."""
    try:
        code = find_country(text)
    except InputError as error:
        return error.faults[0]
    return Fault(NO_COUNTRY, value=text, advice=Text("did you mean {names}?", names=code))


def _reason(finding: Any) -> str:
    cause = finding.get("ctx", {}).get("error")
    return Text(str(cause)) if cause else finding["msg"]


def _accepted(finding: Any) -> str:
    limits = finding.get("ctx", {})
    match finding["type"]:
        case "greater_than_equal":
            return Text("{number} or more", number=str(limits["ge"]))
        case "less_than_equal":
            return Text("{number} or less", number=str(limits["le"]))
        case "literal_error":
            return str(limits["expected"]).replace("'", "").removeprefix(", ")
        case "string_too_long":
            return Text("at most {count} letters", count=str(limits["max_length"]))
    return ""
